"""Writes the curated files: same rows, same bytes."""

from collections import defaultdict

import yaml

from jurisdictions import models as m
from jurisdictions.curation.rows import FIELDS, database_rows

DUMPER = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


def home_of(model, instance):
    """The file a row lives in: sources by year, bodies and statements by state."""
    if model is m.SourceArticle:
        return f"sources/{instance.published_on.year if instance.published_on else 'undated'}.yaml"
    if model in (m.Statement, m.Citation):
        body = instance.jurisdiction if model is m.Statement else instance.statement.jurisdiction
        return f"statements/{body.state.lower()}.yaml"
    body = instance if model is m.Jurisdiction else getattr(instance, "jurisdiction", None) or instance.child
    return f"bodies/{body.state.lower()}.yaml"


def text_of(rows):
    entries = [{"model": f"jurisdictions.{name}", "fields": row} for name, row in rows]
    return yaml.dump(entries, Dumper=DUMPER, sort_keys=False, allow_unicode=True, width=10_000)


def dump(folder):
    """Write every row under `folder`; files that no row lives in any more are removed. Returns the file count."""
    files = defaultdict(list)
    for model in FIELDS:
        for _key, (instance, row) in sorted(database_rows(model).items()):
            files[home_of(model, instance)].append((model._meta.model_name, row))
    for room in ("sources", "bodies", "statements"):
        (folder / room).mkdir(parents=True, exist_ok=True)
        for path in (folder / room).glob("*.yaml"):
            if path.relative_to(folder).as_posix() not in files:
                path.unlink()
    for name, rows in files.items():
        (folder / name).write_text(text_of(rows), encoding="utf-8")
    return len(files)
