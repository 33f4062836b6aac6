"""Looks up findable names: bodies, places and people whose names hold every word that was typed."""

import re
from dataclasses import dataclass, replace
from typing import NamedTuple

from django.db import connection

from jurisdictions.models import FindableName
from jurisdictions.models.folding import AFTER_ALL, fold
from jurisdictions.models.vocabulary import STATES, FindableKind
from jurisdictions.search.names import GENERIC
from jurisdictions.search.text import MOST_WORDS, TRAILING_CODE

MOST_KEYS = 3
MANY = 500  # names, that sorting takes longer than reading them in order
ROWS_A_THING = 4  # one thing is often found by several of its names
SPELT_OUT = {"ft": "fort", "mt": "mount"}
CLOSING_ST = re.compile(r"\bst$", re.IGNORECASE)  # Saint, or the start of Stockton
TABLE = FindableName._meta.db_table
COLUMNS = "kind, slug, label, type, within, state, weight, text, whole"
FOLDED_STATES = {code: fold(name) for code, name in STATES.items()}
# As `Question.is_named_so`, where the database must know it because a limit cuts what follows.
IS_NAMED = "whole = %s OR (whole = %s AND state = %s)"


class Match(NamedTuple):
    kind: str
    slug: str
    label: str
    type: str
    within: str
    state: str
    weight: int
    text: str
    whole: str

    @property
    def thing(self):
        return self.kind, self.state, self.slug


@dataclass(frozen=True)
class Question:
    """`words` must all occur, each as the start of a word in one of its spellings."""

    whole: str
    name: str  # the same without a state at its end
    state: str  # postal code of that state, or empty
    words: tuple[tuple[str, ...], ...]
    state_word_count: int = 0  # how many of the last words name the state

    def is_named_so(self, match):
        """The name is exactly what was typed."""
        return match.whole == self.whole or (match.whole, match.state) == (self.name, self.state)

    @classmethod
    def read(cls, text):
        whole = fold(text)
        words = [(word, SPELT_OUT[word]) if word in SPELT_OUT else (word,) for word in whole.split()[:MOST_WORDS]]
        if words and CLOSING_ST.search(text):
            words[-1] = ("saint", "st")
        found = TRAILING_CODE.match(text)
        code = found["code"].upper() if found else ""
        if words and code in STATES:
            state, rest = FOLDED_STATES[code], fold(found["rest"] or "")
            words[-1] = (state,) if rest and "," in found["gap"] else (*words[-1], state)
            return cls(whole, rest or whole, code if rest else "", tuple(words), 1)
        for code, state in FOLDED_STATES.items():
            name = whole.removesuffix(f" {state}")
            if name != whole:
                return cls(whole, name, code, tuple(words), len(words) - len(name.split()))
        return cls(whole, whole, "", tuple(words))

    def keys(self):
        """The words to look up by, the most telling first: no state, no common word, long."""
        own = len(self.words) - self.state_word_count
        order = sorted(
            enumerate(self.words),
            key=lambda numbered: (numbered[0] >= own, is_common(numbered[1][0]), -len(numbered[1][0])),
        )
        return [word for _n, word in order][:MOST_KEYS]


def is_common(word):
    return len(word) > 2 and any(common.startswith(word) for common in GENERIC)


def matches(asked, wanted):
    """Matches, best first, with at least the best things of each kind, as many as `wanted` says of it; by the first key
    that finds any.
    """
    for key in asked.keys():
        with connection.cursor() as cursor:
            cursor.execute(*matching_sql(asked, key, wanted))
            rows = [Match(*row) for row in cursor.fetchall()]
        if rows:
            rows.sort(key=lambda row: (not asked.is_named_so(row), -row.weight, row.state, row.text, row.slug))
            best = {}
            for row in rows:
                best.setdefault(row.thing, row)
            return list(best.values())
    return []


@dataclass(frozen=True)
class Start:
    """Rows to look among, each for an index of its own: joined by OR none is used."""

    condition: str
    values: list
    order: str = ""  # by which an index alone finds the best; else the rows of exactly that name come first
    order_values: tuple = ()


