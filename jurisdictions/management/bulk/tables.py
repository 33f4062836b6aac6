"""Writes many rows at once: COPY on PostgreSQL, executemany on SQLite, without indexes, foreign keys and triggers.

They are taken down first and put up again after the rows, which is far faster and checks every row all the same.
"""

from contextlib import contextmanager, suppress

from django.db import OperationalError, connection, transaction

from jurisdictions.models import bulk
from jurisdictions.search.index import triggers

CACHE_KILOBYTES = 65_536  # of SQLite
INDEX_KILOBYTES = 262_144  # of PostgreSQL, for an index that is made at the end


def is_postgresql():
    return connection.vendor == "postgresql"


@contextmanager
def bare(models, *, checked=()):
    """One transaction in which the tables of these models take rows and nothing else; checks are made at its end.

    SQLite looks up foreign keys of the `checked` only: those that the caller has not looked up itself. Raises
    IntegrityError for a row that breaks a constraint; nothing is then kept.
    """
    pragmas("foreign_keys = OFF", f"cache_size = -{CACHE_KILOBYTES}")  # they have no effect within a transaction
    keep_journal("DELETE")  # a log written ahead takes every page twice
    try:
        with transaction.atomic():
            triggers.remove()
            taken_down = take_down([model._meta.db_table for model in models])
            yield
            put_up(taken_down)
            if is_postgresql():
                restart_keys(models)
                analyze(models)
            else:
                connection.check_constraints([model._meta.db_table for model in checked])
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


def take_down(tables):
    """Drop indexes and foreign keys of these tables; returns the SQL that makes them again."""
    return take_down_on_postgresql(tables) if is_postgresql() else take_down_on_sqlite(tables)


def take_down_on_sqlite(tables):
    """UNIQUE within a table's definition stays; it is checked row by row."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL")
        found = [(name, sql) for name, table, sql in cursor.fetchall() if table in tables]
        for name, _sql in found:
            cursor.execute(f'DROP INDEX "{name}"')
    return [sql for _name, sql in found]


def take_down_on_postgresql(tables):
    """Foreign keys and unique constraints, then what indexes are left; all but the primary keys."""
    restoring = []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT conrelid::regclass::text, quote_ident(conname), contype, pg_get_constraintdef(oid)"
            " FROM pg_constraint"
            " WHERE conrelid::regclass::text = ANY(%s) AND contype IN ('f', 'u') ORDER BY contype",
            [tables],
        )
        for table, name, kind, definition in cursor.fetchall():
            cursor.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
            restoring.append((kind == "f", f"ALTER TABLE {table} ADD CONSTRAINT {name} {definition}"))
        cursor.execute(
            "SELECT quote_ident(i.indexname), i.indexdef FROM pg_indexes i JOIN pg_index x"
            " ON x.indexrelid = quote_ident(i.indexname)::regclass WHERE i.tablename = ANY(%s) AND NOT x.indisprimary",
            [tables],
        )
        for name, definition in cursor.fetchall():
            cursor.execute(f"DROP INDEX {name}")
            restoring.append((False, definition))
    return [sql for _is_foreign_key, sql in sorted(restoring)]


def put_up(taken_down):
    with connection.cursor() as cursor:
        if is_postgresql():
            cursor.execute(f"SET LOCAL maintenance_work_mem = {INDEX_KILOBYTES}")
        for statement in taken_down:
            cursor.execute(statement)


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
    bulk.write(model._meta.db_table, columns, ((*row, *defaults) for row in rows))


def columns_of(model, names):
    """([column names], defaults of those that nobody named)"""
    named, others = {}, {}
    for field in model._meta.concrete_fields:
        if field.attname in names:
            named[field.attname] = field.column
        elif not field.primary_key:
            others[field.column] = field.get_db_prep_save(field.get_default(), connection)
    return [*(named[name] for name in names), *others], tuple(others.values())
