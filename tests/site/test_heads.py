"""What machines read in the head of every kind of page, with readers that others wrote."""

import warnings

import extruct
import pytest
from django.urls import URLPattern
from lxml import html

from jurisdictions.site.api.urls import urlpatterns as of_the_api
from jurisdictions.site.urls import urlpatterns
from tests.factories import a_body, a_body_of, a_county, a_place, a_statement, an_article, an_official

pytestmark = pytest.mark.django_db
ORIGIN = "http://testserver"
PAGES = {  # name of the address: an address of that kind
    "compare": "/compare/?j=omaha&j=nebraska",
    "home": "/", "jurisdictions": "/jurisdictions/", "statements": "/statements/", "officials": "/officials/",
    "sources": "/sources/", "places": "/places/", "map": "/map/", "changes": "/changes/",
    "corrections": "/corrections/",
    "about": "/about/", "coverage": "/about/coverage/", "method": "/about/method/", "data": "/data/",
    "api-docs": "/api/v1/docs/", "jurisdiction": "/jurisdictions/omaha/", "statement": "/statements/said/",
    "official": "/officials/jean/", "source": "/sources/paper/", "place": "/places/ne/omaha/",
    "place-state": "/places/ne/", "report": "/report/?about=omaha",
}  # fmt: skip
COUNTY = {"county": "/places/ne/douglas-county/"}
NO_PAGES = {"favicon", "healthz", "readyz", "robots", "security", "sitemap", "sitemap-section", "statements-feed",
            "feed-changes", "feed-corrections", "jurisdictions-file", "statements-file", "data-file",
            "data-checksums"}  # fmt: skip


@pytest.fixture(autouse=True)
def omaha(db):
    county = a_county("Douglas County", slug="douglas-county", latitude=41.3, longitude=-96.1)
    city = a_body_of(a_place("Omaha", counties=[county]), name="City of Omaha", slug="omaha")
    a_body_of(county, name="Douglas County Sheriff", agency_type="sheriff", said="cooperates")
    a_body(name="State of Nebraska", agency_type="state", slug="nebraska")
    a_statement(city, slug="said", official=an_official(city, slug="jean"), speaker_title="Mayor",
                article=an_article(slug="paper"))  # fmt: skip


def read(client, address):
    """(answer, everything a reader of structured data finds, the parsed page); its warnings are errors."""
    answer = client.get(address)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = extruct.extract(answer.content.decode(), base_url=ORIGIN + address, syntaxes=["json-ld", "opengraph"],
                                errors="strict")  # fmt: skip
    return answer, found, html.fromstring(answer.content)


def test_every_kind_of_page_is_walked():
    patterns = [*urlpatterns, *of_the_api]
    named = {pattern.name for pattern in patterns if isinstance(pattern, URLPattern) and pattern.name}
    named = {name for name in named if not name.startswith("api-") or name == "api-docs"}
    assert named == {*PAGES} | NO_PAGES


@pytest.mark.parametrize("address", [*PAGES.values(), *COUNTY.values()])
def test_a_page_can_be_shared_found_and_placed(client, address):
    answer, found, page = read(client, address)
    assert answer.status_code == 200
    assert page.xpath("//link[@rel='canonical']/@href") == [ORIGIN + address]
    (card,) = found["opengraph"]
    shared = dict(card["properties"])
    assert shared["og:title"] and shared["og:description"] and shared["og:type"] in ("website", "article")
    assert shared["og:url"] == ORIGIN + address
    assert page.xpath("//meta[@name='twitter:card']/@content")
    (graph,) = found["json-ld"]
    nodes = {node["@id"]: node for node in graph["@graph"]}
    kinds = [node["@type"] for node in nodes.values()]
    assert "WebSite" in kinds and all(target in nodes for target in references(graph["@graph"]))
    if address != "/":
        here = nodes[ORIGIN + address.partition("?")[0]]
        assert here["@type"] == "WebPage" and here["breadcrumb"]["@id"] in nodes


def references(value):
    if isinstance(value, dict):
        return [value["@id"]] if set(value) == {"@id"} else [one for part in value.values() for one in references(part)]
    return [one for part in value for one in references(part)] if isinstance(value, list) else []


@pytest.mark.parametrize("address", [*PAGES.values(), *COUNTY.values()])
def test_every_step_of_its_trail_leads_somewhere(client, address):
    _answer, found, _page = read(client, address)
    trails = [node for node in found["json-ld"][0]["@graph"] if node["@type"] == "BreadcrumbList"]
    steps = [step for trail in trails for step in trail["itemListElement"]]
    assert [step["position"] for step in steps] == list(range(1, len(steps) + 1))
    for step in steps[:-1]:
        assert step["name"] and client.get(step["item"]).status_code == 200


def test_a_place_lies_in_its_county_and_state_beside_the_bodies_that_serve_it(client):
    _answer, found, _page = read(client, "/places/ne/omaha/")
    nodes = {node["@id"].removeprefix(ORIGIN): node for node in found["json-ld"][0]["@graph"]}
    place = nodes["/places/ne/omaha/#entry"]
    assert [one["@id"].removeprefix(ORIGIN) for one in place["containedInPlace"]] == [
        "/places/ne/douglas-county/#entry", "/places/ne/#entry",
    ]  # fmt: skip
    assert nodes["/places/ne/douglas-county/#entry"]["geo"]["latitude"] == 41.3
    assert nodes["/jurisdictions/omaha/#entry"]["@type"] == "GovernmentOrganization"
    trail = nodes["/places/ne/omaha/#trail"]["itemListElement"]
    assert [step["name"] for step in trail] == ["Local Positions", "Places by state", "Nebraska", "Omaha, NE"]


@pytest.mark.parametrize("address", ["/jurisdictions/omaha/", "/statements/said/", "/places/ne/omaha/", "/"])
def test_a_page_of_another_day_names_todays_as_its_own_address(client, address):
    _answer, _found, page = read(client, f"{address}?as_of=2025-06-01")
    assert page.xpath("//link[@rel='canonical']/@href") == [ORIGIN + address]


@pytest.mark.parametrize("address", ["/jurisdictions/nothing/", "/places/ne/nothing/", "/nothing/"])
def test_a_page_that_is_not_there_says_nothing_of_itself(client, address):
    answer, found, page = read(client, address)
    assert answer.status_code == 404 and found["json-ld"] == [] and not page.xpath("//link[@rel='canonical']")