def matching_sql(asked, key, wanted):
    """(SQL, its values), written out because building it through the ORM takes longer than answering it.

    psycopg keeps its reading of a question of at most 4,096 characters and 50 values: of one word in one spelling.
    """
    needs_counts = len(asked.words) == 1 and not is_one_letter(asked)
    counts, values = counting_sql(key, wanted) if needs_counts else ("", [])
    parts = []
    for kind, limit in wanted.items():
        for start in starts(asked, key, kind):
            part, its_values = best_sql(asked, key, start, kind, limit * ROWS_A_THING)
            parts.append(f"SELECT id FROM ({part}) AS best")
            values += its_values
    return f"{counts}SELECT {COLUMNS} FROM {TABLE} WHERE id IN ({' UNION ALL '.join(parts)})", values


def counting_sql(key, wanted):
    """Of each kind whether more than MANY names begin so; counted once, asked twice."""
    condition, values = any_of(*BEGINS[connection.vendor], key)
    counts = [
        f"many_{name_of(kind)} AS (SELECT count(*) > {MANY:d} AS so FROM"
        f" (SELECT 1 FROM {TABLE} WHERE {of_kind(kind)} AND {condition} LIMIT {MANY + 1:d}) AS begun)"
        for kind in wanted
    ]
    return f"WITH {', '.join(counts)} ", values * len(counts)


def starts(asked, key, kind):
    """The key may be a later word ("angeles"), which finds every name but none whole: those begin at their first word.

    What begins more than MANY names is read in the order of their weight, down to the limit; what begins fewer is
    sorted. The database finds out which of the two in the same question.
    """
    if is_one_letter(asked):
        return [Start("initial = %s", [*key], "weight DESC")]
    condition, values = any_of(*BEGINS[connection.vendor], key)
    named = Start("text IN (%s, %s)", [asked.whole, asked.name])
    if len(asked.words) > 1:  # the others are looked for in the rows
        return [Start(condition, values)] if key is asked.words[0] else [Start(condition, values), named]
    many = f"(SELECT so FROM many_{name_of(kind)})"
    slow, _values = any_of(*UNINDEXED[connection.vendor], key)
    return [
        Start(f"NOT {many} AND {condition}", values, "weight DESC, text"),
        Start(f"{many} AND initial = %s AND {slow}", [key[0][0], *values], "weight DESC"),
        replace(named, order="CASE WHEN whole = %s THEN 0 ELSE 1 END, weight DESC", order_values=(asked.whole,)),
    ]


def name_of(kind):
    return FindableKind(kind).value


def of_kind(kind):
    """Not as a value: there are three, and the questions of one are not planned as those of another."""
    return f"kind = '{name_of(kind)}'"


def is_one_letter(asked):
    return len(asked.words) == 1 and len(asked.words[0]) == len(asked.words[0][0]) == 1


def best_sql(asked, key, start, kind, limit):
    """(SQL, its values) of the keys of the best rows of a kind."""
    where, values = [of_kind(kind), start.condition], [*start.values]
    if start.order:
        order, order_values = start.order, start.order_values
    else:
        order = f"CASE WHEN {IS_NAMED} THEN 0 ELSE 1 END, weight DESC, state, text"
        order_values = asked.whole, asked.name, asked.state
        for word in asked.words:
            if word is not key:
                condition, patterns = any_of("all_words LIKE %s", lambda spelling: [f"% {spelling}%"], word)
                where.append(condition)
                values += patterns
    sql = f"SELECT id FROM {TABLE} WHERE {' AND '.join(where)} ORDER BY {order} LIMIT {limit:d}"
    return sql, [*values, *order_values]


# Ranges of bytes: a pattern of LIKE would have to be planned anew for each text (and SQLite knows no index for it).
BEGINS = {
    "sqlite": ("text >= %s AND text < %s", lambda start: [start, f"{start}{AFTER_ALL}"]),
    "postgresql": ("text ~>=~ %s AND text ~<~ %s", lambda start: [start, f"{start}{AFTER_ALL}"]),
}
# The same where another index gives the order.
UNINDEXED = {
    "sqlite": ("+text >= %s AND +text < %s", BEGINS["sqlite"][1]),
    "postgresql": ("text || '' ~>=~ %s AND text || '' ~<~ %s", BEGINS["postgresql"][1]),
}


def any_of(condition, values_of, spellings):
    joined = " OR ".join([f"({condition})"] * len(spellings))
    return f"({joined})", [value for spelling in spellings for value in values_of(spelling)]
