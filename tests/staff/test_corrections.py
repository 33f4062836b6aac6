"""When a published fact changes, the desk says whether readers are told, and what they are told."""

import pytest

from jurisdictions.models import Correction
from tests.factories import a_body, a_statement, an_official
from tests.staff.desk import errors_of, form_of, send

pytestmark = pytest.mark.django_db


def test_a_published_fact_is_not_changed_without_saying_which_kind_of_change_it_is(client, reviewer):
    row = a_statement()
    page = send(client, form_of(row), summary="Another.")
    row.refresh_from_db()
    assert row.summary == "The body said so."
    assert "Readers see what you changed (Summary)" in errors_of(page)[0]


def test_ticked_boxes_in_another_order_are_no_change(client, reviewer):
    row = a_statement(themes=["services", "raids"])
    send(client, form_of(row), editor_note="Ask again in May.")
    row.refresh_from_db()
    assert (row.editor_note, row.themes) == ("Ask again in May.", ["services", "raids"])


@pytest.mark.parametrize("make", [lambda: a_statement(status="draft"), lambda: a_statement(status="in_review")])
def test_nobody_is_asked_about_what_readers_do_not_see(client, reviewer, make):
    row = make()
    send(client, form_of(row), summary="Another.")
    row.refresh_from_db()
    assert row.summary == "Another."
    assert "kind_of_change" not in client.get(form_of(row)).content.decode()


def test_a_note_for_editors_is_no_published_fact(client, reviewer):
    row = a_statement()
    send(client, form_of(row), editor_note="Ask again in May.")
    row.refresh_from_db()
    assert row.editor_note == "Ask again in May."


def test_a_correction_tells_what_was_what_is_why_and_when(client, reviewer):
    row = a_statement()
    send(client, form_of(row), summary="Another.", themes=["raids"], kind_of_change="correction", why="We misread it.")
    told = {one.label: one for one in Correction.objects.all()}
    assert set(told) == {"Summary", "Themes"}
    one = told["Summary"]
    assert (one.was, one.now, one.why) == ("The body said so.", "Another.", "We misread it.")
    assert (one.statement, one.corrected_by) == (row, reviewer)
    assert (told["Themes"].was, told["Themes"].now) == ("", "Raids")


def test_a_correction_needs_its_reason(client, reviewer):
    row = a_statement()
    assert errors_of(send(client, form_of(row), summary="Another.", kind_of_change="correction")) == ["Give a reason."]
    assert not Correction.objects.exists()


def test_a_routine_edit_tells_readers_nothing(client, reviewer):
    row = a_statement()
    send(client, form_of(row), summary="Another.", kind_of_change="routine", why="Better words.")
    row.refresh_from_db()
    assert row.summary == "Another."
    assert row.history.latest().history_change_reason == "Better words."
    assert not Correction.objects.exists()


@pytest.mark.parametrize(
    ("make", "subject", "typed", "label"),
    [
        (lambda: a_body(), "jurisdiction", {"name": "City of Omaha"}, "Name"),
        (lambda: an_official(), "official", {"title": "Sheriff"}, "Title"),
        (lambda: a_statement().sources.get(), "source", {"title": "Another title"}, "Title"),
    ],
)
def test_bodies_people_and_sources_are_corrected_too(client, reviewer, make, subject, typed, label):
    row = make()
    send(client, form_of(row), kind_of_change="correction", why="Misprinted.", **typed)
    told = Correction.objects.get()
    assert getattr(told, subject) == row
    assert (told.label, told.now) == (label, *typed.values())


def test_the_same_fact_corrected_twice_in_a_day_has_two_addresses(client, reviewer):
    row = a_statement()
    for text in ("One.", "Two."):
        send(client, form_of(row), summary=text, kind_of_change="correction", why="Misread.")
    assert Correction.objects.values("slug").distinct().count() == 2
