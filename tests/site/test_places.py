import csv
import datetime

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from jurisdictions.geography.gazetteer import COUNTIES, PLACES, place_of, rows_of
from jurisdictions.models import Jurisdiction, Place, Territory, ZipCode
from jurisdictions.models import vocabulary as words
from jurisdictions.search.layers import compare, layers_of
from tests.factories import a_body, a_county, a_place, a_statement, a_territory, an_article, an_official

DAY = datetime.date
pytestmark = pytest.mark.django_db


def text_of(client, address, **data):
    return client.get(address, data).content.decode()


def a_body_of(*places, said=None, **fields):
    """A body tied to these places, with a published statement of the stance `said`."""
    body = a_territory(a_body(**fields), *places)
    if said:
        a_statement(body, stance=said)
    return body


def names(layer):
    return [body.name for body in layer.bodies]


def queries_of(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


class TestTheLayersOfAPlace:
    def test_stand_in_one_fixed_order(self, client):
        county = a_county()
        omaha = a_place(counties=[county])
        for kind in reversed(words.AgencyType.values):
            where = [county] if kind in ("county", "sheriff") else [] if kind == "state" else [omaha]
            a_body_of(*where, name=kind, agency_type=kind)
        a_body_of(county, name="jail", agency_type="agency")
        assert [names(layer) for layer in layers_of(omaha)] == [
            ["city", "police", "school_district", "prosecutor", "agency"], ["county", "sheriff", "jail"], ["state"],
        ]  # fmt: skip
        text = text_of(client, omaha.get_absolute_url())
        assert text.index(">city<") < text.index(">police<") < text.index(">county<") < text.index(">sheriff<")

    def test_are_found_by_number_and_never_by_name(self, client):
        here, there = a_county("Hall County"), a_county("Clay County", slug="clay-county")
        small = a_place("Springfield", counties=[here], population=1500)
        large = a_place("Springfield", slug="springfield-city", counties=[there], population=90000)
        a_body_of(large, name="Springfield Police Department", agency_type="police", city="Springfield")
        a_body(name="Hall County Sheriff", agency_type="sheriff", county="Hall County")
        assert "Springfield Police Department" in text_of(client, large.get_absolute_url())
        page = text_of(client, small.get_absolute_url())
        assert "Springfield Police Department" not in page and "Hall County Sheriff" not in page

    def test_keep_counties_of_one_name_apart(self, client):
        ours = a_county("Franklin County")
        theirs = a_county("Franklin County", state="IA")
        a_body_of(theirs, name="Franklin County Sheriff", agency_type="sheriff", state="IA", said="cooperates")
        a_body(name="State of Iowa", agency_type="state", state="IA")
        page = text_of(client, ours.get_absolute_url())
        assert "Franklin County Sheriff" not in page and "State of Iowa" not in page
        assert "Franklin County Sheriff" in text_of(client, theirs.get_absolute_url())

    def test_inherit_nothing(self, client):
        omaha = a_place()
        a_body_of(omaha, name="City of Omaha", said="declines")
        police = a_body_of(omaha, name="Omaha Police", agency_type="police")
        a_statement(a_body(name="State of Nebraska", agency_type="state"), stance="requires").applies_to.add(police)
        (here, _state) = layers_of(omaha)
        assert [body.stance for body in here.bodies] == ["declines", "none"]
        assert "No position on record" in text_of(client, omaha.get_absolute_url())

    def test_show_who_said_it_in_which_office_when_and_on_what_source(self, client):
        omaha = a_place()
        body = a_body_of(omaha, name="City of Omaha")
        person = an_official(body, name="Jean Doe")
        article = an_article(publisher="The Paper", published_on=DAY(2025, 1, 21), date_precision="day")
        a_statement(body, official=person, speaker_title="Mayor", stated_on=DAY(2019, 5, 1), article=an_article())
        a_statement(body, official=person, speaker_title="Mayor", article=article, condition="unless a judge orders it")
        page = text_of(client, omaha.get_absolute_url())
        for part in ("Declines to assist", "Recorded Jan 20, 2025, since May 1, 2019", "Jean Doe</a>, Mayor",
                     "The Paper</a>, Jan 21, 2025", "unless a judge orders it"):  # fmt: skip
            assert part in page, part

    def test_say_when_a_position_is_old(self, client):
        omaha = a_place()
        body = a_body_of(omaha)
        a_statement(body, stated_on=DAY(2019, 6, 1), date_precision="month")
        assert "nothing newer on record" in text_of(client, omaha.get_absolute_url())
        a_statement(body, stated_on=timezone.localdate(), stance="comments")
        assert "nothing newer on record" not in text_of(client, omaha.get_absolute_url())

    def test_say_when_a_position_is_known_at_second_hand(self, client):
        omaha = a_place()
        a_statement(a_body_of(omaha), carried_as="group_listing")
        assert "second hand" in text_of(client, omaha.get_absolute_url())
        a_statement(a_body_of(a_place("Lincoln")), stance="limits")
        assert "second hand" not in text_of(client, "/places/ne/lincoln/")

    def test_show_a_body_once_on_the_nearest_ground(self):
        county = a_county()
        metro = a_place(counties=[county])
        a_body_of(metro, county, name="Metro Government")
        here, there, _state = layers_of(metro)
        assert (names(here), names(there), there.is_unreviewed) == (["Metro Government"], [], False)

    def test_give_each_county_a_block(self, client):
        counties = [a_county(f"{name} County") for name in ("Adams", "Arapahoe", "Douglas")]
        aurora = a_place("Aurora", counties=counties)
        for county in counties:
            a_body_of(county, name=f"{county.name} Sheriff", agency_type="sheriff")
        _place, *blocks, _state = layers_of(aurora)
        assert [names(block) for block in blocks] == [[f"{county.name} Sheriff"] for county in counties]
        page = text_of(client, aurora.get_absolute_url())
        assert all(county.get_absolute_url() in page for county in counties)


class TestNotReviewedYet:
    def test_stands_for_governments_that_certainly_exist_and_for_nothing_else(self, client):
        omaha = a_place(counties=[a_county()])
        page = text_of(client, omaha.get_absolute_url())
        assert "Government of Douglas County" in page and "Government of Nebraska" in page
        assert page.count("Not reviewed yet") == 2
        assert "No body of Omaha itself is in the directory yet" in page and "heriff’s" not in page

    def test_gives_way_to_the_body(self):
        county = a_county()
        a_body_of(county, agency_type="county")
        a_body(agency_type="state")
        assert not any(layer.is_unreviewed for layer in layers_of(a_place(counties=[county])))

    @pytest.mark.parametrize(
        "fields",
        [
            {"geoid": "09110", "state": "CT", "designation": "Planning Region"},
            {"geoid": "44007", "state": "RI"},
            {"geoid": "36061", "state": "NY"},
            {"geoid": "18097", "state": "IN"},
            {"geoid": "02050", "state": "AK", "designation": "Census Area"},
        ],
    )
    def test_is_not_said_of_a_county_without_a_government_of_its_own(self, client, fields):
        county = Place.objects.create(name="It", slug="it", kind="county", **fields)
        a_body(agency_type="state", state=county.state)
        page = text_of(client, county.get_absolute_url())
        assert "Not reviewed yet" not in page and "county government" in page

    def test_is_not_said_of_the_county_on_the_ground_of_its_city(self, client):
        city = a_place("San Francisco")
        county = a_county("San Francisco County", ground=city)
        city.counties.add(county)
        a_body_of(county, name="San Francisco Sheriff", agency_type="sheriff")
        here, _state = layers_of(city)
        assert names(here) == ["San Francisco Sheriff"]
        assert "The same ground as" in text_of(client, city.get_absolute_url())


class TestAComparison:
    def compared(self, **stances):
        omaha = a_place()
        for name, stance in stances.items():
            a_body_of(omaha, name=name, agency_type="police" if name == "Police" else "city", said=stance)
        return omaha

    def test_states_a_difference_flatly_with_days(self, client):
        page = text_of(client, self.compared(City="declines", Police="cooperates").get_absolute_url())
        assert "City and Police differ." in page and "(Jan 20, 2025)" in page

    def test_states_agreement_too(self, client):
        page = text_of(client, self.compared(City="limits", Police="limits").get_absolute_url())
        assert "City and Police have the same stance on record." in page and "differ." not in page

    @pytest.mark.parametrize("other", ["comments", "unclear", None])
    def test_is_only_between_bodies_that_say_what_they_will_do(self, other):
        assert compare(layers_of(self.compared(City="declines", Police=other))) is None

    def test_of_a_day_knows_nothing_later(self):
        omaha = self.compared(City="declines", Police="cooperates")
        assert compare(layers_of(omaha, DAY(2025, 1, 20))).is_differing
        assert compare(layers_of(omaha, DAY(2025, 1, 19))) is None


class TestAPlacePage:
    def test_as_of_a_day_shows_what_was_on_record_then(self, client):
        omaha = a_place()
        body = a_body_of(omaha)
        a_statement(body, stated_on=DAY(2018, 1, 1), summary="First words.")
        a_statement(body, stance="cooperates", summary="Second words.")
        page = text_of(client, omaha.get_absolute_url(), as_of="2019-01-01")
        assert "First words." in page and "Second words." not in page and "As of Jan 1, 2019" in page
        assert f"{body.get_absolute_url()}?as_of=2019-01-01" in page
        assert "“soon”" in text_of(client, omaha.get_absolute_url(), as_of="soon")

    def test_names_people_counties_and_zip_codes(self, client):
        county = a_county()
        omaha = a_place(counties=[county], population=486051)
        for n in range(3):
            ZipCode.objects.create(code=f"6810{n}").places.add(omaha)
        page = text_of(client, omaha.get_absolute_url())
        assert all(part in page for part in ("486,051", "GeoNames", county.get_absolute_url(), "68100, 68101, 68102"))

    def test_a_county_on_a_citys_ground_leads_to_the_city_for_good(self, client):
        city = a_place("Denver")
        county = a_county("Denver County", ground=city)
        answer = client.get(county.get_absolute_url(), {"as_of": "2020-01-01"})
        assert (answer.status_code, answer["Location"]) == (301, f"{city.get_absolute_url()}?as_of=2020-01-01")

    def test_a_state_in_capitals_is_led_to_its_address(self, client):
        omaha = a_place()
        assert client.get("/places/NE/omaha/")["Location"] == omaha.get_absolute_url()

    def test_an_unknown_place_offers_a_search_and_near_names(self, client):
        a_body(name="City of Omaha", city="Omaha")
        answer = client.get("/places/ne/omaha/")
        assert answer.status_code == 404 and "City of Omaha" in answer.content.decode()

    def test_costs_the_same_queries_however_many_bodies_and_counties(self, client):
        county = a_county()
        omaha = a_place(counties=[county])
        a_body_of(omaha, said="declines")
        before = [queries_of(client, address.get_absolute_url()) for address in (omaha, county)]
        for n in range(8):
            more = a_county(f"County {n}")
            omaha.counties.add(more)
            a_body_of(more, agency_type="sheriff", said="cooperates")
            body = a_body_of(omaha, a_place(f"Town {n}", counties=[county]), agency_type="police")
            a_statement(body, official=an_official(body), speaker_title="Chief")
            ZipCode.objects.create(code=f"6810{n}").places.add(omaha)
        after = [queries_of(client, address.get_absolute_url()) for address in (omaha, county)]
        assert after == before and max(after) <= 16

    def test_a_jurisdiction_links_to_the_places_it_serves(self, client):
        omaha, denver = a_place(), a_place("Denver")
        body = a_body_of(omaha, a_county("Denver County", ground=denver))
        page = text_of(client, body.get_absolute_url())
        assert f'href="{omaha.get_absolute_url()}">All layers of Omaha' in page
        assert f'href="{denver.get_absolute_url()}">All layers of Denver' in page


def test_a_county_lists_its_places_with_bodies_first_then_all_by_size(client):
    county = a_county()
    places = [a_place(name, counties=[county], population=size) for name, size in (("Tiny", 9), ("Large", 99))]
    a_body_of(places[0], name="Town of Tiny", said="limits")
    inside = client.get(county.get_absolute_url()).context["inside"]
    assert [place.name for place in inside["with_bodies"]] == ["Tiny"]
    assert [place.name for place in inside["all"]] == ["Large", "Tiny"]
    assert "Recorded Jan 20, 2025" in text_of(client, county.get_absolute_url())


class TestAState:
    def test_shows_its_own_words_first_and_its_laws(self, client):
        state = a_body(name="State of Nebraska", agency_type="state")
        a_statement(state, form="law", stated_on=DAY(2018, 1, 1), summary="A law of the state.")
        a_statement(state, stance="requires", quote="Sheriffs must help.")
        a_statement(a_body(name="City of Omaha"), form="ordinance", summary="An ordinance of a city.")
        page = client.get("/places/ne/")
        text = page.content.decode()
        assert text.index("Sheriffs must help.") < text.index("City of Omaha")
        assert [s.summary for s in page.context["acts"]] == ["A law of the state."]

    def test_shows_a_mark_for_each_body_that_has_a_point(self, client):
        a_body(name="Unlocated")
        a_statement(a_body(slug="here", name="City of Omaha", latitude="41.25", longitude="-95.93"))
        a_body(slug="police", name="Omaha Police", agency_type="police", latitude="41.25", longitude="-95.93")
        page = client.get("/places/ne/")
        (city, police), unplaced = page.context["map"]["dots"], page.context["map"]["unplaced"]
        assert (city["x"], city["y"]) != (police["x"], police["y"]) and unplaced == 1
        assert "City of Omaha: Declines to assist. Recorded Jan 20, 2025</title>" in page.content.decode()
        assert "City of Omaha: No position on record</title>" in text_of(client, "/places/ne/", as_of="2020-01-01")

    def test_links_its_counties(self, client):
        county = a_place("Douglas County", kind="county", geoid="31055")
        assert text_of(client, "/places/ne/").count(f'href="{county.get_absolute_url()}"') == 2

    @pytest.mark.parametrize("code", words.STATES)
    def test_has_a_page_with_a_map(self, client, code):
        page = client.get(reverse("place-state", args=[code.lower()]))
        assert page.status_code == 200 and page.content.decode().count("<path") >= len(page.context["map"]["lines"])


class TestCoverage:
    def test_counts_what_is_held_by_type_and_state(self, client):
        county = a_county("Sarpy County")
        a_place(counties=[county])
        a_body_of(county, agency_type="sheriff")
        a_body(agency_type="sheriff", state="TX")
        context = client.get(reverse("coverage")).context
        assert {row["value"]: row["held"] for row in context["types"] if row["held"]} == {"sheriff": 2}
        (nebraska,) = [row for row in context["states"] if row["code"] == "NE"]
        assert sum(nebraska["counts"]) == 1 and (nebraska["counties"], nebraska["places"]) == ((1, 1), (0, 1))
        assert "Census of Governments 2022" in text_of(client, reverse("coverage"))

    def test_lists_old_positions_the_longest_silent_first(self, client):
        today = timezone.localdate()
        said = {"2016": DAY(2016, 1, 1), "2014": DAY(2014, 1, 1), "new": today}
        for name, day in said.items():
            a_statement(a_body(name=name), stated_on=day, date_precision="day")
        talked = a_body(name="talked since")
        a_statement(talked, stated_on=DAY(2012, 1, 1))
        a_statement(talked, stated_on=today, stance="comments")
        a_statement(a_body(name="draft"), stated_on=DAY(2012, 1, 1), status="draft")
        assert [body.name for body in client.get(reverse("coverage")).context["stale"]] == ["2014", "2016"]

    def test_costs_the_same_queries_for_many_old_positions(self, client):
        a_statement(stated_on=DAY(2014, 1, 1))
        before = queries_of(client, reverse("coverage"))
        for n in range(60):
            a_statement(stated_on=DAY(2015, 1, 1 + n % 28))
        assert queries_of(client, reverse("coverage")) == before
        assert len(client.get(reverse("coverage"), {"page": 2}).context["stale"]) == 11


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
