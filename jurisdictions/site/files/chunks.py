"""Rows in chunks, and what belongs to the rows of a chunk, each in one question to the database."""

import json
from collections import defaultdict
from functools import lru_cache
from itertools import islice

from django.db.models import DateField, JSONField, TextField
from django.db.models.functions import Cast

from jurisdictions.models import Citation, Identifier, Statement
from jurisdictions.models.asking import one_after_the_other, together
from jurisdictions.models.kept import AnyOf, kept_for_many

CHUNK = 2000


def as_text(rows, fields):
    """Tuples of the fields, days and lists as the database spells them: reading each into Python doubles the time."""
    known = {field.name: field for field in rows.model._meta.get_fields()}
    known |= {name: annotation.output_field for name, annotation in rows.query.annotations.items()}
    asked = [Cast(name, TextField()) if isinstance(known.get(name), DateField | JSONField) else name for name in fields]
    return rows.values_list(*asked)


def in_chunks(query, fields, beside):
    """Lists of tuples of the fields, first of them the id, at most CHUNK long, read as they are needed, in order.

    With each comes a list of what the kept questions `beside` answer about these ids. Where the keys are known in
    order, no database sorts the rows: these are wide, and none came before all are sorted.
    """
    keys = query.all_keys()
    if keys is None:
        tuples = as_text(query.rows(), fields).iterator(chunk_size=CHUNK)
        while chunk := list(islice(tuples, CHUNK)):
            yield chunk, together(*(one.of([row[0] for row in chunk]) for one in beside))
        return

    @kept_for_many
    def rows_of(keys: AnyOf):
        return as_text(query.shown().filter(pk__in=keys).order_by(), fields)

    parts = [keys[start : start + CHUNK] for start in range(0, len(keys), CHUNK)]
    questions = ([one.of(part) for one in (rows_of, *beside)] for part in parts)
    for part, (rows, *others) in zip(parts, one_after_the_other(questions), strict=True):
        found = {row[0]: row for row in rows}
        if chunk := [found[key] for key in part if key in found]:
            yield chunk, others


@lru_cache(maxsize=4096)
def listed(text):
    """The list that stands in this JSON; the same few are met again and again, so nobody may change it."""
    return json.loads(text)


@lru_cache(maxsize=4096)
def joined_up(text):
    """The same in one cell."""
    return ";".join(listed(text))


def sources_with(*fields):
    """A kept question about statements: (id of one, *these fields of a citation), in the order they are cited."""

    @kept_for_many
    def cited(statements: AnyOf):
        found = Citation.objects.filter(statement__in=statements).order_by("statement_id", "id")
        return as_text(found, ("statement", *fields))

    return cited


def by_first(rows):
    """{first of a row: [row]}"""
    found = defaultdict(list)
    for row in rows:
        found[row[0]].append(row)
    return found


@kept_for_many
def identifiers_of(bodies: AnyOf):
    known = Identifier.objects.filter(jurisdiction__in=bodies).order_by()
    return known.values_list("jurisdiction", "scheme", "value")


def statements_behind(query, fields):
    """A kept question about bodies of the query: (id, *fields) of each statement that a position of theirs rests on."""

    @kept_for_many
    def behind(bodies: AnyOf):
        theirs = query.shown().filter(pk__in=bodies).order_by().values("statement_id")
        return as_text(Statement.objects.filter(pk__in=theirs).order_by(), ("pk", *fields))

    return behind
