"""Which values of the public data sets are certain for a body, and writing those.

A body is matched by type, state, kind of government and name together, and only if one division alone fits.
An identifier belongs to the government it numbers: a police department or a sheriff's office lies in its city
or county and takes its point from there, but neither its GEOID nor its people.
"""

from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal

from django.db import transaction

from jurisdictions.models import Identifier, Jurisdiction, Territory
from jurisdictions.models.freshness import fresh_once
from jurisdictions.models.vocabulary import AgencyType, Scheme

from .carried import counties, county_equivalents, lies_in_no_county, plain, states
from .divisions import ocd_of_state
from .territories import territory_of

KINDS = ("city", "town", "township", "village", "borough", "municipality")
CITY_AND_COUNTY = "city and county of "
ONE_WITH_COUNTY = (" Municipality", " City and Borough")


@dataclass(frozen=True)
class Place:
    latitude: float
    longitude: float
    population: int | None
    county: str  # GEOID of the county the point lies in
    is_within_county: bool  # so far from other counties that the whole place is in it


@dataclass
class Proposal:
    """`doubts` says, for the person who runs the command, what could not be told and why."""

    body: Jurisdiction
    fields: dict = field(default_factory=dict)
    identifiers: dict = field(default_factory=dict)
    doubts: list = field(default_factory=list)

    def identify(self, division):
        self.identifiers = {Scheme.GEOID: division.geoid, Scheme.OCD: division.ocd}

    def locate(self, point):
        if point:
            self.fields |= {name: degrees(value) for name, value in zip(COORDINATES, point, strict=True)}


COORDINATES = ("latitude", "longitude")


def degrees(value):
    return Decimal(str(round(value, 5)))


def propose(body, divisions, ground):
    """The Proposal for this body; empty for kinds of bodies that are no government and have no fixed territory."""
    proposal = Proposal(body)
    match body.agency_type:
        case AgencyType.STATE:
            fips = states()[body.state].fips
            proposal.identifiers = {Scheme.GEOID: fips, Scheme.OCD: ocd_of_state(body.state)}
            proposal.locate(ground.state_point(fips))
        case AgencyType.COUNTY:
            tie_county(proposal, divisions, ground)
        case AgencyType.CITY:
            tie_city(proposal, divisions, ground)
        case AgencyType.POLICE | AgencyType.SHERIFF:
            tie_agency(proposal, divisions, ground)
    return proposal


def tie_county(proposal, divisions, ground):
    body = proposal.body
    county = body.county or body.name
    geoid = counties().get((body.state, county))
    if geoid not in divisions.by_geoid or not is_named_for(body, county):
        proposal.doubts.append("is not named like one county of its state")
        return
    proposal.identify(divisions.by_geoid[geoid])
    proposal.fields["county"] = county
    proposal.locate(ground.county_point(geoid))


def is_named_for(body, county):
    bare = plain(county.rsplit(" ", 1)[0])
    return plain(body.name) in (plain(county), f"county of {bare}", CITY_AND_COUNTY + bare)


def tie_city(proposal, divisions, ground):
    body = proposal.body
    city, kind = city_and_kind(body)
    county = counties().get((body.state, body.county), "")
    found = divisions.cities(body.state, city, kind, county) if city else []
    if not found and plain(body.name).startswith(CITY_AND_COUNTY):
        return tie_county(proposal, divisions, ground)
    if len(found) != 1:
        proposal.doubts.append(f"{len(found)} divisions fit its name, kind and state; one is needed")
        locate_in_city(proposal, found, divisions, ground)
        return
    (division,) = found
    proposal.identify(division)
    proposal.fields["city"] = city
    if division.is_county:
        proposal.locate(ground.county_point(division.geoid))
        return
    place = locate_in_city(proposal, found, divisions, ground)
    # A town or township often shares its name with a smaller settlement in it, whose people are not all of it.
    if place and place.population and division.is_place:
        proposal.fields["population"] = place.population


def city_and_kind(body):
    """("Carrboro", "town") of Town of Carrboro; ("", "") if the name is not that of its city alone."""
    name = plain(body.name)
    before, _of, after = name.partition(" of ")
    city = body.city or (body.name.split(" of ", 1)[1] if before in KINDS else "")
    wanted = plain(city)
    if not wanted or name == wanted:
        return city, ""
    if after == wanted and before in (*KINDS, "city and county"):
        return city, before.split()[0]
    if name.removeprefix(f"{wanted} ") in KINDS:
        return city, name.removeprefix(f"{wanted} ")
    return "", ""


