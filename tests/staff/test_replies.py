"""What the desk does with reports and replies: editors read, reviewers decide, everything is written down."""

import pytest
from django.contrib.admin.models import LogEntry
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from jurisdictions.models import Report
from jurisdictions.staff import replies
from tests.factories import a_body, an_editor
from tests.staff.desk import address, filled, form_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def reply(db):
    return Report.objects.create(jurisdiction=a_body(), kind="reply", text="As sent.", name="Ada", sender="x")


def decide(client, report, button, **fields):
    page = client.get(form_of(report))
    return client.post(form_of(report), {**filled(page, **fields), button: "1"})


def test_a_reviewer_accepts_a_reply_in_the_words_agreed(client, reviewer, reply):
    decide(client, reply, "_accept", shown_text="We disagree.", shown_name="The mayor", disputes="on")
    reply.refresh_from_db()
    assert (reply.status, reply.shown_text, reply.disputes) == ("accepted", "We disagree.", True)
    assert (reply.accepted_on, reply.decided_by, reply.text) == (timezone.localdate(), reviewer, "As sent.")
    assert LogEntry.objects.get(object_id=str(reply.pk), change_message="Accepted.").user == reviewer


def test_accepting_nothing_is_refused_and_nothing_typed_is_lost(client, reviewer, reply):
    page = decide(client, reply, "_accept", shown_text="We disagree.", shown_name=" ")
    assert page.context["adminform"].form.errors and "We disagree." in page.content.decode()
    reply.refresh_from_db()
    assert reply.status == "new"
    with pytest.raises(ValidationError):
        replies.accept(reply, by=reviewer)


def test_an_editor_reads_and_does_not_decide(client, editor, reply):
    page = client.get(form_of(reply))
    assert "As sent." in page.content.decode() and "_accept" not in page.content.decode()
    assert client.post(form_of(reply), {"_accept": "1", "shown_text": "x", "shown_name": "y"}).status_code == 403
    with pytest.raises(PermissionDenied):
        replies.accept(reply, by=an_editor(), shown_text="x", shown_name="y")
    reply.refresh_from_db()
    assert reply.status == "new"


def test_the_words_as_sent_are_never_changed_added_or_deleted_at_the_desk(client, reviewer, reply):
    decide(client, reply, "_decline", text="Other words.")
    reply.refresh_from_db()
    assert (reply.text, reply.status) == ("As sent.", "declined")
    assert client.get(address("report_add")).status_code == 403
    assert client.post(address("report_delete", reply.pk), {"post": "yes"}).status_code == 403


def test_an_accepted_reply_that_is_declined_later_is_no_longer_shown(client, reviewer, reply):
    replies.accept(reply, by=reviewer, shown_text="x", shown_name="y", disputes=True)
    replies.decline(reply, by=reviewer)
    assert not Report.objects.published().exists() and not Report.objects.disputing().exists()
