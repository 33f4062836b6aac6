"""What programs learn of our corrections: the mark in every row, the words in every detail, list and file alike."""

import csv
import datetime
import io
import json

import pytest

from jurisdictions.models import Statement
from jurisdictions.site.api import serializers
from jurisdictions.staff.corrections import correct
from tests.factories import a_body, a_reviewer, a_statement, an_article, an_official
from tests.site.reading import queries_of
from tests.site.test_api import answer, assert_same_keys

pytestmark = pytest.mark.django_db
MARCH, APRIL = datetime.date(2025, 3, 1), datetime.date(2025, 4, 1)


def told(row, field="summary", on=MARCH, **why):
    return correct(row, {field: "Old."}, {field: "New."}, **{"why": "We misread it.", "by": None, **why}, on=on)[0]


@pytest.fixture
def city():
    """A city whose position was corrected in April; its older statement and itself in March."""
    city = a_body(slug="omaha")
    told(a_statement(city, slug="first", stated_on=datetime.date(2024, 1, 1)))
    told(a_statement(city, slug="newest", stance="limits"), on=APRIL)
    told(city, "website")
    return city


def test_a_row_has_the_day_of_the_newest_correction_of_what_it_shows(client, city):
    a_statement(a_body(slug="other"), slug="right")
    assert days_of(answer(client, "jurisdictions/")) == {"omaha": "2025-04-01", "other": None}
    assert days_of(answer(client, "statements/")) == {"newest": "2025-04-01", "first": "2025-03-01", "right": None}
    detail = answer(client, "jurisdictions/omaha/")
    assert days_of(detail, "statements") == {"newest": "2025-04-01", "first": "2025-03-01"}


def days_of(answer, name="results"):
    return {row["slug"]: row["corrected_on"] for row in answer[name]}


def test_the_detail_of_a_body_tells_what_was_what_is_and_why_newest_first(client, city):
    newest, *others = answer(client, "jurisdictions/omaha/")["corrections"]
    assert newest == {
        "slug": "newest-2025-04-01-summary", "url": "http://testserver/corrections/#newest-2025-04-01-summary",
        "about": {"kind": "statement", "slug": "newest", "url": "http://testserver/statements/newest/",
                  "api_url": "http://testserver/api/v1/statements/newest/"},
        "field": "summary", "label": "Summary", "was": "Old.", "now": "New.", "why": "We misread it.",
        "corrected_on": "2025-04-01",
    }  # fmt: skip
    assert {other["about"]["slug"] for other in others} == {"first", "omaha"}


def test_the_detail_of_a_statement_tells_its_own_alone_and_on_every_day(client, city):
    for asked in ({}, {"as_of": "2025-02-01"}):
        (only,) = answer(client, "statements/newest/", **asked)["corrections"]
        assert only["about"]["slug"] == "newest"


def test_people_and_sources_tell_theirs(client):
    person, article = an_official(), an_article()
    a_statement(person.jurisdiction, official=person, speaker_title="Mayor", article=article)
    told(person, "title")
    told(article, "title")
    for address, row in (("officials", person), ("sources", article)):
        (only,) = answer(client, f"{address}/{row.slug}/")["corrections"]
        assert (only["about"]["slug"], only["field"]) == (row.slug, "title")


def test_of_a_draft_nothing_is_told_and_never_who_corrected(client, city):
    told(city, "website", by=(reviewer := a_reviewer()), on=APRIL)
    assert reviewer.username not in client.get("/api/v1/jurisdictions/omaha/").content.decode()
    Statement.objects.update(status="draft")
    assert {c["about"]["kind"] for c in answer(client, "jurisdictions/omaha/")["corrections"]} == {"jurisdiction"}


def test_a_correction_has_the_shape_the_schema_declares(client, city):
    assert_same_keys(answer(client, "jurisdictions/omaha/"), serializers.JurisdictionDetail())
    assert_same_keys(answer(client, "statements/newest/"), serializers.StatementDetail())


@pytest.mark.parametrize(("address", "most"), [("jurisdictions/", 6), ("statements/", 6), ("jurisdictions/omaha/", 16)])
def test_many_corrections_cost_the_queries_of_one(client, city, address, most):
    a_statement(a_body(agency_type="state"), form="law").applies_to.add(city)
    before = queries_of(client, f"/api/v1/{address}")
    for row in Statement.objects.all():
        told(row, on=APRIL + datetime.timedelta(days=1))
    assert queries_of(client, f"/api/v1/{address}") == before <= most


def test_files_carry_the_mark_of_the_list(client, city):
    for name, expected in (("jurisdictions", {"omaha": "2025-04-01"}),
                           ("statements", {"newest": "2025-04-01", "first": "2025-03-01"})):  # fmt: skip
        rows = json.loads(b"".join(client.get(f"/{name}.json").streaming_content))
        assert days_of(rows) == expected
        text = b"".join(client.get(f"/{name}.csv").streaming_content).decode()
        assert days_of({"results": csv.DictReader(io.StringIO(text.lstrip("\ufeff")))}) == expected
