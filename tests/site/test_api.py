"""What programs get: rows, numbers, versions and refusals."""

import datetime
import json
import re

import jsonschema
import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from jurisdictions.models import ParentTie
from jurisdictions.site.api import calendar, serializers
from jurisdictions.site.api.schema import document, examples
from tests.factories import a_body, a_statement, an_article, an_official

pytestmark = pytest.mark.django_db
LISTS = ["jurisdictions", "statements", "officials", "sources"]
JANUARY, MARCH = datetime.date(2025, 1, 1), datetime.date(2025, 3, 4)


@pytest.fixture
def omaha(db):
    """A city that limited cooperation in January 2025 and declined it on March 4, for its mayor."""
    city = a_body(name="City of Omaha", slug="omaha", city="Omaha", county="Douglas County", population=486051,
                  latitude=41.25, longitude=-96)  # fmt: skip
    article = an_article(slug="report", published_on=JANUARY, date_precision="month", url="https://example.org/Doña")
    a_statement(city, slug="limited", stance="limits", form="policy", stated_on=JANUARY, date_precision="month",
                article=article)  # fmt: skip
    mayor = an_official(city, slug="mayor", name="A. Mayor")
    a_statement(city, slug="declined", official=mayor, speaker_title="Mayor", stated_on=MARCH, quote="We will not.",
                themes=["raids"], article=an_article(slug="rewrite", kind="rewrite", derived_from=article),
                carried_as="direct_quote")  # fmt: skip
    a_statement(city, slug="draft", status="draft", stated_on=MARCH)
    a_statement(city, slug="retracted", status="retracted", retraction_reason="It was another city.")
    return city


def answer(client, address, expected=200, **asked):
    response = client.get(f"/api/v1/{address}", asked)
    assert response.status_code == expected, response.content
    assert response.headers["Content-Type"] == "application/json"
    return response.json()


def slugs(page):
    return [row["slug"] for row in page["results"]]


class TestRows:
    def test_of_bodies_carry_the_position_with_its_dates_and_their_precision(self, client, omaha):
        (row,) = answer(client, "jurisdictions/")["results"]
        assert row == {
            "slug": "omaha", "name": "City of Omaha", "agency_type": "city", "city": "Omaha",
            "county": "Douglas County", "state": "NE", "population": 486051, "latitude": 41.25, "longitude": -96.0,
            "website": "", "url": "http://testserver/jurisdictions/omaha/",
            "api_url": "http://testserver/api/v1/jurisdictions/omaha/",
            "position": {"stance": "limits", "label": "Limits cooperation", "since": "2025-01-01",
                         "since_precision": "month", "recorded_on": "2025-01-01", "recorded_precision": "month",
                         "form": "policy", "statement": "limited"},
            "corrected_on": None,
            "disputed_on": None,
        }  # fmt: skip

    def test_of_statements_say_who_when_and_on_what_evidence(self, client, omaha):
        row = answer(client, "statements/")["results"][0]
        assert (row["slug"], row["stated_on"], row["date_precision"]) == ("declined", "2025-03-04", "day")
        assert row["jurisdiction"]["name"] == "City of Omaha" and row["jurisdiction"]["state"] == "NE"
        assert row["official"]["api_url"] == "http://testserver/api/v1/officials/mayor/"
        (source,) = row["sources"]
        assert (source["slug"], source["kind"], source["carried_as"]) == ("rewrite", "rewrite", "direct_quote")
        assert not {"editor_note", "confidence", "status", "search_text"} & row.keys()

    def test_of_officials_and_sources_name_what_they_belong_to(self, client, omaha):
        (person,) = answer(client, "officials/")["results"]
        assert (person["name"], person["title"], person["jurisdiction"]["slug"]) == ("A. Mayor", "Mayor", "omaha")
        by_slug = {row["slug"]: row for row in answer(client, "sources/")["results"]}
        assert by_slug["rewrite"]["derived_from"] == "report" and by_slug["report"]["date_precision"] == "month"
        assert by_slug["report"]["article_url"] == "https://example.org/Doña"

    def test_of_a_body_without_a_position_say_null(self, client):
        a_body()
        assert answer(client, "jurisdictions/")["results"][0]["position"] is None

    @pytest.mark.parametrize("name", LISTS)
    def test_lead_to_answers_of_their_own_and_to_pages(self, client, omaha, name):
        row = answer(client, f"{name}/")["results"][0]
        assert client.get(row["url"]).status_code == client.get(row["api_url"]).status_code == 200
        assert client.get(row["api_url"]).json()["slug"] == row["slug"]

    @pytest.mark.parametrize("name", LISTS)
    def test_cost_the_same_queries_for_one_and_for_many(self, client, omaha, name):
        before = count_queries(client, f"/api/v1/{name}/")
        for _n in range(20):
            body = a_body()
            a_statement(body, official=an_official(body), speaker_title="Mayor",
                        article=an_article(derived_from=an_article()))  # fmt: skip
        # At most the version, the count, the rows, what they rest on, our corrections of them and replies to them.
        assert count_queries(client, f"/api/v1/{name}/") == before <= 6


