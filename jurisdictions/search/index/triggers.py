"""Triggers that log every change of an indexed row in its own transaction, whoever wrote it, raw SQL included."""

from django.db import connection

from jurisdictions.models import (
    Alias,
    Citation,
    Correction,
    Identifier,
    IndexChange,
    Jurisdiction,
    Merge,
    Official,
    ParentTie,
    PositionSpan,
    Report,
    SourceArticle,
    Statement,
    Territory,
)

BODY, BODY_AND_ALL_OF_IT, STATEMENT, OFFICIAL, SOURCE = "b", "B", "s", "o", "a"
PAGES, EVERYTHING = "p", "*"
# What to read again when a row of the model changes: (kind, the column with its key).
LOGGED = {
    Jurisdiction: [(BODY, "id")],
    PositionSpan: [(BODY, "jurisdiction_id")],
    Statement: [(STATEMENT, "id"), (OFFICIAL, "official_id")],
    Citation: [(STATEMENT, "statement_id"), (SOURCE, "article_id")],
    Official: [(OFFICIAL, "id")],
    SourceArticle: [(SOURCE, "id")],
}
# What pages show besides: a change of these moves the version, and no document.
SHOWN = [Alias, Correction, Identifier, Merge, ParentTie, Territory, Report, Statement.applies_to.through]
LOGGED |= {model: [(PAGES, "id")] for model in SHOWN}
# Columns of a body that its statements and people are found and counted by.
SHARED = ["state", "agency_type", "city", "name", "name_text"]
LOG = IndexChange._meta.db_table
PREFIX = "log_for_index"
LOCK = 5_417_224_301  # any number nobody else locks


def install():
    """Create them anew. Migrations that rebuild a SQLite table drop them silently, so this follows every migrate."""
    with connection.cursor() as cursor:
        for statement in [*removing(), *creating()]:
            cursor.execute(statement)


def remove():
    """For a bulk load, which logs EVERYTHING once instead; in a transaction, with `install()` at its end."""
    with connection.cursor() as cursor:
        for statement in removing():
            cursor.execute(statement)


def log_everything():
    """Every index of this database is to be built anew."""
    IndexChange.objects.create(kind=EVERYTHING, key=0)


def log_pages():
    """Something that only pages show has changed, in a table too long to log row by row, such as the gazetteer."""
    IndexChange.objects.create(kind=PAGES, key=0)


def removing():
    names = [(model._meta.db_table, event) for model in LOGGED for event in ("INSERT", "UPDATE", "DELETE", "SHARED")]
    on = " ON {table}" if connection.vendor == "postgresql" else ""
    return [
        f"DROP TRIGGER IF EXISTS {PREFIX}_{table}_{event.lower()}{on.format(table=table)}" for table, event in names
    ]


def creating():
    return creating_on_postgresql() if connection.vendor == "postgresql" else creating_on_sqlite()


def creating_on_sqlite():
    made = []
    for model, logged in LOGGED.items():
        table = model._meta.db_table
        for event, rows in (("INSERT", ["NEW"]), ("UPDATE", ["OLD", "NEW"]), ("DELETE", ["OLD"])):
            selects = " UNION ".join(
                f"SELECT '{kind}', {row}.{column} WHERE {row}.{column} IS NOT NULL"
                for row in rows
                for kind, column in logged
            )
            made.append(sqlite_trigger(table, event, event, "", selects))
    shared = " OR ".join(f"OLD.{column} IS NOT NEW.{column}" for column in SHARED)
    selects = f"SELECT '{BODY_AND_ALL_OF_IT}', NEW.id"
    return [*made, sqlite_trigger(Jurisdiction._meta.db_table, "UPDATE", "SHARED", f" WHEN {shared}", selects)]


def sqlite_trigger(table, event, name, condition, selects):
    return (
        f"CREATE TRIGGER {PREFIX}_{table}_{name.lower()} AFTER {event} ON {table}{condition}"
        f" BEGIN INSERT INTO {LOG} (kind, key) {selects}; END"
    )


def creating_on_postgresql():
    """They run at the end of the transaction, one writer at a time: so ids become visible in their order, and the lock
    is held for a moment only, when every other lock is taken already.
    """
    made = [
        f"""CREATE OR REPLACE FUNCTION {PREFIX}() RETURNS trigger LANGUAGE plpgsql AS $$
        DECLARE pair int; BEGIN
          PERFORM pg_advisory_xact_lock({LOCK});
          FOR pair IN 0 .. TG_NARGS / 2 - 1 LOOP
            INSERT INTO {LOG} (kind, key)
            SELECT DISTINCT TG_ARGV[pair * 2], (held ->> TG_ARGV[pair * 2 + 1])::bigint
            FROM (VALUES (to_jsonb(OLD)), (to_jsonb(NEW))) AS rows(held)
            WHERE held ->> TG_ARGV[pair * 2 + 1] IS NOT NULL;
          END LOOP;
          RETURN NULL; END $$"""
    ]
    for model, logged in LOGGED.items():
        arguments = ", ".join(f"'{kind}', '{column}'" for kind, column in logged)
        made += [postgresql_trigger(model, event, event, "", arguments) for event in ("INSERT", "UPDATE", "DELETE")]
    shared = " OR ".join(f"OLD.{column} IS DISTINCT FROM NEW.{column}" for column in SHARED)
    arguments = f"'{BODY_AND_ALL_OF_IT}', 'id'"
    return [*made, postgresql_trigger(Jurisdiction, "UPDATE", "SHARED", f" WHEN ({shared})", arguments)]


def postgresql_trigger(model, event, name, condition, arguments):
    table = model._meta.db_table
    return (
        f"CREATE CONSTRAINT TRIGGER {PREFIX}_{table}_{name.lower()} AFTER {event} ON {table}"
        f" DEFERRABLE INITIALLY DEFERRED FOR EACH ROW{condition} EXECUTE FUNCTION {PREFIX}({arguments})"
    )
