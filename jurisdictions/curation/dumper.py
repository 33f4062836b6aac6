"""Writes the curated files: same rows, same bytes."""

from collections import defaultdict

import yaml

from jurisdictions import models as m
from jurisdictions.curation import redirects
from jurisdictions.curation.rows import FIELDS, database_rows

ROOMS = ("sources", "bodies", "statements", "corrections", "redirects")  # what is pointed at comes first
HEADS = (m.SourceArticle, m.Jurisdiction, m.Statement, m.Correction, m.PermanentAddress)  # a blank line before these


class InLine(list):
    """A list written in one line: `themes: [policing, raids]`."""


class Dumper(getattr(yaml, "CSafeDumper", yaml.SafeDumper)):
    pass


Dumper.add_representer(
    InLine, lambda dumper, items: dumper.represent_sequence("tag:yaml.org,2002:seq", items, flow_style=True)
)


def place_of(model, instance):
    """(file, order within it): sources and corrections by year, bodies by state, each statement before its citations.

    Ties and officials follow all bodies of their file, so that Django's loaddata meets no name before its row.
    """
    if model is m.SourceArticle:
        return f"sources/{instance.published_on.year if instance.published_on else 'undated'}.yaml", (instance.slug,)
    if model is m.Correction:
        return f"corrections/{instance.corrected_on.year}.yaml", (instance.slug,)
    if model in (m.Statement, m.Citation):
        statement = instance if model is m.Statement else instance.statement
        return f"statements/{statement.jurisdiction.state.lower()}.yaml", (statement.slug, model is m.Citation)
    body = instance.child if model is m.ParentTie else instance if model is m.Jurisdiction else instance.jurisdiction
    room = {m.ParentTie: 1, m.Official: 2}.get(model, 0)
    return f"bodies/{body.state.lower()}.yaml", (room, body.slug, list(FIELDS).index(model))


def text_of(entries):
    """YAML of [(model, row)], a blank line before each head row."""
    parts = []
    for model, row in entries:
        fields = {name: InLine(value) if isinstance(value, list) else value for name, value in row.items()}
        entry = {"model": model._meta.label_lower, "fields": fields}
        parts.append("\n" if model in HEADS and parts else "")
        parts.append(yaml.dump([entry], Dumper=Dumper, sort_keys=False, allow_unicode=True, width=10_000))
    return "".join(parts)


def dump(folder):
    """Write every row under `folder`; files that no row lives in any more are removed. Returns the file count."""
    files = defaultdict(list)
    for model in FIELDS:
        for key, (instance, row) in database_rows(model).items():
            name, order = place_of(model, instance)
            files[name].append(((*order, key), model, row))
    for key, (address, row) in redirects.database_rows().items():
        files[f"redirects/{address.kind}s.yaml"].append(((key,), m.PermanentAddress, row))
    for room in ROOMS:
        for path in (folder / room).glob("*.yaml"):
            if path.relative_to(folder).as_posix() not in files:
                path.unlink()
    for name, entries in files.items():
        entries.sort(key=lambda entry: entry[0])
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text_of([entry[1:] for entry in entries]), encoding="utf-8")
    return len(files)