class TestDetails:
    def test_of_a_body_hold_all_that_is_on_record(self, client, omaha):
        state = a_body(slug="nebraska", agency_type="state")
        ParentTie.objects.create(child=omaha, parent=state, relation="territorial")
        a_statement(state, slug="for-all", stance="requires").applies_to.add(omaha)
        body = answer(client, "jurisdictions/omaha/")
        assert [row["slug"] for row in body["statements"]] == ["declined", "limited"]
        assert [row["slug"] for row in body["statements_applied"]] == ["for-all"]
        assert [row["slug"] for row in body["officials"]] == ["mayor"]
        assert [(row["slug"], row["relation"]) for row in body["parents"]] == [("nebraska", "territorial")]
        assert {row["slug"] for row in body["sources"]} > {"report", "rewrite"}
        (child,) = answer(client, "jurisdictions/nebraska/")["children"]
        assert (child["slug"], child["position"]["stance"]) == ("omaha", "limits")

    def test_of_a_statement_say_what_its_body_stands_for(self, client, omaha):
        weak, firm = answer(client, "statements/declined/"), answer(client, "statements/limited/")
        assert (weak["is_firm"], weak["is_position"]) == (False, False)
        assert (firm["is_firm"], firm["is_position"]) == (True, True)
        assert weak["position"]["statement"] == "limited"

    def test_of_people_and_sources_hold_their_statements(self, client, omaha):
        assert [s["slug"] for s in answer(client, "officials/mayor/")["statements"]] == ["declined"]
        report = answer(client, "sources/report/")
        assert [s["slug"] for s in report["statements"]] == ["limited"]
        assert [s["slug"] for s in report["derivatives"]] == ["rewrite"]

    def test_of_what_was_retracted_are_gone_and_say_why(self, client, omaha):
        gone = answer(client, "statements/retracted/", 410)
        assert (gone["reason"], gone["slug"]) == ("It was another city.", "retracted")
        assert client.get(gone["url"]).status_code == 410

    @pytest.mark.parametrize("name", [*LISTS, "places"])
    def test_of_nothing_are_not_found(self, client, omaha, name):
        assert list(answer(client, f"{name}/nothing/", 404)) == ["detail"]

    def test_of_a_draft_are_not_found(self, client, omaha):
        answer(client, "statements/draft/", 404)


