"""Questions that every page asks, put into SQL once a process: building and compiling one takes Django several times as
long as the database takes to answer it.
"""

import datetime
import functools
import inspect
import json
from collections import defaultdict
from copy import copy
from dataclasses import dataclass

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Expression, Func, QuerySet
from django.db.models.sql.compiler import SQLCompiler

from .asking import together

# Many primary keys in one parameter: a list of 2,000 parameters is slow to plan.
KEYS = {
    "postgresql": ("SELECT unnest(%s::bigint[])", lambda keys: f"{{{','.join(map(str, keys))}}}"),
    "sqlite": ("SELECT value FROM json_each(%s)", lambda keys: json.dumps(list(keys))),
}  # database: (SQL, what makes the parameter of the keys)


class Given(Expression):
    """Stands in a kept question for a value that comes when it is asked: a number, a text or a day."""

    def __init__(self, position):
        super().__init__()
        self.position = position

    def as_sql(self, compiler, connection):
        return "%s", [self]

    def sent(self, values, connection):
        value = values[self.position]
        return connection.ops.adapt_datefield_value(value) if isinstance(value, datetime.date) else value


class AnyOf(Given):
    """The same for `field__in`: primary keys, however many."""

    def as_sql(self, compiler, connection):
        return f"({KEYS[connection.vendor][0]})", [self]

    def sent(self, values, connection):
        return KEYS[connection.vendor][1](values[self.position])


class ReadFromRow(Func):
    """A column that SQLite looks up in no index: for each of many keys it would look there before it reads the row."""

    template = "%(expressions)s"

    def as_sqlite(self, compiler, connection):
        return self.as_sql(compiler, connection, template="+%(expressions)s")


@dataclass(frozen=True)
class Asked:
    """A kept question with its values, not yet put to the database; see `together`."""

    rows: QuerySet
    compiler: SQLCompiler
    sql: str
    params: tuple
    is_packed: bool = False

    def answer(self, found):
        """The list of rows that these tuples of the database stand for."""
        if self.is_packed:
            found = json.loads(found[0][0])
        ready, rows = copy(self.compiler), object.__new__(type(self.rows))
        ready.connection = connections[DEFAULT_DB_ALIAS]
        ready.execute_sql = lambda *args, **options: [found]
        rows.__dict__ = self.rows.__dict__ | {"_query": Answered(self.rows.query, ready)}
        return list(rows._iterable_class(rows))


class Answered:
    """The query of rows that are at hand: to clone it takes longer than to find them."""

    def __init__(self, query, ready):
        self.query, self.ready = query, ready

    def get_compiler(self, *args, **options):
        return self.ready

    def __getattr__(self, name):
        return getattr(self.query, name)


def kept(build, packs=False):
    """Of a function that builds a QuerySet from its parameters, one that answers with the list of its rows.

    An annotation says of each parameter whether it is `Given` or `AnyOf`; None stays None while it is built. What the
    function looks at besides its parameters must never change. Prefetches are for the caller: see `attach`. Its
    attribute `of` takes the same values and gives an `Asked`.
    """
    kinds = [parameter.annotation for parameter in inspect.signature(build).parameters.values()]

    @functools.lru_cache
    def compiled(vendor, are_none):
        given = enumerate(zip(kinds, are_none, strict=True))
        rows = build(*(None if is_none else kind(n) for n, (kind, is_none) in given))
        if rows._prefetch_related_lookups:
            raise TypeError(f"{build.__name__} prefetches: a kept question is one question.")
        compiler = rows.query.get_compiler(rows.db)
        sql, params = compiler.as_sql()
        converters = compiler.get_converters([column for column, *_rest in compiler.select[: compiler.col_count]])
        compiler.get_converters = lambda _columns: converters
        if is_packed := packs and vendor == "sqlite":
            sql = in_one_text(sql, len(compiler.select))
        return rows, compiler, sql, params, is_packed

    def of(*values):
        connection = connections[DEFAULT_DB_ALIAS]
        rows, compiler, sql, params, is_packed = compiled(connection.vendor, tuple(value is None for value in values))
        sent = tuple(one.sent(values, connection) if isinstance(one, Given) else one for one in params)
        return Asked(rows, compiler, sql, sent, is_packed)

    @functools.wraps(build)
    def answer(*values):
        return together(of(*values))[0]

    answer.of = of
    return answer


def kept_for_many(build):
    """`kept` for thousands of rows, none of them bytes: SQLite gives them as one text, for `one_after_the_other`.

    Row by row the interpreter's lock is given back and taken again, so that nothing else could go on meanwhile.
    """
    return kept(build, packs=True)


def in_one_text(sql, width):
    """SQL for SQLite whose answer is a list of lists in JSON: the rows of this SQL, which has so many columns."""
    names = ",".join(f"c{n}" for n in range(width))
    return f"WITH found({names}) AS ({sql}) SELECT json_group_array(json_array({names})) FROM found"  # noqa: S608


def attach(rows, name, found, by):
    """What a prefetch leaves: `row.<name>.all()` are those of `found` whose `by` is the row, and know it.

    They are cut off from the database like a slice: to filter them is an error.
    """
    of_row = defaultdict(list)
    for one in found:
        of_row[getattr(one, f"{by}_id")].append(one)
    for row in rows:
        for one in of_row[row.pk]:
            setattr(one, by, row)
        all_of_it = type(row)._meta.get_field(name).related_model.objects.all()[:1]
        all_of_it._result_cache = of_row[row.pk]
        row.__dict__.setdefault("_prefetched_objects_cache", {})[name] = all_of_it
