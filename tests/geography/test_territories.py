"""The ground a body serves, told from its kind, name and place."""

import csv

import pytest
from django.conf import settings

from jurisdictions.curation.reader import read
from jurisdictions.geography.territories import territory_of
from jurisdictions.models import Jurisdiction, Territory


def body(agency_type, state, **fields):
    return Jurisdiction(agency_type=agency_type, state=state, **fields)


@pytest.mark.parametrize(
    ("force", "geoid"),
    [
        (body("police", "NE", name="Omaha Police Department", city="Omaha", county="Douglas County"), "3137000"),
        (body("police", "MO", name="Kansas City Police Department", city="Kansas City"), "2938000"),
        (body("police", "KS", name="Kansas City Police Department", city="Kansas City"), "2036000"),
        (body("police", "FL", name="Jacksonville Beach Police Department", city="Jacksonville Beach"), "1235050"),
        (body("police", "MD", name="Baltimore Police Department", city="Baltimore"), "2404000"),
        (body("police", "MD", name="Baltimore County Police Department", county="Baltimore County"), ""),
        (body("police", "ME", name="Wells Police Department", city="Wells", county="York County"), "2303181475"),
        (
            body("police", "NJ", name="Washington Township Police", city="Washington", county="Morris County"),
            "3402777240",
        ),
        (body("police", "FL", name="University of Florida Police Department", city="Gainesville"), ""),
        (body("police", "OH", name="Centerville Police Department", city="Centerville"), ""),
        (body("sheriff", "OH", name="Lake County Sheriff", county="Lake County"), "39085"),
        (body("sheriff", "LA", name="Orleans Parish Sheriff", county="Orleans Parish"), "2255000"),
        (body("sheriff", "MO", name="St. Louis County Sheriff", county="St. Louis County"), "29189"),
        (body("sheriff", "MO", name="City of St. Louis Sheriff", city="St. Louis"), "2965000"),
        (body("sheriff", "VA", name="Richmond City Sheriff", city="Richmond"), "5167000"),
        (body("school_district", "IL", name="Springfield Public Schools", city="Springfield"), ""),
        (body("agency", "NE", name="An Agency", city="Omaha"), ""),
    ],
    ids=lambda value: f"{value.name}, {value.state}" if isinstance(value, Jurisdiction) else value or "none",
)
def test_a_force_serves_the_place_it_is_named_for(force, geoid):
    assert territory_of(force) == geoid


def test_a_government_serves_the_ground_of_its_number():
    assert territory_of(body("city", "NE", name="City of Omaha"), "3137000") == "3137000"
    assert territory_of(body("county", "NE", name="Douglas County"), "31055") == "31055"
    assert territory_of(body("county", "CO", name="City and County of Denver"), "08031") == "0820000"


def test_every_body_of_the_founding_record_with_a_place_serves_one():
    with (settings.BASE_DIR / "tests/data/founding_positions.csv").open(encoding="utf-8", newline="") as file:
        founding = {row["body"] for row in csv.DictReader(file)}
    rows, _problems = read(settings.BASE_DIR / "fixtures")
    tied = {row.fields["jurisdiction"][0] for row in rows if row.model is Territory}
    kinds = {row.fields["slug"]: row.fields["agency_type"] for row in rows if row.model is Jurisdiction}
    assert {kinds[slug] for slug in founding - tied} == {"state"}
