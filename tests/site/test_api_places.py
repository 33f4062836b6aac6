import datetime

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jurisdictions.models import ZipCode
from jurisdictions.search.names import refresh_names, refresh_place_names
from tests.factories import a_body, a_county, a_place, a_statement, a_territory

pytestmark = pytest.mark.django_db
NUMBERS = "0 1 -1 90 180 181 -96.5 41.25 1e9 nan inf 9999999999 ٣".split()
VALUES = (
    st.sampled_from(
        ["", " ", "\x00", "%", "NE", "ne", "place", "county", "31055", "ne-douglas-county", "st. louis", "a" * 900]
    )
    | st.lists(st.sampled_from([*NUMBERS, "x", ""]), max_size=5).map(",".join)
    | st.text(max_size=12)
)
ADDRESSES = ["/api/v1/places/", "/api/v1/suggest/", "/api/v1/places/ne-omaha/", "/jurisdictions/"]


@pytest.fixture
def ground(db):
    county = a_place("Douglas County", kind="county", designation="County", geoid="31055")
    omaha = a_place("Omaha", slug="omaha", population=486051, latitude=41.25626, longitude=-95.94043, counties=[county])
    a_place("Lincoln", slug="lincoln", latitude=40.8, longitude=-96.66696, population=291082)
    a_place("Carter Lake", state="IA", slug="carter-lake", latitude=41.29055, longitude=-95.91807)
    a_place("Attu", state="AK", slug="attu", latitude=52.9, longitude=172.9)
    a_place("Nowhere", state="KS", slug="nowhere")
    ZipCode.objects.create(code="68102").places.add(omaha)
    refresh_place_names()
    return omaha


def answer(client, address, expected=200, **asked):
    response = client.get(f"/api/v1/{address}", asked)
    assert response.status_code == expected, response.content
    assert response.headers["Content-Type"] == "application/json"
    return response.json()


def found(client, **asked):
    return [place["slug"] for place in answer(client, "places/", **asked)["results"]]


class TestThePlaces:
    def test_come_with_all_that_names_them(self, client, ground):
        (place,) = answer(client, "places/", q="omaha")["results"]
        assert place == {
            "slug": "ne-omaha", "geoid": ground.geoid, "name": "Omaha", "kind": "place", "designation": "city",
            "state": "NE", "population": 486051, "latitude": 41.25626, "longitude": -95.94043, "distance_km": None,
            "url": "http://testserver/places/ne/omaha/", "api_url": "http://testserver/api/v1/places/ne-omaha/",
        }  # fmt: skip

    @pytest.mark.parametrize(
        ("asked", "expected"),
        [
            ({"state": "NE"}, ["ne-douglas-county", "ne-lincoln", "ne-omaha"]),
            ({"state": ["KS", "IA"]}, ["ia-carter-lake", "ks-nowhere"]),
            ({"state": "NE", "kind": "county"}, ["ne-douglas-county"]),
            ({"county": "31055"}, ["ne-omaha"]),
            ({"county": "ne-douglas-county"}, ["ne-omaha"]),
            ({"q": "carter lake iowa"}, ["ia-carter-lake"]),
            ({"q": "carter"}, ["ia-carter-lake"]),
            ({"bbox": "-96.5,41,-95.8,41.6"}, ["ia-carter-lake", "ne-omaha"]),
            ({"bbox": "-96.5,41.6,-95.8,41"}, ["ia-carter-lake", "ne-omaha"]),
            ({"bbox": "170,50,-170,55"}, ["ak-attu"]),
            ({"near": "41.25,-95.94"}, ["ne-omaha", "ia-carter-lake", "ne-lincoln", "ak-attu"]),
            ({"near": "41.25, -95.94", "state": "NE"}, ["ne-omaha", "ne-lincoln"]),
            ({"q": ""}, ["ak-attu", "ia-carter-lake", "ks-nowhere", "ne-douglas-county", "ne-lincoln", "ne-omaha"]),
        ],
    )  # fmt: skip
    def test_are_filtered(self, client, ground, asked, expected):
        assert found(client, **asked) == expected
        assert answer(client, "places/", **asked)["count"] == len(expected)

    def test_near_a_point_say_how_far_they_are(self, client, ground):
        places = answer(client, "places/", near="41.25626,-95.94043")["results"]
        assert [place["distance_km"] for place in places[:3]] == [0, 4.2, pytest.approx(79.3, abs=0.5)]

    def test_are_counted_and_paged(self, client, ground):
        for n in range(120):
            a_place(f"Town {n:03}", state="VT")
        page = answer(client, "places/", state="VT")
        assert (page["count"], len(page["results"]), page["previous"]) == (120, 100, None)
        last = client.get(page["next"]).json()
        assert len(last["results"]) == 20 and last["next"] is None
        assert last["previous"] == "http://testserver/api/v1/places/?state=VT"

    @pytest.mark.parametrize(
        ("name", "value"),
        [
            ("state", "ZZ"), ("state", "Nebraska"), ("kind", "town"), ("county", "\x00"), ("county", "douglas-county"),
            ("x", "1"),
            ("near", "41"), ("near", "91,0"), ("near", "0,181"), ("near", "a,b"), ("near", "nan,0"), ("bbox", "1,2,3"),
            ("bbox", "0,0,0,99"), ("page", "0"), ("page", "x"), ("q", "\x00"),
        ],
    )  # fmt: skip
    def test_refuse_a_bad_value_by_the_name_of_its_field(self, client, ground, name, value):
        assert list(answer(client, "places/", 400, **{name: value})) == [name]

    @pytest.mark.parametrize("asked", [{"county": "31999"}, {"county": "ne-nowhere"}, {"page": "99"}])
    def test_that_are_not_there_answer_404(self, client, ground, asked):
        assert list(answer(client, "places/", 404, **asked)) == ["detail"]

    def test_of_one_ground_with_a_city_lead_to_the_city(self, client):
        city = a_place("Denver", state="CO")
        a_county("Denver County", state="CO", slug="denver-county", ground=city)
        places = answer(client, "places/", state="CO")["results"]
        assert {place["url"] for place in places} == {"http://testserver/places/co/denver/"}

    def test_cost_the_same_queries_for_one_and_for_many(self, client, ground):
        before = count_queries(client, "/api/v1/places/")
        for n in range(40):
            a_place(f"Town {n}", counties=list(ground.counties.all()))
        assert count_queries(client, "/api/v1/places/") == before == 2


