"""Questions that every page asks, put into SQL once a process: building and compiling one takes Django several times as
long as the database takes to answer it.
"""

import datetime
import functools
import inspect
import json
from collections import defaultdict
from copy import copy

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import Expression

# Many primary keys in one parameter: a list of 2,000 parameters is slow to plan.
KEYS = {
    "postgresql": ("SELECT unnest(%s::bigint[])", list),
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


def kept(build):
    """Of a function that builds a QuerySet from its parameters, one that answers with the list of its rows.

    An annotation says of each parameter whether it is `Given` or `AnyOf`; None stays None while it is built. What the
    function looks at besides its parameters must never change. Prefetches are for the caller: see `attach`.
    """
    kinds = [parameter.annotation for parameter in inspect.signature(build).parameters.values()]

    @functools.lru_cache
    def compiled(_vendor, are_none):
        given = enumerate(zip(kinds, are_none, strict=True))
        rows = build(*(None if is_none else kind(n) for n, (kind, is_none) in given))
        if rows._prefetch_related_lookups:
            raise TypeError(f"{build.__name__} prefetches: a kept question is one question.")
        compiler = rows.query.get_compiler(rows.db)
        sql, params = compiler.as_sql()
        converters = compiler.get_converters([column for column, *_rest in compiler.select[: compiler.col_count]])
        compiler.get_converters = lambda _columns: converters
        return rows, compiler, sql, params

    @functools.wraps(build)
    def answer(*values):
        connection = connections[DEFAULT_DB_ALIAS]
        rows, compiler, sql, params = compiled(connection.vendor, tuple(value is None for value in values))
        params = tuple(one.sent(values, connection) if isinstance(one, Given) else one for one in params)
        ready, rows = copy(compiler), rows._chain()
        ready.connection, ready.as_sql = connection, lambda *args, **options: (sql, params)
        rows.query.get_compiler = lambda *args, **options: ready
        return list(rows._iterable_class(rows))

    return answer


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