class TestAsOfADay:
    def test_only_what_had_been_said_by_then_is_known(self, client, omaha):
        a_statement(omaha, slug="later", stance="cooperates", stated_on=datetime.date(2025, 6, 1))
        then = answer(client, "jurisdictions/omaha/", as_of="2025-02-01")
        assert (then["as_of"], then["position"]["stance"]) == ("2025-02-01", "limits")
        assert [s["slug"] for s in then["statements"]] == ["limited"] and then["officials"] == []
        assert answer(client, "jurisdictions/", as_of="2025-02-01", stance="limits")["count"] == 1
        assert answer(client, "jurisdictions/", stance="limits")["count"] == 0
        assert slugs(answer(client, "statements/", as_of="2025-02-01")) == ["limited"]
        assert answer(client, "officials/mayor/", as_of="2025-02-01")["statements"] == []
        assert answer(client, "sources/rewrite/", as_of="2025-02-01")["statements"] == []

    def test_a_later_statement_says_that_it_is_later(self, client, omaha):
        assert answer(client, "statements/declined/", as_of="2025-02-01")["is_later_than_as_of"] is True
        assert answer(client, "statements/declined/")["is_later_than_as_of"] is False

    @pytest.mark.parametrize("address", [*(f"{name}/" for name in LISTS), "jurisdictions/omaha/", "places/ne-x/"])
    def test_a_day_that_has_not_come_or_never_was_is_refused(self, client, omaha, address):
        tomorrow = timezone.localdate() + datetime.timedelta(days=1)
        for day in (tomorrow.isoformat(), "2025-02-29", "1899-12-31", "01/31/2025", "2025-1-31", "", " 2025-01-31"):
            assert list(answer(client, address, 400, as_of=day)) == ["as_of"], day


class TestLists:
    def test_are_counted_and_paged(self, client):
        for n in range(30):
            a_body(slug=f"b{n:02}", name=f"B {n:02}", state="VT")
        first = answer(client, "jurisdictions/", state="VT", sort="name")
        assert (first["count"], len(first["results"]), first["previous"]) == (30, 25, None)
        last = client.get(first["next"]).json()
        assert slugs(last) == ["b25", "b26", "b27", "b28", "b29"] and last["next"] is None
        assert last["previous"] == "http://testserver/api/v1/jurisdictions/?state=VT&sort=name"
        assert slugs(answer(client, "jurisdictions/", sort="name", page_size=7, page=5)) == ["b28", "b29"]
        answer(client, "jurisdictions/", 404, page=3)

    def test_count_facets_on_request_only(self, client, omaha):
        assert "facets" not in answer(client, "statements/") | answer(client, "statements/", facets="false")
        facets = answer(client, "statements/", facets="true", stance="limits")["facets"]
        assert {"value": "declines", "label": "Declines to assist", "count": 1} in facets["stance"]

    def test_of_nothing_are_an_empty_page(self, client):
        nothing = {"count": 0, "next": None, "previous": None, "as_of": None, "respelt_q": None, "results": []}
        assert answer(client, "sources/") == nothing

    @pytest.mark.parametrize("name", LISTS)
    @pytest.mark.parametrize(
        ("field", "value"),
        [
            ("state", "ZZ"), ("state", "Nebraska"), ("state", ""), ("agency_type", "x"), ("stance", "sanctuary"),
            ("form", "x"),
            ("theme", "x"), ("year", "1899"), ("year", "x"), ("since", "yesterday"), ("until", "2025-13-01"),
            ("q", "?!"), ("q", "a\x00"), ("q", "a" * 201), ("city", "\x00"), ("sort", "x"), ("page", "0"),
            ("page", "x"), ("page", "9" * 40), ("page_size", "101"), ("page_size", "0"), ("facets", "yes"),
            ("format", "xml"), ("x", "1"),
        ],
    )  # fmt: skip
    def test_refuse_by_the_name_of_the_field(self, client, name, field, value):
        assert list(answer(client, f"{name}/", 400, **{field: value})) == [field]

    def test_refuse_a_second_value_where_one_is_taken(self, client):
        assert answer(client, "statements/", 400, q=["a", "b"]) == {"q": ["Give it once."]}
        answer(client, "statements/", state=["NE", "VT"])
        assert answer(client, "statements/", 400, year=["2025"] * 61) == {"year": ["Give it at most 60 times."]}

    def test_read_choices_in_any_case_as_pages_do(self, client, omaha):
        assert answer(client, "statements/", state="ne", stance="Limits")["count"] == 1

    def test_say_when_a_word_was_read_as_another(self, client, omaha):
        found = answer(client, "jurisdictions/", q="ohmaha")
        assert (found["count"], found["respelt_q"]) == (1, "omaha")
        assert answer(client, "jurisdictions/", q="omaha")["respelt_q"] is None

    def test_name_all_that_is_wrong_at_once(self, client):
        assert list(answer(client, "statements/", 400, stance="x", y="1", page="-1")) == ["stance", "y", "page"]


