import datetime

import pytest
from django.db import DatabaseError
from django.urls import URLPattern, get_resolver, reverse
from django.utils.html import escape

from jurisdictions.models import Official
from jurisdictions.site.pages.around import PEOPLE_SHOWN
from jurisdictions.site.urls import urlpatterns
from tests.factories import a_body, a_statement, an_article, an_official

DAY = datetime.date
pytestmark = pytest.mark.django_db
LISTS = ["jurisdictions", "statements", "officials", "sources"]
PLAIN = ["home", "places", "about", "coverage", "method", "data", "statements-feed", "sitemap", "robots", "changes",
         "map", "corrections", "feed-corrections", "feed-changes", "compare", *LISTS]  # fmt: skip
IN_OWN_TESTS = {"jurisdictions-file", "statements-file", "data-file", "data-checksums", "sitemap-section", "security",
                "favicon"}  # fmt: skip


def text_of(client, address, **data):
    return client.get(address, data).content.decode()


def spoken(**fields):
    """A published statement of a named person, with every kind of row around it."""
    body = a_body(name="City of Omaha", city="Omaha", county="Douglas County")
    person = Official.objects.create(slug="jean", name="Jean Doe", title="Mayor", jurisdiction=body)
    fields = {"official": person, "speaker_title": "Mayor", "quote": "We will not.", **fields}
    return a_statement(body, carried_as="direct_quote", **fields)


def addresses_around(statement):
    """Every public address a statement could show itself at."""
    plain = [reverse(name) for name in PLAIN] + [reverse("place-state", args=[statement.jurisdiction.state.lower()])]
    own = [statement.get_absolute_url(), statement.jurisdiction.get_absolute_url()]
    own += [article.get_absolute_url() for article in statement.sources.all()]
    own += [statement.official.get_absolute_url()] if statement.official else []
    return plain + own


class TestEveryPage:
    @pytest.mark.parametrize("name", [*PLAIN, "healthz", "readyz"])
    def test_answers_on_an_empty_directory(self, client, name):
        assert client.get(reverse(name)).status_code == 200

    def test_answers_with_the_statement_on_it_once_it_is_published(self, client):
        statement = spoken(summary="The mayor ruled it out.")
        shown = [a for a in addresses_around(statement) if "ruled it out" in text_of(client, a)]
        assert statement.get_absolute_url() in shown and reverse("home") in shown and len(shown) >= 8

    def test_says_nothing_of_a_draft_nor_of_its_speaker_or_source(self, client):
        article = an_article(title="Unseen article")
        draft = spoken(status="draft", summary="Unseen summary.", quote="Unseen quote", article=article)
        Official.objects.update(name="Unseen Person")
        for address in addresses_around(draft):
            assert "Unseen" not in text_of(client, address), address
            assert "Unseen" not in text_of(client, address, q="omaha", as_of="2026-01-01"), address
        for private in (draft, article, draft.official):
            assert client.get(private.get_absolute_url()).status_code == 404

    def test_is_known_to_these_tests(self):
        known = {*PLAIN, "healthz", "readyz", "jurisdiction", "statement", "official", "source", "place-state", "place"}
        known |= {"report", *IN_OWN_TESTS}
        assert {pattern.name for pattern in urlpatterns if isinstance(pattern, URLPattern)} == known

    def test_costs_the_same_queries_for_one_row_and_for_many(self, client, django_assert_num_queries):
        statement = spoken()
        a_body().parent_ties.create(parent=statement.jurisdiction, relation="territorial")
        a_statement().applies_to.add(statement.jurisdiction)
        counts = {address: count_queries(client, address) for address in addresses_around(statement)}
        for n in range(30):
            more = a_statement(statement.jurisdiction, stated_on=DAY(2010 + n % 10, 1, 1 + n), article=an_article(),
                               official=statement.official, speaker_title="Mayor")  # fmt: skip
            more.applies_to.add(a_body(), statement.jurisdiction)
            a_statement(article=statement.sources.get())
            a_body().parent_ties.create(parent=statement.jurisdiction, relation="territorial")
        for address, count in counts.items():
            assert count_queries(client, address) <= count + 2, address  # a history and parts that go on are counted


def count_queries(client, address):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


