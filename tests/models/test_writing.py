"""Whichever way a row is written, its dates and what is derived from them are right."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.core.management.base import CommandError

from jurisdictions.models import Citation, SourceArticle, Statement
from tests.factories import a_body, a_statement, an_article

pytestmark = pytest.mark.django_db
DAY = datetime.date
FUTURE = DAY(2131, 1, 1)


def unsaved(body, **fields):
    fields = {"form": "statement", "stance": "declines", "summary": "It said so.", "status": "published", **fields}
    return Statement(**{"slug": "said", "jurisdiction": body, "stated_on": DAY(2025, 1, 20), **fields})


def dates(statement):
    statement.refresh_from_db()
    return statement.stated_on, statement.last_possible_on


JUNE = (DAY(2019, 6, 1), DAY(2019, 6, 30))


def test_a_date_may_be_written_as_text():
    assert dates(a_statement(stated_on="2019-06-01", date_precision="month")) == JUNE


def test_any_day_of_a_month_stands_for_the_month():
    assert dates(a_statement(stated_on=DAY(2019, 6, 15), date_precision="month")) == JUNE


def test_many_rows_at_once_know_their_range_as_one_does():
    Statement.objects.bulk_create([unsaved(a_body(), stated_on=DAY(2019, 6, 1), date_precision="month")])
    assert dates(Statement.objects.get()) == JUNE


def test_an_update_of_the_date_moves_the_range():
    statement = a_statement()
    Statement.objects.update(stated_on=DAY(2019, 6, 15), date_precision="month")
    assert dates(statement) == JUNE


def test_citations_written_past_conflicts_count():
    statement = unsaved(a_body())
    statement.save()
    citation = Citation(statement=statement, article=an_article(), carried_as="paraphrase")
    Citation.objects.bulk_create([citation], ignore_conflicts=True)
    statement.jurisdiction.refresh_from_db()
    assert statement.jurisdiction.position_stance == "declines"


def test_a_source_with_a_date_and_no_precision_is_dated_by_its_day():
    assert an_article(published_on=DAY(2025, 1, 21)).date_precision == "day"


class TestNothingIsDatedInTheFuture:
    def test_by_a_save(self):
        with pytest.raises(ValidationError):
            a_statement(stated_on=FUTURE)
        with pytest.raises(ValidationError):
            an_article(published_on=FUTURE)

    def test_by_many_at_once(self):
        with pytest.raises(ValidationError):
            Statement.objects.bulk_create([unsaved(a_body(), stated_on=FUTURE)])

    def test_by_an_update(self):
        statement = a_statement()
        with pytest.raises(ValidationError):
            Statement.objects.update(stated_on=FUTURE)
        assert dates(statement) == (DAY(2025, 1, 20), DAY(2025, 1, 20))

    def test_by_loaddata_which_writes_all_or_nothing(self, tmp_path):
        row = "- {model: jurisdictions.sourcearticle, fields: {slug: a, publisher: P, title: T, url: 'https://x.org/a',"
        (tmp_path / "a.yaml").write_text(
            f"{row} kind: news_report, published_on: '2131-01-01', date_precision: day}}}}\n"
        )
        with pytest.raises(CommandError, match="published_on"):
            call_command("loaddata", tmp_path / "a.yaml", verbosity=0)
        assert not SourceArticle.objects.exists()