class TestVersions:
    @pytest.mark.parametrize("address", ["statements/", "jurisdictions/omaha/", "schema/", "suggest/?q=oma"])
    def test_that_a_client_has_are_not_sent_again(self, client, omaha, address):
        first = client.get(f"/api/v1/{address}")
        for header, name in (("ETag", "If-None-Match"), ("Last-Modified", "If-Modified-Since")):
            again = client.get(f"/api/v1/{address}", headers={name: first.headers[header]})
            assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", first.headers["ETag"])
            assert again.headers["Access-Control-Allow-Origin"] == "*"

    def test_change_with_the_record(self, client, omaha):
        first = client.get("/api/v1/statements/")
        a_statement(omaha)
        for header, name in (("ETag", "If-None-Match"), ("Last-Modified", "If-Modified-Since")):
            again = client.get("/api/v1/statements/", headers={name: first.headers[header]})
            assert again.status_code == 200 and again.headers[header] != first.headers[header]


class TestManners:
    @pytest.mark.parametrize("address", ["statements/", "statements/declined/", "places/", "suggest/?q=o", "schema/"])
    def test_only_reading_is_answered(self, client, omaha, address):
        for ask in (client.post, client.put, client.patch, client.delete, client.trace):
            refused = ask(f"/api/v1/{address}")
            assert refused.status_code == 405 and "GET" in refused.headers["Allow"]
        head = client.head(f"/api/v1/{address}")
        assert (head.status_code, head.content) == (200, b"") and head.headers["ETag"]

    @pytest.mark.parametrize("address", ["statements/", "statements/nothing/", "nothing/", "docs/", "statements/?x=1"])
    def test_scripts_of_other_sites_may_read_every_answer(self, client, address):
        assert client.get(f"/api/v1/{address}").headers["Access-Control-Allow-Origin"] == "*"
        asked = client.options(f"/api/v1/{address}", headers={"Access-Control-Request-Method": "GET"})
        assert asked.status_code == 204 and "If-None-Match" in asked.headers["Access-Control-Allow-Headers"]

    def test_no_other_page_is_opened_to_scripts(self, client):
        assert "Access-Control-Allow-Origin" not in client.get("/statements/").headers

    @pytest.mark.parametrize("debug", [True, False])
    def test_an_unknown_address_answers_in_json(self, client, settings, debug):
        settings.DEBUG = debug
        assert list(answer(client, "nothing/", 404)) == ["detail"]
        assert list(answer(client, "statements/nothing/", 404)) == ["detail"]

    def test_whatever_is_accepted_gets_json(self, client, omaha):
        page = client.get("/api/v1/statements/", headers={"Accept": "text/html"})
        assert page.json()["count"] == 2

    def test_too_many_requests_of_one_address_wait(self, client, settings):
        settings.API_REQUESTS_PER_MINUTE = 3
        caches["requests"].clear()
        answers = [client.get("/api/v1/suggest/?q=a") for _n in range(7)]
        refused = [one for one in answers if one.status_code == 429]
        assert refused and all(1 <= int(one.headers["Retry-After"]) <= 60 for one in refused)
        assert answers[0].status_code == 200
        assert client.get("/api/v1/suggest/?q=a", REMOTE_ADDR="192.0.2.7").status_code == 200

    def test_a_forged_address_does_not_lift_the_limit(self, settings):
        settings.API_REQUESTS_PER_MINUTE = 3
        caches["requests"].clear()
        forged = [Client(headers={"X-Forwarded-For": f"192.0.2.{n}"}) for n in range(7)]
        assert 429 in [client.get("/api/v1/suggest/?q=a").status_code for client in forged]


