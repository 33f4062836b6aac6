import datetime

import pytest

from jurisdictions.models import ZipCode
from tests.factories import a_body, a_body_of, a_county, a_place, a_statement, an_official
from tests.site.reading import queries_of, text_of

DAY = datetime.date
pytestmark = pytest.mark.django_db


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
        assert after == before and max(after) <= 15

    def test_a_jurisdiction_links_to_the_places_it_serves(self, client):
        omaha, denver = a_place(), a_place("Denver")
        body = a_body_of(omaha, a_county("Denver County", ground=denver))
        page = text_of(client, body.get_absolute_url())
        assert f'href="{omaha.get_absolute_url()}">All layers of Omaha' in page
        assert f'href="{denver.get_absolute_url()}">All layers of Denver' in page
