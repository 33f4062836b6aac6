"""Which ground a body serves, by the numbers of the carried gazetteer.

Only what its kind, name and place settle. What takes knowledge of the body (a school district, a force of city and
county together, an office of a county) is entered by hand in the curated files and kept.
"""

from collections import defaultdict
from functools import cache

from jurisdictions.models.vocabulary import AgencyType

from .carried import plain
from .gazetteer import COUNTIES, PLACES, rows_of


@cache
def numbers():
    """{GEOID: row} of every county and place carried."""
    return {row["geoid"]: row for name in (COUNTIES, PLACES) for row in rows_of(name)}


@cache
def by_name():
    """{(USPS code, plain name): GEOIDs}"""
    found = defaultdict(list)
    for geoid, row in numbers().items():
        found[row["state"], plain(row["name"])].append(geoid)
    return found


def page_number(geoid):
    """The number that has the page of this ground: a county that is one ground with a place yields to it."""
    return numbers()[geoid].get("ground") or geoid


def territory_of(body, geoid=""):
    """The number of the ground the body certainly serves, or "". `geoid` is its own Census number, if it has one."""
    match body.agency_type:
        case AgencyType.CITY | AgencyType.COUNTY:
            found = [geoid] if geoid in numbers() else []
        case AgencyType.SHERIFF:
            found = by_name()[body.state, plain(body.county or body.city)]
        case AgencyType.POLICE if body.city and plain(body.name).startswith(plain(body.city)):
            found = places_named(body)
        case _:
            found = []
    grounds = {page_number(one) for one in found}
    return grounds.pop() if len(grounds) == 1 else ""


def places_named(body):
    """The places its city can be, in its county if that is known; a city before the town around it."""
    county = {geoid for geoid in by_name()[body.state, plain(body.county)] if body.county}
    found = [one for one in by_name()[body.state, plain(body.city)] if "counties" in numbers()[one]]
    known = [one for one in found if not county or county & set(numbers()[one]["counties"].split())]
    return [one for one in known if len(one) < 10] or known
