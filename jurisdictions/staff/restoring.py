"""An earlier version becomes the present one again, by the same rules as if somebody had typed it."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from jurisdictions.models import Statement
from jurisdictions.models.freshness import fresh_once, held
from jurisdictions.models.versions import DELETED, because
from jurisdictions.models.vocabulary import Status
from jurisdictions.staff.corrections import correct, is_public
from jurisdictions.staff.proposals import GUARDED, propose
from jurisdictions.staff.timeline import values_in, with_links
from jurisdictions.staff.wording import differences, is_same, values_of
from jurisdictions.staff.workflow import given

KEPT = frozenset({"slug", "status", "retraction_reason"})  # an address stays, a status is for the workflow


def wanted(row, version):
    """{field: value} of what restoring this version would change in the row."""
    (version,) = with_links([version])
    values = {name: value for name, value in values_in(version).items() if name not in KEPT}
    now = values_of(row, values)
    return {name: value for name, value in values.items() if not is_same(value, now[name])}


def shown(row, version):
    """[(label, is, would be)]"""
    changes = wanted(row, version)
    return differences(type(row), values_of(row, changes), changes)


@transaction.atomic
def restore(row, version, *, reason, is_correction, by):
    """Write what `version` says; returns what waits for a second person because readers see it, or None."""
    reason = given(reason)
    held(type(row).bodies_of(row.own_rows()))
    row = type(row).objects.select_for_update().get(pk=row.pk)
    if version.id != row.pk or version.history_type == DELETED:
        raise ValidationError(_("This is no earlier version of this row."))
    changes, public, waits = wanted(row, version), is_public(row), None
    if isinstance(row, Statement) and row.status == Status.RETRACTED:
        raise PermissionDenied
    guarded = {name: changes.pop(name) for name in GUARDED if public and name in changes and type(row) is Statement}
    was = values_of(row, changes)
    with fresh_once(), because(reason):
        write(row, changes, by)
        if guarded:
            waits = propose(row, guarded, reason=reason, is_correction=is_correction, by=by)
    if public and is_correction:
        correct(row, was, changes, why=reason, by=by)
    return waits


def write(row, changes, by):
    links = {name: value for name, value in changes.items() if row._meta.get_field(name).many_to_many}
    for name in changes.keys() - links.keys():
        setattr(row, row._meta.get_field(name).attname, changes[name])
    row.full_clean()
    row._history_user = by
    if changes.keys() - links.keys():
        row.save()
    for name, keys in links.items():
        getattr(row, name).set(keys)
