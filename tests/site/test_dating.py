"""Sitemaps and feeds say when a page last changed: an edit moves the day, filling the directory from files does not."""

import datetime

import feedparser
import pytest
from django.utils import timezone

from jurisdictions.models import Citation, Jurisdiction, Official, SourceArticle, Statement
from jurisdictions.staff.corrections import correct
from tests.factories import a_body, a_county, a_reviewer, a_statement, a_territory, an_article, an_official
from tests.site.test_machines import addresses

pytestmark = pytest.mark.django_db
LONG_AGO = timezone.make_aware(datetime.datetime(2025, 6, 1, 12))
RECORD = (Jurisdiction, Official, SourceArticle, Statement, Citation)


@pytest.fixture
def said():
    """A statement of January 2025 with all around it, entered in June 2025 on the directory's first day."""
    body = a_territory(a_body(slug="omaha"), a_county(slug="douglas-county"))
    article = an_article(slug="paper", published_on=datetime.date(2025, 2, 2))
    row = a_statement(body, slug="said", official=an_official(body, slug="jean"), speaker_title="Mayor",
                      article=article)  # fmt: skip
    for model in RECORD:
        model.history.update(history_date=LONG_AGO)
    return row


PAGES = {"jurisdictions": "/jurisdictions/omaha/", "statements": "/statements/said/", "officials": "/officials/jean/",
         "sources": "/sources/paper/", "places": "/places/ne/douglas-county/", "states": "/places/ne/"}  # fmt: skip


def lastmods(client):
    """{section: day of its page about the statement}"""
    return {section: addresses(client, f"/sitemap-{section}.xml")[f"http://testserver{path}"]
            for section, path in PAGES.items()}  # fmt: skip


def today():
    return timezone.localdate().isoformat()


def updated(client, feed="statements"):
    feed = feedparser.parse(client.get(f"/feeds/{feed}.atom").content)
    assert not feed.bozo
    return [day_of(entry.updated) for entry in feed.entries], day_of(feed.feed.updated)


def day_of(moment):
    """The directory's own day, whatever zone the moment is told in."""
    return timezone.localdate(datetime.datetime.fromisoformat(moment)).isoformat()


def test_filling_the_directory_from_files_is_no_edit(client, said):
    assert lastmods(client) == dict.fromkeys(PAGES, "2025-02-02") | {"states": "2025-01-20"}
    assert updated(client) == (["2025-02-02"], "2025-02-02")
    assert addresses(client, "/sitemap.xml")["http://testserver/sitemap-statements.xml"] == "2025-02-02"


def test_an_edit_of_a_statement_moves_every_page_and_feed_that_shows_it(client, said):
    said.summary = "Put another way."
    said.save()
    assert lastmods(client) == dict.fromkeys(PAGES, today()) | {"sources": "2025-02-02"}
    assert updated(client) == updated(client, "changes") == ([today()], today())
    assert set(addresses(client, "/sitemap.xml").values()) == {today()}
    assert addresses(client, "/sitemap-directory.xml")["http://testserver/statements/"] == today()


def test_a_correction_moves_its_statement(client, said):
    Statement.objects.filter(pk=said.pk).update(quote="")
    correct(said, {"quote": "Wrong."}, {"quote": ""}, why="Misread.", by=None)
    assert lastmods(client)["statements"] == today()
    assert updated(client, "corrections") == ([today()], today())


def test_another_place_in_the_text_moves_statement_body_and_source(client, said):
    Citation.objects.update(locator="paragraph 7")
    found = lastmods(client)
    assert [found[name] for name in ("statements", "sources", "jurisdictions")] == [today()] * 3
    assert found["officials"] == "2025-02-02" and updated(client)[0] == [today()]


def test_an_edit_of_a_person_a_source_or_a_body_moves_its_page(client, said):
    Official.objects.update(title="Council President")
    SourceArticle.objects.update(author="Jo")
    assert lastmods(client) == {"jurisdictions": today(), "officials": today(), "sources": today(),
                                "statements": "2025-02-02", "places": "2025-02-02", "states": "2025-01-20"}  # fmt: skip


def test_a_draft_moves_nothing_until_it_is_published(client, said):
    draft = a_statement(said.jurisdiction, status="draft")
    draft.summary = "Another draft."
    draft.save()
    assert lastmods(client)["jurisdictions"] == "2025-02-02"
    draft.status = "published"
    draft.save()
    assert lastmods(client)["jurisdictions"] == today()


def test_what_was_retracted_moves_its_body(client, said):
    Statement.objects.update(status="retracted", retraction_reason="Another body.")
    assert addresses(client, "/sitemap-jurisdictions.xml")["http://testserver/jurisdictions/omaha/"] == today()


def test_what_the_desk_enters_on_the_first_day_counts_and_what_files_add_later(client):
    filled = a_statement(stated_on=datetime.date(2019, 1, 1))
    entered = a_statement(stated_on=datetime.date(2019, 1, 1))
    Statement.history.filter(id=entered.pk).update(history_user=a_reviewer())
    days = addresses(client, "/sitemap-statements.xml")
    assert days[f"http://testserver{filled.get_absolute_url()}"] == "2019-01-01"
    assert days[f"http://testserver{entered.get_absolute_url()}"] == today()
    Statement.history.update(history_date=LONG_AGO)
    added = a_statement(stated_on=datetime.date(2019, 1, 1))
    assert addresses(client, "/sitemap-statements.xml")[f"http://testserver{added.get_absolute_url()}"] == today()
