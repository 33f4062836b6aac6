"""Rows in chunks, and what belongs to the rows of a chunk, each in one question to the database."""

import json
from collections import defaultdict
from functools import lru_cache
from itertools import islice

from django.db.models import DateField, JSONField, TextField
from django.db.models.functions import Cast

from jurisdictions.models import Citation, Identifier, Statement
from jurisdictions.search.keys import any_of

CHUNK = 2000


def as_text(rows, fields):
    """Tuples of the fields, days and lists as the database spells them: reading each into Python doubles the time."""
    known = {field.name: field for field in rows.model._meta.get_fields()}
    known |= {name: annotation.output_field for name, annotation in rows.query.annotations.items()}
    asked = [Cast(name, TextField()) if isinstance(known.get(name), DateField | JSONField) else name for name in fields]
    return rows.values_list(*asked)


def in_chunks(query, fields):
    """Lists of tuples of the fields, first of them the id, at most CHUNK long, read as they are needed, in order.

    Where the keys are known in order, no database sorts the rows: these are wide, and none came before all are sorted.
    """
    keys = query.all_keys()
    if keys is None:
        tuples = as_text(query.rows(), fields).iterator(chunk_size=CHUNK)
        while chunk := list(islice(tuples, CHUNK)):
            yield chunk
        return
    for start in range(0, len(keys), CHUNK):
        part = keys[start : start + CHUNK]
        found = {row[0]: row for row in as_text(query.shown().filter(pk__in=any_of(part)).order_by(), fields)}
        yield [found[key] for key in part if key in found]


@lru_cache(maxsize=4096)
def listed(text):
    """The list that stands in this JSON; the same few are met again and again, so nobody may change it."""
    return json.loads(text)


def sources_of(statements, fields):
    """{id of a statement: [tuple of these fields of a citation]}, in the order they are cited."""
    cited = Citation.objects.filter(statement__in=any_of(statements)).order_by("statement_id", "id")
    found = defaultdict(list)
    for statement, *source in as_text(cited, ("statement", *fields)):
        found[statement].append(source)
    return found


def identifiers_of(bodies):
    """{(id of a body, scheme): value}"""
    known = Identifier.objects.filter(jurisdiction__in=any_of(bodies)).order_by()
    return {(body, scheme): value for body, scheme, value in known.values_list("jurisdiction", "scheme", "value")}


def statements_of(numbers, fields):
    """{id: tuple of fields} of these statements."""
    known = Statement.objects.filter(pk__in=any_of(numbers)).order_by()
    return {number: row for number, *row in as_text(known, ("pk", *fields))}
