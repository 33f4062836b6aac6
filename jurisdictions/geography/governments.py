"""Which counties have a government of their own, so that one not yet in the directory may be called missing.

By the Census of Governments of 2022, which counts 3,031 (a test holds the list to that number); the municipios of
Puerto Rico, which it leaves out, are governments too.
"""

import csv
from enum import StrEnum
from functools import cache

from .carried import DATA

WITHOUT = ("CT", "RI", "DC")  # their counties and planning regions are lines on the map
UNORGANIZED = "Census Area"


class CountyGovernment(StrEnum):
    OWN = "own"
    MERGED = "merged"  # with a city's, whose ground is not all of the county or has another number
    NONE = "none"


@cache
def exceptions():
    with (DATA / "by_hand/no_county_government.csv").open(encoding="utf-8", newline="") as file:
        return {row["geoid"]: CountyGovernment(row["why"]) for row in csv.DictReader(file)}


def government_of(county):
    """The CountyGovernment of a county of the gazetteer."""
    if county.state in WITHOUT or county.designation == UNORGANIZED:
        return CountyGovernment.NONE
    if county.ground_id:
        return CountyGovernment.MERGED
    return exceptions().get(county.geoid, CountyGovernment.OWN)
