"""Writes checked rows: atomic, idempotent, and never over an edit made at the desk."""

from collections import Counter

from django.db import transaction

from jurisdictions import models as m
from jurisdictions.curation.reader import by_model, instance_of
from jurisdictions.curation.rows import FIELDS, database_rows, digest, normal, row_of
from jurisdictions.models.positions import rebuild_positions


@transaction.atomic
def load(rows, *, overwrite=False, dry_run=False, progress=lambda done, total: None):
    """Counter of "+" added, "~" changed, "=" same, "!" kept because staff edited or removed it."""
    counts, done, grouped = Counter(), 0, by_model(rows)
    known = {model: dict(model.objects.values_list("slug", "pk")) for model in
             (m.SourceArticle, m.Jurisdiction, m.Official, m.Statement)}  # fmt: skip
    remembered = {(r.model, r.key): r for r in m.LoadedRow.objects.all()}
    for model in FIELDS:
        stored = database_rows(model)
        for row in ordered(model, grouped[model]):
            memory = remembered.get((model._meta.model_name, row.key))
            verdict = judge(row, stored.get(row.key), memory, overwrite)
            counts[verdict] += 1
            if verdict in "+~" or (verdict == "=" and memory is None):
                write(row, stored.get(row.key), known, write_row=verdict in "+~")
            done += 1
            progress(done, len(rows))
    if counts["+"] or counts["~"]:
        rebuild_positions()
    if dry_run:
        transaction.set_rollback(True)
    return counts


def ordered(model, rows):
    """Sources after the source they derive from."""
    return sorted(rows, key=lambda r: "derived_from" in r.fields) if model is m.SourceArticle else rows


def judge(row, stored, memory, overwrite):
    if stored is None:
        return "+" if memory is None or overwrite else "!"
    _instance, current = stored
    if current == file_row(row):
        return "="
    edited = memory is None or memory.digest != digest(current)
    return "!" if edited and not overwrite else "~"


def file_row(row):
    """The row as the database will spell it, defaults filled in."""
    filled = dict(row.fields)
    if row.model is m.Statement:
        filled.setdefault("capacity", "body")
        filled.setdefault("date_precision", "day")
        filled.setdefault("status", "draft")
    return normal(filled)


def write(row, stored, known, *, write_row):
    instance = stored[0] if stored else None
    if write_row:
        fresh = instance_of(row, known)
        if instance:
            for name in FIELDS[row.model]:
                if name != "applies_to":
                    setattr(instance, name, getattr(fresh, name))
        instance = instance or fresh
        instance.save()
        if row.model is m.Statement:
            instance.applies_to.set([known[m.Jurisdiction][slug[0]] for slug in row.fields.get("applies_to", [])])
        if row.model in known:
            known[row.model][instance.slug] = instance.pk
        instance = row.model.objects.get(pk=instance.pk)
    m.LoadedRow.objects.update_or_create(
        model=row.model._meta.model_name, key=row.key, defaults={"digest": digest(row_of(instance))}
    )
