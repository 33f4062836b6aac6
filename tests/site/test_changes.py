"""What changed and what we corrected: two things, told apart, complete and newest first."""

import datetime
import re

import pytest

from jurisdictions.models import Statement
from jurisdictions.search.changes import KINDS, Changes
from jurisdictions.staff.corrections import correct
from jurisdictions.staff.merges.verbs import merge, undo_merge
from tests.factories import a_body, a_reviewer, a_statement, an_official

pytestmark = pytest.mark.django_db
DAY = datetime.date
ATOM = {"a": "http://www.w3.org/2005/Atom"}


MARCH = DAY(2025, 3, 1)


def told(row, on=MARCH):
    correct(row, {"summary": "Old words."}, {"summary": "New words."}, why="We misread it.", by=None, on=on)


def page_of(client, url, **query):
    return client.get(url, query).content.decode()


def total(page):
    return int(re.search(r'data-total="(\d+)"', page)[1])


class TestCorrections:
    def test_what_was_what_is_why_and_when_stand_there_newest_first(self, client):
        row = a_statement()
        told(row, on=DAY(2025, 3, 1))
        told(row, on=DAY(2025, 4, 1))
        page = page_of(client, "/corrections/")
        for text in ("Old words.", "New words.", "We misread it.", row.get_absolute_url(), "Summary"):
            assert text in page
        assert page.index("Apr 1, 2025") < page.index("Mar 1, 2025")
        assert total(page) == 2

    def test_who_corrected_is_not_told(self, client):
        row, reviewer = a_statement(), a_reviewer()
        correct(row, {"summary": "A"}, {"summary": "B"}, why="Misread.", by=reviewer)
        for url in ("/corrections/", "/changes/", "/feeds/corrections.atom", row.get_absolute_url()):
            assert reviewer.username not in page_of(client, url)

    def test_they_are_paged_and_the_number_is_of_all(self, client):
        row = a_statement()
        for n in range(30):
            told(row, on=DAY(2025, 3, 1) + datetime.timedelta(n))
        first, second = page_of(client, "/corrections/"), page_of(client, "/corrections/", page=2)
        assert (first.count("tag-corrected"), second.count("tag-corrected")) == (25, 5)
        assert total(first) == total(second) == 30

    def test_the_body_and_the_statement_carry_the_mark(self, client):
        row = a_statement()
        told(row)
        for url in (row.get_absolute_url(), row.jurisdiction.get_absolute_url()):
            assert "Corrected by us" in page_of(client, url)
        assert "Corrected by us" not in page_of(client, a_statement().get_absolute_url())

    def test_of_a_draft_nothing_is_told(self, client):
        row = a_statement()
        told(row)
        Statement.objects.update(status="draft")
        for url in ("/corrections/", "/changes/", "/feeds/corrections.atom", row.jurisdiction.get_absolute_url()):
            assert "Old words." not in page_of(client, url)

    def test_a_page_costs_the_same_queries_for_one_and_for_many(
        self, client, django_assert_num_queries, django_assert_max_num_queries
    ):
        told(a_statement())
        with django_assert_max_num_queries(5) as few:
            client.get("/corrections/")
        for _ in range(10):
            told(a_statement())
        with django_assert_num_queries(len(few)):
            client.get("/corrections/")


APRIL = datetime.datetime(2025, 4, 1, 12, tzinfo=datetime.UTC)


def one_of_each():
    body = a_body()
    old = a_statement(body, stated_on=DAY(2024, 1, 1))
    new = a_statement(body, stance="limits", form="ordinance", stated_on=DAY(2025, 1, 1))
    an_official(body, term_start_on=DAY(2025, 2, 1))
    told(old, on=DAY(2025, 3, 1))
    merge(a_body(name="Same"), into=body, by=a_reviewer(), reason="Entered twice.", at=APRIL)
    return body, old, new


