"""What moves a statement between draft, in review, published and retracted. At the desk nothing else writes `status`.

Every verb is atomic, keeps a version that says who and why, and raises PermissionDenied for a person without the right,
or ValidationError with a message a field where the record, or the rule of two people, does not allow it.
"""

from django.conf import settings
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from jurisdictions.models import Statement
from jurisdictions.models.freshness import held as lock_bodies
from jurisdictions.models.vocabulary import Carriage, SourceKind, Status
from jurisdictions.staff.authors import authors_of

EDIT = "jurisdictions.change_statement"
PUBLISH, RETRACT = "jurisdictions.publish_statement", "jurisdictions.retract_statement"


@transaction.atomic
def submit(statement, *, by, at=None):
    """A complete draft goes to the reviewers."""
    held = hold(statement, Status.DRAFT, by, EDIT)
    check_complete(held)
    move(statement, held, Status.IN_REVIEW, gettext("Submitted for review."), by, at)


@transaction.atomic
def take_back(statement, *, by, at=None):
    """Whoever writes goes on writing: it is a draft again."""
    held = hold(statement, Status.IN_REVIEW, by, EDIT)
    move(statement, held, Status.DRAFT, gettext("Taken back from review."), by, at)


@transaction.atomic
def publish(statement, *, by, at=None):
    """A reviewed statement becomes public, approved by somebody who did not write it; a desk of one needs no review."""
    from_draft = settings.ONE_PERSON_DESK and statement.status == Status.DRAFT
    held = hold(statement, Status.DRAFT if from_draft else Status.IN_REVIEW, by, PUBLISH)
    check_second_person(by, authors_of(held), gettext("You entered or last changed it"))
    check_complete(held)
    move(statement, held, Status.PUBLISHED, gettext("Published."), by, at)


@transaction.atomic
def retract(statement, *, reason, by, at=None):
    """A published statement stops counting; its page stays and gives `reason`, which readers see."""
    reason = given(reason)
    held = hold(statement, Status.PUBLISHED, by, RETRACT)
    held.retraction_reason = reason
    move(statement, held, Status.RETRACTED, gettext("Retracted: %s") % reason, by, at)


@transaction.atomic
def reinstate(statement, *, reason, by, at=None):
    """A retraction made in error is undone."""
    reason = given(reason)
    held = hold(statement, Status.RETRACTED, by, RETRACT)
    held.retraction_reason = ""
    held.status = Status.PUBLISHED
    check_complete(held)
    move(statement, held, Status.PUBLISHED, gettext("Published again: %s") % reason, by, at)


@transaction.atomic
def send_back(statement, *, reason, by, at=None):
    """What was submitted returns to the editors with `reason` added to their note."""
    reason = given(reason)
    held = hold(statement, Status.IN_REVIEW, by, PUBLISH)
    day = timezone.localdate(at) if at else timezone.localdate()
    line = gettext("Sent back %(day)s by %(name)s: %(reason)s") % {"day": day, "name": by, "reason": reason}
    held.editor_note = "\n".join(filter(None, [held.editor_note, line]))
    move(statement, held, Status.DRAFT, gettext("Sent back: %s") % reason, by, at)


def evidence_problems(quote, citations):
    """What these citations, saved or not, lack to carry a published statement: {field: message}."""
    if not citations:
        return {"citations": _("Cite at least one source before this is published.")}
    if quote and not any(
        citation.carried_as == Carriage.DIRECT_QUOTE and citation.article.kind != SourceKind.REWRITE
        for citation in citations
    ):
        return {"quote": _("No source carries the quote word for word: mark one as a direct quote (a rewrite does "
                           "not count), or empty the quote.")}  # fmt: skip
    return {}


def check_complete(statement):
    statement.full_clean()
    problems = evidence_problems(statement.quote, list(statement.citations.select_related("article")))
    if problems:
        raise ValidationError(problems)


def check_second_person(by, authors, because):
    """Two people have seen whatever readers see, unless the desk has one."""
    if by.pk in authors and not settings.ONE_PERSON_DESK:
        raise ValidationError(_("%(because)s: somebody else has to approve it."), params={"because": because})


def given(reason):
    if not reason.strip():
        raise ValidationError({"reason": _("Give a reason.")})
    return reason.strip()


def hold(statement, status, by, permission):
    """The row as stored, locked after its body, once this person and this status are found right."""
    if not by.has_perm(permission):
        text = gettext("Only an editor may do this.") if permission == EDIT else gettext("Only a reviewer may do this.")
        raise PermissionDenied(text)
    lock_bodies(Statement.bodies_of(statement.own_rows()))
    held = Statement.objects.select_for_update().get(pk=statement.pk)
    if held.status != status:
        wanted, found = Status(status).label, held.get_status_display()
        text = _("This needs a statement that is “%(wanted)s”; this one is “%(found)s”.")
        raise ValidationError(text, params={"wanted": wanted, "found": found})
    return held


def move(statement, held, status, message, by, at):
    """Store `held` with its new status, tell `statement` what is stored, and write the history line."""
    held.status = status
    held._history_user, held._change_reason = by, message
    held.save(update_fields=["status", "retraction_reason", "editor_note"])
    for name in ("status", "retraction_reason", "editor_note"):
        setattr(statement, name, getattr(held, name))
    log(held, message, by, at)


def log(held, message, by, at=None):
    LogEntry.objects.create(
        action_time=at or timezone.now(),
        user=by,
        content_type=ContentType.objects.get_for_model(Statement),
        object_id=str(held.pk),
        object_repr=str(held)[:200],
        action_flag=CHANGE,
        change_message=message,
    )
