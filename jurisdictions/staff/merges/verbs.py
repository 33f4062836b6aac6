"""The only ways to merge two rows and to take it back. Each is atomic, locked and logged, and raises PermissionDenied
for a person without the right, or ValidationError with what to do first.
"""

from django.contrib.admin.models import ADDITION, CHANGE, DELETION, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from jurisdictions.models import Jurisdiction, Merge
from jurisdictions.models.freshness import fresh_once
from jurisdictions.models.versions import because
from jurisdictions.staff.merges.journal import Journal, carry_out
from jurisdictions.staff.merges.plan import make_plan
from jurisdictions.staff.workflow import given

READ, MERGE, UNDO = "jurisdictions.view_merge", "jurisdictions.add_merge", "jurisdictions.change_merge"


@transaction.atomic
def merge(duplicate, *, into, by, reason, at=None, despite_warnings=False, as_shown=None):
    """All that hangs on `duplicate` hangs on `into` from now on, its addresses lead there, and it is gone.

    `as_shown`: the stamp of the plan somebody has looked at; another plan is refused. Returns the Merge.
    """
    reason, day = given(reason), timezone.localdate(at)
    allowed(by, MERGE)
    duplicate, kept = locked_pair(duplicate, into)
    plan = make_plan(duplicate, kept, day=day)
    check(plan, despite_warnings, as_shown)
    label, model = str(duplicate), duplicate._meta.model_name
    with fresh_once(), because(gettext("Merged: %s") % reason, by=by):
        carry_out(plan, day=day)
        done = Merge.objects.create(
            old_key=duplicate.pk, old_slug=duplicate.slug, old_label=label, reason=reason, merged_by=by, merged_on=day,
            changes=[change.entry for change in plan.changes], **{model: kept},
        )  # fmt: skip
    log(duplicate, DELETION, gettext("Merged into “%(row)s”: %(why)s") % {"row": kept, "why": reason}, by, at)
    log(kept, CHANGE, gettext("“%(row)s” was merged into it: %(why)s") % {"row": label, "why": reason}, by, at)
    return done


@transaction.atomic
def undo_merge(merge, *, by, at=None):
    """The duplicate is back with all it had, and its addresses are its own again. Returns the row."""
    allowed(by, UNDO)
    merge = Merge.objects.with_rows().get(pk=merge.pk)
    lock(type(merge.row), [merge.row.pk])
    merge = Merge.objects.select_for_update().get(pk=merge.pk)
    if merge.undone_on:
        raise ValidationError(_("It was undone already."))
    journal = Journal(merge)
    if problems := journal.problems():
        raise ValidationError([gettext("This merge cannot be undone as things stand."), *problems])
    with fresh_once(), because(gettext("Merge undone. It had been: %s") % merge.reason, by=by):
        journal.take_back()
        merge.undone_by, merge.undone_on = by, timezone.localdate(at)
        merge.save(update_fields=["undone_by", "undone_on"])
    row = type(merge.row).objects.get(pk=merge.old_key)
    log(row, ADDITION, gettext("Its merge into “%s” was undone.") % merge.row, by, at)
    log(merge.row, CHANGE, gettext("The merge of “%s” into it was undone.") % row, by, at)
    return row


def preview(duplicate, kept, *, at=None):
    """The Plan as it stands now; nothing is written."""
    check_pair(duplicate, kept)
    return make_plan(duplicate, kept, day=timezone.localdate(at))


def allowed(by, right):
    if not by.has_perm(right):
        raise PermissionDenied(gettext("Only a reviewer may do this."))


def check_pair(duplicate, kept):
    if type(duplicate) is not type(kept) or duplicate.pk == kept.pk:
        raise ValidationError(_("Choose two different entries of one kind."))


def check(plan, despite_warnings, as_shown):
    if plan.problems:
        raise ValidationError(plan.problems)
    if as_shown is not None and as_shown != plan.stamp:
        raise ValidationError(_("The record changed since this page was made: look at what would move now."))
    if plan.warnings and not despite_warnings:
        raise ValidationError([*plan.warnings, gettext("Confirm that they are one all the same.")])


def locked_pair(duplicate, kept):
    """Both as stored, locked."""
    check_pair(duplicate, kept)
    found = lock(type(kept), [duplicate.pk, kept.pk])
    if len(found) < 2:
        raise ValidationError(_("One of the two is gone: it was deleted or merged meanwhile."))
    return found[duplicate.pk], found[kept.pk]


def lock(model, keys):
    """{key: row}, locked against whoever would hang something on them meanwhile; bodies before their people.

    A stronger lock than `held`: what is inserted with a foreign key to one of them waits too, or is waited for.
    """
    bodies = keys if model is Jurisdiction else model.bodies_of(model.objects.filter(pk__in=keys))
    rows = Jurisdiction.objects.select_for_update().filter(pk__in=bodies).order_by("pk")
    found = {row.pk: row for row in rows}
    if model is Jurisdiction:
        return found
    return {row.pk: row for row in model.objects.select_for_update().filter(pk__in=keys).order_by("pk")}


def log(row, flag, message, by, at):
    LogEntry.objects.create(
        action_time=at or timezone.now(), user=by, object_id=str(row.pk), object_repr=str(row)[:200],
        content_type=ContentType.objects.get_for_model(type(row)), action_flag=flag, change_message=message,
    )  # fmt: skip
