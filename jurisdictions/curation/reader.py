"""Reads the curated files and finds every problem in them before anything is written."""

from collections import defaultdict
from dataclasses import dataclass

import yaml
from django.core.exceptions import ValidationError
from django.utils.dateparse import parse_date

from jurisdictions import models as m
from jurisdictions.curation.rows import FIELDS, NAMES, key_of

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
RELATIONS = {"jurisdiction": m.Jurisdiction, "child": m.Jurisdiction, "parent": m.Jurisdiction,
             "official": m.Official, "statement": m.Statement, "article": m.SourceArticle,
             "derived_from": m.SourceArticle, "applies_to": m.Jurisdiction}  # fmt: skip


@dataclass
class Row:
    model: type
    fields: dict
    place: str  # file:line

    @property
    def key(self):
        return key_of(self.model, self.fields)


def read(folder, only=()):
    """(rows, problems) of every *.yaml file under `folder`; `only` limits to files of these stems."""
    rows, problems = [], []
    for path in sorted(folder.rglob("*.yaml")):
        if only and path.stem not in only and "sources" not in path.parts:
            continue
        name = path.relative_to(folder).as_posix()
        try:
            loader = LOADER(path.read_text(encoding="utf-8"))
            node = loader.get_single_node()
        except (yaml.YAMLError, UnicodeDecodeError) as error:
            problems.append(f"{name}: not readable YAML in UTF-8: {str(error).splitlines()[0]}. Mend the file.")
            continue
        for item in node.value if node is not None else []:
            place = f"{name}:{item.start_mark.line + 1}"
            entry = loader.construct_document(item) if isinstance(item, yaml.MappingNode) else None
            model = NAMES.get(str((entry or {}).get("model", "")).removeprefix("jurisdictions."))
            if model is None or not isinstance(entry.get("fields"), dict):
                problems.append(f"{place}: expected a row with a known `model` and `fields`. See fixtures/README.md.")
                continue
            rows.append(Row(model, entry["fields"], place))
    return rows, problems


def instance_of(row, known=None):
    """An unsaved instance of the row's plain fields; relations by primary key from `known` when given."""
    values = {}
    for name, value in row.fields.items():
        if name == "applies_to":
            continue
        if name in RELATIONS:
            if known is not None:
                values[f"{name}_id"] = known[RELATIONS[name]][value[0]]
            continue
        field = row.model._meta.get_field(name)
        if field.get_internal_type() == "DateField" and isinstance(value, str):
            value = parse_date(value)
            if value is None:
                raise ValidationError({name: "Not a date; write YYYY-MM-DD."})
        values[name] = value
    return row.model(**values)


def problems_of(rows):
    """Everything wrong with these rows, one line each: place, what, what to do."""
    problems, seen, names = [], {}, {}
    slugs = {model: set(model.objects.values_list("slug", flat=True)) for model in set(RELATIONS.values())}
    for row in rows:
        if "slug" in row.fields:
            slugs[row.model].add(row.fields["slug"])
    cited = {row.fields.get("statement", [None])[0] for row in rows if row.model is m.Citation}
    cited |= set(m.Citation.objects.values_list("statement__slug", flat=True))
    for row in rows:
        say = lambda text, row=row: problems.append(f"{row.place}: {text}")  # noqa: E731
        for name in set(row.fields) - set(FIELDS[row.model]):
            say(f"unknown field “{name}”. Known: {', '.join(FIELDS[row.model])}.")
        if (row.model, row.key) in seen:
            say(f"“{row.key}” stands already at {seen[row.model, row.key]}. Keep one of the two.")
        seen[row.model, row.key] = row.place
        for name in set(row.fields) & set(RELATIONS):
            value = row.fields[name]
            for slug in [v[0] for v in value] if name == "applies_to" else value:
                if slug not in slugs[RELATIONS[name]]:
                    say(f"{name}: nothing is named “{slug}”. Add it or correct the slug.")
        if row.model is m.Jurisdiction:
            same = tuple(row.fields.get(n, "") for n in ("name", "agency_type", "state", "county", "city"))
            if same in names:
                say(f"the same body stands at {names[same]}. Keep one, or tell them apart by city or county.")
            names[same] = row.place
        if row.model is m.Statement and row.fields.get("slug") not in cited:
            say("no citation rests under it. Add a jurisdictions.citation row.")
        for text in field_problems(row):
            say(text)
    return problems


def field_problems(row):
    try:
        instance = instance_of(Row(row.model, {k: v for k, v in row.fields.items() if k in FIELDS[row.model]}, ""))
        relations = [n for n in RELATIONS if n in FIELDS[row.model]]
        instance.clean_fields(exclude=[*relations, "search_text"])
        instance.clean()
    except ValidationError as error:
        return [f"{name}: {' '.join(texts)}" for name, texts in error.message_dict.items()]
    required = [n for n in FIELDS[row.model] if n in RELATIONS and n not in ("official", "derived_from", "applies_to")]
    return [f"{name}: missing. Give the slug in brackets." for name in required if name not in row.fields]


def by_model(rows):
    grouped = defaultdict(list)
    for row in rows:
        grouped[row.model].append(row)
    return grouped