class TestTheSchema:
    def test_a_pattern_means_the_same_in_every_language(self, client):
        """What \\s, \\w, \\d and \\b stand for differs between Python, JavaScript and Rust."""
        told = json.dumps(
            [way["get"].get("parameters") for way in client.get("/api/v1/schema/").json()["paths"].values()]
        )
        patterns = re.findall(r'"pattern": ("(?:[^"\\\\]|\\\\.)*")', told)
        assert patterns and not [one for one in patterns if re.search(r"\\[swdb]", json.loads(one), re.IGNORECASE)]

    def test_is_valid_openapi_3_1_with_every_error_described_once(self, client):
        described = client.get("/api/v1/schema/").json()
        assert described["openapi"] == "3.1.0"
        for path, ways in described["paths"].items():
            answers = ways["get"]["responses"]
            assert {"200", "304", "400", "405", "414", "429"} <= answers.keys(), path
            assert all("$ref" in one for status, one in answers.items() if status != "200"), path
            assert "example" in answers["200"]["content"]["application/json"], path
            assert all("example" in one for one in ways["get"]["parameters"]), path
        assert "410" in described["paths"]["/api/v1/statements/{slug}/"]["get"]["responses"]

    def test_has_examples_of_its_own_shape(self):
        described = document(timezone.localdate())
        for name, example in examples().items():
            (path,) = [p for p, ways in described["paths"].items() if ways["get"]["operationId"] == name]
            shape = described["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
            jsonschema.validate(example, {**shape, "components": described["components"]})

    @pytest.mark.parametrize(
        ("address", "shape"),
        [("jurisdictions/", serializers.JurisdictionList), ("statements/", serializers.StatementList),
         ("officials/", serializers.OfficialList), ("sources/", serializers.SourceList),
         ("jurisdictions/omaha/", serializers.JurisdictionDetail), ("officials/mayor/", serializers.OfficialDetail),
         ("statements/declined/", serializers.StatementDetail), ("sources/report/", serializers.SourceDetail)],
    )  # fmt: skip
    def test_names_every_key_of_an_answer_and_no_other(self, client, omaha, address, shape):
        assert_same_keys(answer(client, address), shape())

    @pytest.mark.parametrize(
        "last", [datetime.date(2024, 2, 29), datetime.date(2025, 1, 1), datetime.date(2026, 12, 31)]
    )
    def test_takes_every_day_up_to_today_and_no_other(self, last):
        taken = re.compile(calendar.days_until(last))
        days = [last + datetime.timedelta(days=n) for n in range(-1500, 40)]
        assert [day for day in days if taken.fullmatch(day.isoformat())] == days[:1501]
        assert not any(taken.fullmatch(day) for day in ("2023-02-29", "1899-12-31", "2000-00-10", "2001-04-31"))


class TestThePageForPeople:
    def test_describes_every_address_parameter_and_error(self, client):
        page = client.get("/api/v1/docs/").content.decode()
        described = document(timezone.localdate())
        for path, ways in described["paths"].items():
            assert path in page
            assert all(f"<code>{one['name']}</code>" in page for one in ways["get"]["parameters"])
        assert all(f'id="error-{name}"' in page for name in described["components"]["responses"])
        links = re.findall(r'href="#([\w-]+)"', page)
        assert links and all(page.count(f'id="{link}"') == 1 for link in links)

    def test_is_what_the_api_s_own_address_leads_to(self, client):
        assert client.get("/api/v1/").headers["Location"] == "/api/v1/docs/"


def assert_same_keys(row, shape):
    optional = {name for name, field in shape.fields.items() if not field.required}
    assert row.keys() | optional == set(shape.fields)
    for name, field in shape.fields.items():
        inner, value = getattr(field, "child", field), row.get(name)
        for one in value if isinstance(value, list) else [value]:
            if hasattr(inner, "fields") and one is not None:
                assert_same_keys(one, inner)


def count_queries(client, address):
    with CaptureQueriesContext(connection) as queries:
        assert json.loads(client.get(address).content)["results"]
    return len(queries)
