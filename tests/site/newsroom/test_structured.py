"""A reader of structured data that others wrote finds the facts of every page in one graph."""

import datetime
import json

import extruct
import pytest

from jurisdictions.models import Alias, Identifier, ParentTie
from jurisdictions.site.dataset import shelf
from tests.factories import a_body, a_statement, an_article, an_official

pytestmark = pytest.mark.django_db
DAY = datetime.date
ORIGIN = "http://testserver"


def nodes(client, address, status=200):
    """{id: node} of the page's one graph."""
    answer = client.get(address)
    assert answer.status_code == status
    (graph,) = extruct.extract(answer.content.decode(), syntaxes=["json-ld"])["json-ld"]
    assert graph["@context"] == "https://schema.org"
    found = {node["@id"]: node for node in graph["@graph"]}
    assert len(found) == len(graph["@graph"])
    return found


def of_type(found, name):
    return [node for node in found.values() if node["@type"] == name]


def references(value):
    """Every id that a node points at."""
    if isinstance(value, dict):
        if set(value) == {"@id"}:
            yield value["@id"]
        for part in value.values():
            yield from references(part)
    elif isinstance(value, list):
        for part in value:
            yield from references(part)


@pytest.fixture
def spoken():
    county = a_body(name="Douglas County", agency_type="county")
    body = a_body(
        slug="omaha-ne", name="City of Omaha", website="https://omaha.example.org/", exists_from=DAY(1857, 2, 2)
    )
    Alias.objects.create(jurisdiction=body, name="Omaha")
    Identifier.objects.create(jurisdiction=body, scheme="geoid", value="3137000")
    ParentTie.objects.create(child=body, parent=county, relation="territorial")
    paper = an_article(slug="a-paper", title="The mayor speaks", author="Jo Writer", published_on=DAY(2025, 1, 1),
                       date_precision="month", archived_url="https://archive.example.org/1")  # fmt: skip
    person = an_official(body, slug="jean", name="Jean Doe", title="Council President", name_variants=["Jean Do"])
    return a_statement(body, slug="omaha-2025", official=person, speaker_title="Mayor", article=paper,
                       quote="We will not </script><b>& so on", carried_as="direct_quote")  # fmt: skip


PAGES = ["/", "/jurisdictions/", "/statements/", "/sources/", "/officials/", "/jurisdictions/omaha-ne/",
         "/statements/omaha-2025/", "/sources/a-paper/", "/officials/jean/"]  # fmt: skip


@pytest.mark.parametrize("address", PAGES)
def test_every_page_has_one_graph_whose_references_lead_somewhere(client, spoken, address):
    found = nodes(client, address)
    assert {target for node in found.values() for target in references(node)} <= found.keys()
    assert of_type(found, "WebSite")
    assert address == "/" or of_type(found, "BreadcrumbList")
    assert "ClaimReview" not in json.dumps(list(found.values())) and "Rating" not in json.dumps(list(found.values()))


def test_the_site_can_be_searched(client, spoken):
    (site,) = of_type(nodes(client, "/"), "WebSite")
    template = site["potentialAction"]["target"]["urlTemplate"]
    answer = client.get(template.removeprefix(ORIGIN).replace("{search_term_string}", "omaha"))
    assert "/jurisdictions/omaha-ne/" in answer.content.decode()


def test_a_body_carries_its_names_numbers_and_what_it_lies_in(client, spoken):
    found = nodes(client, "/jurisdictions/omaha-ne/")
    body = found[f"{ORIGIN}/jurisdictions/omaha-ne/#entry"]
    assert body["@type"] == "GovernmentOrganization"
    assert (body["alternateName"], body["sameAs"], body["foundingDate"]) == (
        ["Omaha"], "https://omaha.example.org/", "1857-02-02")  # fmt: skip
    assert body["identifier"] == [{"@type": "PropertyValue", "propertyID": "Census GEOID", "value": "3137000"}]
    (county,) = body["location"]
    assert found[county["@id"]]["name"] == "Douglas County" and "parentOrganization" not in body


def test_a_body_that_another_runs_has_it_as_parent(client, spoken):
    police = a_body(agency_type="police", slug="police")
    ParentTie.objects.create(child=police, parent=spoken.jurisdiction, relation="administrative")
    found = nodes(client, "/jurisdictions/police/")
    assert found[f"{ORIGIN}/jurisdictions/police/#entry"]["parentOrganization"] == [
        {"@id": f"{ORIGIN}/jurisdictions/omaha-ne/#entry"}
    ]


