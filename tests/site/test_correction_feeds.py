"""The feeds of corrections and of changes, read as a newsreader reads them."""

import datetime

import feedparser
import pytest
from django.utils import timezone

from jurisdictions.models import Jurisdiction
from jurisdictions.search.changes import KINDS, Changes
from jurisdictions.staff.corrections import correct
from tests.factories import a_body, a_statement, an_article, an_official
from tests.site.reading import queries_of
from tests.site.test_changes import one_of_each, page_of, told, total

pytestmark = pytest.mark.django_db
CORRECTIONS, CHANGES = "/feeds/corrections.atom", "/feeds/changes.atom"
DAY = datetime.date


def read(client, address, **asked):
    answer = client.get(address, asked)
    assert answer.status_code == 200, answer.content
    feed = feedparser.parse(answer.content, response_headers={"content-type": answer.headers["Content-Type"]})
    assert not feed.bozo, feed.get("bozo_exception")
    return feed


def links(feed):
    return {link.rel: link.href for link in feed.feed.links}


def many(count=120):
    row = a_statement()
    for n in range(count):
        told(row, on=DAY(2025, 1, 1) + datetime.timedelta(n))


class TestCorrections:
    def test_an_entry_tells_what_the_page_tells(self, client):
        row = a_statement(a_body(name="City of <Ñ> & Sons"))
        told(row)
        (entry,) = read(client, CORRECTIONS).entries
        assert str(row) in entry.title
        assert all(text in entry.content[0].value for text in ("Old words.", "New words.", "We misread it."))
        assert entry.link == f"http://testserver/corrections/#{row.corrections.get().slug}"

    def test_feed_and_entry_keep_their_ids_whatever_host_serves_them(self, client, settings):
        told(a_statement())
        settings.ALLOWED_HOSTS = ["*"]
        feeds = [
            feedparser.parse(client.get(CORRECTIONS, headers={"host": host}).content)
            for host in ("one.example.org", "two.example.org")
        ]
        (first,), (second,) = ({(feed.feed.id, feed.entries[0].id)} for feed in feeds)
        assert first == second and all(name.startswith("urn:uuid:") for name in first)
        assert read(client, CORRECTIONS, state="NE").feed.id != first[0]

    @pytest.mark.parametrize("filters", [
        {"state": "NE"}, {"agency_type": "sheriff"}, {"stance": "limits"}, {"form": "policy"}, {"theme": "raids"},
        {"city": "Omaha"}, {"year": "2024"}, {"since": "2024-02-01", "until": "2024-04-01"}, {"q": "kittens"},
        {"as_of": "2024-12-31"}, {"state": ["NE", "WY"], "form": "policy"},
    ])  # fmt: skip
    def test_it_takes_the_filters_of_the_lists(self, client, filters):
        body = a_body(state="NE", agency_type="sheriff", city="Omaha")
        fits = a_statement(body, stance="limits", form="policy", themes=["raids"], stated_on=DAY(2024, 3, 1),
                           summary="Of kittens.")  # fmt: skip
        other = a_statement(a_body(state="CA"), stated_on=DAY(2025, 6, 1))
        told(fits)
        told(other)
        (entry,) = read(client, CORRECTIONS, **filters).entries
        assert "2024-03-01" in entry.title
        page = page_of(client, "/corrections/", **filters)
        assert total(page) == 1 and "/statements/" + fits.slug in page

    def test_bodies_people_and_sources_that_fit_are_told_of_too(self, client):
        for state in ("NE", "CA"):
            person, article = an_official(a_body(state=state)), an_article()
            a_statement(person.jurisdiction, official=person, speaker_title="Mayor", article=article)
            for row, field in ((person, "title"), (article, "title"), (person.jurisdiction, "website")):
                correct(row, {field: "Old."}, {field: "New."}, why="Misread.", by=None)
        assert len(read(client, CORRECTIONS).entries) == 6
        assert len(read(client, CORRECTIONS, state="NE").entries) == 3

    def test_filters_cost_the_same_queries_for_one_and_for_many(self, client):
        told(a_statement())
        asked = f"{CORRECTIONS}?state=NE&stance=declines"
        before = queries_of(client, asked)
        for _n in range(10):
            told(a_statement())
        assert queries_of(client, asked) == before <= 7

    def test_a_bad_filter_is_refused_by_name(self, client):
        told(a_statement())
        for name, value in (("state", "ZZ"), ("since", "yesterday"), ("nonsense", "1"), ("page", "0")):
            answer = client.get(CORRECTIONS, {name: value})
            assert answer.status_code == 400 and answer.content.decode().startswith(f"{name}: ")

    def test_the_page_forgives_one_and_says_so(self, client):
        told(a_statement())
        page = page_of(client, "/corrections/", state="ZZ")
        assert total(page) == 1 and "“ZZ” is left out" in page