class TestAList:
    def test_shows_the_same_number_as_its_rows_over_all_pages(self, client):
        for n in range(60):
            a_statement(a_body(state="NE" if n % 2 else "TX"))
        page = client.get(reverse("jurisdictions"), {"state": "NE"})
        pages = page.context_data["page_obj"].paginator
        rows = [row["pk"] for number in pages.page_range for row in pages.page(number)]
        assert 'data-total="30"' in page.content.decode()
        assert len(set(rows)) == 30 and len(page.context_data["rows"]) == 25

    def test_forgives_bad_values_and_says_so(self, client):
        page = client.get("/jurisdictions/?stance=strong&as_of=yesterday&page=99&sort=best&city=\x00&q=%25_")
        assert page.status_code == 200
        for value in ("strong", "yesterday", "99", "best"):
            assert escape(f"“{value}”") in page.content.decode(), value

    def test_drops_the_page_number_when_a_filter_changes(self, client):
        a_body(state="NE")
        page = client.get("/jurisdictions/?state=NE&page=1&q=body")
        assert all("page=" not in chip["url"] for chip in page.context_data["chips"])
        assert {chip["url"] for chip in page.context_data["chips"]} == {"?state=NE", "?q=body"}

    def test_tells_what_to_loosen_when_it_is_empty(self, client):
        a_body(state="NE")
        page = client.get("/jurisdictions/?state=NE&agency_type=police")
        assert [(wider["url"], wider["count"]) for wider in page.context_data["wider"]] == [("?state=NE", 1)]

    def test_keeps_the_day_in_its_links(self, client):
        statement = spoken(stated_on=DAY(2019, 5, 1))
        text = text_of(client, "/jurisdictions/", as_of="2020-01-01")
        assert f"{statement.jurisdiction.get_absolute_url()}?as_of=2020-01-01" in text
        assert "what was on record that day" in text

    def test_dates_every_position_it_shows(self, client):
        spoken(stated_on=DAY(2019, 6, 1), date_precision="month")
        assert "Recorded Jun 2019" in text_of(client, "/jurisdictions/")
        assert "Recorded Jun 2019" in text_of(client, "/statements/")
        assert "Recorded Jun 2019" in text_of(client, "/places/ne/")


class TestAJurisdiction:
    def test_shows_the_words_speaker_office_then_date_condition_and_source(self, client):
        statement = spoken(condition="except with a judicial warrant", stated_on=DAY(2025, 1, 20))
        text = text_of(client, statement.jurisdiction.get_absolute_url())
        for shown in ("City government", "Nebraska", "Recorded Jan 20, 2025", "We will not.", "Jean Doe", "Mayor",
                      "except with a judicial warrant", "A Paper", "Declines to assist"):  # fmt: skip
            assert shown in text, shown

    def test_says_that_an_old_position_is_old(self, client):
        statement = spoken(stated_on=DAY(2019, 6, 1), date_precision="month")
        text = text_of(client, statement.jurisdiction.get_absolute_url())
        assert "This position is from Jun 2019 and nothing newer is on record" in text

    def test_does_not_call_a_recent_position_old(self, client):
        spoken(stated_on=DAY.today() - datetime.timedelta(days=300))
        assert "nothing newer" not in text_of(client, "/jurisdictions/")

    def test_names_the_newest_speakers_and_nobody_whose_words_are_all_drafts(self, client):
        body = a_body()
        for n in range(1, PEOPLE_SHOWN + 4):
            speaker = an_official(body, name=f"Speaker {n:02}")
            a_statement(body, official=speaker, speaker_title="Mayor", stated_on=DAY(2015, 1, 1))
            a_statement(body, official=speaker, speaker_title="Mayor", stated_on=DAY(2019, 1, n))
        unheard = an_official(body, name="Unheard Person")
        a_statement(body, official=unheard, speaker_title="Mayor", status="draft", stated_on=DAY(2025, 1, 1))
        page = client.get(body.get_absolute_url())
        named = [(person.name, person.first_on, person.last_on.day) for person in page.context_data["officials"]]
        newest_first = range(PEOPLE_SHOWN + 3, 3, -1)
        assert named == [(f"Speaker {n:02}", DAY(2015, 1, 1), n) for n in newest_first]
        assert "Unheard" not in page.content.decode()

    def test_marks_where_the_stance_changed_and_only_there(self, client):
        body = a_body()
        for year, stance in ((2017, "declines"), (2019, "declines"), (2021, "limits")):
            a_statement(body, stance=stance, stated_on=DAY(year, 5, 1))
        a_statement(body, stance="cooperates", stated_on=DAY(2022, 1, 1), capacity="member")
        history = client.get(body.get_absolute_url()).context_data["history"]
        assert [(e["statement"].stated_on.year, e["replaced"]) for e in history] == [
            (2022, None), (2021, "declines"), (2019, None), (2017, None),
        ]  # fmt: skip

    def test_as_of_a_day_shows_what_was_on_record_then(self, client):
        body = a_body()
        a_statement(body, stance="declines", stated_on=DAY(2017, 5, 1), summary="First word.")
        a_statement(body, stance="limits", stated_on=DAY(2021, 5, 1), summary="Second word.")
        text = text_of(client, body.get_absolute_url(), as_of="2018-01-01")
        assert "First word." in text and "Second word." not in text and "As of Jan 1, 2018" in text

    def test_forgives_a_bad_day_and_says_so(self, client):
        assert "“soon”" in text_of(client, a_body().get_absolute_url(), as_of="soon")

    def test_shows_statements_of_others_that_apply_to_it_as_theirs(self, client):
        police = a_body(agency_type="police")
        a_statement(a_body(name="City of X"), summary="The mayor told the police.").applies_to.add(police)
        page = client.get(police.get_absolute_url())
        assert "The mayor told the police." in page.content.decode()
        assert page.context_data["position"].stance == "none"

    def test_without_a_position_says_that_this_says_nothing(self, client):
        assert "No position on record" in text_of(client, a_body().get_absolute_url())


