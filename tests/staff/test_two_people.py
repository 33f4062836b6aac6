"""What readers see of a statement is seen by two people before: when it is published, and when its facts change."""

import datetime

import pytest
from django.contrib.admin.models import LogEntry
from django.core.exceptions import PermissionDenied, ValidationError

from jurisdictions.models import Citation, Correction, Statement
from jurisdictions.models.versions import because
from jurisdictions.staff.proposals import approve, impact, propose, refuse, withdraw
from jurisdictions.staff.workflow import publish, send_back, submit, take_back
from tests.factories import a_reviewer, a_statement, an_article, an_editor
from tests.staff.desk import address, errors_of, filled, form_of, send

pytestmark = pytest.mark.django_db
DAY = datetime.date(2026, 1, 1)


def entered(by, **fields):
    row = a_statement(**{"status": "draft", **fields})
    row.history.update(history_user=by)
    Citation.history.filter(statement=row.pk).update(history_user=by)
    return row


def changed_by(person, row, **fields):
    for name, value in fields.items():
        setattr(row, name, value)
    row._history_user = person
    row.save()


class TestPublishing:
    def test_an_editor_submits_and_a_reviewer_publishes(self):
        editor, reviewer = an_editor(), a_reviewer()
        row = entered(editor)
        submit(row, by=editor)
        publish(row, by=reviewer)
        reasons = list(row.history.order_by("history_id").values_list("history_user", "history_change_reason"))
        assert row.status == "published"
        assert reasons[1:] == [(editor.pk, "Submitted for review."), (reviewer.pk, "Published.")]

    def test_nobody_publishes_an_entry_of_his_own(self):
        reviewer = a_reviewer()
        row = entered(reviewer)
        submit(row, by=reviewer)
        with pytest.raises(ValidationError, match="You entered or last changed it"):
            publish(row, by=reviewer)
        row.refresh_from_db()
        assert row.status == "in_review"

    def test_nor_what_he_was_the_last_to_change(self):
        editor, reviewer = an_editor(), a_reviewer()
        row = entered(editor, status="in_review")
        changed_by(reviewer, row, summary="Better words.")
        with pytest.raises(ValidationError, match="somebody else"):
            publish(row, by=reviewer)

    def test_nor_what_he_gave_its_last_source(self):
        reviewer = a_reviewer()
        row = entered(an_editor(), status="in_review")
        citation = Citation(statement=row, article=an_article(), carried_as="paraphrase")
        citation._history_user = reviewer
        citation.save()
        with pytest.raises(ValidationError, match="somebody else"):
            publish(row, by=reviewer)

    def test_sending_back_makes_no_author(self):
        editor, reviewer = an_editor(), a_reviewer()
        row = entered(editor, status="in_review")
        send_back(row, reason="The day is missing.", by=reviewer)
        submit(row, by=editor)
        publish(row, by=reviewer)
        assert row.status == "published"

    def test_a_desk_of_one_publishes_a_draft_of_its_own(self, settings):
        settings.ONE_PERSON_DESK = True
        reviewer = a_reviewer()
        row = entered(reviewer)
        publish(row, by=reviewer)
        assert row.status == "published"

    def test_what_came_with_the_files_has_no_author_at_the_desk(self):
        row = a_statement(status="in_review")
        publish(row, by=a_reviewer())
        assert row.status == "published"

    def test_only_a_complete_draft_is_submitted(self):
        row = entered(an_editor())
        row.citations.all().delete()
        with pytest.raises(ValidationError, match="Cite at least one source"):
            submit(row, by=an_editor())

    def test_what_was_submitted_is_taken_back(self):
        row = entered(an_editor(), status="in_review")
        take_back(row, by=an_editor())
        assert row.status == "draft"

    def test_the_form_saves_and_submits_in_one_step(self, client, editor):
        row = entered(editor)
        page = send(client, form_of(row), summary="Better words.", _submit="1")
        row.refresh_from_db()
        assert (row.status, row.summary) == ("in_review", "Better words.")
        assert client.get(page.url).context["has_change_permission"] is False

    def test_the_page_of_a_decision_without_a_reason_is_one_button(self, client, reviewer):
        row = entered(an_editor(), status="in_review")
        url = address("statement_decide", "publish") + f"?pk={row.pk}"
        assert b'name="reason"' not in client.get(url).content
        client.post(url)
        row.refresh_from_db()
        assert row.status == "published"