class TestOnePlace:
    def test_comes_with_counties_zip_codes_and_the_bodies_that_serve_it(self, client, ground):
        city = a_territory(a_body(name="City of Omaha", slug="omaha"), ground)
        a_territory(a_body(name="Douglas County", slug="douglas", agency_type="county"), ground.counties.get())
        a_statement(city, slug="said", stance="limits", form="policy", stated_on=datetime.date(2025, 1, 20))
        place = answer(client, "places/ne-omaha/")
        assert place["counties"] == [{"slug": "ne-douglas-county", "geoid": "31055", "name": "Douglas County"}]
        assert place["zip_codes"] == ["68102"]
        assert [(body["slug"], body["position"]) for body in place["bodies"]] == [
            ("omaha", {"stance": "limits", "label": "Limits cooperation", "since": "2025-01-20",
                       "since_precision": "day", "recorded_on": "2025-01-20", "recorded_precision": "day",
                       "form": "policy", "statement": "said"}),
            ("douglas", None),
        ]  # fmt: skip

    def test_as_of_a_day_knows_only_what_was_said_by_then(self, client, ground):
        city = a_territory(a_body(), ground)
        a_statement(city, stance="limits", stated_on=datetime.date(2025, 1, 20))
        a_statement(city, stance="declines", stated_on=datetime.date(2025, 3, 1))
        then = answer(client, "places/ne-omaha/", as_of="2025-02-01")
        assert (then["as_of"], then["bodies"][0]["position"]["label"]) == ("2025-02-01", "Limits cooperation")

    def test_says_nothing_of_a_draft(self, client, ground):
        a_statement(a_territory(a_body(), ground), status="draft", slug="unseen")
        assert answer(client, "places/ne-omaha/")["bodies"][0]["position"] is None

    @pytest.mark.parametrize("slug", ["omaha", "NE-omaha", "ne", "ne-", "ks-omaha", "ne-Omaha", "zz-zz"])
    def test_that_is_not_there_answers_404(self, client, ground, slug):
        assert list(answer(client, f"places/{slug}/", 404)) == ["detail"]

    def test_costs_the_same_queries_with_one_body_and_with_many(self, client, ground):
        a_statement(a_territory(a_body(), ground))
        before = count_queries(client, "/api/v1/places/ne-omaha/")
        for n in range(20):
            a_statement(a_territory(a_body(), ground, ground.counties.get()))
            ZipCode.objects.create(code=f"{n:05}").places.add(ground)
        assert count_queries(client, "/api/v1/places/ne-omaha/") == before


class TestSuggestions:
    def test_are_answered_as_they_are_ranked(self, client, ground):
        a_territory(a_body(name="City of Omaha", slug="omaha"), ground)
        refresh_names()
        assert answer(client, "suggest/", q="oma") == {"results": [
            {"kind": "body", "label": "City of Omaha", "detail": "City government, NE", "state": "NE",
             "url": "http://testserver/jurisdictions/omaha/"},
            {"kind": "place", "label": "Omaha", "detail": "city, NE", "state": "NE",
             "url": "http://testserver/places/ne/omaha/"},
        ]}  # fmt: skip

    @pytest.mark.parametrize("asked", [{}, {"q": ""}, {"q": " "}, {"q": "\x00"}, {"q": "a" * 201}])
    def test_refuse_a_bad_question_by_the_name_of_its_field(self, client, asked):
        assert list(answer(client, "suggest/", 400, **asked)) == ["q"]

    def test_are_none_where_nothing_fits(self, client, ground):
        assert answer(client, "suggest/", q="xqzv") == {"results": []}
        assert answer(client, "suggest/", q="\x1c") == {"results": []}


class TestTheApi:
    @pytest.mark.parametrize("address", ["places/", "suggest/?q=o"])
    def test_is_read_only(self, client, address):
        assert client.post(f"/api/v1/{address}").status_code == 405
        assert client.get(f"/api/v1/{address}", headers={"accept": "text/html"}).json()

    def test_describes_itself_without_a_warning(self, tmp_path):
        call_command("spectacular", "--validate", "--fail-on-warn", "--file", str(tmp_path / "schema.yaml"))
        described = (tmp_path / "schema.yaml").read_text()
        assert "name: near" in described and "name: bbox" in described and "distance_km" in described

    @settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
    @given(
        address=st.sampled_from(ADDRESSES),
        asked=st.dictionaries(
            st.sampled_from(["q", "state", "kind", "county", "bbox", "near", "page", "as_of"]), VALUES
        ),
    )
    def test_never_fails(self, ground, address, asked):
        assert Client().get(address, asked).status_code in (200, 302, 400, 404)


def count_queries(client, address):
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    return len(queries)
