"""Writes checked rows: atomic, idempotent, and never over an edit made at the desk."""

import hashlib
from collections import Counter
from contextlib import nullcontext
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext

from jurisdictions import models as m
from jurisdictions.curation import redirects
from jurisdictions.curation.reader import by_model, instance_of
from jurisdictions.curation.rows import FIELDS, KEYS, MANY, RELATIONS, database_rows, digest, named_rows, normal
from jurisdictions.models.freshness import fresh_once
from jurisdictions.models.versions import CHANGED, CREATED, because, keep_versions, versions_later

BATCH = 500


@dataclass
class Outcome:
    """`counts`: "+" added, "~" changed, "=" same, "-" removed, "!" kept because staff edited or removed it.

    `kept` names the last.
    """

    counts: Counter = field(default_factory=Counter)
    kept: list = field(default_factory=list)

    def tell(self, row, verdict):
        self.counts[verdict] += 1
        self.kept += [row] if verdict == "!" else []


@transaction.atomic
def load(rows, *, overwrite=False, dry_run=False, by_desk=False, progress=lambda done, total: None):
    """Outcome of writing these checked rows, all or none; positions are rebuilt once at the end.

    `by_desk`: an import at the desk is an edit of the desk. It removes nothing, and the files go on remembering what
    they themselves wrote last.
    """
    outcome, done, grouped = Outcome(), 0, by_model(rows)
    memories = {(row.model, row.key): row for row in m.LoadedRow.objects.all()}
    outcome.counts["-"] += 0 if by_desk else redirects.release(rows, memories)
    retired = redirects.retired_slugs()
    known = names_known(retired)
    with fresh_once(), nullcontext() if by_desk else because(gettext("Loaded from the curated files.")):
        for model in FIELDS:
            stored = named_rows(model, grouped[model]) if by_desk else database_rows(model)
            fresh, changed, written = [], [], []
            for row in grouped[model]:
                instance, current = stored.get(row.key, (None, None))
                memory = memories.get((model._meta.model_name, row.key))
                verdict = judge(file_row(row), current, memory, overwrite)
                verdict = "!" if verdict == "+" and is_retired(row, retired) else verdict
                outcome.tell(row, verdict)
                (fresh if verdict == "+" else changed if verdict == "~" else []).append((row, instance))
                written += [row] if is_to_remember(verdict, memory) else []
                done += 1
                progress(done, len(rows))
            write(model, fresh, changed, known)
            if by_desk:
                continue
            remember(model, written)
            outcome.counts["-"] += remove(model, dropped(model, stored, grouped, memories, overwrite))
        redirect(grouped[m.PermanentAddress], outcome, memories, known, overwrite)
    if dry_run:
        transaction.set_rollback(True)
    return outcome


def names_known(retired):
    """{model: {slug: primary key}} of what rows may name; a retired slug leads on."""
    return {model: retired[model] | dict(model.objects.values_list("slug", "pk")) for model in set(RELATIONS.values())}


def is_retired(row, retired):
    """Its name, or that of the row it hangs on, leads to another row here: it was merged or renamed at the desk."""
    heads = {name: RELATIONS[name] for name in KEYS.get(row.model, ()) if name in RELATIONS} or {"slug": row.model}
    slugs = {name: row.fields.get(name) if name == "slug" else row.slug_of(name) for name in heads}
    return any(slugs[name] in retired.get(model, ()) for name, model in heads.items())


def redirect(rows, outcome, memories, known, overwrite):
    stored, borne, written = redirects.database_rows() if rows else {}, redirects.borne(rows), []
    for row in rows:
        _address, current = stored.get(row.key, (None, None))
        memory = memories.get((row.model._meta.model_name, row.key))
        verdict = "!" if row.key in borne else judge(file_row(row), current, memory, overwrite)
        outcome.tell(row, verdict)
        if verdict in "+~":
            redirects.write(row.fields, known)
        written += [row] if is_to_remember(verdict, memory) else []
    remember(m.PermanentAddress, written)


def judge(wanted, current, memory, overwrite):
    if current is None:
        return "+" if memory is None or overwrite else "!"
    if current == wanted:
        return "="
    edited = memory is None or memory.digest != digest(current)
    return "!" if edited and not overwrite else "~"


