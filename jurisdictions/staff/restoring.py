"""An earlier version becomes the present one again, by the same rules as if somebody had typed it; what was deleted
comes back with what went along.
"""

from django.contrib.admin.models import ADDITION
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from jurisdictions.models import SourceArticle, Statement
from jurisdictions.models.address_history import kind_of, lead_on
from jurisdictions.models.freshness import fresh_once, held
from jurisdictions.models.versions import CREATED, DELETED, because, keep_versions, versions_later
from jurisdictions.models.vocabulary import AddressReason, Status
from jurisdictions.staff.corrections import correct, is_public
from jurisdictions.staff.deleted import deletions, make_return, rights
from jurisdictions.staff.merges.verbs import log
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


@transaction.atomic
def bring_back(deletion, *, reason, by, at=None):
    """The row of this deletion is there again under its own key and address, a statement as a draft. Returns it."""
    reason, model = given(reason), deletion.instance_type
    if not by.has_perms(rights(model)):
        raise PermissionDenied
    model.history.select_for_update().get(pk=deletion.pk)  # of two who restore it, one waits here
    if not deletions(model).filter(pk=deletion.pk).exists():
        raise ValidationError(_("It is there again already."))
    found = make_return(deletion, lock=True)
    if found.problems:
        raise ValidationError(found.problems)
    with fresh_once(), because(gettext("Restored: %s") % reason, by=by):
        store(found)
    log(found.row, ADDITION, gettext("Restored after it was deleted: %s") % reason, by, at)
    return found.row


def store(found):
    """One version tells all of the row; what hangs on it has versions of its own."""
    row = found.row
    with versions_later():
        row.save(force_insert=True)
        for name, keys in found.links.items():
            getattr(row, name).set(keys)
    keep_versions([row], CREATED)
    for part in found.parts:
        part.save(force_insert=True)
    for statement in found.mentions:
        statement.applies_to.add(row)
    SourceArticle.objects.filter(pk__in=[one.pk for one in found.derivatives]).update(derived_from=row.pk)
    for slug, day in found.former:
        lead_on(kind_of(type(row)), slug, row.pk, on=day, reason=AddressReason.RENAMED)
