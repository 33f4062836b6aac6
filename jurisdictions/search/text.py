"""The words a row can be found by, and the words of a question."""

import re
from collections import defaultdict
from operator import attrgetter

from django.db import connection

from jurisdictions.models import Jurisdiction, Official, Statement
from jurisdictions.models.folding import fold, searchable
from jurisdictions.models.positions import portions
from jurisdictions.models.vocabulary import EVER_PUBLIC, STATES

TRAILING_CODE = re.compile(r"(?P<rest>.*[^\s,])?(?P<gap>\s*,\s*|\s+|^)(?P<code>[A-Za-z]{2})\.?\s*$", re.DOTALL)
ALSO_WORDS = {"AL", "DE", "HI", "ID", "IN", "LA", "MA", "ME", "OH", "OK", "OR", "PA", "CO", "MO", "AS", "PR"}
TEXTS = {Jurisdiction: ["name_text", "search_text"], Official: ["search_text"], Statement: ["search_text"]}
MOST_WORDS, MOST_CHARACTERS = 12, 400


def spell_out_state(query):
    """(text, state code or None): a closing code reads as the state's name.

    A code that is also a word ("or", "in") counts as one only after a comma or in capitals.
    """
    found = TRAILING_CODE.match(query)
    if (
        found
        and (code := found["code"].upper()) in STATES
        and ("," in found["gap"] or found["code"].isupper() or code not in ALSO_WORDS)
    ):
        return f"{found['rest'] or ''} {STATES[code]}", code
    return query, None


def readable(query):
    return query.replace("\x00", " ")[:MOST_CHARACTERS].strip()


def words_of(query):
    """At most 12 folded words of what somebody typed: "Omaha, NE" and "Omaha Nebraska" are one question."""
    return fold(spell_out_state(readable(query))[0]).split()[:MOST_WORDS]


def city_and_state(text):
    """(folded city, state code or None) of "Omaha", "Omaha, NE" or "Omaha, Nebraska"."""
    spelt, code = spell_out_state(readable(text))
    folded = fold(spelt)
    for state, name in STATES.items():
        if code in (None, state) and folded.endswith(f" {fold(name)}") and (code or "," in text):
            return folded.removesuffix(f" {fold(name)}"), state
    return folded, None


def refresh_search_text(bodies=None):
    """Rewrite what these bodies (primary keys; all when None) and their statements can be found by.

    A body is found by its published words only; a draft must not betray itself through search.
    """
    for keys in portions(Jurisdiction, bodies):
        refresh_portion(keys)


def refresh_portion(keys):
    rows = Jurisdiction.objects.filter(pk__in=keys).prefetch_related("aliases", "officials").order_by("pk")
    statements = Statement.objects.filter(jurisdiction__in=keys).select_related("official").order_by("pk")
    said = defaultdict(list)
    for statement in statements:
        said[statement.jurisdiction_id].append(statement)
    rows = list(rows)
    people = [person for body in rows for person in body.officials.all()]
    everyone = [*rows, *people, *(statement for own in said.values() for statement in own)]
    before = [texts_of(row) for row in everyone]
    for body in rows:
        write_texts(body, said[body.pk])
    changed = defaultdict(list)
    for row, texts in zip(everyone, before, strict=True):
        if texts_of(row) != texts:
            changed[type(row)].append(row)
    for model, renewed in changed.items():
        store_texts(model, renewed)


def store_texts(model, rows):
    """One short statement for all: that of `bulk_update` has a case a row and takes longer to make than to run."""
    quote = connection.ops.quote_name
    columns = ", ".join(f"{quote(name)} = %s" for name in TEXTS[model])
    update = f"UPDATE {quote(model._meta.db_table)} SET {columns} WHERE {quote(model._meta.pk.column)} = %s"
    with connection.cursor() as cursor:
        cursor.executemany(update, [[*texts_of(row), row.pk] for row in rows])


def texts_of(row):
    return [getattr(row, name) for name in TEXTS[type(row)]]


def write_texts(body, statements):
    """What the body, its people and its statements are found by; the body also by what its statements say."""
    names = names_of(body.name, [alias.name for alias in body.aliases.all()], body.city, body.county, body.state)
    body.name_text = searchable(names)
    own = list(names)
    silent = {s.official_id for s in statements if s.status not in EVER_PUBLIC}
    heard = {s.official_id for s in statements if s.status in EVER_PUBLIC}
    for person in sorted(body.officials.all(), key=attrgetter("pk")):
        person.search_text = searchable([person.name, *person.name_variants, person.title, *names])
        if person.pk in heard or person.pk not in silent:
            own += [person.name, person.title, *person.name_variants]
    for statement in statements:
        statement.search_text = searchable([*said_in(statement), *names])
    body.search_text = searchable(own)


def names_of(name, aliases, city, county, state):
    """The words of a body's own names and place; of a state by code and by name."""
    return [name, *aliases, city, county, state, STATES[state]]


def said_in(statement):
    speaker = statement.official.name if statement.official else ""
    themes = [str(label) for label in statement.theme_labels]
    return [statement.quote, statement.summary, statement.condition, statement.speaker_title, speaker, *themes]