def tie_agency(proposal, divisions, ground):
    """Police and sheriffs: the point and county of the city they serve, else of their county."""
    body = proposal.body
    if body.city:
        county = counties().get((body.state, body.county), "")
        locate_in_city(proposal, divisions.cities(body.state, body.city, county=county), divisions, ground)
    elif geoid := counties().get((body.state, body.county)):
        proposal.locate(ground.county_point(geoid))
    else:
        proposal.doubts.append("names neither a city nor a county of its state")


def locate_in_city(proposal, found, divisions, ground):
    """Write the point and, where certain, the county of the body's city; the Place used, or None.

    The county is that of the town's own number; else the one the city's point lies in, provided the city is
    too small or too far from the next county to reach it, or is one with its county (Denver, Anchorage).
    """
    body, division = proposal.body, found[0] if len(found) == 1 else None
    city = body.city or proposal.fields.get("city")
    known = (division and division.county_geoid) or counties().get((body.state, body.county), "")
    namesakes = [one for one in divisions.cities(body.state, city or "") if one.is_place]
    if not city or (not known and (len(found) > 1 or len(namesakes) > 1)):
        proposal.doubts.append("several governments of its state have its city's name, and no county tells them apart")
        return None
    place = place_of(proposal, city, known, division, divisions, ground)
    if place:
        proposal.locate((place.latitude, place.longitude))
    if not lies_in_no_county(body.state, city):
        geoid = known or (place.county if place and is_certain(place, body) else "")
        if geoid:
            proposal.fields["county"] = county_equivalents()[geoid][1]
        else:
            proposal.doubts.append("may reach into several counties")
    return place


def place_of(proposal, city, county, division, divisions, ground):
    state = proposal.body.state
    places = ground.places(state, city)
    if not places and division and not divisions.cities(state, division.name):
        places = ground.places(state, division.name)  # "New York city" is there, "New York" is not
    places = [place for place in places if county in ("", place.county)]
    if len(places) == 1:
        return places[0]
    proposal.doubts.append(f"{len(places)} points of GeoNames fit its city, state and county; one is needed")
    return None


def is_certain(place, body):
    name = county_equivalents().get(place.county, ("", ""))[1]
    is_one = plain(body.name).startswith(CITY_AND_COUNTY) or name.endswith(ONE_WITH_COUNTY)
    return bool(name) and (place.is_within_county or is_one)


@dataclass
class Outcome:
    """`written` counts values by field; `differing` and `doubts` are lines to read."""

    written: Counter = field(default_factory=Counter)
    differing: list = field(default_factory=list)
    doubts: list = field(default_factory=list)


@transaction.atomic
def tie(divisions, ground, *, dry_run=False):
    """Outcome of writing every certain value that is still empty; a differing value is kept and reported."""
    outcome = Outcome()
    with fresh_once():
        for body in Jurisdiction.objects.prefetch_related("identifiers", "territories"):
            proposal = propose(body, divisions, ground)
            outcome.doubts += [f"{body.slug}: {doubt}" for doubt in proposal.doubts]
            fill(proposal, outcome)
            number(proposal, outcome)
            place(proposal, outcome)
    if dry_run:
        transaction.set_rollback(True)
    return outcome


def fill(proposal, outcome):
    body = proposal.body
    changed = False
    for name, value in proposal.fields.items():
        current = getattr(body, name)
        if current in (None, ""):
            setattr(body, name, value)
            outcome.written[name] += 1
            changed = True
        elif current != value:
            outcome.differing.append(f"{body.slug}: {name} is {current}, the data say {value}")
    if changed:
        body.save()


def number(proposal, outcome):
    stored = {identifier.scheme: identifier.value for identifier in proposal.body.identifiers.all()}
    for scheme, value in proposal.identifiers.items():
        if scheme not in stored:
            Identifier.objects.create(jurisdiction=proposal.body, scheme=scheme, value=value)
            outcome.written[str(scheme)] += 1
        elif stored[scheme] != value:
            outcome.differing.append(f"{proposal.body.slug}: {scheme} is {stored[scheme]}, the data say {value}")


def place(proposal, outcome):
    """Say which ground the body serves, unless that is entered already."""
    body = proposal.body
    stored = {identifier.scheme: identifier.value for identifier in body.identifiers.all()}
    geoid = territory_of(body, stored.get(Scheme.GEOID) or proposal.identifiers.get(Scheme.GEOID, ""))
    entered = {territory.geoid for territory in body.territories.all()}
    if geoid and not entered:
        Territory.objects.create(jurisdiction=body, geoid=geoid)
        outcome.written["territory"] += 1
    elif geoid and geoid not in entered:
        outcome.differing.append(f"{body.slug}: serves {', '.join(sorted(entered))}, the data say {geoid}")
