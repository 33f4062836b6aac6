"""Changes of what a published statement says: proposed with a reason by one person, approved by another.

Until then the statement itself is untouched, so that neither a page nor a position can show what waits.
"""

from contextlib import suppress

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from jurisdictions.models import ProposedChange
from jurisdictions.models.freshness import fresh_once
from jurisdictions.models.versions import because
from jurisdictions.models.vocabulary import Outcome, Status
from jurisdictions.staff import workflow
from jurisdictions.staff.corrections import correct
from jurisdictions.staff.preview import Undone, position_of
from jurisdictions.staff.wording import differences, values_of
from jurisdictions.staff.workflow import check_complete, check_second_person, given, hold, log

GUARDED = ProposedChange.GUARDED


@transaction.atomic
def propose(statement, changes, *, reason, is_correction, by, at=None):
    """Keep `changes` ({guarded field: stored value}) waiting for a second person; a desk of one makes them at once."""
    reason = given(reason)
    held = hold(statement, Status.PUBLISHED, by, workflow.PUBLISH)
    if ProposedChange.objects.waiting().filter(statement=held).exists():
        raise ValidationError(_("Another change of this statement waits for approval: decide about that one first."))
    was = values_of(held, changes)
    fill(held, changes)
    check_complete(held)
    change = ProposedChange.objects.create(
        statement=held, was=as_json(was), now=as_json(changes), reason=reason,
        is_correction=is_correction, proposed_by=by, proposed_at=at or timezone.now(),
    )  # fmt: skip
    log(held, gettext("Proposed a change: %s") % reason, by, at)
    if settings.ONE_PERSON_DESK:
        approve(change, by=by, at=at)
    return change


@transaction.atomic
def approve(change, *, by, at=None):
    """A second person makes the proposed change public."""
    change, held = take(change, by)
    check_second_person(by, {change.proposed_by_id}, gettext("You proposed this change"))
    if as_json(values_of(held, change.was)) != change.was:
        raise ValidationError(_("The statement was changed since this was proposed: refuse it and propose it anew."))
    was, now = (from_json(held, values) for values in (change.was, change.now))
    write(held, change, by)
    if change.is_correction:
        correct(held, was, now, why=change.reason, by=change.proposed_by)
    decide(change, Outcome.APPROVED, by, at)
    log(held, gettext("Approved a change: %s") % change.reason, by, at)


@transaction.atomic
def refuse(change, *, reason, by, at=None):
    """Nothing changes; the reason stays with the proposal."""
    reason = given(reason)
    change, held = take(change, by)
    decide(change, Outcome.REFUSED, by, at, reason)
    log(held, gettext("Refused a change: %s") % reason, by, at)


@transaction.atomic
def withdraw(change, *, by, at=None):
    """Whoever proposed it thinks again."""
    change, held = take(change, by)
    if change.proposed_by_id != by.pk:
        raise ValidationError(_("Only the person who proposed it withdraws it; refuse it instead."))
    decide(change, Outcome.WITHDRAWN, by, at)
    log(held, gettext("Withdrew a change: %s") % change.reason, by, at)


def take(change, by):
    """(the waiting change, its published statement), locked."""
    held = hold(change.statement, Status.PUBLISHED, by, workflow.PUBLISH)
    change = ProposedChange.objects.select_for_update().get(pk=change.pk)
    if change.outcome != Outcome.WAITING:
        text = _("It was decided already: %(outcome)s.")
        raise ValidationError(text, params={"outcome": change.get_outcome_display()})
    return change, held


def write(held, change, by):
    fill(held, from_json(held, change.now))
    check_complete(held)
    held._history_user = by
    reason = gettext("%(reason)s (proposed by %(name)s)") % {"reason": change.reason, "name": change.proposed_by}
    with because(reason):
        held.save()


def decide(change, outcome, by, at, why=""):
    change.outcome, change.decided_by, change.decided_at, change.decided_why = outcome, by, at or timezone.now(), why
    change.save(update_fields=["outcome", "decided_by", "decided_at", "decided_why"])


def fill(statement, values):
    for name, value in values.items():
        setattr(statement, statement._meta.get_field(name).attname, value)


def as_json(values):
    return {name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in values.items()}


def from_json(statement, values):
    return {name: statement._meta.get_field(name).to_python(value) for name, value in values.items()}


def shown(change):
    """[(label, what it says, what it would say)]"""
    values = (from_json(change.statement, stored) for stored in (change.was, change.now))
    return differences(type(change.statement), *values)


def impact(change, day):
    """[(body, position now, position once approved)] of the bodies whose position would change."""
    statement = type(change.statement).objects.get(pk=change.statement_id)
    bodies = [statement.jurisdiction]
    before, after = {}, {}
    with suppress(Undone, ValidationError), fresh_once():
        fill(statement, from_json(statement, change.now))
        bodies = list(dict.fromkeys([*bodies, statement.jurisdiction]))
        before = {body: position_of(body, day) for body in bodies}
        statement.save()
        after = {body: position_of(body, day) for body in bodies}
        raise Undone
    return [(body, before[body], after[body]) for body in after if before[body].columns != after[body].columns]