def is_to_remember(verdict, memory):
    return verdict in "+~" or (verdict == "=" and memory is None)


def dropped(model, stored, grouped, memories, overwrite):
    """{key: primary key} of what the files once hung on a row of theirs (a source, an alias, ...) and no more.

    Bodies, people, sources and statements stay: what was published is retracted, never removed.
    """
    if model not in KEYS:
        return {}
    head, listed = KEYS[model][0], {row.key for row in grouped[model]}
    heads = {row.key for row in grouped[RELATIONS[head]]}
    known = {key: memories.get((model._meta.model_name, key)) for key in stored.keys() - listed}
    return {
        key: stored[key][0].pk
        for key, memory in known.items()
        if memory and stored[key][1][head][0] in heads and (overwrite or memory.digest == digest(stored[key][1]))
    }


def remove(model, rows):
    model.objects.filter(pk__in=rows.values()).delete()
    m.LoadedRow.objects.filter(model=model._meta.model_name, key__in=rows).delete()
    return len(rows)


def file_row(row):
    """The row as the database will spell it, defaults filled in."""
    defaults = {}
    for name in FIELDS.get(row.model, ()):
        if name not in MANY and (default := row.model._meta.get_field(name).get_default()) not in (None, "", []):
            defaults[name] = default
    return normal({**defaults, **row.fields})


def write(model, fresh, changed, known):
    """Create and update rows of one model, and keep a version of each once it is whole."""
    with versions_later():
        created, updated = put(model, fresh, changed, known)
    keep_versions(created, CREATED)
    keep_versions(updated, CHANGED)


def put(model, fresh, changed, known):
    """(created, updated) rows of one model; `known` ({model: {slug: pk}}) learns the new slugs."""
    instances = [instance_of(row, known) for row, _none in fresh]
    created = model.objects.bulk_create(instances, batch_size=BATCH)
    if model in known:
        known[model].update({instance.slug: instance.pk for instance in created})
    for row, instance in changed:
        wanted = instance_of(row, known)
        for name in FIELDS[model]:
            if name not in MANY:
                setattr(instance, name, getattr(wanted, name))
        instance.save()
    if model is m.SourceArticle:
        derive(fresh, created, known[model])
        derive(changed, [instance for _row, instance in changed], known[model])
    if model is m.Statement:
        bind([row for row, _instance in fresh + changed], known)
    return created, [instance for _row, instance in changed]


def derive(pairs, articles, slugs):
    """Tie these sources to those they derive from, once all exist."""
    tied = []
    for (row, _instance), article in zip(pairs, articles, strict=True):
        origin = row.fields.get("derived_from")
        before, article.derived_from_id = article.derived_from_id, slugs[origin[0]] if origin else None
        tied += [article] if article.derived_from_id != before else []
    m.SourceArticle.objects.bulk_update(tied, ["derived_from"], batch_size=BATCH)


def bind(rows, known):
    """Write which other bodies these statements apply to."""
    through = m.Statement.applies_to.through
    slugs = known[m.Statement]
    through.objects.filter(statement__in=[slugs[row.fields["slug"]] for row in rows]).delete()
    through.objects.bulk_create(
        through(statement_id=slugs[row.fields["slug"]], jurisdiction_id=known[m.Jurisdiction][slug])
        for row in rows
        for (slug,) in row.fields.get("applies_to", [])
    )


def remember(model, rows):
    m.LoadedRow.objects.bulk_create(
        [m.LoadedRow(model=model._meta.model_name, key=row.key, digest=digest(file_row(row))) for row in rows],
        update_conflicts=True,
        unique_fields=["model", "key"],
        update_fields=["digest"],
        batch_size=BATCH,
    )


def digest_of_files(folder):
    """SHA-256 over the names and bytes of every curated file."""
    total = hashlib.sha256()
    for path in sorted(folder.rglob("*.yaml")):
        content = path.read_bytes()
        total.update(f"{path.relative_to(folder).as_posix()} {len(content)}\n".encode() + content)
    return total.hexdigest()


def files_are_loaded(folder):
    return m.LoadedRow.objects.filter(model="files", digest=digest_of_files(folder)).exists()


def remember_files(folder):
    m.LoadedRow.objects.update_or_create(model="files", key="", defaults={"digest": digest_of_files(folder)})
