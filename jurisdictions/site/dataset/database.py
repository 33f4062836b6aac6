"""The dataset as one SQLite file, with its keys, so that a question needs no import."""

import datetime
import json
import sqlite3
from contextlib import closing
from decimal import Decimal

from jurisdictions.site.dataset.package import DESCRIPTION, LICENCE
from jurisdictions.site.dataset.tables import tables

TYPES = {"integer": "INTEGER", "number": "REAL"}  # dates, texts and lists (as JSON) are TEXT


def write_database(path):
    """The same record gives the same bytes, as long as the same SQLite writes them."""
    with closing(sqlite3.connect(path, isolation_level=None)) as database:
        database.execute("PRAGMA page_size = 4096")
        database.execute("BEGIN")
        database.execute("CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID")
        facts = {"title": "Local Positions", "description": DESCRIPTION, "license": LICENCE["path"],
                 "articles": "They remain their publishers’; quoted words are the speakers’ own."}  # fmt: skip
        database.executemany("INSERT INTO about VALUES (?, ?)", sorted(facts.items()))
        for table in tables():
            database.execute(definition(table))
            places = ", ".join("?" * len(table.fields))
            rows = ([cell(value) for value in row] for row in table.rows())
            database.executemany(f'INSERT INTO "{table.name}" VALUES ({places})', rows)
        for table in tables():
            for name in (field["name"] for field in table.fields if "to" in field and field["name"] != table.key[0]):
                database.execute(f'CREATE INDEX "{table.name} by {name}" ON "{table.name}" ("{name}")')
        database.execute("COMMIT")
        database.execute("VACUUM")


def definition(table):
    columns = [column(field, table.key) for field in table.fields]
    columns.append("PRIMARY KEY (" + ", ".join(f'"{name}"' for name in table.key) + ")")
    columns += [
        f'FOREIGN KEY ("{field["name"]}") REFERENCES "{field["to"]}" (slug)' for field in table.fields if "to" in field
    ]
    return f'CREATE TABLE "{table.name}" (\n  ' + ",\n  ".join(columns) + "\n)"


def column(field, key):
    needed = " NOT NULL" if field.get("required") or field["name"] in key else ""
    return f'"{field["name"]}" {TYPES.get(field["type"], "TEXT")}{needed}'


def cell(value):
    """As SQLite keeps it; an empty text is no value, as in the CSV files."""
    if isinstance(value, list):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, datetime.date):
        return value.isoformat()
    return None if value == "" else value
