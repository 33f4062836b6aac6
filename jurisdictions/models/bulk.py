"""Many rows into one table at once, past the models: COPY on PostgreSQL, executemany on SQLite."""

from collections.abc import Iterable, Sequence
from itertools import chain, islice

from django.db import connection

BATCH = 10_000  # rows an executemany
TOGETHER = 20  # rows an INSERT: SQLite sorts the words a CHECK allows anew for each


def write(table: str, columns: Sequence[str], rows: Iterable[tuple]) -> None:
    """Tuples of these columns. While PostgreSQL copies, nothing may be read: `rows` must not ask the database."""
    named = f"{table} ({', '.join(map(connection.ops.quote_name, columns))})"
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with connection.wrap_database_errors, cursor.copy(f"COPY {named} FROM STDIN") as target:
                for row in rows:
                    target.write_row(row)
            return
        one, rows = f"({', '.join(['%s'] * len(columns))})", iter(rows)
        while batch := list(islice(rows, BATCH)):
            whole = len(batch) // TOGETHER * TOGETHER
            several = (tuple(chain(*batch[n : n + TOGETHER])) for n in range(0, whole, TOGETHER))
            cursor.executemany(f"INSERT INTO {named} VALUES {', '.join([one] * TOGETHER)}", several)
            cursor.executemany(f"INSERT INTO {named} VALUES {one}", batch[whole:])
