"""The five articles the directory began with: everything they name stands in the record as they report it."""

import csv
import io
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import TestCase

from jurisdictions.models import Citation, Jurisdiction, Official, SourceArticle, Statement

DATA = Path(__file__).parent / "data"
ARTICLES = {  # slug: (kind, date)
    "npr-via-wgcu-2025-01-24-local-governments": ("news_report", "2025-01-24"),
    "politicsrss-undated-police-resist": ("rewrite", None),
    "immigration-hub-2025-01-24-local-police-forces": ("advocacy", "2025-01-24"),
    "nbc-news-altered-copy-2024-11-28-cities-oppose": ("rewrite", "2024-11-28"),
    "huffpost-2019-06-21-cities-refuse": ("news_report", "2019-06-21"),
}
MENTIONED = """
    city-of-beloit-wi city-of-bridgeport-ct city-of-eagle-pass-tx city-of-grand-prairie-tx city-of-houston-tx
    city-of-las-vegas-nv city-of-miami-fl city-of-new-orleans-la city-of-newark-nj city-of-stockton-ca
    clark-county-nv los-angeles-county-ca st-paul-police-department-mn state-of-colorado state-of-connecticut
    state-of-florida state-of-georgia state-of-illinois state-of-louisiana state-of-maryland state-of-minnesota
    state-of-nebraska state-of-nevada state-of-new-jersey state-of-new-york state-of-pennsylvania state-of-texas
    state-of-wisconsin
""".split()
TYPED = {
    "LAPD": "los-angeles-police-department-ca",
    "LAUSD": "los-angeles-unified-school-district-ca",
    "LVMPD": "las-vegas-metropolitan-police-department-nv",
    "NYC": "new-york-city-ny",
    "Saint Paul": "city-of-st-paul-mn",
    "D.C.": "district-of-columbia",
    "CPD": "chicago-police-department-il",
    "MOIA": "mayors-office-of-immigrant-affairs-ny",
}


def table(name):
    with open(DATA / f"{name}.csv", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


class TestTheFoundingRecord(TestCase):
    @classmethod
    def setUpTestData(cls):
        call_command("load_directory", stdout=io.StringIO())

    def test_the_five_articles_stand_with_kind_date_and_a_note_on_reliability(self):
        for slug, (kind, day) in ARTICLES.items():
            article = SourceArticle.objects.get(slug=slug)
            published = article.published_on and article.published_on.isoformat()
            assert (article.kind, published) == (kind, day), slug
            assert article.reliability_note, slug

    def test_every_named_position_stands_as_the_articles_report_it(self):
        for row in table("founding_positions"):
            citation = Citation.objects.get(statement__slug=row["statement"], article__slug=row["source"])
            said = citation.statement
            recorded = {
                "body": said.jurisdiction.slug,
                "speaker": said.official.name if said.official else "",
                "date": said.stated_on.isoformat(),
                "precision": said.date_precision,
                "stance": said.stance,
                "condition": "yes" if said.condition else "no",
            }
            assert recorded == {name: row[name] for name in recorded}, row["statement"]
            assert said.status == "published"
            assert citation.locator.startswith("paragraph")

    def test_no_article_carries_a_position_beyond_the_table(self):
        listed = {(row["statement"], row["source"]) for row in table("founding_positions")}
        stored = Citation.objects.filter(article__slug__in=ARTICLES).values_list("statement__slug", "article__slug")
        assert set(stored) == listed

    def test_every_official_stands_in_the_office_of_the_body_named(self):
        for row in table("founding_officials"):
            person = Official.objects.published().get(slug=row["official"])
            assert (person.name, person.jurisdiction.slug) == (row["name"], row["body"])

    def test_bodies_only_mentioned_are_in_the_record_without_a_statement_from_the_articles(self):
        for slug in MENTIONED:
            assert Jurisdiction.objects.filter(slug=slug).exists(), slug
            assert not Statement.objects.filter(jurisdiction__slug=slug, sources__slug__in=ARTICLES).exists()

    def test_names_people_type_lead_to_the_body(self):
        for name, slug in TYPED.items():
            assert Jurisdiction.objects.filter(aliases__name=name, slug=slug).exists(), name

    def test_every_date_says_how_it_is_known(self):
        undated = Statement.objects.filter(sources__slug__in=ARTICLES, date_note="")
        assert not undated.exists(), undated


@pytest.mark.parametrize("name", ["founding_positions", "founding_officials"])
def test_no_row_of_a_table_stands_twice(name):
    rows = [tuple(row.values()) for row in table(name)]
    assert len(rows) == len(set(rows)) > 0
