"""A build reads the record as it stands at one moment, and holds no editor up meanwhile."""

from contextlib import contextmanager

from django.db import connection, transaction


@contextmanager
def one_moment():
    """Everything read inside is of the same moment; nothing may be written."""
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
    else:
        with connection.cursor() as cursor:
            cursor.execute("BEGIN DEFERRED")  # atomic() would take the lock of a writer
            try:
                yield
            finally:
                cursor.execute("ROLLBACK")
