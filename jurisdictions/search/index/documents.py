"""The documents of each kind, read from the database: `documents(kind)` of all rows, or of some primary keys."""

from collections import defaultdict
from datetime import date
from zlib import crc32

from tantivy import Document

from jurisdictions.models import Citation, Jurisdiction, Official, PositionSpan, SourceArticle, Statement
from jurisdictions.models.folding import fold, stem, words_in
from jurisdictions.models.kept import AnyOf, Given, kept_for_many

BATCH = 2_000  # rows read at a time
NEVER = 1 << 31  # the day an open span ends
LAST_DAY, LAST_KEY = date.max.toordinal(), (1 << 32) - 1
FIRST_LETTER = ord("0")
DIGEST = 0xFFFFFF  # so many bits of it are kept
NOW, THEN = "now", "then"
SEEN, UNSEEN = "seen", "unseen"  # by readers
STATEMENT = (
    "id", "jurisdiction_id", "official_id", "stance", "form", "themes", "stated_on", "last_possible_on", "search_text",
    "jurisdiction__state", "jurisdiction__agency_type", "jurisdiction__city", "jurisdiction__name",
    "jurisdiction__name_text",
)  # fmt: skip
BODY = (
    "id", "state", "agency_type", "city", "name", "slug", "population", "position_stance", "position_recorded_on",
    "name_text", "search_text",
)  # fmt: skip
SPAN = ("jurisdiction_id", "starts_on", "ends_on", "stance", "recorded_on")
OFFICIAL = ("id", "name", "slug", "search_text", "jurisdiction__state", "jurisdiction__agency_type",
            "jurisdiction__city")  # fmt: skip
SOURCE = ("id", "kind", "publisher", "slug", "published_on", "search_text")


def ranked(first, key):
    """Both in one number, so that an order by it has no ties; rows come back as `number & 0xFFFFFFFF`."""
    return first << 32 | key


def in_order(number, letters):
    """In so many letters, which sort as the numbers do: a million of them are kept."""
    text = ""
    for _letter in range(letters):
        number, rest = divmod(number, 64)
        text = chr(FIRST_LETTER + rest) + text
    return text


def batches(question, keys):
    """Rows by the thousand, in the order of their keys; of these keys only, unless None."""
    if keys is not None:
        keys = sorted(keys)
        for start in range(0, len(keys), BATCH):
            yield question(keys[start : start + BATCH], None)
        return
    batch = question(None, 0)
    while batch:
        yield batch
        batch = question(None, batch[-1][0])


def in_batch(rows, keys, after):
    """The rows with these keys, or the next thousands after a key."""
    rows = rows.order_by("pk")
    return rows.filter(pk__in=keys) if after is None else rows.filter(pk__gt=after)[:BATCH]


def of_batch(question, batch, keys):
    """Rows of another table that belong to a batch: by a range where the batch is whole, else key by key."""
    owners = [row[0] for row in batch]
    return question(None, owners[0], owners[-1]) if keys is None else question(owners, None, None)


def belonging(rows, column, owners, first, last):
    within = {f"{column}__in": owners} if first is None else {f"{column}__gte": first, f"{column}__lte": last}
    return rows.filter(**within).order_by()


@kept_for_many
def statements(keys: AnyOf, after: Given):
    return in_batch(Statement.objects.published_among().values_list(*STATEMENT), keys, after)


@kept_for_many
def cited_by(statements: AnyOf, first: Given, last: Given):
    return belonging(Citation.objects.values_list("statement", "article"), "statement", statements, first, last)


@kept_for_many
def bodies(keys: AnyOf, after: Given):
    return in_batch(Jurisdiction.objects.values_list(*BODY), keys, after)


@kept_for_many
def spans_of(bodies: AnyOf, first: Given, last: Given):
    return belonging(PositionSpan.objects.values_list(*SPAN), "jurisdiction", bodies, first, last)


@kept_for_many
def officials(keys: AnyOf, after: Given):
    return in_batch(Official.objects.published().values_list(*OFFICIAL), keys, after)


@kept_for_many
def sources(keys: AnyOf, after: Given):
    return in_batch(SourceArticle.objects.values_list(*SOURCE), keys, after)


@kept_for_many
def seen_among(sources: AnyOf, first: Given, last: Given):
    return belonging(SourceArticle.objects.published().values_list("pk"), "pk", sources, first, last)


def heard_from(bodies, first, last):
    """(body, text) of all they have said, one at a time: some have said much."""
    texts = Statement.objects.published().values_list("jurisdiction", "search_text")
    return belonging(texts, "jurisdiction", bodies, first, last).iterator(chunk_size=BATCH)


