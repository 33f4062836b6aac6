"""The versions of a row and of what hangs on it, newest first, each with what it changed."""

from collections import defaultdict
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from jurisdictions.models.versions import CHANGED, CREATED, DELETED, Versions
from jurisdictions.staff.wording import EMPTY, Names, is_same, label_of

SHOWN = 200
ACTS = {CREATED: _("entered"), CHANGED: _("changed"), DELETED: _("deleted")}


@dataclass
class Entry:
    """One version: `lines` are [(label, was, is)], `is_own` tells the row itself from what hangs on it, `of` names one
    that was merged into it.
    """

    version: Any
    lines: list
    is_own: bool
    is_newest: bool = False
    of: str = ""

    @property
    def what(self):
        model = self.version.instance_type
        return "" if self.is_own else self.of or capfirst(model._meta.verbose_name)

    @property
    def act(self):
        return ACTS[self.version.history_type]


def fields_of(version_model):
    """Fields of a version that say something: not its key, nor what it hangs on."""
    return [field.name for field in version_model.tracked_fields if not field.primary_key]


def values_in(version):
    """{field: value} of a version, relations by primary key, with the links `with_links` has read."""
    found = {name: getattr(version, version._meta.get_field(name).attname) for name in fields_of(type(version))}
    return {**found, **getattr(version, "links", {})}


def with_links(versions):
    """Read the many-to-many links of these versions of one model into `links`."""
    for field in versions[0]._history_m2m_fields if versions else []:
        linked, column = defaultdict(list), field.m2m_reverse_field_name()
        rows = Versions.m2m_models[field].objects.filter(history__in=[version.pk for version in versions])
        for version, key in rows.values_list("history_id", column):
            linked[version].append(key)
        for version in versions:
            version.links = {**getattr(version, "links", {}), field.name: sorted(linked[version.pk])}
    return versions


def timeline(row, hung=()):
    """Entries of this row, of the rows of `hung` ([(model, name of its foreign key to the row)]), and of those that
    were merged into it.
    """
    entries, merged = compared(type(row), type(row).history.filter(id=row.pk), is_own=True), merged_into(row)
    for key, label in merged.items():
        entries += compared(type(row), type(row).history.filter(id=key), is_own=False, of=label)
    for model, name in hung:
        versions = model.history.filter(**{f"{name}__in": [row.pk, *merged]})
        entries += compared(model, versions, is_own=False, without=name)
    entries.sort(key=attrgetter("version.history_date", "version.history_id"), reverse=True)
    own = next((entry for entry in entries if entry.is_own), None)
    if own:
        own.is_newest = True
    return entries


def merged_into(row):
    """{key: name} of the rows that are part of this one today."""
    return row.merges.standing().labels() if hasattr(row, "merges") else {}


def compared(model, versions, *, is_own, without=None, of=""):
    """Entries of these versions, each compared with the one before it of the same row; the newest `SHOWN`."""
    versions = with_links(list(versions.select_related("history_user").order_by("-history_id")[: SHOWN + 1])[::-1])
    values = {version.pk: values_in(version) for version in versions}
    names, before, entries = Names(model, values.values()), {}, []
    for version in versions:
        was, now = before.get(version.id, {}), values[version.pk]
        lines = [
            (label_of(model, name), names.shown(name, was), names.shown(name, now))
            for name, value in now.items()
            if name != without and not is_same(was.get(name), value)
        ]
        if version.history_type == DELETED:
            lines = [(label_of(model, n), names.shown(n, now), EMPTY) for n, v in now.items() if n != without and v]
        before[version.id] = now
        entries.append(Entry(version, lines, is_own, of=of))
    return entries[-SHOWN:]
