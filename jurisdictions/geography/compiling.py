"""Makes the rows of the gazetteer from public data sets; `manage.py carry_places` writes them to files.

A value is carried if one entry of its source fits the row and no other; else it stays empty.
"""

import csv
import re
from collections import defaultdict
from dataclasses import dataclass, field

from .carried import DATA, FIRST_INDEPENDENT_CITY, plain, states
from .divisions import SUBDIVISION_DIGITS

DESIGNATIONS_OF_COUNTIES = (
    "County", "Parish", "City and Borough", "Borough", "Census Area", "Municipality", "Municipio", "Planning Region"
)  # fmt: skip
ORDINARY = {"city", "town", "village", "borough", "township", "charter township", "plantation"}
SINCE_DIVIDED = {"02261": "02063"}  # Valdez-Cordova was divided in 2019; its cities are in Chugach


@dataclass
class Row:
    """A county or a place."""

    geoid: str
    state: str
    name: str
    designation: str
    point: tuple = ()
    population: int | None = None
    counties: set = field(default_factory=set)
    ground: str = ""  # of a county that is one ground with a place: the place's GEOID
    slug: str = ""

    @property
    def is_town(self):
        """A county subdivision: a town or township, whose number begins with its county's."""
        return len(self.geoid) == SUBDIVISION_DIGITS

    @property
    def names(self):
        """What other lists may call it, as plain names: the official name and its parts."""
        parts = re.split(r" \(|\)", self.name)
        if self.designation not in ORDINARY:
            parts += re.split(r"[-/,]", self.name)[:1]
        return {plain(part) for part in (self.name, *parts) if part}


def by_hand(name):
    with (DATA / "by_hand" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


class Compilation:
    """`counties` and `places`, complete but for their slugs."""

    def __init__(self, counties, divisions, ground, postal):
        self.ground, self.postal = ground, postal
        regions = [(row["geoid"], "CT", row["name"]) for row in by_hand("planning_regions")]
        self.counties = [self.county(*county) for county in sorted([*counties, *regions])]
        self.county_by_name = {(county.state, county.name): county for county in self.counties}
        self.places = sorted(self.governments(divisions), key=lambda place: place.geoid)
        self.by_name = defaultdict(list)
        for place in self.places:
            for name in place.names:
                self.by_name[place.state, name].append(place)
        for place in self.places:
            self.locate(place)
        for place in self.places:
            place.counties = place.counties or self.counties_of(place)
        self.unsupported = list(self.add_counties())
        self.put_into_planning_regions()
        self.join_grounds()

    def county(self, geoid, state, name):
        designation = next((one for one in DESIGNATIONS_OF_COUNTIES if name.endswith(f" {one}")), "")
        if not designation:
            designation = "federal district" if state == "DC" else "independent city"
        return Row(geoid, state, name, designation, self.ground.county_point(geoid) or ())

    def rivals(self, place):
        """The places that a settlement of its name could be as well: a city before the town around it."""
        found = {one.geoid: one for name in place.names for one in self.by_name[place.state, name] if one is not place}
        others = [one for one in found.values() if place.is_town or not one.is_town]
        return [
            one for one in others if not (place.counties and one.counties and one.counties.isdisjoint(place.counties))
        ]

    def locate(self, place):
        settlement = None if self.rivals(place) else self.settlement(place)
        if settlement:
            place.point = settlement["latitude"], settlement["longitude"]
            # A town often shares its name with a smaller settlement in it, whose people are not all of it.
            place.population = None if place.is_town else settlement["population"] or None

    def settlement(self, place):
        """The one entry of GeoNames that can be this place, or None."""
        found = self.settlements(place.state, {plain(place.name)}) or self.settlements(place.state, place.names)
        if not found and not place.is_town:  # "New York City" is there, "Boise City" is not
            found = self.settlements(place.state, {f"{name} city" for name in place.names})
            found = found or self.settlements(place.state, {name.removesuffix(" city") for name in place.names})
        counties = place.counties or (self.postal_counties(place) if len(found) > 1 else None)
        if counties is not None:
            found = [one for one in found if self.home(place.state, one["latitude"], one["longitude"]) in counties]
        return found[0] if len(found) == 1 else None

    def settlements(self, state, names):
        return [one for name in names for one in self.ground.places_by_name[state, name]]

    def home(self, *at):
        county = self.ground.county_at(*at)
        return SINCE_DIVIDED.get(county, county)

    def postal_counties(self, place):
        return set().union(*(self.postal.counties_named[place.state, name] for name in place.names))

    def counties_of(self, place):
        """By the point, else the one county of all ZIP codes named for the place."""
        if place.point:
            return {self.home(place.state, *place.point)} - {""}
        postal = self.postal_counties(place)
        return postal if len(postal) == 1 and not self.rivals(place) else set()

    def add_counties(self):
        """Yield what is listed by hand and out of reach of the place; it is not carried."""
        for row in by_hand("several_counties"):
            (place,) = (one for one in self.by_name[row["state"], plain(row["place"])] if not one.is_town)
            listed = {self.county_by_name[row["state"], name].geoid for name in row["counties"].split("|")}
            near = {one for one in listed if place.point and self.ground.is_in_reach(one, *place.point)}
            yield from ((place, geoid) for geoid in sorted((listed - near) | (place.counties - listed)))
            place.counties |= near

    def put_into_planning_regions(self):
        for region in by_hand("planning_regions"):
            for town in region["towns"].split("|"):
                for place in self.by_name["CT", plain(town)]:
                    place.counties.add(region["geoid"])

    def join_grounds(self):
        """Where a county and a place are one ground. Independent cities and D.C. lie in no county, not in their own."""
        grounds = {row["county"]: row["place"] for row in by_hand("one_ground")}
        for county in self.counties:
            if county.geoid[2:] >= FIRST_INDEPENDENT_CITY:
                names = self.by_name[county.state, plain(county.name.removesuffix(" city"))]
                (grounds[county.geoid],) = (one.geoid for one in names if not one.is_town)
            county.ground = grounds.get(county.geoid, "")
        counties_of = {county.ground: county for county in self.counties if county.ground}
        unreal = {one.geoid for one in self.counties if one.designation in ("independent city", "federal district")}
        for place in self.places:
            if place.geoid in counties_of:
                place.counties = {counties_of[place.geoid].geoid}
            place.counties -= unreal

    def governments(self, divisions):
        """The places of the division list, corrected and completed by hand; a town's number names its county."""
        usps = {state.fips: code for code, state in states().items()}
        county_by_plain_name = {(one.state, plain(one.name)): one.geoid for one in self.counties}
        added = by_hand("added_places")
        replaced = {row["instead_of"] for row in added}
        for division in divisions.by_geoid.values():
            if not division.is_county and division.geoid not in replaced:
                state, name = usps[division.geoid[:2]], division.bare_name
                name = name.removesuffix(" Town") if state == "MA" else name  # "Weymouth Town city"
                counties = {county_by_plain_name[state, f"{county} county"] for county in division.named_counties}
                counties |= {division.county_geoid} - {""}
                yield Row(division.geoid, state, name, division.designation, counties=counties)
        for row in added:
            yield Row(row["geoid"], row["state"], row["name"], row["designation"], counties={row["county"]} - {""})