def proposed(row, by=None, is_correction=False, **changes):
    return propose(row, changes or {"stance": "limits"}, reason="Misread.", is_correction=is_correction,
                   by=by or a_reviewer())  # fmt: skip


def position(body):
    body.refresh_from_db()
    return body.position_columns


class TestAProposedChange:
    def test_shows_nowhere_until_a_second_person_approves_it(self, client):
        row = a_statement()
        before = position(row.jurisdiction)
        change = proposed(row, stance="limits", stated_on="2024-05-01")
        row.refresh_from_db()
        assert (row.stance, position(row.jurisdiction)) == ("declines", before)
        assert "Limits cooperation" not in client.get(row.jurisdiction.get_absolute_url()).content.decode()
        approve(change, by=a_reviewer())
        row.refresh_from_db()
        assert (row.stance, row.stated_on) == ("limits", datetime.date(2024, 5, 1))
        assert position(row.jurisdiction)[:2] == ("limits", datetime.date(2024, 5, 1))

    def test_is_not_approved_by_the_one_who_proposed_it(self):
        reviewer, row = a_reviewer(), a_statement()
        with pytest.raises(ValidationError, match="You proposed this change"):
            approve(proposed(row, by=reviewer), by=reviewer)
        row.refresh_from_db()
        assert row.stance == "declines"

    def test_is_made_at_once_at_a_desk_of_one(self, settings):
        settings.ONE_PERSON_DESK = True
        row = a_statement()
        change = proposed(row)
        row.refresh_from_db()
        change.refresh_from_db()
        assert (row.stance, change.outcome) == ("limits", "approved")

    def test_names_both_people_and_the_reason_in_the_history(self):
        row, one, other = a_statement(), a_reviewer(), a_reviewer()
        approve(proposed(row, by=one), by=other)
        newest = row.history.latest()
        assert newest.history_user == other
        assert newest.history_change_reason == f"Misread. (proposed by {one})"

    def test_needs_a_reason_and_a_reviewer_and_a_published_statement(self):
        with pytest.raises(ValidationError, match="reason"):
            propose(a_statement(), {"stance": "limits"}, reason=" ", is_correction=False, by=a_reviewer())
        with pytest.raises(PermissionDenied):
            proposed(a_statement(), by=an_editor())
        with pytest.raises(ValidationError, match="Published"):
            proposed(a_statement(status="draft"))

    def test_is_refused_at_once_where_no_source_carries_the_new_quote(self):
        with pytest.raises(ValidationError, match="word for word"):
            proposed(a_statement(), quote="We will not.")

    def test_waits_alone(self):
        row = a_statement()
        proposed(row)
        with pytest.raises(ValidationError, match="waits for approval"):
            proposed(row, stance="cooperates")

    def test_is_not_approved_over_a_later_change(self):
        row = a_statement()
        change = proposed(row)
        with because("By the files."):
            Statement.objects.filter(pk=row.pk).update(stance="cooperates")
        with pytest.raises(ValidationError, match="changed since"):
            approve(change, by=a_reviewer())
        row.refresh_from_db()
        assert row.stance == "cooperates"

    def test_is_decided_once(self):
        change = proposed(a_statement())
        refuse(change, reason="It was right.", by=a_reviewer())
        for verb, more in ((approve, {}), (refuse, {"reason": "No."}), (withdraw, {})):
            with pytest.raises(ValidationError, match="decided already"):
                verb(change, by=a_reviewer(), **more)

    def test_leaves_everything_as_it_was_when_it_is_refused(self):
        row = a_statement()
        versions = row.history.count()
        refuse(proposed(row), reason="It was right.", by=a_reviewer())
        row.refresh_from_db()
        assert (row.stance, row.history.count()) == ("declines", versions)

    def test_tells_readers_only_once_it_is_approved(self):
        row, one = a_statement(), a_reviewer()
        change = proposed(row, by=one, is_correction=True)
        assert not Correction.objects.exists()
        approve(change, by=a_reviewer())
        told = Correction.objects.get()
        assert (told.statement, told.label, told.was, told.now, told.why, told.corrected_by) == (
            row, "Stance", "Declines to assist", "Limits cooperation", "Misread.", one,
        )  # fmt: skip

    def test_shows_the_second_person_what_it_does_to_the_position(self, client, reviewer):
        row = a_statement()
        change = proposed(row)
        (moved,) = impact(change, DAY)
        assert [one.label for one in moved[1:]] == ["Declines to assist", "Limits cooperation"]
        page = client.get(form_of(change)).content.decode()
        assert "would go from “Declines to assist” to “Limits cooperation”" in page
        row.refresh_from_db()
        assert row.stance == "declines"