def put_text(document, text, words="words", stems="stems"):
    """A column of `folding.searchable` in its fields."""
    own, _equals, stemmed = text.partition(" =")
    document.add_text(words, own)
    document.add_text(stems, stemmed.replace("=", ""))


def a_document(key, texts, **values):
    """Text fields from strings and numbers from ints; lists add several values, empty ones none.

    `digest` tells two states of a row apart, `texts` included, which are put in by `put_text`.
    """
    document = Document()
    told = crc32(repr(sorted(values.items())).encode())
    document.add_unsigned("digest", crc32("\0".join(texts).encode(), told) & DIGEST)
    document.add_text("key", str(key))
    document.add_unsigned("own", key)
    for name, value in values.items():
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, int):
                document.add_unsigned(name, one)
            elif one:
                document.add_text(name, one)
    return document


def statement_documents(keys=None):
    for batch in batches(statements, keys):
        cited = defaultdict(list)
        for statement, article in of_batch(cited_by, batch, keys):
            cited[statement].append(article)
        for (key, body, official, stance, form, themes, day, last, text, state, agency_type, city, name,
             name_text) in batch:  # fmt: skip
            document = a_document(
                key, (text, name_text), body=body, official=[official] if official else [],
                source=sorted(cited[key]), stance=stance, form=form, theme=themes, state=state,
                agency_type=agency_type, city=fold(city), year=day.year, newest=ranked(day.toordinal(), key),
                last=last.toordinal(),
                by_name=f"{fold(name)}\t{in_order(LAST_DAY - day.toordinal(), 4)}{in_order(LAST_KEY - key, 6)}",
            )  # fmt: skip
            put_text(document, text)
            put_text(document, name_text, "names", "name_stems")
            yield key, document


def body_documents(keys=None):
    """Of each body one of today, with every word of it, and one of each span of its position, for other days."""
    for batch in batches(bodies, keys):
        spans, heard = defaultdict(list), defaultdict(set)
        for body, text in of_batch(heard_from, batch, keys):
            heard[body] |= words_in(text)
        for body, *span in of_batch(spans_of, batch, keys):
            spans[body].append(span)
        for key, state, agency_type, city, name, slug, people, stance, recorded_on, name_text, text in batch:
            common = {
                "state": state, "agency_type": agency_type, "city": fold(city), "by_name": f"{fold(name)}\t{slug}",
                "largest": ranked(0 if people is None else people + 1, key),
            }  # fmt: skip
            said = sorted(heard[key])
            document = a_document(
                key, (text, name_text, *said), scope=NOW, stance=stance, newest=ranked(ordinal(recorded_on), key),
                **common,
            )  # fmt: skip
            put_text(document, text)
            document.add_text("elsewhere", " ".join(said))
            document.add_text("stems", " ".join({stem(word) for word in said}))
            put_text(document, name_text, "names", "name_stems")
            yield key, document
            for starts_on, ends_on, held, recorded in spans[key]:
                document = a_document(
                    key, (name_text,), scope=THEN, stance=held, newest=ranked(ordinal(recorded), key),
                    starts=starts_on.toordinal(), ends=ends_on.toordinal() if ends_on else NEVER, **common,
                )  # fmt: skip
                put_text(document, name_text, "names", "name_stems")
                yield key, document


def ordinal(day: date | None):
    return day.toordinal() if day else 0


def official_documents(keys=None):
    for batch in batches(officials, keys):
        for key, name, slug, text, state, agency_type, city in batch:
            document = a_document(key, (text,), state=state, agency_type=agency_type, city=fold(city),
                                  by_name=f"{fold(name)}\t{slug}")  # fmt: skip
            put_text(document, text)
            yield key, document


def source_documents(keys=None):
    """Of those no public statement rests on, only for the desk: apart from the others, with words of their own."""
    for batch in batches(sources, keys):
        seen = {key for (key,) in of_batch(seen_among, batch, keys)}
        for key, kind, publisher, slug, published_on, text in batch:
            if key not in seen:
                document = a_document(key, (text,), scope=UNSEEN, kind=kind)
                document.add_text("unseen", text.partition(" =")[0])
                yield key, document
                continue
            document = a_document(key, (text,), scope=SEEN, kind=kind, newest=ranked(ordinal(published_on), key),
                                  year=[published_on.year] if published_on else [],
                                  by_name=f"{fold(publisher)}\t{slug}")  # fmt: skip
            put_text(document, text)
            yield key, document


DOCUMENTS = {
    "statements": statement_documents, "bodies": body_documents, "officials": official_documents,
    "sources": source_documents,
}  # fmt: skip
