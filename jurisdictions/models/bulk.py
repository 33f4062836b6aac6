"""Many rows into one table at once, past the models: COPY on PostgreSQL, executemany on SQLite."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, islice
from typing import Any

from django.db import connection

BATCH = 10_000  # rows an executemany
TOGETHER = 20  # rows an INSERT: SQLite sorts the words a CHECK allows anew for each


def write(table: str, columns: Sequence[str], rows: Iterable[tuple], same: Mapping[str, Any] | None = None) -> None:
    """Tuples of these columns, and `same`: {column: value} of every row.

    While PostgreSQL copies, nothing may be read: `rows` must not ask the database.
    """
    same = same or {}
    named = f"{table} ({', '.join(map(connection.ops.quote_name, [*columns, *same]))})"
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            values = tuple(same.values())
            with connection.wrap_database_errors, cursor.copy(f"COPY {named} FROM STDIN") as target:
                for row in rows:
                    target.write_row(row + values)
            return
        values = [*["%s"] * len(columns), *(literal(cursor, value) for value in same.values())]
        one, rows = f"({', '.join(values)})", iter(rows)
        while batch := list(islice(rows, BATCH)):
            whole = len(batch) // TOGETHER * TOGETHER
            several = (tuple(chain.from_iterable(batch[n : n + TOGETHER])) for n in range(0, whole, TOGETHER))
            cursor.executemany(f"INSERT INTO {named} VALUES {', '.join([one] * TOGETHER)}", several)
            cursor.executemany(f"INSERT INTO {named} VALUES {one}", batch[whole:])


def literal(cursor, value):
    """As SQLite itself writes it: what all rows share is not bound a million times."""
    cursor.execute("SELECT quote(%s)", [value])
    return cursor.fetchone()[0].replace("%", "%%")
