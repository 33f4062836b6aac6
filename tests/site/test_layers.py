import datetime

import pytest
from django.utils import timezone

from jurisdictions.models import Place
from jurisdictions.models import vocabulary as words
from jurisdictions.search.layers import compare, layers_of
from tests.factories import a_body, a_body_of, a_county, a_place, a_statement, an_article, an_official
from tests.site.reading import text_of

DAY = datetime.date
pytestmark = pytest.mark.django_db


def names(layer):
    return [body.name for body in layer.bodies]


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
