"""What the rights protect, beyond the table of docs/permissions.md."""

import pytest
from django.contrib.admin.models import LogEntry

from jurisdictions.models import Jurisdiction, SourceArticle, Statement
from tests.factories import a_body, a_statement, an_article, an_official
from tests.staff.desk import address, form_of, send

pytestmark = pytest.mark.django_db


def retract(client, row):
    client.post(address("statement_decide", "retract") + f"?pk={row.pk}", {"reason": "It was wrong."})
    return Statement.objects.get(pk=row.pk).status == "retracted"


def test_an_editor_who_sends_the_publish_button_anyway_changes_nothing(client, editor):
    draft = a_statement(status="draft")
    page = send(client, form_of(draft), summary="Another summary.", _publish="1")
    draft.refresh_from_db()
    assert page.status_code == 403
    assert (draft.status, draft.summary) == ("draft", "The body said so.")


def test_status_cannot_be_typed_in(client, reviewer):
    draft = a_statement(status="draft")
    send(client, form_of(draft), status="published")
    draft.refresh_from_db()
    assert draft.status == "draft"


def test_a_draft_published_meanwhile_is_not_saved_from_the_form_an_editor_had_open(client, editor, monkeypatch):
    draft = a_statement(status="draft")
    stale = Statement.objects.get(pk=draft.pk)
    Statement.objects.filter(pk=draft.pk).update(status="published")
    monkeypatch.setattr("jurisdictions.staff.admin.statements.StatementAdmin.get_object", lambda *_args: stale)
    assert send(client, form_of(draft), summary="Another summary.", kind_of_change="routine").status_code == 403
    draft.refresh_from_db()
    assert (draft.status, draft.summary) == ("published", "The body said so.")


def test_what_a_published_statement_rests_on_cannot_be_deleted(client, reviewer):
    person = an_official()
    statement = a_statement(person.jurisdiction, official=person, speaker_title="Mayor")
    directed = a_body()
    statement.applies_to.add(directed)
    for row in (person, person.jurisdiction, directed, statement.sources.get()):
        model = row._meta.model_name
        client.post(address(f"{model}_delete", row.pk), {"post": "yes"})
        selected = {"action": "delete_selected", "_selected_action": row.pk, "post": "yes"}
        page = client.post(address(f"{model}_changelist"), selected)
        assert "readers have seen" in page.content.decode()
        assert type(row).objects.filter(pk=row.pk).exists()


def test_an_editor_deletes_an_unused_source_but_leaves_bodies_to_reviewers(client, editor):
    article, body = an_article(), a_body()
    client.post(address("sourcearticle_delete", article.pk), {"post": "yes"})
    client.post(address("jurisdiction_delete", body.pk), {"post": "yes"})
    assert not SourceArticle.objects.exists()
    assert Jurisdiction.objects.exists()


def test_an_editor_does_not_change_the_kind_of_a_source_that_a_public_statement_rests_on(client, editor):
    article = a_statement(article=an_article(kind="rewrite")).sources.get()
    send(client, form_of(article), kind="news_report", archived_url="https://example.org/archived")
    article.refresh_from_db()
    assert (article.kind, article.archived_url) == ("rewrite", "https://example.org/archived")


def test_a_person_who_has_spoken_is_not_moved_to_another_body(client, reviewer):
    person = an_official()
    a_statement(person.jurisdiction, official=person, speaker_title="Mayor")
    send(client, form_of(person), jurisdiction=a_body().pk)
    assert type(person).objects.get(pk=person.pk).jurisdiction == person.jurisdiction


def test_the_history_of_a_statement_names_who_decided_and_why(client, reviewer):
    row = a_statement()
    retract(client, row)
    page = client.get(address("statement_history", row.pk)).content.decode()
    assert "It was wrong." in page
    assert LogEntry.objects.get(object_id=row.pk).user == reviewer
