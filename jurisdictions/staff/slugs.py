"""Permanent names, made once, when a row is first saved at the desk."""

from itertools import count

from django.utils.text import slugify

from jurisdictions.models import Jurisdiction, Official, PermanentAddress, SourceArticle, Statement
from jurisdictions.models.address_history import kind_of

SMALL_WORDS = frozenset("a an and as at by for from her his in it its of on or that the their to with would".split())
MOST_WORDS = 5
ISO = {"year": "%Y", "month": "%Y-%m", "day": "%Y-%m-%d"}


def fill_slug(row):
    """Give a new row its permanent name; one it already has stays."""
    if not row.slug:
        base = proposed_slug(row)
        row.slug = first_free(base, given_slugs(type(row), base))


def given_slugs(model, base):
    """Slugs that begin so and are or were the address of a row."""
    given = PermanentAddress.objects.filter(kind=kind_of(model), slug__startswith=base)
    return set(given.values_list("slug", flat=True))


def proposed_slug(row):
    """What this row would be called if nothing else were; with room for a number behind it."""
    base = slugify(" ".join(PARTS[type(row)](row))) or row._meta.model_name
    return base[: row._meta.get_field("slug").max_length - 4].strip("-")


def first_free(base, taken):
    """`base`, or with the first free number behind it."""
    numbered = (f"{base}-{number}" for number in count(2))
    return base if base not in taken else next(name for name in numbered if name not in taken)


def short_words(text, known=""):
    """The first telling words of a text, without those that stand in `known` already."""
    skipped = SMALL_WORDS | set(known.split("-"))
    return " ".join([word for word in slugify(text).split("-") if word not in skipped][:MOST_WORDS])


def dated(day, precision):
    return day.strftime(ISO[precision]) if day else "undated"


def of_statement(row):
    body = row.jurisdiction.slug
    return body, dated(row.stated_on, row.date_precision), short_words(row.summary, known=body)


def of_source(row):
    return row.publisher, dated(row.published_on, row.date_precision), short_words(row.title)


PARTS = {
    Jurisdiction: lambda row: (row.name, row.state),
    Official: lambda row: (row.name, row.jurisdiction.state),
    SourceArticle: of_source,
    Statement: of_statement,
}
