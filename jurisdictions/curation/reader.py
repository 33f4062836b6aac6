"""Reads the curated files and finds every problem in them before anything is written."""

import datetime
from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

import yaml
from django.core.exceptions import ValidationError

from jurisdictions import models as m
from jurisdictions.curation.rows import FIELDS, MANY, NAMES, RELATIONS, key_of, plain
from jurisdictions.models.vocabulary import Carriage, SourceKind

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
OPTIONAL = ("official", "derived_from", "applies_to")
ONE_OF = {  # fields that no two rows of a model may share
    m.Jurisdiction: ("name", "agency_type", "state", "county", "city"),
    m.SourceArticle: ("url",),
}


@dataclass
class Row:
    model: type
    fields: dict
    place: str  # file:line

    @property
    def key(self):
        return key_of(self.model, self.fields)

    def slug_of(self, name):
        """The slug a relation names, or None."""
        value = self.fields.get(name)
        return value[0] if isinstance(value, list) and value else None


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
            line = getattr(getattr(error, "problem_mark", None), "line", 0) + 1
            problems.append(f"{name}:{line}: not readable YAML in UTF-8: {str(error).splitlines()[0]}. Mend the file.")
            continue
        if node is not None and not isinstance(node, yaml.SequenceNode):
            problems.append(
                f"{name}:1: expected a list of rows, each starting with “- model:”. See fixtures/README.md."
            )
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
        if name in MANY or name == "derived_from":
            continue
        if name in RELATIONS:
            if known is not None:
                values[f"{name}_id"] = known[RELATIONS[name]][value[0]]
            continue
        field = row.model._meta.get_field(name)
        if field.get_internal_type() == "DateField":
            value = read_date(name, value)
        # Django would spell 42.8618 with the eight digits the column allows, and refuse the added ones.
        values[name] = Decimal(str(value)) if isinstance(value, float) else value
    return row.model(**values)


def read_date(name, value):
    """A date of ISO text or of YAML's own; ValidationError on `name` for anything else."""
    try:
        return datetime.date.fromisoformat(value) if isinstance(value, str) else value
    except ValueError:
        raise ValidationError({name: "Not a date of the calendar; write YYYY-MM-DD."}) from None


def problems_of(rows):
    """Everything wrong with these rows, one line each: place, what, what to do.

    A row with a value of the wrong kind gets that said and no further check; the others are checked against all.
    """
    found = list(misshapen(rows))
    bad = {id(row) for row, _text in found}
    sound = [row for row in rows if id(row) not in bad]
    slugs = {model: set(model.objects.values_list("slug", flat=True)) for model in set(RELATIONS.values())}
    for row in rows:
        if row.model in slugs and isinstance(row.fields.get("slug"), str):
            slugs[row.model].add(row.fields["slug"])
    for check in (duplicates, lambda rows: misnamed(rows, slugs), unsupported, misplaced, malformed):
        found += check(sound)
    order = {id(row): n for n, row in enumerate(rows)}
    return [f"{row.place}: {text}" for row, text in sorted(found, key=lambda pair: order[id(pair[0])])]


KINDS = {  # Django's field type: (what a file may hold for it, how to write it)
    "DateField": ((str, datetime.date), "'2025-01-31'"),
    "PositiveIntegerField": ((int,), "a whole number"),
    "DecimalField": ((int, float), "a number"),
    "JSONField": ((list,), "[one, two]"),
}
TEXT = ((str,), "text, in quotes where YAML would read a number, a date or yes/no")


def misshapen(rows):
    """Values of the wrong kind: a number for a name, a name without brackets for a relation."""
    for row in rows:
        for name, value in row.fields.items():
            if name not in FIELDS[row.model]:
                yield row, f"unknown field “{name}”. Known: {', '.join(FIELDS[row.model])}."
            elif name in RELATIONS:
                named = value if name in MANY else [value]
                if not (isinstance(named, list) and all(is_slug_list(one) for one in named)):
                    yield (
                        row,
                        f"{name}: write it as {'[[first-slug], [second-slug]]' if name in MANY else '[the-slug]'}.",
                    )
            elif not fits(row.model._meta.get_field(name).get_internal_type(), value):
                _kinds, spelling = KINDS.get(row.model._meta.get_field(name).get_internal_type(), TEXT)
                yield row, f"{name}: write it as {spelling}, or leave the line out."