class TestChanges:
    def test_each_is_typed_and_the_newest_stands_first(self):
        one_of_each()
        found = Changes().page(0, 10)
        assert [(change["kind"], str(change["day"])) for change in found] == [
            ("merge", "2025-04-01"), ("correction", "2025-03-01"), ("officeholder", "2025-02-01"),
            ("position", "2025-01-01"), ("act", "2025-01-01"), ("statement", "2024-01-01"),
        ]  # fmt: skip

    def test_a_changed_position_tells_both_stances_and_a_first_one_is_no_change(self, client):
        body, _old, _new = one_of_each()
        page = page_of(client, "/changes/", kind="position")
        assert total(page) == 1
        assert page.index("Declines to assist") < page.index("Limits cooperation")
        assert str(body.get_absolute_url()) in page

    @pytest.mark.parametrize("kind", KINDS)
    def test_each_kind_can_be_asked_for_alone(self, client, kind):
        one_of_each()
        page = page_of(client, "/changes/", kind=kind)
        assert total(page) == 1 == page.count('<li class="row"')

    def test_a_statement_that_repeats_the_stance_changes_no_position_and_a_comment_after_a_rule_neither(self):
        body = a_body()
        for stance, month in (("limits", 1), ("limits", 2), ("comments", 3), ("limits", 4)):
            a_statement(body, stance=stance, stated_on=DAY(2025, month, 1))
        assert Changes(["position"]).total() == 0
        turned = a_statement(body, stance="declines", form="policy", stated_on=DAY(2025, 5, 1))
        (change,) = Changes(["position"]).page(0, 9)
        assert (change["row"].statement, change["before"]) == (turned, "limits")

    def test_a_change_that_was_retracted_is_none(self):
        body, _old, new = one_of_each()
        Statement.objects.filter(pk=new.pk).update(status="retracted", retraction_reason="It was another body.")
        found = [change["kind"] for change in Changes().page(0, 9)]
        assert found == ["merge", "correction", "officeholder", "statement"]

    def test_a_merge_tells_its_reason_and_leads_to_the_one_that_stays_and_is_gone_once_undone(self, client):
        kept, by = a_body(), a_reviewer()
        done = merge(a_body(name="Same"), into=kept, by=by, reason="Entered twice.")
        page = page_of(client, "/changes/", kind="merge")
        for text in ("“Same (City government, NE)”", "Entered twice.", kept.get_absolute_url()):
            assert text in page
        assert by.username not in page
        feed = page_of(client, "/feeds/changes.atom", kind="merge")
        assert "Entered twice." in feed and f'{kept.get_absolute_url()}"' in feed and by.username not in feed
        undo_merge(done, by=by)
        assert total(page_of(client, "/changes/")) == 0

    def test_a_merge_of_people_whom_readers_do_not_see_is_not_told(self, client):
        person = an_official()
        merge(an_official(person.jurisdiction), into=person, by=a_reviewer(), reason="Entered twice.")
        assert total(page_of(client, "/changes/", kind="merge")) == 1
        a_statement(person.jurisdiction, official=person, speaker_title="Mayor", status="draft")
        assert total(page_of(client, "/changes/", kind="merge")) == 0

    def test_an_unknown_kind_is_left_out(self, client):
        one_of_each()
        assert total(page_of(client, "/changes/", kind="nonsense")) == 6

    def test_pages_meet_without_a_gap_or_a_repeat(self):
        for _ in range(7):
            one_of_each()
        whole = [(change["kind"], change["row"].pk) for change in Changes().page(0, 100)]
        parts = [(c["kind"], c["row"].pk) for start in range(0, 44, 4) for c in Changes().page(start, 4)]
        assert parts == whole and len(whole) == Changes().total() == 42

    def test_drafts_and_what_is_to_come_are_no_changes(self):
        a_statement(status="draft")
        a_statement(status="in_review")
        an_official(term_start_on=DAY(2131, 1, 1))
        assert Changes().total() == 0

    def test_a_page_costs_the_same_queries_for_one_and_for_many(
        self, client, django_assert_num_queries, django_assert_max_num_queries
    ):
        one_of_each()
        with django_assert_max_num_queries(20) as few:
            client.get("/changes/")
        for _ in range(3):
            one_of_each()
        with django_assert_num_queries(len(few)):
            client.get("/changes/")
