"""What crawlers and security researchers ask for."""

import datetime
from urllib.robotparser import RobotFileParser
from xml.etree import ElementTree

import pytest
from django.utils import timezone

from jurisdictions.models import Jurisdiction, Statement
from jurisdictions.site import sitemaps
from tests.factories import a_body, a_county, a_statement, a_territory, an_article

SPACE = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


def addresses(client, path):
    """{address: lastmod or None} of a sitemap or an index."""
    root = ElementTree.fromstring(client.get(path).content)
    assert root.tag.endswith(("urlset", "sitemapindex"))
    return {item.findtext("s:loc", namespaces=SPACE): item.findtext("s:lastmod", namespaces=SPACE) for item in root}


def all_addresses(client):
    found = {}
    for section in addresses(client, "/sitemap.xml"):
        found |= addresses(client, section.removeprefix("http://testserver"))
    return found


def test_the_sitemaps_hold_every_body_and_statement_once_each_with_a_day_that_has_come(record, client):
    found = all_addresses(client)
    paths = {address.removeprefix("http://testserver") for address in found}
    assert {body.get_absolute_url() for body in Jurisdiction.objects.all()} <= paths
    assert {statement.get_absolute_url() for statement in Statement.objects.published()} <= paths
    assert {"/", "/data/", "/jurisdictions/", "/map/", "/places/ne/"} <= paths
    assert not any("?" in path for path in paths)
    assert all(day <= timezone.localdate().isoformat() for day in found.values() if day)


@pytest.mark.django_db
def test_lastmod_is_the_newest_day_a_page_names_and_is_left_out_when_there_is_none(client):
    body, silent = a_body(slug="told"), a_body(slug="silent")
    a_territory(body, a_county())
    a_statement(body, slug="old", stated_on=datetime.date(2019, 1, 1),
                article=an_article(published_on=datetime.date(2019, 2, 2), slug="paper"))  # fmt: skip
    a_statement(body, slug="draft", status="draft", stated_on=datetime.date(2025, 1, 1))
    a_statement(silent, slug="gone", status="retracted", retraction_reason="Wrong.")
    found = {address.removeprefix("http://testserver"): day for address, day in all_addresses(client).items()}
    assert found["/jurisdictions/told/"] == found["/statements/old/"] == found["/sources/paper/"] == "2019-02-02"
    assert found["/places/ne/douglas-county/"] == "2019-02-02"
    assert found["/jurisdictions/silent/"] is None
    assert not {"/statements/draft/", "/statements/gone/"} & set(found)


@pytest.mark.django_db
def test_a_long_section_comes_in_pages(client, monkeypatch):
    monkeypatch.setattr(sitemaps.Pages, "limit", 2)
    for _n in range(5):
        a_body()
    pages = [address for address in addresses(client, "/sitemap.xml") if "jurisdictions" in address]
    assert [page.rpartition("/")[2] for page in pages] == [
        f"sitemap-jurisdictions.xml{number}" for number in ("", "?p=2", "?p=3")
    ]
    sizes = [len(addresses(client, page.removeprefix("http://testserver"))) for page in pages]
    assert sizes == [2, 2, 1]


@pytest.mark.django_db
@pytest.mark.parametrize("section", ["jurisdictions", "statements", "officials", "sources", "places"])
def test_a_sitemap_asks_the_database_no_more_for_more_pages(client, django_assert_max_num_queries, section):
    for _n in range(4):
        a_statement()
    with django_assert_max_num_queries(3):  # how many, since when edits count, the page
        client.get(f"/sitemap-{section}.xml")


@pytest.fixture
def crawler(client, db):
    parser = RobotFileParser()
    parser.parse(client.get("/robots.txt").content.decode().splitlines())
    return parser


@pytest.mark.parametrize("path", [
    "/", "/jurisdictions/", "/jurisdictions/omaha-ne/", "/jurisdictions/?page=2",
    "/statements/a/", "/places/ne/omaha/", "/data/", "/map/", "/sitemap-places.xml?p=2",
])  # fmt: skip
def test_crawlers_may_read_every_page(crawler, path):
    assert crawler.can_fetch("AnyBot", f"http://testserver{path}")


@pytest.mark.parametrize("path", [
    "/jurisdictions/?state=NE", "/jurisdictions/?q=a&state=NE", "/statements/?theme=raids",
    "/sources/?kind=rewrite", "/officials/?sort=name", "/statements.csv?state=NE", "/feeds/statements.atom?state=NE",
    "/corrections/?state=NE", "/changes/?kind=act", "/compare/?j=a&j=b", "/map/?state=NE", "/admin/login/",
])  # fmt: skip
def test_crawlers_are_kept_out_of_combinations_of_filters(crawler, path):
    assert not crawler.can_fetch("AnyBot", f"http://testserver{path}")


def test_crawlers_are_told_where_the_sitemap_is(crawler):
    assert crawler.site_maps() == ["http://testserver/sitemap.xml"]


def test_security_txt_names_the_contact_and_has_not_run_out(client, db, settings):
    settings.SECURITY_CONTACT = "mailto:desk@example.org, https://example.org/report"
    answer = client.get("/.well-known/security.txt")
    lines = [line.split(": ", 1) for line in answer.content.decode().splitlines()]
    assert [value for name, value in lines if name == "Contact"] == [
        "mailto:desk@example.org",
        "https://example.org/report",
    ]
    expires_at = datetime.datetime.fromisoformat(dict(lines)["Expires"])
    assert datetime.timedelta(0) < expires_at - timezone.now() < datetime.timedelta(days=365)
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"


def test_without_a_contact_there_is_no_security_txt(client, db, settings):
    settings.SECURITY_CONTACT = ""
    assert client.get("/.well-known/security.txt").status_code == 404


@pytest.mark.django_db
def test_a_list_is_one_page_for_search_engines_whatever_filters_are_set(client):
    for _n in range(30):
        a_body()
    for question, canonical in (("", ""), ("?page=2", "?page=2"), ("?state=NE&page=2", ""), ("?sort=name", "")):
        head = client.get(f"/jurisdictions/{question}").content.decode().split("</head>")[0]
        assert f'<link rel="canonical" href="http://testserver/jurisdictions/{canonical}">' in head


def test_a_browser_that_asks_for_a_picture_of_the_site_gets_one(client):
    assert client.get("/favicon.ico")["Location"].endswith("mark.svg")