@pytest.mark.parametrize("address", ["/jurisdictions/omaha-ne/", "/statements/omaha-2025/", "/sources/a-paper/"])
def test_words_are_a_quotation_of_a_person_in_the_office_held_then_based_on_the_article(client, spoken, address):
    found = nodes(client, address)
    (quotation,) = of_type(found, "Quotation")
    assert quotation["text"] == "We will not </script><b>& so on"
    assert quotation["dateCreated"] == "2025-01-20"
    role = quotation["spokenByCharacter"]
    assert (role["@type"], role["roleName"]) == ("OrganizationRole", "Mayor")
    assert found[role["spokenByCharacter"]["@id"]]["name"] == "Jean Doe"
    (article,) = (found[source["@id"]] for source in quotation["isBasedOn"])
    assert (article["@type"], article["headline"], article["archivedAt"]) == (
        "NewsArticle", "The mayor speaks", "https://archive.example.org/1")  # fmt: skip
    assert article["datePublished"] == "2025-01"  # the month, and no day that nobody knows


def test_a_person_holds_an_office_of_a_body(client, spoken):
    found = nodes(client, "/officials/jean/")
    (person,) = of_type(found, "Person")
    assert person["alternateName"] == ["Jean Do"] and person["memberOf"]["roleName"] == "Council President"
    assert found[person["memberOf"]["memberOf"]["@id"]]["name"] == "City of Omaha"


@pytest.mark.parametrize("form", ["law", "ordinance", "executive_order"])
def test_a_law_is_legislation_passed_by_its_body(client, form):
    row = a_statement(form=form, quote="No agency shall.", stated_on=DAY(2017, 1, 1), date_precision="year")
    found = nodes(client, row.get_absolute_url())
    (law,) = of_type(found, "Legislation")
    (quotation,) = of_type(found, "Quotation")
    assert law["legislationDate"] == "2017" and quotation["isPartOf"] == {"@id": law["@id"]}
    assert found[law["legislationPassedBy"]["@id"]]["@type"] == "GovernmentOrganization"


def test_a_title_that_is_ours_is_no_headline(client):
    row = a_statement(article=an_article(title="[Letter to the council]"))
    (article,) = of_type(nodes(client, row.get_absolute_url()), "NewsArticle")
    assert "headline" not in article and article["description"] == "[Letter to the council]"


def test_drafts_and_retracted_statements_are_in_no_graph(client, spoken):
    other = a_statement(spoken.jurisdiction, quote="Unseen words")
    other.citations.update(article=spoken.sources.get())
    for status in ("draft", "retracted"):
        type(other).objects.filter(pk=other.pk).update(status=status, retraction_reason="Wrong.")
        for address in PAGES:
            assert "Unseen words" not in client.get(address).content.decode()
    assert b"ld+json" not in client.get(other.get_absolute_url()).content


def test_a_page_on_an_earlier_day_tells_of_that_day(client, spoken):
    assert not of_type(nodes(client, "/jurisdictions/omaha-ne/?as_of=2024-01-01"), "Quotation")


def test_a_title_with_signs_is_written_as_it_is(client):
    body = a_body(name="Prince George's & Co")
    page = nodes(client, body.get_absolute_url())[f"{ORIGIN}{body.get_absolute_url()}"]
    assert page["name"] == "Prince George's & Co, NE"


def test_the_dataset_names_its_downloads_with_their_checksums(client, db, monkeypatch):
    held = shelf.Download("local-positions.zip", "stored.zip", 1234, "ab" * 32, "2026-01-02")
    monkeypatch.setattr(shelf, "held", lambda: [held])
    (dataset,) = of_type(nodes(client, "/data/"), "Dataset")
    assert dataset["dateModified"] == "2026-01-02" and dataset["license"].endswith("/by/4.0/")
    (download,) = dataset["distribution"]
    assert download["contentUrl"] == f"{ORIGIN}/data/local-positions.zip"
    assert (download["encodingFormat"], download["sha256"]) == ("application/zip", "ab" * 32)


def test_a_dataset_never_built_has_no_downloads(client, db, monkeypatch):
    monkeypatch.setattr(shelf, "held", list)
    (dataset,) = of_type(nodes(client, "/data/"), "Dataset")
    assert "distribution" not in dataset and "dateModified" not in dataset
