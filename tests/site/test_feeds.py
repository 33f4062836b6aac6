"""Feeds, read as a newsreader reads them."""

import datetime

import feedparser
import pytest
from django.utils import timezone

from jurisdictions.models import Jurisdiction, Statement
from tests.factories import a_body, a_statement, an_article, an_official

FEED = "/feeds/statements.atom"


def read(client, **asked):
    answer = client.get(FEED, asked)
    assert answer.status_code == 200
    feed = feedparser.parse(answer.content)
    assert not feed.bozo, feed.get("bozo_exception")
    return feed


def links(feed):
    return {link.rel: link.href for link in feed.feed.links}


def test_the_pages_of_a_feed_lead_through_all_statements_once(record, client):
    seen, asked = [], {}
    while asked is not None:
        feed = read(client, **asked)
        assert len(feed.entries) <= 50
        seen += [entry.id for entry in feed.entries]
        following = links(feed).get("next")
        asked = {"page": following.split("page=")[1]} if following else None
    assert len(seen) == len(set(seen)) == Statement.objects.published().count()
    assert links(feed)["last"] == links(feed)["self"]
    assert links(feed)["first"] == "http://testserver/feeds/statements.atom"
    assert "previous" in links(feed)


def test_every_page_of_the_record_s_feed_is_sound(record, client):
    for number in range(1, 10):
        assert read(client, page=number).entries


@pytest.mark.django_db
def test_an_entry_has_stance_date_words_speaker_and_sources(client):
    body = a_body(name="City of <Ñ> & Sons")
    statement = a_statement(
        body, stance="limits", stated_on=datetime.date(2025, 3, 1), date_precision="month",
        quote="We <will> & won’t.\x0b",
        official=an_official(body, name="Ana Núñez"), speaker_title="Mayor", themes=["raids"],
        article=an_article(title="A “title” & more", published_on=datetime.date(2025, 3, 9)),
    )  # fmt: skip
    (entry,) = read(client).entries
    assert entry.title == "City of <Ñ> & Sons (City government, NE): Limits cooperation, Mar 2025"
    assert entry.id == f"tag:testserver,2026:statements/{statement.slug}"
    assert entry.link == f"http://testserver/statements/{statement.slug}/"
    assert (entry.published, entry.updated) == ("2025-03-01T00:00:00-05:00", "2025-03-09T00:00:00-05:00")
    content = entry.content[0].value
    for part in (
        "Limits cooperation",
        "Recorded Mar 2025",
        "We &lt;will&gt; &amp; won’t.",
        "Ana Núñez",
        "https://example.org/",
    ):
        assert part in content
    assert [tag.term for tag in entry.tags] == ["limits", "statement", "raids"]


@pytest.mark.django_db
def test_an_entry_keeps_its_id_over_https(client):
    a_statement()
    ids = [feedparser.parse(client.get(FEED, secure=secure).content).entries[0].id for secure in (True, False)]
    assert ids[0] == ids[1]


@pytest.mark.django_db
def test_a_feed_takes_the_filters_of_the_list(client):
    a_statement(a_body(state="NE"))
    a_statement(a_body(state="CA"))
    feed = read(client, state="CA")
    assert len(feed.entries) == 1
    assert links(feed)["alternate"] == "http://testserver/statements/?state=CA"
    assert links(feed)["self"] == "http://testserver/feeds/statements.atom?state=CA"
    assert feed.feed.id != read(client).feed.id


@pytest.mark.django_db
def test_an_empty_feed_is_a_feed_and_a_page_that_is_not_there_is_not(client):
    assert read(client, state="WY").entries == []
    answer = client.get(FEED, {"page": 2})
    assert (answer.status_code, answer.content[:5]) == (404, b"page:")


@pytest.mark.django_db
@pytest.mark.parametrize(("header", "condition"), [("ETag", "If-None-Match"), ("Last-Modified", "If-Modified-Since")])
def test_a_reader_who_has_the_newest_gets_304_until_anything_shown_changes(client, monkeypatch, header, condition):
    statement = a_statement(stated_on=datetime.date(2019, 1, 1))
    held = client.get(FEED).headers[header]
    answer = client.get(FEED, headers={condition: held})
    assert (answer.status_code, answer.content) == (304, b"")
    statement.summary = "The desk corrected this sentence."
    statement.save()
    an_hour_later = timezone.now() + datetime.timedelta(hours=1)
    monkeypatch.setattr("django.utils.timezone.now", lambda: an_hour_later)
    assert client.get(FEED, headers={condition: held}).status_code == 200


@pytest.mark.django_db
def test_a_feed_asks_the_database_no_more_for_more_entries(client, django_assert_num_queries):
    for _n in range(5):
        a_statement()
    with django_assert_num_queries(6):  # how many, which, the page, sources, since when edits count, edits
        assert len(read(client).entries) == 5


@pytest.mark.django_db
def test_bodies_without_statements_make_no_entry(client):
    a_body()
    assert Jurisdiction.objects.count() == 1 and read(client).entries == []
