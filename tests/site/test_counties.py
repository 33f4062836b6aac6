"""The page of a county beside its layers: every body in it, by type and stance, its words, its places, a map."""

import datetime
import re

import pytest

from jurisdictions.models import Place
from tests.factories import a_body, a_body_of, a_county, a_place, a_statement
from tests.site.reading import queries_of, text_of

DAY = datetime.date
pytestmark = pytest.mark.django_db


def inside(client, county, **data):
    return client.get(county.get_absolute_url(), data).context_data["inside"]


def listed(inside):
    return {str(label): [body.name for body in bodies] for label, bodies in inside["groups"]}


@pytest.fixture
def douglas():
    """Douglas County with its government and sheriff, two bodies of Omaha in it, and a place nobody speaks for."""
    county = a_county("Douglas County")
    omaha = a_place("Omaha", counties=[county], population=486051)
    a_place("Ralston", counties=[county], population=6000)
    a_body_of(county, name="Douglas County", agency_type="county", said="limits")
    a_body_of(county, name="Douglas County Sheriff", agency_type="sheriff", said="cooperates")
    a_body_of(omaha, name="City of Omaha", said="limits")
    a_body_of(omaha, name="Omaha Police", agency_type="police")
    a_body(name="Elsewhere", county="Douglas County")
    a_body(name="State of Nebraska", agency_type="state")
    return county


def test_every_body_of_the_county_and_its_places_is_listed_by_type_and_found_by_number(client, douglas):
    assert listed(inside(client, douglas)) == {
        "City government": ["City of Omaha"], "County government": ["Douglas County"],
        "Police department": ["Omaha Police"], "Sheriff's office": ["Douglas County Sheriff"],
    }  # fmt: skip


def test_the_counts_by_stance_and_the_number_shown_are_the_rows_listed(client, douglas):
    parts = inside(client, douglas)
    assert [(stance, count) for stance, _label, count in parts["stances"]] == [
        ("limits", 2), ("cooperates", 1), ("none", 1),
    ]  # fmt: skip
    section = text_of(client, douglas.get_absolute_url()).split('id="bodies"')[1].split('id="newest"')[0]
    assert 'data-total="4"' in section and section.count('<li class="row') == parts["total"] == 4


def test_the_countys_own_government_and_sheriff_come_first_with_their_positions(client, douglas):
    layer = text_of(client, douglas.get_absolute_url()).split('id="bodies"')[0]
    assert "Douglas County Sheriff" in layer and "Limits cooperation" in layer and "Not reviewed" not in layer


def test_a_body_of_county_and_city_together_is_listed_once(client):
    county = a_county()
    a_body_of(county, a_place(counties=[county]), name="Metro", agency_type="police")
    assert inside(client, county)["total"] == 1


def test_a_place_in_two_counties_is_on_the_pages_of_both(client):
    counties = [a_county("Adams County"), a_county("Arapahoe County")]
    a_body_of(a_place("Aurora", counties=counties), name="City of Aurora")
    assert [inside(client, county)["total"] for county in counties] == [1, 1]


def test_places_with_bodies_come_first_and_all_by_size(client, douglas):
    parts = inside(client, douglas)
    assert [(one["place"].name, one["count"]) for one in parts["places_with_bodies"]] == [("Omaha", 2)]
    assert [place.name for place in parts["places"]] == ["Omaha", "Ralston"]
    assert 'aria-labelledby="inside" data-total="2"' in text_of(client, douglas.get_absolute_url())


def test_the_newest_statements_are_those_of_its_bodies(client, douglas):
    a_statement(a_body(name="Far away"), stated_on=DAY(2026, 1, 1))
    newest = inside(client, douglas)["newest"]
    assert {statement.jurisdiction.name for statement in newest} == {
        "Douglas County", "Douglas County Sheriff", "City of Omaha",
    }  # fmt: skip


def test_as_of_a_day_nothing_later_counts(client, douglas):
    parts = inside(client, douglas, as_of="2019-01-01")
    assert [stance for stance, _label, _count in parts["stances"]] == ["none"] and not parts["newest"]
    page = text_of(client, douglas.get_absolute_url(), as_of="2019-01-01")
    assert set(re.findall(r'href="(/(?:places|jurisdictions)/[^"?]+)"', page)) == {douglas.get_absolute_url()}  # today


def test_a_county_without_bodies_says_so(client):
    page = text_of(client, a_county().get_absolute_url())
    assert "No body of the county or of a place in it is in the directory yet" in page and 'data-total="0"' in page


def test_costs_the_same_queries_however_much_is_in_it(client, douglas):
    before = queries_of(client, douglas.get_absolute_url())
    for n in range(8):
        a_body_of(a_place(f"Town {n}", counties=[douglas]), said="limits")
    assert queries_of(client, douglas.get_absolute_url()) == before <= 16


class TestTheMap:
    def county(self, geoid, state, **fields):
        return Place.objects.create(name="It", slug="it", kind="county", geoid=geoid, state=state, **fields)

    def test_marks_the_county_among_the_others_of_its_state(self, client):
        county = self.county("31055", "NE")
        page = text_of(client, county.get_absolute_url())
        locator = inside(client, county)["locator"]
        assert "Map of Nebraska with It marked" in page and len(locator["others"]) == 92
        assert f'class="here" d="{locator["here"]}"' in page

    @pytest.mark.parametrize(("geoid", "state", "is_small"), [("51013", "VA", True), ("31031", "NE", False)])
    def test_rings_a_county_too_small_to_be_seen(self, client, geoid, state, is_small):
        assert ('class="ring"' in text_of(client, self.county(geoid, state).get_absolute_url())) is is_small

    def test_is_left_out_where_the_lines_know_no_such_county(self, client):
        region = self.county("09110", "CT", designation="Planning Region")
        assert "<figure" not in text_of(client, region.get_absolute_url())
