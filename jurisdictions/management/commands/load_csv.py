import sqlite3
import time
from pathlib import Path
from tempfile import gettempdir

from django.core.management.base import BaseCommand, CommandError
from django.db import IntegrityError

from jurisdictions.management.bulk import makers, rows, tables
from jurisdictions.management.bulk.lines import BadRow
from jurisdictions.management.progress import progress_bar
from jurisdictions.models import Citation, FindableName, Statement
from jurisdictions.search.index import store
from jurisdictions.search.names import refresh_names


class Command(BaseCommand):
    help = "Load a folder of CSV files of national size into an empty record: positions, names and index included."

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path)

    def handle(self, *, folder, **options):
        if any(model.objects.exists() for model in rows.COLUMNS):
            raise CommandError("The record is not empty: name an empty database in DATABASE_URL and migrate it first.")
        self.folder, self.done, began = folder, 0, time.monotonic()
        self.total = sum(line_count(path) for path in sorted(folder.glob("*.csv")))
        if not self.total:
            raise CommandError(f"There are no CSV files in {folder}.")
        self.bar = progress_bar(self.stderr)
        try:
            with tables.bare(rows.COLUMNS, checked=[Citation]) as put_up:
                self.load(put_up)
        except (BadRow, IntegrityError, FileNotFoundError) as error:
            raise CommandError(f"{error} Nothing was loaded.") from None
        except sqlite3.Error as error:
            raise CommandError(
                f"The notes of the load could not be kept in {gettempdir()} ({error}): make room, or name another"
                " folder in SQLITE_TMPDIR. Nothing was loaded."
            ) from None
        loaded = time.monotonic() - began
        self.say(f"Loaded {self.total} lines with positions in {loaded:.1f} s, {self.total / loaded:.0f} a second.")
        with tables.bare([FindableName]):
            refresh_names()
        tables.settle([*rows.COLUMNS, FindableName])
        self.say(f"Names for suggestions: {time.monotonic() - began - loaded:.1f} s more.")
        if store.is_on():
            began = time.monotonic()
            version, counts = store.build()
            self.say(f"Search index of {sum(counts.values())} documents: {time.monotonic() - began:.1f} s more.")

    def say(self, line):
        self.stdout.write(line)
        self.stdout.flush()

    def load(self, put_up):
        with makers.at_work(self.folder) as portions:
            for count, made in portions:
                for model, ready in made.items():
                    put_up(rows.INDEXED_BEFORE.get(model, []))
                    tables.write(model, rows.COLUMNS[model], ready)
                self.done += count
                self.bar(self.done, self.total)
        statements, cited = (model.objects.order_by() for model in (Statement, Citation))
        for (key,) in statements.values_list("pk").difference(cited.values_list("statement"))[:1]:
            raise BadRow(f"statement_articles.csv: statements rest on no article, such as {key}.")


def line_count(path):
    with path.open("rb") as file:
        return sum(block.count(b"\n") for block in iter(lambda: file.read(1 << 20), b"")) - 1
