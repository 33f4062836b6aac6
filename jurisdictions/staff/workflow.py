"""What moves a statement between draft, published and retracted. At the desk nothing else writes `status`.

Every verb is atomic, leaves a line in the statement's history, and raises PermissionDenied for a person without the
right, or ValidationError with a message a field where the record itself does not allow it.
"""

from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from jurisdictions.models import Statement
from jurisdictions.models.vocabulary import Carriage, SourceKind, Status

PUBLISH, RETRACT = "jurisdictions.publish_statement", "jurisdictions.retract_statement"


@transaction.atomic
def publish(statement, *, by, at=None):
    """A complete draft becomes public."""
    held = hold(statement, Status.DRAFT, by, PUBLISH)
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
    """A draft returns to the editors with `reason` added to their note."""
    reason = given(reason)
    held = hold(statement, Status.DRAFT, by, PUBLISH)
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


def given(reason):
    if not reason.strip():
        raise ValidationError({"reason": _("Give a reason.")})
    return reason.strip()


def hold(statement, status, by, permission):
    """The row as stored, locked, once this person and this status are found right."""
    if not by.has_perm(permission):
        raise PermissionDenied(gettext("Only a reviewer may do this."))
    held = Statement.objects.select_for_update().get(pk=statement.pk)
    if held.status != status:
        wanted, found = Status(status).label, held.get_status_display()
        text = _("This needs a statement that is “%(wanted)s”; this one is “%(found)s”.")
        raise ValidationError(text, params={"wanted": wanted, "found": found})
    return held


def move(statement, held, status, message, by, at):
    """Store `held` with its new status, tell `statement` what is stored, and write the history line."""
    held.status = status
    held.save(update_fields=["status", "retraction_reason", "editor_note"])
    for name in ("status", "retraction_reason", "editor_note"):
        setattr(statement, name, getattr(held, name))
    LogEntry.objects.create(
        action_time=at or timezone.now(),
        user=by,
        content_type=ContentType.objects.get_for_model(Statement),
        object_id=str(held.pk),
        object_repr=str(held)[:200],
        action_flag=CHANGE,
        change_message=message,
    )
