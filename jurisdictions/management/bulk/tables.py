"""Writes many rows at once: COPY on PostgreSQL, executemany on SQLite, without indexes, foreign keys and triggers.

They are taken down first and put up again after the rows, which is far faster and checks every row all the same.
"""

from collections import defaultdict
from contextlib import contextmanager, suppress
from enum import Enum
from itertools import chain

from django.db import IntegrityError, OperationalError, connection, transaction

from jurisdictions.models import bulk
from jurisdictions.search.index import triggers

CACHE_KILOBYTES = 65_536  # of SQLite, while rows are written
SORTED_KILOBYTES = 4_096  # of SQLite, at once for an index: what the processor's own cache holds is sorted faster
INDEX_KILOBYTES = 65_536  # of PostgreSQL, for an index; with less two processes do not sort side by side


def is_postgresql():
    return connection.vendor == "postgresql"


@contextmanager
def bare(models, *, checked=()):
    """One transaction in which the tables of these models take rows and nothing else; checks are made at its end.

    Gives a function that builds the indexes of the models it gets: sooner, once all their rows are written.
    SQLite looks up foreign keys of the `checked` only: those that the caller has not looked up itself. Raises
    IntegrityError for a row that breaks a constraint; nothing is then kept.
    """
    pragmas("foreign_keys = OFF", f"cache_size = -{CACHE_KILOBYTES}")  # they have no effect within a transaction
    keep_journal("DELETE")  # a log written ahead takes every page twice
    try:
        with transaction.atomic():
            triggers.remove()
            down = take_down([model._meta.db_table for model in models])
            yield down.put_up_indexes
            down.put_up_all()
            if is_postgresql():
                restart_keys(models)
                analyze(models)
            else:
                look_up(checked)
            triggers.install()
            triggers.log_everything()
    finally:
        pragmas("foreign_keys = ON")
        keep_journal("WAL")


def keep_journal(mode):
    """Of SQLite. While somebody else has the file open it stays as it was, which only takes longer."""
    with suppress(OperationalError):
        pragmas(f"journal_mode = {mode}")


def pragmas(*settings):
    """Set what SQLite alone knows."""
    if not is_postgresql():
        with connection.cursor() as cursor:
            for setting in settings:
                cursor.execute(f"PRAGMA {setting}")


class TakenDown:
    """What these tables lack for a while, as the SQL that makes it again."""

    def __init__(self):
        self.indexes = defaultdict(list)  # {table: [SQL of an index or a unique constraint]}
        self.foreign_keys = []

    def put_up_indexes(self, models):
        put_up(sql for model in models for sql in self.indexes.pop(model._meta.db_table, []))

    def put_up_all(self):
        """Foreign keys last: they rest on unique constraints."""
        put_up([*chain(*self.indexes.values()), *self.foreign_keys])


def put_up(statements):
    if not (ready := list(statements)):
        return
    pragmas(f"cache_size = -{SORTED_KILOBYTES}", "threads = 2")
    with connection.cursor() as cursor:
        if is_postgresql():
            cursor.execute(f"SET LOCAL maintenance_work_mem = {INDEX_KILOBYTES}")
        for statement in ready:
            cursor.execute(statement)
    pragmas(f"cache_size = -{CACHE_KILOBYTES}", "threads = 0")


def take_down(tables):
    down = TakenDown()
    with connection.cursor() as cursor:
        (take_down_on_postgresql if is_postgresql() else take_down_on_sqlite)(cursor, tables, down)
    return down


def take_down_on_sqlite(cursor, tables, down):
    """UNIQUE within a table's definition stays; it is checked row by row."""
    cursor.execute("SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL")
    for name, table, sql in cursor.fetchall():
        if table in tables:
            down.indexes[table].append(sql)
            cursor.execute(f'DROP INDEX "{name}"')


def take_down_on_postgresql(cursor, tables, down):
    """Foreign keys and unique constraints, then what indexes are left; all but the primary keys."""
    cursor.execute(
        "SELECT conrelid::regclass::text, quote_ident(conname), contype, pg_get_constraintdef(oid) FROM pg_constraint"
        " WHERE conrelid::regclass::text = ANY(%s) AND contype IN ('f', 'u') ORDER BY contype, conname",
        [tables],
    )
    for table, name, kind, definition in cursor.fetchall():
        cursor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
        sql = f"ALTER TABLE {table} ADD CONSTRAINT {name} {definition}"
        if kind == "f":
            down.foreign_keys.append(sql)
        else:
            down.indexes[table].append(sql)
    cursor.execute(
        "SELECT i.tablename, quote_ident(i.indexname), i.indexdef FROM pg_indexes i JOIN pg_index x"
        " ON x.indexrelid = quote_ident(i.indexname)::regclass WHERE i.tablename = ANY(%s) AND NOT x.indisprimary",
        [tables],
    )
    for table, name, definition in cursor.fetchall():
        cursor.execute(f"DROP INDEX {name}")
        down.indexes[table].append(definition)


def look_up(models):
    """What their foreign keys name must be there. In one pass of two indexes: SQLite itself looks up every row."""
    with connection.cursor() as cursor:
        for model in models:
            for field in model._meta.concrete_fields:
                if field.remote_field is None:
                    continue
                target = field.target_field
                cursor.execute(
                    f"SELECT {field.column} FROM {model._meta.db_table} WHERE {field.column} IS NOT NULL"
                    f" EXCEPT SELECT {target.column} FROM {target.model._meta.db_table} LIMIT 1"
                )
                if missing := cursor.fetchone():
                    raise IntegrityError(f"The foreign key {field.column} names {missing[0]}, which is not there.")


def analyze(models):
    """Else the first questions are planned as if the tables were empty, until the server looks at them by itself."""
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {', '.join(model._meta.db_table for model in models)}")


def settle(models):
    """PostgreSQL answers from an index alone only where it knows which pages hold nothing but committed rows."""
    if is_postgresql() and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute(f"VACUUM {', '.join(model._meta.db_table for model in models)}")


def restart_keys(models):
    """The next key follows the highest that was written."""
    with connection.cursor() as cursor:
        for model in models:
            table = model._meta.db_table
            cursor.execute(
                f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT COALESCE(max(id), 1) FROM {table}))"
            )


def write(model, names, rows):
    """Write tuples of these columns. Columns not named get their field's default."""
    columns, defaults = columns_of(model, names)
    bulk.write(model._meta.db_table, columns, rows, defaults)


def columns_of(model, names):
    """([column names], {column: default} of those that nobody named)"""
    named, others = {}, {}
    for field in model._meta.concrete_fields:
        if field.attname in names:
            named[field.attname] = field.column
        elif not field.primary_key:
            default = field.get_db_prep_save(field.get_default(), connection)
            others[field.column] = default.value if isinstance(default, Enum) else default  # for each, a driver is slow
    return [named[name] for name in names], others
