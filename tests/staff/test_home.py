"""The desk's first page: what waits, and where the record may be wrong."""

import datetime

import pytest
from django.contrib.admin.models import ADDITION, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from jurisdictions.models import JudgedPair, SourceCheck, Statement
from jurisdictions.staff.duplicates import likely_duplicates
from tests.factories import a_body, a_statement, an_article, an_official
from tests.staff.desk import form_of

pytestmark = pytest.mark.django_db


def sections(client, **query):
    return {section.name: section for section in client.get("/admin/", query).context["sections"]}


def texts(section):
    return [text for text, _url, _remark in section.rows]


def entered(statement, user, days):
    content_type = ContentType.objects.get_for_model(Statement)
    at = timezone.now() - datetime.timedelta(days=days)
    LogEntry.objects.create(user=user, content_type=content_type, object_id=str(statement.pk), action_flag=ADDITION,
                            object_repr="", action_time=at)  # fmt: skip


def test_drafts_stand_by_age_the_oldest_first(client, editor):
    young, old = a_statement(status="draft"), a_statement(status="draft")
    a_statement()
    entered(young, editor, 10)
    entered(old, editor, 40)
    found = sections(client)["drafts"]
    assert (found.count, texts(found)) == (2, [str(old), str(young)])
    assert "2 older than a week, 1 than a month" in found.title
    assert found.rows[0][1] == form_of(old)


def test_positions_older_than_the_chosen_age_are_listed(client, editor):
    three = timezone.localdate() - datetime.timedelta(days=3 * 365 + 10)
    old, new = a_statement(stated_on=three), a_statement(stated_on=timezone.localdate())
    assert texts(sections(client)["old"]) == [str(old.jurisdiction)]
    assert sections(client, years="5")["old"].count == 0
    assert sections(client, years="1")["old"].count == 1
    assert sections(client, years="zzz")["old"].count == 1
    assert str(new.jurisdiction) not in texts(sections(client)["old"])


def test_a_published_statement_on_one_weak_source_is_listed_and_one_on_two_or_a_firm_one_is_not(client, editor):
    weak = a_statement(carried_as="group_listing")
    rewrite = a_statement(article=an_article(kind="rewrite"))
    a_statement()
    a_statement(carried_as="group_listing", status="draft")
    two = a_statement(carried_as="group_listing")
    two.citations.create(article=an_article(), carried_as="paraphrase")
    assert set(texts(sections(client)["weak"])) == {str(weak), str(rewrite)}


def test_links_that_are_dead_now_are_listed_and_those_that_came_back_are_not(client, editor):
    dead, back = an_article(), an_article()
    for article, statuses in ((dead, ["works", "gone"]), (back, ["unreachable", "works"])):
        for days, status in zip((2, 1), statuses, strict=True):
            at = timezone.now() - datetime.timedelta(days=days)
            SourceCheck.objects.create(article=article, checked_at=at, status=status, note="answer 404")
    assert texts(sections(client)["dead"]) == [str(dead)]


def test_public_sources_without_an_archived_copy_are_listed(client, editor):
    bare = a_statement().sources.get()
    a_statement(article=an_article(archived_url="https://example.org/copy"))
    assert texts(sections(client)["unarchived"]) == [str(bare)]


def test_a_position_on_the_words_of_someone_whose_term_is_over_is_listed(client, editor):
    today = timezone.localdate()
    gone, stays = an_official(term_end_on=today - datetime.timedelta(days=1)), an_official(term_end_on=today)
    for person in (gone, stays):
        a_statement(person.jurisdiction, official=person, speaker_title="Mayor")
    found = sections(client)["term"]
    assert texts(found) == [str(gone.jurisdiction)] and found.rows[0][2] == gone.name


def test_unresolved_ties_are_listed(client, editor):
    body = a_body()
    assert body.slug in texts(sections(client)["ties"])


def test_names_are_compared_inside_one_state_and_kind_only(editor):
    first = a_body(name="Springfield Police Department", agency_type="police", state="NE")
    second = a_body(name="Police Dept. of Springfield", agency_type="police", state="NE")
    a_body(name="Springfield Police Department", agency_type="police", state="IL")
    a_body(name="Springfield", agency_type="city", state="NE")
    (pair,) = likely_duplicates()
    assert {pair.first, pair.second} == {first, second}


def test_people_are_compared_inside_one_state_whatever_their_initials(editor):
    body = a_body(state="NE")
    an_official(body, name="José A. García"), an_official(a_body(state="NE"), name="Jose Garcia Jr.")
    an_official(a_body(state="KS"), name="Jose Garcia"), an_official(body, name="Josie Garcia")
    (pair,) = likely_duplicates()
    assert {pair.first.name, pair.second.name} == {"José A. García", "Jose Garcia Jr."}


def test_a_pair_once_judged_different_never_returns(client, editor):
    first, second = a_body(name="City of Springfield", county="A"), a_body(name="Springfield", county="B")
    page = client.get(reverse("admin:duplicates"))
    assert "They are two" in page.content.decode()
    named = {"kind": "body", "first": second.slug, "second": first.slug}
    client.post(reverse("admin:judge-different"), named)
    client.post(reverse("admin:judge-different"), {**named, "first": first.slug, "second": second.slug})
    assert likely_duplicates() == []
    assert JudgedPair.objects.get().judged_by == editor


def test_judging_needs_a_right_and_a_post(client, editor):
    assert client.get(reverse("admin:judge-different")).status_code == 405
    editor.groups.clear()
    editor.user_permissions.clear()
    assert (
        client.post(reverse("admin:judge-different"), {"kind": "body", "first": "a", "second": "b"}).status_code == 403
    )
    assert client.get(reverse("admin:duplicates")).status_code == 403
    assert "sections" not in client.get("/admin/").context


@pytest.mark.parametrize("name", ["waiting", "drafts", "old", "weak", "dead", "unarchived", "term", "ties"])
def test_each_section_has_a_page_of_its_own(client, editor, name):
    a_statement(status="draft")
    assert client.get(reverse("admin:troubles", args=[name])).status_code == 200
    assert client.get(reverse("admin:troubles", args=["mood"])).status_code == 404


def test_the_first_page_costs_the_same_queries_for_few_rows_and_for_many(client, editor, django_assert_num_queries):
    def enter(count):
        for _number in range(count):
            person = an_official(
                a_body(name="City of Springfield", county=str(timezone.now())), term_end_on="2020-01-01"
            )
            row = a_statement(person.jurisdiction, official=person, speaker_title="Mayor", stated_on="2019-01-01")
            a_statement(status="draft", carried_as="group_listing")
            SourceCheck.objects.create(article=row.sources.get(), checked_at=timezone.now(), status="gone")

    enter(2)
    client.get("/admin/")
    with CaptureQueriesContext(connection) as few:
        client.get("/admin/")
    enter(12)
    with django_assert_num_queries(len(few)):
        client.get("/admin/")
