"""Finds every problem in curated rows before anything is written."""

import datetime
from collections import defaultdict

from django.core.exceptions import ValidationError

from jurisdictions import models as m
from jurisdictions.curation import redirects
from jurisdictions.curation.reader import instance_of
from jurisdictions.curation.rows import FIELDS, MANY, RELATIONS, plain
from jurisdictions.models.addresses import canonical_address
from jurisdictions.models.correction import FACTS, SUBJECTS
from jurisdictions.models.vocabulary import Carriage, SourceKind

OPTIONAL = ("official", "derived_from", "applies_to")
ONE_OF = {  # fields that no two rows of a model may share
    m.Jurisdiction: ("name", "agency_type", "state", "county", "city"),
    m.SourceArticle: ("canonical_url",),
}


def problems_of(rows):
    """Everything wrong with these rows, one line each: place, what, what to do.

    A row with a value of the wrong kind gets that said and no further check; the others are checked against all.
    """
    all_rows = rows
    rows, leading = redirects.split(rows)
    found = list(misshapen(rows))
    bad = {id(row) for row, _text in found}
    sound = [row for row in rows if id(row) not in bad]
    slugs = {model: set(model.objects.values_list("slug", flat=True)) for model in set(RELATIONS.values())}
    for model, retired in redirects.retired_slugs().items():
        slugs[model] |= retired.keys()
    for row in rows:
        if row.model in slugs and isinstance(row.fields.get("slug"), str):
            slugs[row.model].add(row.fields["slug"])
    found += redirects.problems(leading, rows, slugs)
    checks = (pointless, unsupported, misplaced, circular, malformed)
    for check in (duplicates, lambda rows: misnamed(rows, slugs), *checks):
        found += check(sound)
    order = {id(row): n for n, row in enumerate(all_rows)}
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
            same = tuple(compared(row.fields, name) for name in ONE_OF[row.model])
            other = taken[row.model].setdefault(same, row.fields.get("slug"))
            if other != row.fields.get("slug"):
                what = "the same body" if row.model is m.Jurisdiction else "this address"
                yield row, f"{what} stands already as “{other}”. Keep one, or tell them apart."


def compared(fields, name):
    return canonical_address(fields.get("url", ""))[:1000] if name == "canonical_url" else fields.get(name, "")


def misnamed(rows, slugs):
    """Relations that are missing or lead nowhere."""
    for row in rows:
        for name in filter(RELATIONS.get, FIELDS[row.model]):
            value = row.fields.get(name)
            if value is None and name not in OPTIONAL and row.model is not m.Correction:
                yield row, f"{name}: missing. Give the slug in brackets."
            named = (value or []) if name in MANY else [value] if value else []
            if len({slug for (slug,) in named}) < len(named):
                yield row, f"{name}: a slug stands in it twice. Leave one out."
            for (slug,) in named:
                if slug not in slugs[RELATIONS[name]]:
                    yield row, f"{name}: nothing is named “{slug}”. Add it or correct the slug."


def pointless(rows):
    """Corrections of nothing, of several things, or of a field that readers do not see."""
    for row in rows:
        if row.model is m.Correction:
            named = [name for name in SUBJECTS if row.fields.get(name)]
            facts = FACTS[RELATIONS[named[0]]] if len(named) == 1 else ()
            if not facts:
                yield row, f"name exactly one of {', '.join(SUBJECTS)}."
            elif row.fields.get("field") not in facts:
                yield row, f"field: expected one of {', '.join(facts)}."


def unsupported(rows):
    """Statements without a source, and quotes that no unaltered source carries word for word."""
    kinds = dict(m.SourceArticle.objects.values_list("slug", "kind"))
    kinds |= {row.fields.get("slug"): row.fields.get("kind") for row in rows if row.model is m.SourceArticle}
    carried = defaultdict(set)
    for row in rows:
        if row.model is m.Citation:
            carried[row.slug_of("statement")].add((kinds.get(row.slug_of("article")), row.fields.get("carried_as")))
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


def circular(rows):
    """Bodies above themselves, and sources that derive from themselves, over however many steps."""
    for model, low, high in ((m.ParentTie, "child", "parent"), (m.SourceArticle, "slug", "derived_from")):
        links = [(row, row.slug_of(low) if low != "slug" else row.key, row.slug_of(high))
                 for row in rows if row.model is model]  # fmt: skip
        above = defaultdict(set)
        for _row, lower, higher in links:
            above[lower].add(higher)
        for row, lower, higher in links:
            if lower in reached(above, higher):
                yield row, f"{high}: leads back to “{lower}” itself. Cut the circle."


def reached(above, start):
    """`start` and everything above it."""
    found, waiting = set(), [start]
    while waiting:
        slug = waiting.pop()
        if slug not in found:
            found.add(slug)
            waiting += above.get(slug, ())
    return found


def malformed(rows):
    """What the model's own fields and `clean()` refuse."""
    for row in rows:
        for name, texts in complaints(row).items():
            yield row, f"{name}: {' '.join(texts)} (it is {plain(row.fields.get(name))!r})"


def complaints(row):
    """{field: [message]} of both; the field's own message goes before that of `clean()`."""
    try:
        instance = instance_of(row)
    except ValidationError as error:
        return error.message_dict
    found = {}
    # Relations are checked by name above; an instance without its relations cannot be asked for them.
    for check in (instance.clean_alone, lambda: instance.clean_fields(exclude=[*RELATIONS, *row.model.DERIVED])):
        try:
            check()
        except ValidationError as error:
            found |= error.message_dict
    return found
