"""From lines of the CSV files to rows of the tables, every value checked. Raises BadRow.

The columns are those of the shared yardstick: jurisdictions (id name slug agency_type state county parent_id population
latitude longitude stance), officials (id name title party jurisdiction_id term_start term_end), statements (id
jurisdiction_id official_id stated_on stance form quote summary), articles (id publisher title url published_on),
statement_articles (id statement_id article_id).
"""

import csv
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from itertools import islice
from operator import itemgetter
from types import SimpleNamespace

from jurisdictions.models import vocabulary as words
from jurisdictions.models.address_history import short_code
from jurisdictions.models.folding import fold, searchable
from jurisdictions.search.text import names_of

CHUNK = 2_000
STATEMENT = ["id", "slug", "jurisdiction_id", "official_id", "speaker_title", "form", "stance", "stated_on",
             "last_possible_on", "quote", "summary", "status", "search_text"]  # fmt: skip
OFFICIAL = ["id", "slug", "name", "title", "jurisdiction_id", "party", "term_start_on", "term_end_on", "search_text"]
ARTICLE = ["id", "slug", "publisher", "title", "url", "published_on", "date_precision", "kind", "search_text"]
CITATION = ["id", "statement_id", "article_id", "carried_as"]
BODY = ["id", "slug", "name", "agency_type", "city", "county", "state", "population", "latitude", "longitude",
        "position_stance", "position_since", "position_since_precision", "position_recorded_on",
        "position_statement_id", "name_text", "search_text"]  # fmt: skip
SPAN = ["jurisdiction_id", "starts_on", "ends_on", "stance", "since", "since_precision", "recorded_on", "statement_id"]
ADDRESS = ["kind", "slug", "code"]  # and the column of its row
TIE = ["child_id", "parent_id", "relation"]
AGENCY_TYPES, STANCES, FORMS = (set(known.values) for known in (words.AgencyType, words.Stance, words.Form))


class BadRow(Exception):
    """Says file, line, and what is wrong."""


class Lines:
    """The lines of one file, as tuples in the order of `columns`; the file may have more columns, in any order."""

    def __init__(self, folder, name, columns, heard=lambda count: None):
        self.path, self.columns, self.heard = folder / f"{name}.csv", columns.split(), heard

    def __iter__(self):
        with self.path.open(encoding="utf-8", newline="") as file:
            lines = csv.reader(file)
            header = next(lines, [])
            if missing := [column for column in self.columns if column not in header]:
                raise BadRow(f"{self.path.name}: the column {', '.join(missing)} is missing.")
            pick = itemgetter(*(header.index(column) for column in self.columns))
            for number, line in enumerate(lines, 2):
                if number % CHUNK == 0:
                    self.heard(CHUNK)
                try:
                    yield pick(line)
                except IndexError:
                    raise BadRow(f"{self.path.name}, line {number}: columns are missing.") from None

    def chunks(self):
        lines = iter(self)
        while chunk := list(islice(lines, CHUNK)):
            yield chunk


class Bodies:
    """What statements and officials need to know of their bodies, and of officials: read once, kept in memory."""

    def __init__(self, lines):
        self.lines, self.names, self.people, taken = [], {}, {}, set()
        for line in lines:
            key, name, slug, agency_type, state, county, parent, people, latitude, longitude = line
            if agency_type not in AGENCY_TYPES or state not in words.STATES or not (name and slug):
                raise BadRow(f"jurisdictions.csv, id {key}: name, slug, agency_type or state is not usable.")
            same = (name, agency_type, state, county)
            city = f"No. {key}" if same in taken else ""  # invented namesakes of one county are told apart somehow
            taken.add(same)
            self.names[key] = fold_all(names_of(name, [], city, county, state))
            self.lines.append((key, slug, name, agency_type, city, county, state, parent, people, latitude, longitude))

    def slugs(self):
        return [(int(line[0]), line[1]) for line in self.lines]

    def known(self, key, where):
        try:
            return self.names[key]
        except KeyError:
            raise BadRow(f"{where}: there is no jurisdiction {key}.") from None


def fold_all(fields):
    """Folded once, for all the rows that hold them."""
    return [fold(field) for field in fields if field]


def official_rows(lines: Iterable, bodies: Bodies):
    for key, name, title, party, body, start, end in lines:
        names = bodies.known(body, f"officials.csv, id {key}")
        bodies.people[key] = (name, title, body)
        term = [read_day(day, "officials.csv", key) if day else None for day in (start, end)]
        yield int(key), f"o{key}", name, title, int(body), party, *term, searchable([name, title, *names])


def article_rows(lines: Iterable):
    for key, publisher, title, url, published_on in lines:
        yield (int(key), f"a{key}", publisher, title, url, a_day(published_on, "articles.csv", key), "day",
               words.SourceKind.NEWS_REPORT.value, searchable([publisher, title, "", url]))  # fmt: skip


def statement_rows(chunk: list, bodies: Bodies):
    """A chunk at once: texts take most of the time of a load, so this runs in a process of its own."""
    return [statement_row(line, bodies) for line in chunk]


def statement_row(line, bodies):
    key, body, official, stated_on, stance, form, quote, summary = line
    if stance not in STANCES or form not in FORMS or not summary:
        raise BadRow(f"statements.csv, id {key}: stance, form or summary is not usable.")
    names, day = bodies.known(body, f"statements.csv, id {key}"), a_day(stated_on, "statements.csv", key)
    speaker, title = "", ""
    if official:
        speaker, title, office = bodies.people.get(official, ("", "", None))
        if office != body:
            raise BadRow(f"statements.csv, id {key}: official {official} is not of jurisdiction {body}.")
    text = searchable([quote, summary, title, speaker, *names])
    return (int(key), f"s{key}", int(body), int(official) if official else None, title, form, stance, day, day, quote,
            summary, words.Status.PUBLISHED.value, text)  # fmt: skip


def citation_rows(lines: Iterable, cited: set):
    for key, statement, article in lines:
        cited.add(int(statement))
        yield int(key), int(statement), int(article), words.Carriage.DIRECT_QUOTE.value


def address_rows(kind: str, rows: Iterable):
    """The present address of each (key, slug)."""
    for key, slug in rows:
        yield kind, slug, short_code(kind, slug), key


TODAY = date.today()


@lru_cache(maxsize=20_000)
def day_of(text):
    return date.fromisoformat(text)


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
    return day


FIRM = [SimpleNamespace(is_firm=True)]


class Heard:
    """A statement as `derive_spans` needs it: all of them are published, for the body, and quoted in an article."""

    status, capacity, date_precision = words.Status.PUBLISHED, words.Capacity.BODY, "day"
    citations = SimpleNamespace(all=lambda: FIRM)
    __slots__ = ("form", "pk", "slug", "stance", "stated_on")

    def __init__(self, pk, slug, stance, form, stated_on):
        self.pk, self.slug, self.stance, self.form, self.stated_on = pk, slug, stance, form, stated_on

    @property
    def is_act(self):
        return self.form in words.ACTS
