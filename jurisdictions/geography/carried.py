"""The lists of states and counties that the project keeps (see data/README.md)."""

import csv
import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path

DATA = Path(__file__).parent / "data"
FIRST_INDEPENDENT_CITY = "510"  # Census numbers independent cities from 510 up, above every county of their state
PLANNING_REGIONS = "CT"
NO_COUNTIES = ("DC", "PR")


@dataclass(frozen=True)
class State:
    fips: str
    west: float  # degrees; the Aleutians beyond the antimeridian count on below -180
    south: float
    east: float
    north: float

    def holds(self, latitude, longitude):
        longitude = float(longitude)
        westward = longitude - 360 if longitude > 0 else longitude
        return self.south <= float(latitude) <= self.north and self.west <= westward <= self.east


@cache
def states():
    """{USPS code: State}"""
    with (DATA / "states.csv").open(encoding="utf-8", newline="") as file:
        return {
            row["state"]: State(row["fips"], *(float(row[side]) for side in ("west", "south", "east", "north")))
            for row in csv.DictReader(file)
        }


@cache
def county_equivalents():
    """{GEOID: (USPS code, name)}: counties, parishes, boroughs, census areas, municipios, independent cities."""
    with (DATA / "counties.csv").open(encoding="utf-8", newline="") as file:
        return {row["geoid"]: (row["state"], row["name"]) for row in csv.DictReader(file)}


@cache
def counties():
    """{(USPS code, name): GEOID} without the independent cities, which lie in no county, and D.C."""
    return {
        (state, name): geoid
        for geoid, (state, name) in county_equivalents().items()
        if geoid[2:] < FIRST_INDEPENDENT_CITY and state != "DC"
    }


@cache
def independent_cities():
    """{(USPS code, plain name)} of the Virginian cities, Baltimore, St. Louis and Carson City."""
    return {
        (state, plain(name.removesuffix(" city")))
        for geoid, (state, name) in county_equivalents().items()
        if geoid[2:] >= FIRST_INDEPENDENT_CITY
    }


def lies_in_no_county(state, city):
    """Whether the county of a city stays empty by rule, not for want of knowledge.

    An independent city belongs to no county, even to one of its own name (Baltimore, St. Louis, Fairfax).
    D.C. has none. A municipality of Puerto Rico is itself what the Census counts as a county. In Connecticut
    the Census counts planning regions since 2022 while other lists keep the eight old counties.
    """
    return state in NO_COUNTIES or state == PLANNING_REGIONS or (state, plain(city)) in independent_cities()


def plain(name):
    """A name as the lists can be compared by it: no case, accents, ʻokina or points; Saint as St."""
    letters = "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))
    letters = re.sub(r"[ʻ'’.]", "", letters)
    return re.sub(r"\bsaint\b", "st", re.sub(r"\s+", " ", letters).strip())
