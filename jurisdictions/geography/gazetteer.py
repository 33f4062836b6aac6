"""The carried gazetteer: counties, places and ZIP codes, from the files under `data/` into the database."""

import csv
import gzip
import hashlib
from decimal import Decimal

from django.db import transaction

from jurisdictions.models import LoadedRow, Place, ZipCode
from jurisdictions.models.vocabulary import PlaceKind

from .carried import DATA

COUNTIES, PLACES, ZIP_CODES = FILES = "counties.csv", "places.csv.gz", "zip_codes.csv.gz"
MEMORY = "gazetteer"  # what the digest of the files is remembered under
BATCH = 2000
# Every column of a row that the files settle; `ground` is tied once every row exists.
COLUMNS = [field.name for field in Place._meta.concrete_fields if field.name not in ("id", "ground")]


def rows_of(name):
    opener = gzip.open if name.endswith(".gz") else open
    with opener(DATA / name, "rt", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def carried_slugs():
    """{GEOID: slug} of the files as they are."""
    present = [name for name in (COUNTIES, PLACES) if (DATA / name).exists()]
    return {row["geoid"]: row.get("slug") for name in present for row in rows_of(name)}


def digest_of_files():
    """SHA-256 over the files and the columns they fill."""
    total = hashlib.sha256(" ".join(COLUMNS).encode())
    for name in FILES:
        total.update((DATA / name).read_bytes())
    return total.hexdigest()


def files_are_loaded():
    return LoadedRow.objects.filter(model=MEMORY, digest=digest_of_files()).exists()


@transaction.atomic
def load(progress=lambda done, total: None):
    """Make the tables equal to the files; returns how many places and ZIP codes were written or removed."""
    counties, places, codes = (rows_of(name) for name in FILES)
    wanted = [place_of(row, PlaceKind.COUNTY) for row in counties] + [place_of(row, PlaceKind.PLACE) for row in places]
    in_counties = [(row["geoid"], county) for row in places for county in row["counties"].split()]
    reached = [(row["code"], geoid) for row in codes for geoid in row["places"].split()]
    done = Steps(progress, len(wanted) + len(in_counties) + len(codes) + len(reached))
    changes = write_places(wanted, done)
    keys = dict(Place.objects.values_list("geoid", "pk"))
    tie_grounds({keys[row["geoid"]]: keys[row["ground"]] for row in counties if row["ground"]})
    link(Place.counties.through, ("from_place_id", "to_place_id"), in_counties, (keys, keys), done)
    changes += write_codes({row["code"] for row in codes}, done)
    numbers = dict(ZipCode.objects.values_list("code", "pk"))
    link(ZipCode.places.through, ("zipcode_id", "place_id"), reached, (numbers, keys), done)
    LoadedRow.objects.update_or_create(model=MEMORY, key="", defaults={"digest": digest_of_files()})
    return changes


class Steps:
    """Counts what is done and reports it."""

    def __init__(self, report, total):
        self.report, self.total, self.done = report, total, 0

    def add(self, count):
        self.done += count
        self.report(self.done, self.total)


def place_of(row, kind):
    place = Place(
        geoid=row["geoid"],
        kind=kind,
        designation=row["designation"],
        name=row["name"],
        state=row["state"],
        slug=row["slug"],
        population=int(row["population"]) if row.get("population") else None,
        latitude=degrees(row["latitude"]),
        longitude=degrees(row["longitude"]),
    )
    place.fill_derived()
    return place


def degrees(text):
    return Decimal(text).quantize(Decimal("0.00001")) if text else None


def write_places(wanted, done):
    """Write the rows that differ. One that changes its address makes way first, for another may take it."""
    stored = {values[COLUMNS.index("geoid")]: values for values in Place.objects.values_list(*COLUMNS)}
    slugs = {place.geoid: place.slug for place in wanted}
    gone = [geoid for geoid, values in stored.items() if slugs.get(geoid) != values[COLUMNS.index("slug")]]
    Place.objects.filter(ground__geoid__in=gone).update(ground=None)
    remove(Place, "geoid", gone)
    for geoid in gone:
        del stored[geoid]
    changed = [place for place in wanted if stored.get(place.geoid) != tuple(getattr(place, name) for name in COLUMNS)]
    done.add(len(wanted) - len(changed))
    for batch in batches(changed):
        Place.objects.bulk_create(
            batch,
            update_conflicts=True,
            unique_fields=["geoid"],
            update_fields=[name for name in COLUMNS if name != "geoid"],
        )
        done.add(len(batch))
    return len(changed) + len([geoid for geoid in gone if geoid not in slugs])


def tie_grounds(grounds):
    stored = dict(Place.objects.exclude(ground=None).values_list("pk", "ground"))
    for key in stored.keys() | grounds.keys():
        if stored.get(key) != grounds.get(key):
            Place.objects.filter(pk=key).update(ground=grounds.get(key))


def write_codes(wanted, done):
    stored = set(ZipCode.objects.values_list("code", flat=True))
    remove(ZipCode, "code", sorted(stored - wanted))
    done.add(len(wanted & stored))
    for batch in batches(sorted(wanted - stored)):
        ZipCode.objects.bulk_create([ZipCode(code=code) for code in batch])
        done.add(len(batch))
    return len(wanted ^ stored)


def link(through, columns, pairs, keys, done):
    """Make the rows of a many-to-many table these pairs; `keys` turn their names into primary keys."""
    wanted = {tuple(key[name] for key, name in zip(keys, pair, strict=True)) for pair in pairs}
    stored = {(left, right): row for row, left, right in through.objects.values_list("pk", *columns)}
    remove(through, "pk", [row for pair, row in stored.items() if pair not in wanted])
    done.add(len(wanted & stored.keys()))
    for batch in batches(sorted(wanted - stored.keys())):
        through.objects.bulk_create([through(**dict(zip(columns, pair, strict=True))) for pair in batch])
        done.add(len(batch))


def remove(model, name, values):
    for batch in batches(values):
        model.objects.filter(**{f"{name}__in": batch}).delete()


def batches(rows):
    return [rows[start : start + BATCH] for start in range(0, len(rows), BATCH)]
