"""What becomes of a report or a reply from outside. Nothing of it is shown unless a reviewer accepts it here."""

from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from jurisdictions.models import Report
from jurisdictions.models.vocabulary import ReportKind, ReportStatus

from .workflow import PUBLISH


@transaction.atomic
def accept(report, *, by, shown_text="", shown_name="", disputes=False, on=None):
    """A reply becomes public, dated, as the desk has agreed to show it; a report of an error is marked as right."""
    held = hold(report, by)
    if held.kind == ReportKind.REPLY:
        held.shown_text, held.shown_name = shown_text.strip(), shown_name.strip()
        missing = {
            name: _("Readers see this: fill it in.") for name in ("shown_text", "shown_name") if not getattr(held, name)
        }
        if missing:
            raise ValidationError(missing)
        held.disputes = disputes
        held.accepted_on = held.accepted_on or on or timezone.localdate()
    settle(held, ReportStatus.ACCEPTED, by, _("Accepted."))


@transaction.atomic
def decline(report, *, by):
    """Not shown, or no longer; it stays with the desk."""
    held = hold(report, by)
    held.accepted_on, held.disputes = None, False
    settle(held, ReportStatus.DECLINED, by, _("Declined."))


def hold(report, by):
    if not by.has_perm(PUBLISH):
        raise PermissionDenied(_("Only a reviewer may do this."))
    return Report.objects.select_for_update().get(pk=report.pk)


def settle(held, status, by, message):
    held.status, held.decided_by = status, by
    held.save()
    LogEntry.objects.create(
        user=by, content_type=ContentType.objects.get_for_model(Report), object_id=str(held.pk),
        object_repr=str(held)[:200], action_flag=CHANGE, change_message=message,
    )  # fmt: skip
