"""The home page and the lists of places as of a day; the other pages have such tests of their own."""

import datetime
import re

import pytest

from tests.factories import a_body, a_place, a_statement, an_article
from tests.site.reading import queries_of, text_of

DAY = datetime.date
pytestmark = pytest.mark.django_db
THEN = "2019-01-01"


def links_without_the_day(page):
    """Addresses within <main> that lose the day, but for single statements, which do not change.

    One must: "Show today".
    """
    main = page.split("<main", 1)[1].split("</main>")[0]
    links = re.findall(r'href="(/(?:places|jurisdictions|statements)/[^"]*)"', main)
    return [link for link in links if f"as_of={THEN}" not in link and not re.match("/statements/.", link)]


class TestTheHomePage:
    @pytest.fixture(autouse=True)
    def said(self, db):
        body, old, new = a_body(name="City of Omaha"), an_article(), an_article()
        a_statement(body, stated_on=DAY(2018, 1, 1), stance="limits", summary="First words.", article=old)
        a_statement(body, stated_on=DAY(2025, 1, 1), stance="cooperates", summary="Second words.", article=new)
        a_statement(a_body(), stated_on=DAY(2025, 1, 1), article=new)

    def test_counts_what_was_on_record_that_day(self, client):
        context = client.get("/", {"as_of": THEN}).context_data
        assert [(choice.value, choice.count) for choice in context["stances"]] == [("limits", 1), ("none", 1)]
        assert (context["statement_count"], context["source_count"]) == (1, 1)
        today = client.get("/").context_data
        assert (today["statement_count"], today["source_count"], today["body_count"]) == (3, 2, 2)

    def test_shows_the_newest_words_of_that_day_and_says_which_day(self, client):
        page = text_of(client, "/", as_of=THEN)
        assert "First words." in page and "Second words." not in page and "As of Jan 1, 2019" in page
        assert "as of Jan 1, 2019" in page

    def test_hands_the_day_on_with_every_link_and_the_search(self, client):
        page = text_of(client, "/", as_of=THEN)
        links = [link for link in links_without_the_day(page) if "q=" not in link and "state=TX" not in link]
        assert not links and f'<input type="hidden" name="as_of" value="{THEN}">' in page

    def test_says_what_it_left_out(self, client):
        page = text_of(client, "/", as_of="soon")
        assert "“soon” is left out." in page and "Second words." in page

    def test_costs_the_same_queries_however_much_is_on_record(self, client):
        before = [queries_of(client, f"/?as_of={day}") for day in ("", THEN)]
        for _n in range(8):
            a_statement(stated_on=DAY(2018, 1, 1))
        assert [queries_of(client, f"/?as_of={day}") for day in ("", THEN)] == before


class TestTheListOfStates:
    def test_hands_the_day_on_and_says_which_it_is(self, client):
        page = text_of(client, "/places/", as_of=THEN)
        assert links_without_the_day(page) == ["/places/"] and "As of Jan 1, 2019" in page

    def test_carries_the_number_of_states_listed(self, client):
        (listed,) = re.findall(r'data-total="52">(.*?)</ul>', text_of(client, "/places/"), re.DOTALL)
        assert listed.count("<li>") == 52


class TestAState:
    def test_carries_the_number_of_bodies_listed(self, client):
        a_body(name="State of Nebraska", agency_type="state")
        a_body(agency_type="police")
        a_body(state="TX")
        listed = text_of(client, "/places/ne/").split('data-total="2"')[1]
        assert listed.count('<li class="row') == 2

    def test_hands_the_day_on(self, client):
        a_body(latitude="41.25", longitude="-95.93")
        a_place("Douglas County", kind="county", geoid="31055")
        assert links_without_the_day(text_of(client, "/places/ne/", as_of=THEN)) == ["/places/ne/"]
