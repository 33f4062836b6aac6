"""Every version can be read, compared and restored."""

import datetime

import pytest

from jurisdictions.models import Alias, Correction, Statement
from jurisdictions.models.versions import because
from jurisdictions.staff.timeline import timeline
from tests.factories import a_body, a_statement, an_article, an_official
from tests.staff.desk import address, send

pytestmark = pytest.mark.django_db


def url_of(row, name, *args):
    return address(f"{row._meta.model_name}_{name}", row.pk, *args)


def lines(row, hung=()):
    return [(entry.what, entry.act, entry.lines) for entry in timeline(row, hung)]


def test_a_change_is_told_field_by_field_in_words():
    row, person = a_statement(status="draft"), None
    person = an_official(row.jurisdiction)
    row.official, row.speaker_title, row.stance, row.themes = person, "Mayor", "limits", ["raids"]
    row.stated_on, row.date_precision = datetime.date(2024, 5, 1), "month"
    row.save()
    assert lines(row)[0] == ("", "changed", [
        ("Official", "–", str(person)), ("Title held then", "–", "Mayor"),
        ("Stance", "Declines to assist", "Limits cooperation"), ("Themes", "–", "Raids"),
        ("Date", "Jan 20, 2025", "May 2024"), ("Date precision", "Day", "Month"),
    ])  # fmt: skip


def test_the_bodies_a_statement_applies_to_are_told_by_name():
    row, directed = a_statement(status="draft"), a_body()
    row.applies_to.add(directed)
    assert lines(row)[0][2] == [("Applies to", "–", str(directed))]


def test_what_hangs_on_a_row_stands_in_its_history_deleted_or_not(client, editor):
    body = a_body()
    alias = Alias.objects.create(jurisdiction=body, name="The Big O")
    alias.name = "Big O"
    alias.save()
    alias.delete()
    told = [line for line in lines(body, [(Alias, "jurisdiction")]) if line[0]]
    assert told == [
        ("Alias", "deleted", [("Name", "Big O", "–")]),
        ("Alias", "changed", [("Name", "The Big O", "Big O")]),
        ("Alias", "entered", [("Name", "–", "The Big O")]),
    ]
    assert "Big O" in client.get(url_of(body, "history")).content.decode()


def test_the_page_names_who_when_and_why(client, editor):
    row = a_statement(status="draft")
    send(client, url_of(row, "change"), summary="Better.", why="Clearer words.")
    page = client.get(url_of(row, "history")).content.decode()
    assert str(editor) in page and "<q>Clearer words.</q>" in page and "<time datetime=" in page


def test_the_page_costs_the_same_queries_for_one_version_and_for_many(
    client, editor, django_assert_num_queries, django_assert_max_num_queries
):
    row = a_statement(a_body(), status="draft")
    for _ in range(2):
        row.applies_to.add(a_body())
        Statement.objects.update(official=an_official(row.jurisdiction), speaker_title="Mayor")
    client.get(url_of(row, "history"))
    with django_assert_max_num_queries(16) as few:
        client.get(url_of(row, "history"))
    for _ in range(8):
        row.applies_to.add(a_body())
        Statement.objects.update(official=an_official(row.jurisdiction))
        row.citations.create(article=an_article(), carried_as="paraphrase")
    with django_assert_num_queries(len(few)):
        client.get(url_of(row, "history"))


def restore(client, row, version, **typed):
    return client.post(url_of(row, "restore", version.pk), {"why": "It was right before.", **typed})


def test_an_earlier_version_is_restored_in_one_step_and_keeps_a_version_of_its_own(client, editor):
    row, directed = a_statement(status="draft"), a_body()
    row.applies_to.add(directed)
    first = row.history.latest()
    row.summary, row.stance = "Worse.", "limits"
    row.save()
    row.applies_to.clear()
    assert "Worse." in client.get(url_of(row, "restore", first.pk)).content.decode()
    restore(client, row, first)
    row.refresh_from_db()
    newest = row.history.latest()
    assert (row.summary, row.stance, list(row.applies_to.all())) == ("The body said so.", "declines", [directed])
    assert (newest.history_user, newest.history_change_reason) == (editor, "It was right before.")


def test_restoring_never_moves_a_status_or_an_address(client, reviewer):
    row = a_statement(status="draft")
    first = row.history.earliest()
    Statement.objects.update(status="published", summary="Another.", slug="another-address")
    restore(client, row, first, kind_of_change="routine")
    row.refresh_from_db()
    assert (row.status, row.slug, row.summary) == ("published", "another-address", "The body said so.")


def test_what_is_guarded_waits_for_a_second_person_when_it_is_restored(client, reviewer):
    row = a_statement()
    first = row.history.earliest()
    with because("By the files."):
        Statement.objects.update(stance="limits", summary="Another.")
    restore(client, row, first, kind_of_change="correction")
    row.refresh_from_db()
    assert (row.stance, row.summary) == ("limits", "The body said so.")
    assert row.proposed_changes.get().now == {"stance": "declines"}
    assert [told.label for told in Correction.objects.all()] == ["Summary"]


def test_restoring_what_readers_see_asks_which_kind_of_change_it_is(client, reviewer):
    row = a_statement()
    first = row.history.earliest()
    Statement.objects.update(summary="Another.")
    page = restore(client, row, first)
    row.refresh_from_db()
    assert row.summary == "Another."
    assert list(page.context["form"].errors) == ["kind_of_change"]


def test_a_version_that_the_rules_refuse_today_is_not_restored(client, editor):
    row = a_statement(status="draft")
    other = an_official(a_body())
    row.history.update(official_id=other.pk, speaker_title="Mayor")
    page = restore(client, row, row.history.earliest())
    assert "held office in another body" in page.content.decode()


def test_a_body_gets_its_earlier_name_back(client, editor):
    body = a_body(name="City of Omaha")
    first = body.history.earliest()
    body.name = "Omaha"
    body.save()
    restore(client, body, first, kind_of_change="routine")
    body.refresh_from_db()
    assert body.name == "City of Omaha"


def test_the_version_of_another_row_is_not_found(client, editor):
    one, other = a_statement(status="draft"), a_statement(status="draft")
    assert restore(client, one, other.history.latest()).status_code == 404
