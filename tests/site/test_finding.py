"""What the plain search form answers, without scripts."""

import html
import re

import pytest

from jurisdictions.models import ZipCode
from jurisdictions.search.names import refresh_place_names
from tests.factories import a_body, a_place

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def ground(db):
    omaha, ralston = a_place("Omaha", population=486051), a_place("Ralston", population=6000)
    a_place("Omaha", state="TX", population=900)
    ZipCode.objects.create(code="68102").places.add(omaha)
    ZipCode.objects.create(code="68127").places.add(omaha, ralston)
    refresh_place_names()


def text_of(client, **asked):
    page = client.get("/jurisdictions/", asked)
    assert page.status_code == 200
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", html.unescape(page.content.decode())))


def test_a_zip_code_of_one_place_leads_straight_to_it(client):
    for asked in ({"q": "68102"}, {"q": " 68102-1234 "}, {"q": "68102", "city": "", "since": ""}):
        answer = client.get("/jurisdictions/", asked)
        assert (answer.status_code, answer.headers["Location"]) == (302, "/places/ne/omaha/")


def test_a_zip_code_with_a_filter_stays_on_the_list_and_names_its_place(client):
    assert "ZIP code 68102 reaches one place: Omaha (city, NE)" in text_of(client, q="68102", state="NE")


def test_a_zip_code_of_several_places_lets_the_reader_choose_and_says_why(client):
    shown = text_of(client, q="68127")
    assert "reaches 2 places: it is a mail route and follows no city limits. Which one do you mean?" in shown
    assert shown.index("Omaha (city, NE)") < shown.index("Ralston (city, NE)")


def test_an_unknown_zip_code_is_said_to_be_unknown(client):
    assert "No place is known here for ZIP code 00000." in text_of(client, q="00000")


@pytest.mark.parametrize("digits", ["6810", "681021", "68102-1"])
def test_digits_that_are_no_zip_code_are_said_to_be_none(client, digits):
    assert "This is not a ZIP code" in text_of(client, q=digits)


def test_digits_that_find_something_are_a_search_like_any_other(client):
    a_body(name="Troop 2025")
    shown = text_of(client, q="2025")
    assert "Troop 2025" in shown and "ZIP code" not in shown.split("Jurisdictions", 1)[1].split("Troop")[0]


def test_a_city_without_a_body_in_the_directory_is_named_above_the_list(client):
    assert "Places: Omaha (city, NE), Omaha (city, TX)" in text_of(client, q="omaha")
    assert "Places: Omaha (city, TX)" in text_of(client, q="Omaha, TX")


def test_a_name_that_nothing_has_may_be_a_settlement_whose_zip_code_leads_on(client):
    hint = "A settlement without a government of its own"
    assert hint in text_of(client, q="Bethesda, MD")
    assert hint not in text_of(client, q="omaha") and hint not in text_of(client, state="TX")
    a_body(name="Bethesda Bureau")
    assert hint not in text_of(client, q="Bethesda")


def test_a_list_that_was_not_searched_names_no_places(client):
    assert "Places:" not in text_of(client) and "Places:" not in text_of(client, state="NE")
