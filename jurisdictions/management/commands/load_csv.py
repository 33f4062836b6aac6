import time
from collections import defaultdict, deque
from concurrent.futures import ProcessPoolExecutor
from itertools import chain, groupby, islice
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import IntegrityError

from jurisdictions.management.bulk import rows, tables
from jurisdictions.management.progress import progress_bar
from jurisdictions.models import (
    Citation,
    Jurisdiction,
    Official,
    ParentTie,
    PermanentAddress,
    PositionSpan,
    SourceArticle,
    Statement,
)
from jurisdictions.models.folding import searchable
from jurisdictions.models.positions import derive_spans
from jurisdictions.search.index import store
from jurisdictions.search.names import refresh_names

RECORD = [Jurisdiction, ParentTie, Official, SourceArticle, Statement, Citation, PositionSpan, PermanentAddress]
ROWS = 100_000  # read or written at once
WAITING = 6  # chunks on their way to the other process and back
known_bodies = None  # of the process that makes statements


class Command(BaseCommand):
    help = "Load a folder of CSV files of national size into an empty record: positions, names and index included."

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path)

    def handle(self, *, folder, **options):
        if any(model.objects.exists() for model in RECORD):
            raise CommandError("The record is not empty: name an empty database in DATABASE_URL and migrate it first.")
        self.folder, self.done, began = folder, 0, time.monotonic()
        self.total = sum(line_count(path) for path in sorted(folder.glob("*.csv")))
        if not self.total:
            raise CommandError(f"There are no CSV files in {folder}.")
        self.bar = progress_bar(self.stderr)
        try:
            with tables.bare(RECORD):
                self.load()
        except (rows.BadRow, IntegrityError, FileNotFoundError) as error:
            raise CommandError(f"{error} Nothing was loaded.") from None
        loaded = time.monotonic() - began
        self.say(f"Loaded {self.total} lines with positions in {loaded:.1f} s, {self.total / loaded:.0f} a second.")
        refresh_names()
        self.say(f"Names for suggestions: {time.monotonic() - began - loaded:.1f} s more.")
        if store.is_on():
            began = time.monotonic()
            version, counts = store.build()
            self.say(f"Search index of {sum(counts.values())} documents: {time.monotonic() - began:.1f} s more.")

    def say(self, line):
        self.stdout.write(line)
        self.stdout.flush()

    def lines(self, name, columns):
        return rows.Lines(self.folder, name, columns, self.heard)

    def heard(self, count):
        self.done += count
        self.bar(min(self.done, self.total), self.total)

    def load(self):
        columns = "id name slug agency_type state county parent_id population latitude longitude"
        bodies = rows.Bodies(self.lines("jurisdictions", columns))
        officials = self.lines("officials", "id name title party jurisdiction_id term_start term_end")
        tables.write(Official, rows.OFFICIAL, rows.official_rows(officials, bodies))
        lines = self.lines("statements", "id jurisdiction_id official_id stated_on stance form quote summary")
        tables.write(Statement, rows.STATEMENT, made_elsewhere(lines.chunks(), bodies))
        articles = self.lines("articles", "id publisher title url published_on")
        tables.write(SourceArticle, rows.ARTICLE, rows.article_rows(articles))
        cited, links = set(), self.lines("statement_articles", "id statement_id article_id")
        tables.write(Citation, rows.CITATION, rows.citation_rows(links, cited))
        if len(cited) < Statement.objects.count():
            raise rows.BadRow("statement_articles.csv: some statements rest on no article.")
        positions = {}
        spans = span_rows(bodies, positions)
        while batch := list(islice(spans, ROWS)):  # no connection reads while it copies
            tables.write(PositionSpan, rows.SPAN, batch)
        tables.write(Jurisdiction, rows.BODY, body_rows(bodies, positions))
        for kind, keys in chain([("jurisdiction", bodies.slugs())], addressed()):
            tables.write(PermanentAddress, [*rows.ADDRESS, f"{kind}_id"], rows.address_rows(kind, keys))
        tables.write(
            ParentTie, rows.TIE, ((int(line[0]), int(line[7]), "territorial") for line in bodies.lines if line[7])
        )


def addressed():
    """(kind, [(key, slug)]) of what is in the tables already, in parts; no connection reads while it copies."""
    for kind, model in (("official", Official), ("statement", Statement), ("source", SourceArticle)):
        keys, last = model.objects.order_by("pk").values_list("pk", "slug"), 0
        while part := list(keys.filter(pk__gt=last)[:ROWS]):
            last = part[-1][0]
            yield kind, part


def line_count(path):
    with path.open("rb") as file:
        return sum(block.count(b"\n") for block in iter(lambda: file.read(1 << 20), b"")) - 1


def remember(bodies):
    global known_bodies
    known_bodies = bodies


def statements_of(chunk):
    return rows.statement_rows(chunk, known_bodies)


def made_elsewhere(chunks, bodies):
    """Rows of statements, in order, while another process makes the next ones."""
    with ProcessPoolExecutor(1, initializer=remember, initargs=(bodies,)) as process:
        waiting = deque()
        for chunk in chunks:
            waiting.append(process.submit(statements_of, chunk))
            if len(waiting) > WAITING:
                yield from waiting.popleft().result()
        yield from chain.from_iterable(future.result() for future in waiting)


def span_rows(bodies, positions):
    """Spans of every body; the last of each is kept in `positions` by its key."""
    silent = {int(line[0]) for line in bodies.lines}
    statements = Statement.objects.order_by("jurisdiction_id").values_list(
        "jurisdiction_id", "pk", "slug", "stance", "form", "stated_on"
    )
    for body, group in groupby(statements.iterator(chunk_size=10_000), key=lambda row: row[0]):
        silent.discard(body)
        yield from rows_of_spans(body, derive_spans([rows.Heard(*row[1:]) for row in group]), positions)
    for body in silent:
        yield from rows_of_spans(body, derive_spans([]), positions)


def rows_of_spans(body, spans, positions):
    for starts_on, ends_on, position in spans:
        stance, since, precision, recorded_on, statement = position.columns
        yield body, starts_on, ends_on, stance, since, precision, recorded_on, statement
    positions[body] = position.columns


def body_rows(bodies, positions):
    people = defaultdict(list)
    for _key, (name, title, body) in sorted(bodies.people.items(), key=lambda person: int(person[0])):
        people[body] += [name, title]
    for key, slug, name, agency_type, city, county, state, _parent, population, latitude, longitude in bodies.lines:
        names = bodies.names[key]
        yield (int(key), slug, name, agency_type, city, county, state, int(population) if population else None,
               latitude or None, longitude or None, *positions[int(key)], searchable(names),
               searchable([*names, *people[key]]))  # fmt: skip
