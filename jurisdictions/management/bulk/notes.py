"""What the rows of one file need to know of another, kept on disk: memory does not grow with the record."""

import json
import sqlite3

from jurisdictions.management.bulk.lines import CHUNK

SCHEMA = """
PRAGMA journal_mode = OFF;
PRAGMA cache_size = -16000; -- of 1,024 bytes
CREATE TABLE body (key TEXT PRIMARY KEY, line INTEGER, name TEXT, agency_type TEXT, state TEXT, county TEXT, city TEXT,
    names TEXT) WITHOUT ROWID;
CREATE TABLE person (key TEXT PRIMARY KEY, name TEXT, title TEXT, body TEXT) WITHOUT ROWID;
CREATE TABLE said (body TEXT, key INTEGER, stance TEXT, form TEXT, stated_on TEXT);
"""
NAMESAKES = """
UPDATE body SET city = 'No. ' || key WHERE key IN (
    SELECT key FROM (
        SELECT key, row_number() OVER (PARTITION BY name, agency_type, state, county ORDER BY line) AS nth FROM body
    ) WHERE nth > 1
)
"""
AMONG = "IN (SELECT value FROM json_each(?))"


class Notes:
    """A database without a name: SQLite removes its file by itself."""

    def __init__(self):
        self.database = sqlite3.connect("", isolation_level=None)
        self.database.executescript(SCHEMA)
        self.database.execute("BEGIN")  # it is never kept

    def add(self, table, rows):
        """Rows of all columns; of several with one key the last stays."""
        if rows := list(rows):
            places = ", ".join("?" * len(rows[0]))
            self.database.executemany(f"INSERT OR REPLACE INTO {table} VALUES ({places})", rows)

    def tell_namesakes_apart(self):
        """Bodies of one name, type and county, of which invented records have many, get a city; the first has none."""
        self.database.execute(NAMESAKES)

    def name(self, names_of):
        """`names_of(name, city, county, state)` are the texts that each body can be found by."""
        for chunk in self.chunks("SELECT name, city, county, state, key FROM body"):
            named = [("\n".join(names_of(*places)), key) for *places, key in chunk]
            self.database.executemany("UPDATE body SET names = ? WHERE key = ?", named)

    def chunks(self, sql):
        rows = self.database.execute(f"{sql} ORDER BY key LIMIT {CHUNK}").fetchall()
        while rows:
            yield rows
            rows = self.database.execute(f"{sql} WHERE key > ? ORDER BY key LIMIT {CHUNK}", [rows[-1][-1]]).fetchall()

    def bodies(self, keys):
        """{key: (city, [name])} of those of these bodies that there are."""
        found = self.asked("SELECT key, city, names FROM body WHERE key", keys)
        return {key: (city, names.split("\n")) for key, city, names in found}

    def people(self, keys):
        """{key: (name, title, body)}"""
        found = self.asked("SELECT key, name, title, body FROM person WHERE key", keys)
        return {key: rest for key, *rest in found}

    def offices(self, bodies):
        """(body, key of a person, name, title) of everybody in these bodies, in no order."""
        self.index("person")
        return self.asked("SELECT body, key, name, title FROM person WHERE body", bodies)

    def said(self, bodies):
        """(body, key, stance, form, day) of all that these bodies said, in no order."""
        self.index("said")
        return self.asked("SELECT body, key, stance, form, stated_on FROM said WHERE body", bodies)

    def index(self, table):
        self.database.execute(f"CREATE INDEX IF NOT EXISTS {table}_of_a_body ON {table} (body)")

    def asked(self, sql, keys):
        return self.database.execute(f"{sql} {AMONG}", [json.dumps(list(keys))])
