"""Lines of the CSV files, and the days in them. Raises BadRow."""

import csv
from datetime import date
from functools import lru_cache
from itertools import islice
from operator import itemgetter

CHUNK = 2_500  # lines
TODAY = date.today()


class BadRow(Exception):
    """Says file, line, and what is wrong."""


class Lines:
    """The lines of one file, as tuples in the order of `columns`; the file may have more columns, in any order."""

    def __init__(self, folder, name, columns):
        self.path, self.columns = folder / f"{name}.csv", columns.split()

    def __iter__(self):
        with self.path.open(encoding="utf-8", newline="") as file:
            lines = csv.reader(file)
            header = next(lines, [])
            if missing := [column for column in self.columns if column not in header]:
                raise BadRow(f"{self.path.name}: the column {', '.join(missing)} is missing.")
            pick = itemgetter(*(header.index(column) for column in self.columns))
            try:
                yield from map(pick, lines)
            except IndexError:
                raise BadRow(f"{self.path.name}, line {lines.line_num}: columns are missing.") from None

    def chunks(self):
        lines = iter(self)
        while chunk := list(islice(lines, CHUNK)):
            yield chunk


@lru_cache(maxsize=20_000)
def day_of(text):
    return date.fromisoformat(text)


@lru_cache(maxsize=20_000)
def iso(day):
    """As both databases read it; a date itself would be turned into it row by row."""
    return day and day.isoformat()


def read_day(text, file, key):
    try:
        return day_of(text)
    except ValueError:
        raise BadRow(f"{file}, id {key}: “{text}” is not a day as YYYY-MM-DD.") from None


def a_day(text, file, key):
    """One that has come: of a term of office the end may lie ahead, of what was said never."""
    day = read_day(text, file, key)
    if day > TODAY:
        raise BadRow(f"{file}, id {key}: {text} has not come yet.")
    return iso(day)
