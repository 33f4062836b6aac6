"""Reads the curated files and finds every problem in them before anything is written."""

import datetime
from collections import defaultdict
from dataclasses import dataclass

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
        values[name] = read_date(name, value) if field.get_internal_type() == "DateField" else value
    return row.model(**values)


def read_date(name, value):
    """A date of ISO text or of YAML's own; ValidationError on `name` for anything else."""
    try:
        return datetime.date.fromisoformat(value) if isinstance(value, str) else value
    except ValueError:
        raise ValidationError({name: "Not a date of the calendar; write YYYY-MM-DD."}) from None


def problems_of(rows):
    """Everything wrong with these rows, one line each: place, what, what to do."""
    problems = []
    slugs = {model: set(model.objects.values_list("slug", flat=True)) for model in set(RELATIONS.values())}
    for row in rows:
        if "slug" in row.fields and row.model in slugs:
            slugs[row.model].add(row.fields["slug"])
    for check in (duplicates, lambda rows: misnamed(rows, slugs), unsupported, misplaced, malformed):
        problems += [f"{row.place}: {text}" for row, text in check(rows)]
    return sorted(problems, key=lambda text: (text.split(":")[0], int(text.split(":")[1]), text))


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
    """Unknown fields, relations that are missing, badly written or lead nowhere."""
    for row in rows:
        for name in sorted(set(row.fields) - set(FIELDS[row.model])):
            yield row, f"unknown field “{name}”. Known: {', '.join(FIELDS[row.model])}."
        for name in FIELDS[row.model]:
            if name not in RELATIONS:
                continue
            value = row.fields.get(name)
            if value is None:
                if name not in OPTIONAL:
                    yield row, f"{name}: missing. Give the slug in brackets."
                continue
            named = value if name in MANY else [value]
            if not isinstance(named, list) or not all(
                isinstance(one, list) and len(one) == 1 and isinstance(one[0], str) for one in named
            ):
                shape = "[[first-slug], [second-slug]]" if name in MANY else "[the-slug]"
                yield row, f"{name}: write it as {shape}."
                continue
            for (slug,) in named:
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
        known = {name: value for name, value in row.fields.items() if name in FIELDS[row.model]}
        try:
            instance = instance_of(Row(row.model, known, row.place))
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
