"""Every body of the record that serves a place is found on the page of that place."""

import csv

import pytest
from django.conf import settings

from jurisdictions.geography.gazetteer import COUNTIES, PLACES, place_of, rows_of
from jurisdictions.models import Jurisdiction, Place, Territory
from tests.site.reading import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def places_of_the_record(record):
    """The rows of the gazetteer that the record's bodies are tied to, with their counties and grounds."""
    counties, places = rows_of(COUNTIES), rows_of(PLACES)
    wanted = set(Territory.objects.values_list("geoid", flat=True))
    wanted |= {row["ground"] for row in counties if row["geoid"] in wanted} - {""}
    inside = {row["geoid"]: row["counties"].split() for row in places if row["geoid"] in wanted}
    wanted |= {geoid for numbers in inside.values() for geoid in numbers}
    rows = [place_of(row, kind) for kind, known in (("county", counties), ("place", places)) for row in known
            if row["geoid"] in wanted]  # fmt: skip
    made = {place.geoid: place for place in Place.objects.bulk_create(rows)}
    for geoid, numbers in inside.items():
        made[geoid].counties.set(made[number] for number in numbers)
    for row in counties:
        if row["ground"] and row["geoid"] in made:
            Place.objects.filter(geoid=row["geoid"]).update(ground=made[row["ground"]])


def test_every_body_of_the_record_that_serves_a_place_is_on_its_page(client, places_of_the_record):
    missing = []
    for tie in Territory.objects.select_related("jurisdiction"):
        place = Place.objects.select_related("ground").get(geoid=tie.geoid)
        page = text_of(client, place.page_url)
        if f'href="{tie.jurisdiction.get_absolute_url()}"' not in page:
            missing.append(str(tie))
    assert not missing


def test_every_body_of_the_founding_articles_serves_a_place_or_is_a_state(places_of_the_record):
    with open(settings.BASE_DIR / "tests/data/founding_positions.csv", encoding="utf-8", newline="") as file:
        founding = {row["body"] for row in csv.DictReader(file)}
    bodies = Jurisdiction.objects.filter(slug__in=founding).exclude(agency_type="state")
    assert not list(bodies.exclude(pk__in=Territory.objects.values("jurisdiction")))
