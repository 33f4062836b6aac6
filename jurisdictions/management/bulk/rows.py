"""From lines of the CSV files to rows of the tables, every value checked. Raises BadRow.

The columns are those of the shared yardstick: jurisdictions (id name slug agency_type state county parent_id population
latitude longitude stance), officials (id name title party jurisdiction_id term_start term_end), statements (id
jurisdiction_id official_id stated_on stance form quote summary), articles (id publisher title url published_on),
statement_articles (id statement_id article_id).
"""

from collections import defaultdict
from functools import lru_cache
from types import SimpleNamespace
from zlib import crc32

from jurisdictions.management.bulk.lines import CHUNK, BadRow, Lines, a_day, iso, read_day
from jurisdictions.management.bulk.notes import Notes
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
from jurisdictions.models import vocabulary as words
from jurisdictions.models.address_history import short_code
from jurisdictions.models.addresses import canonical_address
from jurisdictions.models.folding import fold, searchable
from jurisdictions.models.positions import derive_spans
from jurisdictions.search.text import names_of

COLUMNS = {
    Official: ["id", "slug", "name", "title", "jurisdiction_id", "party", "term_start_on", "term_end_on",
               "search_text"],
    Statement: ["id", "slug", "jurisdiction_id", "official_id", "speaker_title", "form", "stance", "stated_on",
                "last_possible_on", "quote", "summary", "status", "search_text"],
    SourceArticle: ["id", "slug", "publisher", "title", "url", "canonical_url", "published_on", "date_precision",
                    "kind", "search_text"],
    Citation: ["id", "statement_id", "article_id", "carried_as"],
    Jurisdiction: ["id", "slug", "name", "agency_type", "city", "county", "state", "population", "latitude",
                   "longitude", *Jurisdiction.CACHED_POSITION[:-1], "position_statement_id", "name_text",
                   "search_text"],
    PositionSpan: ["jurisdiction_id", "starts_on", "ends_on", "stance", "since", "since_precision", "recorded_on",
                   "statement_id"],
    ParentTie: ["child_id", "parent_id", "relation"],
    PermanentAddress: ["kind", "slug", "code", "jurisdiction_id", "statement_id", "official_id", "source_id"],
}  # fmt: skip
INDEXED_BEFORE = {PositionSpan: [Official, Statement], SourceArticle: [Jurisdiction, PositionSpan]}  # in order of files
AGENCY_TYPES, STANCES, FORMS = (set(known.values) for known in (words.AgencyType, words.Stance, words.Form))
KINDS = [name.removesuffix("_id") for name in COLUMNS[PermanentAddress][3:]]