class TestAStatement:
    def test_retracted_answers_gone_with_the_reason_and_its_words_are_nowhere(self, client):
        row = spoken(status="retracted", retraction_reason="It named the wrong city.", summary="Withdrawn words.")
        page = client.get(row.get_absolute_url())
        assert page.status_code == 410 and "It named the wrong city." in page.content.decode()
        assert all("Withdrawn words" not in text_of(client, address) for address in addresses_around(row))

    def test_keeps_the_pages_of_its_source_and_speaker_when_retracted(self, client):
        row = spoken(status="retracted", retraction_reason="It named the wrong city.")
        assert client.get(row.official.get_absolute_url()).status_code == 200
        assert client.get(row.sources.get().get_absolute_url()).status_code == 200

    def test_shows_notes_place_in_the_text_and_archived_copy(self, client):
        article = an_article(archived_url="https://example.org/kept", archived_on=DAY(2025, 2, 1))
        statement = spoken(article=article)
        statement.citations.update(locator="paragraph 7", note="printed as Jean Do")
        text = text_of(client, statement.get_absolute_url())
        assert all(shown in text for shown in ("paragraph 7", "printed as Jean Do", "https://example.org/kept"))

    def test_known_from_a_list_only_says_so(self, client):
        statement = a_statement(carried_as="group_listing")
        assert "known only from a list" in text_of(client, statement.get_absolute_url())


class TestAnAddressThatLeadsNowhere:
    def test_offers_a_search_and_near_names(self, client):
        a_body(name="City of Omaha", city="Omaha")
        page = client.get("/jurisdictions/omaha-polise/")
        assert page.status_code == 404
        assert 'name="q"' in page.content.decode() and "City of Omaha" in page.content.decode()

    @pytest.mark.parametrize("address", ["/jurisdictions/%00/", "/%F0%9F/", "/places/xx/", "/a" * 300, "/'%25_;/"])
    def test_never_fails(self, client, address):
        assert client.get(address).status_code == 404

    def test_a_state_in_capitals_is_led_to_its_address(self, client):
        assert client.get("/places/NE/").headers["Location"] == "/places/ne/"


def test_an_error_page_needs_no_database(client, django_assert_num_queries, rf):
    handler = get_resolver().resolve_error_handler(500)
    with django_assert_num_queries(0):
        page = handler(rf.get("/"))
    assert page.status_code == 500 and "try again" in page.content.decode()


def test_the_site_is_not_ready_while_the_database_does_not_answer(client, monkeypatch):
    def broken(*args, **kwargs):
        raise DatabaseError

    monkeypatch.setattr("jurisdictions.site.pages.front.connection.cursor", broken)
    assert client.get("/readyz").status_code == 503
    assert client.get("/healthz").status_code == 200
