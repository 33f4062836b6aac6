import datetime

import pytest
from django.contrib.admin.models import LogEntry
from django.core.exceptions import PermissionDenied, ValidationError

from jurisdictions.models.vocabulary import Status
from jurisdictions.staff.workflow import publish, reinstate, retract, send_back
from tests.factories import a_reviewer, a_statement, an_article, an_editor

pytestmark = pytest.mark.django_db


def test_publishing_makes_the_draft_count_and_is_written_in_its_history():
    draft, reviewer = a_statement(status="in_review"), a_reviewer()
    at = datetime.datetime(2025, 2, 3, 12, tzinfo=datetime.UTC)
    publish(draft, by=reviewer, at=at)
    draft.jurisdiction.refresh_from_db()
    line = LogEntry.objects.get(object_id=draft.pk)
    assert draft.status == Status.PUBLISHED
    assert draft.jurisdiction.position_statement == draft
    assert (line.user, line.action_time, line.change_message) == (reviewer, at, "Published.")


def test_retracting_gives_the_reason_and_the_position_goes_back():
    old = a_statement(stance="limits", stated_on=datetime.date(2020, 1, 1))
    new = a_statement(old.jurisdiction)
    retract(new, reason=" It named the wrong city. ", by=a_reviewer())
    new.refresh_from_db()
    old.jurisdiction.refresh_from_db()
    assert (new.status, new.retraction_reason) == ("retracted", "It named the wrong city.")
    assert old.jurisdiction.position_statement == old
    assert "wrong city" in LogEntry.objects.get(object_id=new.pk).change_message


def test_a_retraction_made_in_error_is_undone():
    row = a_statement(status="retracted", retraction_reason="Wrong city.")
    reinstate(row, reason="The city was right.", by=a_reviewer())
    row.refresh_from_db()
    assert (row.status, row.retraction_reason) == ("published", "")


def test_a_draft_sent_back_carries_the_reason_in_the_note_for_editors():
    draft = a_statement(status="in_review", editor_note="Check the day.")
    send_back(draft, reason="The date is missing.", by=a_reviewer())
    draft.refresh_from_db()
    assert draft.status == "draft"
    assert draft.editor_note.startswith("Check the day.\nSent back")
    assert "The date is missing." in draft.editor_note


@pytest.mark.parametrize("verb", [retract, reinstate, send_back])
def test_a_decision_needs_a_reason(verb):
    with pytest.raises(ValidationError) as refusal:
        verb(a_statement(), reason="  ", by=a_reviewer())
    assert list(refusal.value.message_dict) == ["reason"]


@pytest.mark.parametrize(
    ("verb", "status", "more"),
    [
        (publish, "in_review", {}),
        (retract, "published", {"reason": "Wrong."}),
        (reinstate, "retracted", {"reason": "Right."}),
        (send_back, "in_review", {"reason": "Wrong."}),
    ],
)
def test_only_a_reviewer_decides_and_only_from_the_right_status(verb, status, more):
    reason = "Because." if status == "retracted" else ""
    row = a_statement(status=status, retraction_reason=reason)
    with pytest.raises(PermissionDenied):
        verb(row, by=an_editor(), **more)
    for other in {"draft", "in_review", "published", "retracted"} - {status}:
        wrong = a_statement(status=other, retraction_reason="Because." if other == "retracted" else "")
        with pytest.raises(ValidationError, match=str(Status(status).label)):
            verb(wrong, by=a_reviewer(), **more)
        wrong.refresh_from_db()
        assert wrong.status == other


def test_nothing_is_published_without_a_source():
    draft = a_statement(status="in_review")
    draft.citations.all().delete()
    with pytest.raises(ValidationError) as refusal:
        publish(draft, by=a_reviewer())
    assert list(refusal.value.message_dict) == ["citations"]


@pytest.mark.parametrize(
    ("carried_as", "kind", "allowed"),
    [("direct_quote", "news_report", True), ("direct_quote", "rewrite", False), ("paraphrase", "news_report", False)],
)
def test_a_quote_is_published_only_from_a_source_that_carries_it_unaltered(carried_as, kind, allowed):
    draft = a_statement(status="in_review", quote="We will not.", carried_as=carried_as, article=an_article(kind=kind))
    if allowed:
        publish(draft, by=a_reviewer())
    else:
        with pytest.raises(ValidationError) as refusal:
            publish(draft, by=a_reviewer())
        assert list(refusal.value.message_dict) == ["quote"]