class Record:
    """Makes rows, a chunk of lines at once, and notes what the rows of one file need to know of another.

    Of several that work side by side each makes a share of the chunks, and a share of the bodies of every chunk.
    """

    def __init__(self, folder, share, shares):
        columns = "id name slug agency_type state county parent_id population latitude longitude"
        self.share, self.shares, self.notes = share, shares, Notes()
        bodies = Lines(folder, "jurisdictions", columns)
        officials = Lines(folder, "officials", "id name title party jurisdiction_id term_start term_end")
        statements = "id jurisdiction_id official_id stated_on stance form quote summary"
        self.files = [
            (officials, self.official_rows),
            (Lines(folder, "statements", statements), self.statement_rows),
            (bodies, self.body_rows),  # their positions follow from the statements
            (Lines(folder, "articles", "id publisher title url published_on"), self.article_rows),
            (Lines(folder, "statement_articles", "id statement_id article_id"), self.citation_rows),
        ]
        self.meet(bodies)
        for chunk in officials.chunks():
            self.notes.add("person", ((key, name, title, body) for key, name, title, _party, body, *_term in chunk))

    def meet(self, bodies):
        for number, chunk in enumerate(bodies.chunks()):
            for key, name, slug, agency_type, state, *_others in chunk:
                if agency_type not in AGENCY_TYPES or state not in words.STATES or not (name and slug):
                    raise BadRow(f"jurisdictions.csv, id {key}: name, slug, agency_type or state is not usable.")
            self.notes.add(
                "body",
                (
                    (key, number * CHUNK + line, name, agency_type, state, county, "", "")
                    for line, (key, name, _slug, agency_type, state, county, *_others) in enumerate(chunk)
                ),
            )
        self.notes.tell_namesakes_apart()
        self.notes.name(lambda name, *places: [folded(one) for one in names_of(name, [], *places) if one])

    def is_ours(self, body):
        return crc32(body.encode()) % self.shares == self.share

    def portions(self):
        """(how many lines, {model: rows}) of each chunk of its share; every share has as many of each file."""
        for lines, make in self.files:
            number = -1
            for number, chunk in enumerate(lines.chunks()):
                try:
                    if make == self.statement_rows:
                        self.hear(chunk)
                    if make == self.body_rows:
                        ours = [line for line in chunk if self.is_ours(line[0])]
                        yield len(ours), make(ours)
                    elif number % self.shares == self.share:
                        yield len(chunk), make(chunk)
                except (ValueError, OverflowError) as error:
                    raise BadRow(f"{lines.path.name}, ids {chunk[0][0]} to {chunk[-1][0]}: {error}.") from None
            if make != self.body_rows and number % self.shares < self.share:
                yield 0, {}

    def hear(self, chunk):
        """Note what the positions of the bodies of its share follow from."""
        self.notes.add(
            "said",
            (
                (body, int(key), stance, form, stated_on)
                for key, body, _official, stated_on, stance, form, *_texts in chunk
                if self.is_ours(body)
            ),
        )

    def official_rows(self, chunk):
        known, rows = self.notes.bodies({line[4] for line in chunk}), []
        for key, name, title, party, body, start, end in chunk:
            _city, names = found(body, known, f"officials.csv, id {key}")
            term = [read_day(day, "officials.csv", key) if day else None for day in (start, end)]
            text = searchable([name, title, *names])
            rows.append((int(key), f"o{key}", name, title, int(body), party, *map(iso, term), text))
        return {Official: rows, PermanentAddress: addresses("official", rows)}

    def statement_rows(self, chunk):
        known = self.notes.bodies({line[1] for line in chunk})
        people = self.notes.people({line[2] for line in chunk} - {""})
        rows = [self.statement_row(known, people, *line) for line in chunk]
        return {Statement: rows, PermanentAddress: addresses("statement", rows)}

    def statement_row(self, known, people, key, body, official, stated_on, stance, form, quote, summary):
        if stance not in STANCES or form not in FORMS or not summary:
            raise BadRow(f"statements.csv, id {key}: stance, form or summary is not usable.")
        _city, names = found(body, known, f"statements.csv, id {key}")
        day = a_day(stated_on, "statements.csv", key)
        speaker, title, office = people.get(official, ("", "", None)) if official else ("", "", body)
        if office != body:
            raise BadRow(f"statements.csv, id {key}: official {official} is not of jurisdiction {body}.")
        text = searchable([quote, summary, title, speaker, *names])
        return (int(key), f"s{key}", int(body), int(official) if official else None, title, form, stance, day, day,
                quote, summary, words.Status.PUBLISHED.value, text)  # fmt: skip

    def article_rows(self, chunk):
        news = words.SourceKind.NEWS_REPORT.value
        rows = [
            (int(key), f"a{key}", publisher, title, url, canonical_address(url)[:1000],
             a_day(published_on, "articles.csv", key), "day", news, searchable([publisher, title, "", url]))
            for key, publisher, title, url, published_on in chunk
        ]  # fmt: skip
        return {SourceArticle: rows, PermanentAddress: addresses("source", rows)}

    def citation_rows(self, chunk):
        quoted = words.Carriage.DIRECT_QUOTE.value
        return {Citation: [(int(key), int(statement), int(article), quoted) for key, statement, article in chunk]}

    def body_rows(self, chunk):
        rows, all_spans, ties = [], [], []
        keys = {line[0] for line in chunk}
        known, parents = self.notes.bodies(keys), self.notes.bodies({line[6] for line in chunk} - {""})
        heard, offices = defaultdict(list), defaultdict(list)
        for body, key, stance, form, stated_on in self.notes.said(keys):
            heard[body].append(Heard(key, stance, form, read_day(stated_on, "statements.csv", key)))
        for body, key, name, title in self.notes.offices(keys):
            offices[body].append((int(key), name, title))
        for key, name, slug, agency_type, state, county, parent, population, latitude, longitude in chunk:
            (city, names), body = known[key], int(key)
            spans = [(body, iso(start), iso(end), *columns(held)) for start, end, held in derive_spans(heard[key])]
            people = [word for _key, *person in sorted(offices[key]) for word in person]
            rows.append((body, slug, name, agency_type, city, county, state,
                         int(population) if population else None, latitude or None, longitude or None,
                         *spans[-1][3:], searchable(names), searchable([*names, *people])))  # fmt: skip
            all_spans += spans
            if parent and found(parent, parents, f"jurisdictions.csv, id {key}"):
                ties.append((body, int(parent), words.Relation.TERRITORIAL.value))
        made = {PositionSpan: all_spans, Jurisdiction: rows, ParentTie: ties}
        return made | {PermanentAddress: addresses("jurisdiction", rows)}


def found(body, known, where):
    try:
        return known[body]
    except KeyError:
        raise BadRow(f"{where}: there is no jurisdiction {body}.") from None


def addresses(kind, rows):
    """The present address of each (key, slug, ...)."""
    before = [None] * KINDS.index(kind)
    after = [None] * (len(KINDS) - len(before) - 1)
    return [(kind, row[1], short_code(kind, row[1]), *before, row[0], *after) for row in rows]


def columns(position):
    stance, since, precision, recorded_on, statement = position.columns
    return stance, iso(since), precision, iso(recorded_on), statement


@lru_cache(maxsize=20_000)
def folded(text):
    """Once for all the rows that hold it."""
    return fold(text)


FIRM = [SimpleNamespace(is_firm=True)]


class Heard:
    """A statement as `derive_spans` needs it: all of them are published, for the body, and quoted in an article."""

    status, capacity, date_precision = words.Status.PUBLISHED, words.Capacity.BODY, "day"
    citations = SimpleNamespace(all=lambda: FIRM)
    __slots__ = ("form", "pk", "stance", "stated_on")

    def __init__(self, pk, stance, form, stated_on):
        self.pk, self.stance, self.form, self.stated_on = pk, stance, form, stated_on

    @property
    def slug(self):
        return f"s{self.pk}"

    @property
    def is_act(self):
        return self.form in words.ACTS
