"""The Open Civic Data division list: the OCD id, official name and Census GEOID of each government."""

import csv
import re
from collections import defaultdict
from dataclasses import dataclass

from .carried import plain, states

LONG_DESIGNATIONS = (
    "charter township", "city and borough", "metropolitan government", "unified government", "urban county"
)  # fmt: skip
COUNTY_DIGITS, PLACE_DIGITS, SUBDIVISION_DIGITS = 5, 7, 10
OCD_STATES = {"DC": "ocd-division/country:us/district:dc", "PR": "ocd-division/country:us/territory:pr"}


@dataclass(frozen=True)
class Division:
    ocd: str
    name: str  # official, with its kind: "Omaha city", "Douglas County"
    geoid: str

    @property
    def is_county(self):
        return len(self.geoid) == COUNTY_DIGITS

    @property
    def is_place(self):
        """A Census place; the towns and townships that are not are divisions of a county."""
        return len(self.geoid) == PLACE_DIGITS

    @property
    def county_geoid(self):
        """The county a town or township is numbered under, "" for places: their number does not say."""
        return self.geoid[:COUNTY_DIGITS] if len(self.geoid) == SUBDIVISION_DIGITS else ""

    @property
    def named_counties(self):
        """Plain names of the counties by which its id tells it from namesakes, as in `st_anthony_~stearns_county~`."""
        found = re.search(r"_~(.+)_count(?:y|ies)~$", self.ocd)
        return {plain(name.replace("_", " ")) for name in found[1].split("~")} if found else set()

    @property
    def kind(self):
        """The word for its government ("city", "township"), "" where the name has none ("Carson City")."""
        last = self.name.rsplit(" ", 1)[-1]
        return last.lower() if last.islower() or last == "Municipio" else ""

    @property
    def designation(self):
        """All the words for its government: "charter township", "city and borough", "unified government"."""
        return next((words for words in LONG_DESIGNATIONS if self.name.endswith(f" {words}")), self.kind)

    @property
    def bare_name(self):
        return self.name[: -len(f" {self.designation}")] if self.kind else self.name


class Divisions:
    """Divisions by state and plain name."""

    def __init__(self, rows):
        usps = {state.fips: code for code, state in states().items()}
        self.by_name = defaultdict(list)
        self.by_geoid = {}
        for division in rows:
            self.by_geoid[division.geoid] = division
            self.by_name[usps.get(division.geoid[:2]), plain(division.bare_name)].append(division)

    @classmethod
    def read(cls, path):
        with path.open(encoding="utf-8", newline="") as file:
            return cls(
                Division(row["id"], row["name"], row["census_geoid"].removeprefix("place-"))
                for row in csv.DictReader(file)
            )

    def cities(self, state, name, kind="", county=""):
        """Cities, towns and the like of that name; `kind` and the county's GEOID narrow where given."""
        kinds = {kind, ""} | ({"municipio"} if kind == "municipality" else set())
        return [
            division
            for division in self.by_name[state, plain(name)]
            if (not division.is_county or division.kind == "municipio")
            and (not kind or division.kind in kinds)
            and (not county or division.county_geoid in ("", county))
        ]


def ocd_of_state(state):
    return OCD_STATES.get(state, f"ocd-division/country:us/state:{state.lower()}")