class TestTheForm:
    def test_keeps_stance_waiting_and_saves_the_summary(self, client, reviewer):
        row = a_statement()
        send(client, form_of(row), stance="limits", summary="Better.", kind_of_change="routine", why="Misread.")
        row.refresh_from_db()
        change = row.proposed_changes.get()
        assert (row.stance, row.summary, change.now) == ("declines", "Better.", {"stance": "limits"})
        page = client.get(form_of(row)).content.decode()
        assert form_of(change) in page and "waits for a second person" in page

    @pytest.mark.parametrize("summary", ["", "Better."])
    def test_says_that_something_changed_only_where_it_did(self, client, reviewer, summary):
        row = a_statement()
        typed = {"summary": summary} if summary else {}
        versions = row.history.count()
        page = client.post(
            form_of(row),
            filled(client.get(form_of(row)), stance="limits", kind_of_change="routine", why="Misread.", **typed),
            follow=True,
        )  # fmt: skip
        told = [str(message) for message in page.context["messages"]]
        assert any("until a second person approves" in text for text in told)
        assert any("changed successfully" in text for text in told) == bool(summary)
        assert row.history.count() == versions + bool(summary)
        assert LogEntry.objects.filter(change_message__contains="changed").exists() == bool(summary)

    @pytest.mark.parametrize(
        "typed",
        [{"stance": "limits"}, {"stated_on": "2025-01-19"}, {"speaker_title": "Mayor"}, {"capacity": "member"}],
    )
    def test_asks_for_a_reason(self, client, reviewer, typed):
        row = a_statement()
        page = send(client, form_of(row), kind_of_change="routine", **typed)
        assert errors_of(page) == ["Give a reason."]
        assert not row.proposed_changes.exists()

    def test_refuses_a_second_change_while_one_waits_and_keeps_what_was_typed(self, client, reviewer):
        row = a_statement()
        proposed(row)
        page = send(client, form_of(row), stance="cooperates", kind_of_change="routine", why="Misread.")
        assert "waits for approval" in errors_of(page)[0]
        assert page.context["adminform"].form["stance"].value() == "cooperates"

    def test_does_not_take_the_source_of_a_quote_away_while_another_quote_waits(self, client, reviewer):
        article = an_article()
        row = a_statement(quote="We will not.", carried_as="direct_quote", article=article)
        page = send(client, form_of(row), **{
            "quote": "", "citations-0-carried_as": "paraphrase", "kind_of_change": "routine", "why": "Misread.",
        })  # fmt: skip
        assert "word for word" in errors_of(page)[0]
        assert row.citations.get().carried_as == "direct_quote"
