import datetime

import pytest
from django.urls import reverse

from jurisdictions.models import vocabulary as words
from jurisdictions.site.pages import places
from tests.factories import a_body, a_county, a_place, a_statement, an_official
from tests.site.reading import queries_of, text_of

DAY = datetime.date
pytestmark = pytest.mark.django_db


class TestAState:
    def test_shows_its_own_words_first_and_its_laws(self, client):
        state = a_body(name="State of Nebraska", agency_type="state")
        a_statement(state, form="law", stated_on=DAY(2018, 1, 1), summary="A law of the state.")
        a_statement(state, stance="requires", quote="Sheriffs must help.")
        a_statement(a_body(name="City of Omaha"), form="ordinance", summary="An ordinance of a city.")
        page = client.get("/places/ne/")
        text = page.content.decode()
        assert text.index("Sheriffs must help.") < text.index("City of Omaha")
        assert [s.summary for s in page.context_data["acts"]] == ["A law of the state."]

    def test_shows_a_mark_for_each_body_that_has_a_point(self, client):
        a_body(name="Unlocated")
        a_statement(a_body(slug="here", name="City of Omaha", latitude="41.25", longitude="-95.93"))
        a_body(slug="police", name="Omaha Police", agency_type="police", latitude="41.25", longitude="-95.93")
        page = client.get("/places/ne/")
        (city, police), unplaced = page.context_data["map"]["dots"], page.context_data["map"]["unplaced"]
        assert (city["x"], city["y"]) != (police["x"], police["y"]) and unplaced == 1
        assert "City of Omaha: Declines to assist. Recorded Jan 20, 2025</title>" in page.content.decode()
        assert "City of Omaha: No position on record</title>" in text_of(client, "/places/ne/", as_of="2020-01-01")

    def test_costs_the_same_queries_however_many_bodies_and_counties(self, client):
        a_statement(a_body(name="State of Nebraska", agency_type="state"), form="law")
        before = queries_of(client, "/places/ne/")
        for n in range(8):
            a_county(f"County {n}")
            body = a_body(agency_type="sheriff", latitude="41.25", longitude="-95.93")
            a_statement(body, official=an_official(body), speaker_title="Sheriff")
            a_statement(a_body(agency_type="state"), form="law")
        assert queries_of(client, "/places/ne/") == before <= 8

    def test_with_more_bodies_than_a_map_holds_names_the_first_of_each_type_and_where_all_are(
        self, client, monkeypatch
    ):
        monkeypatch.setattr(places, "MOST_DRAWN", 3)
        monkeypatch.setattr(places, "OF_A_TYPE", 2)
        monkeypatch.setattr(places, "ACTS_SHOWN", 1)
        state = a_body(name="State of Nebraska", agency_type="state", latitude="41.25", longitude="-95.93")
        for year in (2018, 2019):
            a_statement(state, form="law", stance="requires", stated_on=DAY(year, 1, 1), summary=f"A law of {year}.")
        for n in range(3):
            a_statement(a_body(name=f"City {n}", latitude="41.25", longitude="-95.93"), stance="limits")
        page = client.get("/places/ne/", {"as_of": "2026-01-01"})
        text = page.content.decode()
        assert (page.context_data["total"], page.context_data["map"]["dots"]) == (4, [])
        counts = {value: count for value, _label, count in page.context_data["stances"]}
        assert counts == {"limits": 3, "requires": 1}
        named = [[body.name for body in bodies] for _label, bodies in page.context_data["groups"]]
        assert named == [["City 0", "City 1"], ["State of Nebraska"]]
        assert "/jurisdictions/?state=NE&amp;agency_type=city&amp;sort=name&amp;as_of=2026-01-01" in text
        assert "All 3 by name" in text and "More than 3 bodies" in text
        assert [s.summary for s in page.context_data["acts"]] == ["A law of 2019."]
        assert "/statements/?state=NE&amp;agency_type=state&amp;form=agreement" in text

    def test_links_its_counties(self, client):
        county = a_place("Douglas County", kind="county", geoid="31055")
        assert text_of(client, "/places/ne/").count(f'href="{county.get_absolute_url()}"') == 2

    @pytest.mark.parametrize("code", words.STATES)
    def test_has_a_page_with_a_map(self, client, code):
        page = client.get(reverse("place-state", args=[code.lower()]))
        assert page.status_code == 200 and page.content.decode().count("<path") >= len(
            page.context_data["map"]["lines"]
        )