def is_slug_list(value):
    return isinstance(value, list) and len(value) == 1 and isinstance(value[0], str)


def fits(field_type, value):
    kinds, _spelling = KINDS.get(field_type, TEXT)
    if not isinstance(value, kinds) or isinstance(value, bool | datetime.datetime) or value != value:
        return False
    texts = value if isinstance(value, list) else [value] if isinstance(value, str) else []
    return all(isinstance(text, str) and "\x00" not in text for text in texts)


def duplicates(rows):
    """Rows that stand twice in the files, or under another slug in the files or the database."""
    seen = {}
    taken = {
        model: {tuple(fields): slug for *fields, slug in model.objects.values_list(*names, "slug")}
        for model, names in ONE_OF.items()
    }
    for row in rows:
        if (row.model, row.key) in seen:
            yield row, f"“{row.key}” stands already at {seen[row.model, row.key]}. Keep one of the two."
        seen[row.model, row.key] = row.place
        if row.model in ONE_OF:
            same = tuple(row.fields.get(name, "") for name in ONE_OF[row.model])
            other = taken[row.model].setdefault(same, row.fields.get("slug"))
            if other != row.fields.get("slug"):
                what = "the same body" if row.model is m.Jurisdiction else "this address"
                yield row, f"{what} stands already as “{other}”. Keep one, or tell them apart."


def misnamed(rows, slugs):
    """Relations that are missing or lead nowhere."""
    for row in rows:
        for name in filter(RELATIONS.get, FIELDS[row.model]):
            value = row.fields.get(name)
            if value is None and name not in OPTIONAL:
                yield row, f"{name}: missing. Give the slug in brackets."
            for (slug,) in (value or []) if name in MANY else [value] if value else []:
                if slug not in slugs[RELATIONS[name]]:
                    yield row, f"{name}: nothing is named “{slug}”. Add it or correct the slug."


def unsupported(rows):
    """Statements without a source, and quotes that no unaltered source carries word for word."""
    kinds = dict(m.SourceArticle.objects.values_list("slug", "kind"))
    kinds |= {row.fields.get("slug"): row.fields.get("kind") for row in rows if row.model is m.SourceArticle}
    carried = defaultdict(set)
    stored = m.Citation.objects.values_list("statement__slug", "article__slug", "carried_as")
    cited = [(row.slug_of("statement"), row.slug_of("article"), row.fields.get("carried_as"))
             for row in rows if row.model is m.Citation]  # fmt: skip
    for statement, article, carried_as in {(s, a): (s, a, c) for s, a, c in [*stored, *cited]}.values():
        carried[statement].add((kinds.get(article), carried_as))
    for row in rows:
        if row.model is not m.Statement:
            continue
        sources = carried[row.fields.get("slug")]
        if not sources:
            yield row, "no citation rests under it. Add a jurisdictions.citation row."
        elif row.fields.get("quote") and not any(
            carried_as == Carriage.DIRECT_QUOTE and kind != SourceKind.REWRITE for kind, carried_as in sources
        ):
            yield row, "quote: no source other than a rewrite carries it as direct_quote. Cite one or leave it out."


def misplaced(rows):
    """Speakers of another body, or without the office they spoke in."""
    offices = dict(m.Official.objects.values_list("slug", "jurisdiction__slug"))
    offices |= {row.fields.get("slug"): row.slug_of("jurisdiction") for row in rows if row.model is m.Official}
    for row in rows:
        speaker = row.slug_of("official") if row.model is m.Statement else None
        if speaker and not row.fields.get("speaker_title"):
            yield row, "speaker_title: missing. Give the title the speaker held then."
        if speaker in offices and offices[speaker] != row.slug_of("jurisdiction"):
            yield (
                row,
                f"official: “{speaker}” held office in {offices[speaker]}. Name a person of this body, or nobody.",
            )


def malformed(rows):
    """What the model's own fields and `clean()` refuse."""
    for row in rows:
        try:
            instance = instance_of(row)
            # Relations are checked by name above; an instance without its relations cannot be asked for them.
            instance.clean_fields(exclude=[*RELATIONS, *row.model.DERIVED])
            instance.clean_alone()
        except ValidationError as error:
            for name, texts in error.message_dict.items():
                yield row, f"{name}: {' '.join(texts)} (it is {plain(row.fields.get(name))!r})"


def by_model(rows):
    grouped = defaultdict(list)
    for row in rows:
        grouped[row.model].append(row)
    return grouped
