"""Every version of every row of the record: what it said, who wrote it, when and why.

`save()` and `delete()` keep a version by signal, the bulk writes of a `KeepingQuerySet` through `keep_versions`.
Derived columns are no part of a version, so that a rebuild writes none.
"""

from contextlib import contextmanager
from contextvars import ContextVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from simple_history.models import HistoricalRecords

CREATED, CHANGED, DELETED = "+", "~", "-"
BATCH = 500
_reason: ContextVar[str] = ContextVar("why the record changes", default="")
_by: ContextVar = ContextVar("who changes the record", default=None)
_moment: ContextVar = ContextVar("when what is deleted together was deleted", default=None)
_is_paused: ContextVar[bool] = ContextVar("versions are kept later", default=False)


@contextmanager
def because(reason, *, by=None):
    """Versions kept inside carry this reason, unless the row brings its own, and this person where one is named."""
    tokens = _reason.set(reason), _by.set(by or _by.get())
    try:
        yield
    finally:
        _reason.reset(tokens[0])
        _by.reset(tokens[1])


@contextmanager
def versions_later():
    """Nothing is kept inside: whoever writes a row in several steps calls `keep_versions` once it is whole."""
    token = _is_paused.set(True)
    try:
        yield
    finally:
        _is_paused.reset(token)


@contextmanager
def at_one_moment():
    """What is deleted inside, and what goes with it, bears one time: that is how it is known to belong together."""
    token = _moment.set(_moment.get() or timezone.now())
    try:
        yield
    finally:
        _moment.reset(token)


class Versions(HistoricalRecords):
    """`derived` columns and the links of `many` relations: left out of a version, and kept with it."""

    def __init__(self, *, derived=(), many=()):
        reason = models.TextField(blank=True, default="")
        super().__init__(excluded_fields=list(derived), m2m_fields=many, history_change_reason_field=reason)

    def copy_fields(self, model):
        """Versions are found by row and by what the row hangs on; no other column of theirs needs an index."""
        self.no_db_index = [
            field.name for field in model._meta.fields if not (field.primary_key or field.is_relation)
        ]  # fmt: skip
        return super().copy_fields(model)

    def get_extra_fields(self, model, fields):
        """Deletions are few among very many versions."""
        extra = super().get_extra_fields(model, fields)
        extra["history_type"].db_index = True
        return extra

    def get_change_reason_for_object(self, instance, history_type, using):
        return getattr(instance, "_change_reason", "") or _reason.get()

    def get_history_user(self, instance):
        return _by.get() or super().get_history_user(instance)

    def post_save(self, instance, created, using=None, **kwargs):
        if not _is_paused.get():
            super().post_save(instance, created, using=using, **kwargs)

    def post_delete(self, instance, using=None, **kwargs):
        instance._history_date = _moment.get() or timezone.now()
        super().post_delete(instance, using=using, **kwargs)
        del instance._history_date

    def m2m_changed(self, instance, action, attr, pk_set, reverse, **kwargs):
        if not _is_paused.get():
            super().m2m_changed(instance, action, attr, pk_set, reverse, **kwargs)


def keep_versions(rows, sign):
    """Keep a version of each of these stored rows of one model, in a few queries a batch."""
    if not rows or _is_paused.get():
        return
    manager = type(rows[0]).history
    kept = manager.bulk_history_create(
        rows, batch_size=BATCH, update=sign == CHANGED, default_change_reason=_reason.get()
    )
    for field in manager.model._history_m2m_fields:
        keep_links(field, {version.id: version for version in kept})


def keep_first(rows):
    """Before these stored rows change: a version of each that was written past the history and has none."""
    if not _is_paused.get():
        versions = rows.model.history.filter(id=models.OuterRef("pk"))
        with because(gettext("As it stood before its first change here.")):
            keep_versions(list(rows.exclude(models.Exists(versions))), CREATED)


def keep_links(field, versions):
    """The links of a many-to-many `field` as they stand, with these {primary key: version}."""
    through, owner = field.remote_field.through, field.m2m_field_name()
    links = through.objects.filter(**{f"{owner}__in": versions})
    Versions.m2m_models[field].objects.bulk_create(
        (
            Versions.m2m_models[field](
                history=versions[getattr(link, f"{owner}_id")],
                **{column.attname: getattr(link, column.attname) for column in through._meta.fields},
            )
            for link in links
        ),
        batch_size=BATCH,
    )


def newest_versions(model, keys, **which):
    """{primary key: its newest version}, or the newest of those that fit the lookups in `which`."""
    versions = model.history.filter(id__in=keys, **which)
    newest = versions.values("id").annotate(newest=models.Max("history_id")).values("newest")
    return {version.id: version for version in model.history.filter(history_id__in=newest)}


def differs(row, version):
    return any(getattr(row, field.attname) != getattr(version, field.attname) for field in version.tracked_fields)


def unkept(model):
    """Stored rows whose newest version is missing, or says something else than they do."""
    found, keys = [], list(model.objects.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(keys), BATCH):
        batch = keys[start : start + BATCH]
        kept = newest_versions(model, batch)
        rows = model.objects.filter(pk__in=batch)
        found += [row for row in rows if row.pk not in kept or differs(row, kept[row.pk])]
    return found


def catch_up(models_of_record):
    """Keep a version of what was written past them (raw rows of a fixture); returns how many rows that were."""
    count = 0
    for model in models_of_record:
        rows = unkept(model)
        known = newest_versions(model, [row.pk for row in rows])
        keep_versions([row for row in rows if row.pk not in known], CREATED)
        keep_versions([row for row in rows if row.pk in known], CHANGED)
        count += len(rows)
    return count