class TestChanges:
    def test_it_tells_what_the_page_tells_in_its_order(self, client):
        body, old, new = one_of_each()
        merged, *entries = read(client, CHANGES).entries
        assert [entry.tags[0].term for entry in entries[1:]] == ["officeholder", "position", "act", "statement"]
        assert len({entry.id for entry in [merged, *entries]}) == 6
        assert merged.link.endswith(body.get_absolute_url()) and "Entered twice." in merged.content[0].value
        assert entries[0].id == read(client, CORRECTIONS).entries[0].id
        assert "Declines to assist → <strong>Limits cooperation</strong>" in entries[2].content[0].value
        assert entries[3].title == f"New act: {body}" and entries[3].link.endswith(new.get_absolute_url())

    @pytest.mark.parametrize("kind", KINDS)
    def test_each_kind_can_be_followed_alone(self, client, kind):
        one_of_each()
        feed = read(client, CHANGES, kind=kind)
        assert len(feed.entries) == Changes([kind]).total()
        assert links(feed)["alternate"] == f"http://testserver/changes/?kind={kind}"

    def test_several_kinds_can_be_followed_together_and_an_unknown_one_is_refused(self, client):
        one_of_each()
        assert len(read(client, CHANGES, kind=["act", "statement"]).entries) == 2
        answer = client.get(CHANGES, {"kind": "nonsense"})
        assert answer.status_code == 400 and b"kind: " in answer.content

    def test_a_further_kind_needs_rows_and_a_day_alone(self, client, monkeypatch):
        body = a_body(exists_until=DAY(2026, 1, 1))
        monkeypatch.setitem(KINDS, "ended", ("Ended", Jurisdiction.objects.all, "exists_until"))
        (entry,) = read(client, CHANGES, kind="ended").entries
        assert (entry.title, entry.published[:10]) == (f"Ended: {body}", "2026-01-01")

    def test_the_whole_record_reads_without_a_fault(self, client, record):
        feed, seen = read(client, CHANGES), []
        while True:
            seen += [entry.id for entry in feed.entries]
            if "next" not in links(feed):
                break
            feed = read(client, links(feed)["next"])
        assert len(seen) == len(set(seen)) == Changes().total() > 450


@pytest.mark.parametrize("address", [CORRECTIONS, CHANGES])
class TestBoth:
    def test_lead_from_page_to_page_without_a_gap_or_a_repeat(self, client, address):
        many()
        first = read(client, address)
        second = read(client, links(first)["next"])
        last = read(client, links(first)["last"])
        ids = [entry.id for feed in (first, second, last) for entry in feed.entries]
        assert len(ids) == len(set(ids)) == Changes(["correction"] if address == CORRECTIONS else ()).total()
        assert links(second)["previous"] == f"http://testserver{address}"
        assert first.feed.id == second.feed.id and len(first.entries) == 50
        assert client.get(address, {"page": 9}).status_code == 404

    @pytest.mark.parametrize(
        ("header", "condition"), [("ETag", "If-None-Match"), ("Last-Modified", "If-Modified-Since")]
    )
    def test_a_reader_who_has_it_already_is_answered_304(self, client, monkeypatch, address, header, condition):
        row = a_statement()
        told(row)
        held = client.get(address).headers[header]
        assert client.get(address, headers={condition: held}).status_code == 304
        told(row, on=DAY(2025, 5, 1))
        later = timezone.now() + datetime.timedelta(hours=1)
        monkeypatch.setattr("django.utils.timezone.now", lambda: later)
        assert client.get(address, headers={condition: held}).status_code == 200

    def test_an_empty_one_is_sound(self, client, address):
        assert read(client, address).entries == []


def test_pages_and_filtered_lists_name_the_feeds_in_their_heads(client):
    told(a_statement(a_body(state="NE")))
    for page, feed in (("/corrections/?state=NE", "/feeds/corrections.atom?state=NE"),
                       ("/statements/?state=NE", "/feeds/corrections.atom?state=NE"),
                       ("/jurisdictions/?state=NE&sort=name", "/feeds/corrections.atom?state=NE"),
                       ("/changes/", "/feeds/changes.atom"), ("/changes/", "/feeds/corrections.atom"),
                       ("/changes/?kind=act", "/feeds/changes.atom?kind=act")):  # fmt: skip
        head = page_of(client, page).partition("</head>")[0]
        assert any("application/atom+xml" in line and f'href="{feed}"' in line for line in head.splitlines()), page
