"""The documents of each kind, read from the database: `documents(kind)` of all rows, or of some primary keys."""

from collections import defaultdict
from datetime import date
from itertools import islice
from zlib import crc32

from tantivy import Document

from jurisdictions.models import Citation, Jurisdiction, Official, PositionSpan, SourceArticle, Statement
from jurisdictions.models.folding import fold, stem, words_in

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


def belonging(rows, column, batch, keys):
    """Rows of another table that belong to a batch: by a range where the batch is whole, else key by key."""
    owners = [row[0] for row in batch]
    if keys is None:
        return rows.filter(**{f"{column}__gte": owners[0], f"{column}__lte": owners[-1]})
    return rows.filter(**{f"{column}__in": owners})


def batches(rows, keys):
    """Tuples of a values_list() by the thousand, in the order of their keys; of these keys only, unless None."""
    if keys is not None:
        keys = sorted(keys)
        for start in range(0, len(keys), BATCH):
            yield list(rows.filter(pk__in=keys[start : start + BATCH]))
        return
    found = rows.order_by("pk").iterator(chunk_size=BATCH)
    while batch := list(islice(found, BATCH)):
        yield batch


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
    document.add_unsigned("digest", crc32(repr((texts, sorted(values.items()))).encode()) & DIGEST)
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
    for batch in batches(Statement.objects.published().values_list(*STATEMENT), keys):
        sources = defaultdict(list)
        cited = belonging(Citation.objects.order_by(), "statement", batch, keys)
        for statement, article in cited.values_list("statement", "article"):
            sources[statement].append(article)
        for (key, body, official, stance, form, themes, day, last, text, state, agency_type, city, name,
             name_text) in batch:  # fmt: skip
            document = a_document(
                key, (text, name_text), body=body, official=[official] if official else [],
                source=sorted(sources[key]), stance=stance, form=form, theme=themes, state=state,
                agency_type=agency_type, city=fold(city), year=day.year, newest=ranked(day.toordinal(), key),
                last=last.toordinal(),
                by_name=f"{fold(name)}\t{in_order(LAST_DAY - day.toordinal(), 4)}{in_order(LAST_KEY - key, 6)}",
            )  # fmt: skip
            put_text(document, text)
            put_text(document, name_text, "names", "name_stems")
            yield key, document


def body_documents(keys=None):
    """Of each body one of today, with every word of it, and one of each span of its position, for other days."""
    for batch in batches(Jurisdiction.objects.values_list(*BODY), keys):
        spans, heard = defaultdict(list), defaultdict(set)
        texts = belonging(Statement.objects.published().order_by(), "jurisdiction", batch, keys)
        for body, text in texts.values_list("jurisdiction", "search_text").iterator(chunk_size=BATCH):
            heard[body] |= words_in(text)
        for body, *span in belonging(PositionSpan.objects.order_by(), "jurisdiction", batch, keys).values_list(*SPAN):
            spans[body].append(span)
        for key, state, agency_type, city, name, slug, people, stance, recorded_on, name_text, text in batch:
            common = {
                "state": state, "agency_type": agency_type, "city": fold(city), "by_name": f"{fold(name)}\t{slug}",
                "largest": ranked(0 if people is None else people + 1, key),
            }  # fmt: skip
            said = sorted(heard[key])
            document = a_document(
                key, (text, name_text, said), scope=NOW, stance=stance, newest=ranked(ordinal(recorded_on), key),
                **common,
            )  # fmt: skip
            put_text(document, text)
            document.add_text("elsewhere", " ".join(said))
            document.add_text("stems", " ".join({stem(word) for word in said}))
            put_text(document, name_text, "names", "name_stems")
            yield key, document
            for starts_on, ends_on, held, recorded in spans[key]:
                document = a_document(
                    key, name_text, scope=THEN, stance=held, newest=ranked(ordinal(recorded), key),
                    starts=starts_on.toordinal(), ends=ends_on.toordinal() if ends_on else NEVER, **common,
                )  # fmt: skip
                put_text(document, name_text, "names", "name_stems")
                yield key, document


def ordinal(day: date | None):
    return day.toordinal() if day else 0


def official_documents(keys=None):
    for batch in batches(Official.objects.published().values_list(*OFFICIAL), keys):
        for key, name, slug, text, state, agency_type, city in batch:
            document = a_document(key, text, state=state, agency_type=agency_type, city=fold(city),
                                  by_name=f"{fold(name)}\t{slug}")  # fmt: skip
            put_text(document, text)
            yield key, document


def source_documents(keys=None):
    """Of those no public statement rests on, only for the desk: apart from the others, with words of their own."""
    for batch in batches(SourceArticle.objects.values_list(*SOURCE), keys):
        seen = set(belonging(SourceArticle.objects.published(), "pk", batch, keys).values_list("pk", flat=True))
        for key, kind, publisher, slug, published_on, text in batch:
            if key not in seen:
                document = a_document(key, text, scope=UNSEEN, kind=kind)
                document.add_text("unseen", text.partition(" =")[0])
                yield key, document
                continue
            document = a_document(key, text, scope=SEEN, kind=kind, newest=ranked(ordinal(published_on), key),
                                  year=[published_on.year] if published_on else [],
                                  by_name=f"{fold(publisher)}\t{slug}")  # fmt: skip
            put_text(document, text)
            yield key, document


DOCUMENTS = {
    "statements": statement_documents, "bodies": body_documents, "officials": official_documents,
    "sources": source_documents,
}  # fmt: skip
