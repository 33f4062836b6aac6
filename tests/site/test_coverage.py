import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories import a_body, a_body_of, a_county, a_place, a_statement
from tests.site.reading import queries_of, text_of

DAY = datetime.date
pytestmark = pytest.mark.django_db


class TestCoverage:
    def test_counts_what_is_held_by_type_and_state(self, client):
        county = a_county("Sarpy County")
        a_place(counties=[county])
        a_body_of(county, agency_type="sheriff")
        a_body(agency_type="sheriff", state="TX")
        context = client.get(reverse("coverage")).context_data
        assert {row["value"]: row["held"] for row in context["types"] if row["held"]} == {"sheriff": 2}
        (nebraska,) = [row for row in context["states"] if row["code"] == "NE"]
        assert sum(nebraska["counts"]) == 1 and (nebraska["counties"], nebraska["places"]) == ((1, 1), (0, 1))

    def test_cites_every_count_and_says_which_it_has_at_second_hand(self, client):
        page = text_of(client, reverse("coverage"))
        assert 'href="https://data.census.gov/table/GOVSTIMESERIES.CG00ORG02"' in page
        assert 'href="https://ojp.gov/library/publications/census-state-and-local-law' in page
        assert "we have not read the table itself" in page
        types = client.get(reverse("coverage")).context_data["types"]
        counted = {row["value"] for row in types if row["existing"][1]}
        assert counted == {"city", "county", "police", "sheriff", "school_district"}

    def test_lists_old_positions_the_longest_silent_first(self, client):
        today = timezone.localdate()
        said = {"2016": DAY(2016, 1, 1), "2014": DAY(2014, 1, 1), "new": today}
        for name, day in said.items():
            a_statement(a_body(name=name), stated_on=day, date_precision="day")
        talked = a_body(name="talked since")
        a_statement(talked, stated_on=DAY(2012, 1, 1))
        a_statement(talked, stated_on=today, stance="comments")
        a_statement(a_body(name="draft"), stated_on=DAY(2012, 1, 1), status="draft")
        assert [body.name for body in client.get(reverse("coverage")).context_data["stale"]] == ["2014", "2016"]

    def test_costs_the_same_queries_for_many_old_positions(self, client):
        a_statement(stated_on=DAY(2014, 1, 1))
        before = queries_of(client, reverse("coverage"))
        for n in range(60):
            a_statement(stated_on=DAY(2015, 1, 1 + n % 28))
        assert queries_of(client, reverse("coverage")) == before
        assert len(client.get(reverse("coverage"), {"page": 2}).context_data["stale"]) == 11
