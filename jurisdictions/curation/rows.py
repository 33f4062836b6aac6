"""The shape of a fixture row: which fields each model writes, in which order, and both ways to it."""

import datetime
import hashlib
import json
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any

from django.db.models import Model, QuerySet

from jurisdictions import models as m
from jurisdictions.models.natural import RecordModel

BATCH = 500
Fields = dict[str, Any]  # a row as the files spell it: {field name: value}

WRITTEN = {
    m.SourceArticle: "slug publisher title author url published_on date_precision accessed_on archived_url"
    " archived_on kind derived_from derived_from_note reliability_note",
    m.Jurisdiction: "slug name agency_type city county state population latitude longitude website"
    " exists_from exists_until",
    m.Alias: "jurisdiction name",
    m.Identifier: "jurisdiction scheme value",
    m.ParentTie: "child parent relation",
    m.Territory: "jurisdiction geoid",
    m.Official: "slug name title jurisdiction party term_start_on term_end_on name_variants",
    m.Statement: "slug jurisdiction official speaker_title form stance themes stated_on date_precision date_note"
    " condition quote summary capacity applies_to public_note confidence editor_note status retraction_reason",
    m.Citation: "statement article carried_as locator note",
    m.Correction: "slug statement jurisdiction official source field was now why corrected_on",
}
FIELDS = {model: names.split() for model, names in WRITTEN.items()}
KEYS: dict[type[Model], tuple[str, ...]] = {
    m.Alias: ("jurisdiction", "name"),
    m.Identifier: ("jurisdiction", "scheme"),
    m.ParentTie: ("child", "parent"),
    m.Territory: ("jurisdiction", "geoid"),
    m.Citation: ("statement", "article"),
    m.PermanentAddress: ("kind", "slug"),  # in the files, and no row of the record: see `redirects`
}
NAMES = {model._meta.model_name: model for model in FIELDS}
RELATED = {m.Statement: ("jurisdiction", "official"), m.Official: ("jurisdiction",), m.Alias: ("jurisdiction",),
           m.Identifier: ("jurisdiction",), m.ParentTie: ("child", "parent"), m.Territory: ("jurisdiction",),
           m.Citation: ("statement", "article"), m.SourceArticle: ("derived_from",),
           m.Correction: ("statement__jurisdiction", "jurisdiction", "official__jurisdiction", "source")}  # fmt: skip

RELATIONS = {"jurisdiction": m.Jurisdiction, "child": m.Jurisdiction, "parent": m.Jurisdiction,
        "official": m.Official, "statement": m.Statement, "article": m.SourceArticle,
        "derived_from": m.SourceArticle, "source": m.SourceArticle, "applies_to": m.Jurisdiction}  # fmt: skip
MANY = ("applies_to",)


def plain(value: Any) -> Any:
    """A value as the files spell it: dates as ISO text, relations as [slug], empty as None."""
    if hasattr(value, "natural_key"):
        return [value.slug]
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, Decimal | float):
        return float(value)
    return None if value in ("", [], None) else value


def row_of(instance: RecordModel) -> Fields:
    """The fixture fields of a database row, empty ones left out."""
    row = {}
    for name in FIELDS[type(instance)]:
        value = getattr(instance, name)
        if name == "applies_to":
            value = sorted([body.slug] for body in value.all())
        value = plain(value)
        if value is not None:
            row[name] = value
    return row


def normal(fields: Fields) -> Fields:
    """File fields in the spelling of `row_of`, for comparison."""
    row = {}
    for name, value in fields.items():
        value = plain(value)
        if name == "applies_to" and value:
            value = sorted([*slug] for slug in value)
        if value is not None:
            row[name] = value
    return row


def key_of(model: type[Model], fields: Fields) -> str:
    """What names a row: its slug, or the slugs it joins."""
    parts = [fields.get(name) for name in KEYS.get(model, ("slug",))]
    return " ".join(part[0] if isinstance(part, list) and part else str(part) for part in parts)


def digest(row: Fields) -> str:
    return hashlib.sha256(json.dumps(row, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def database_rows(model: type[RecordModel]) -> dict[str, tuple[RecordModel, Fields]]:
    """{key: (instance, row)} of everything stored, in a constant number of queries."""
    return by_key(model, stored(model))


def named_rows(model: type[RecordModel], rows: Iterable) -> dict[str, tuple[RecordModel, Fields]]:
    """The same of what these rows name, and perhaps of more that hangs on the same heads; a query for 500 names."""
    head = KEYS.get(model, ("slug",))[0]
    lookup = "slug__in" if head == "slug" else f"{head}__slug__in"
    found: dict[str, tuple[RecordModel, Fields]] = {}
    named = {row.fields.get("slug") if head == "slug" else row.slug_of(head) for row in rows} - {None}
    for batch in batched(sorted(named), BATCH):
        found |= by_key(model, stored(model).filter(**{lookup: batch}))
    return found


def batched(values: list, size: int) -> Iterator[list]:
    return (values[start : start + size] for start in range(0, len(values), size))


def stored(model: type[RecordModel]) -> QuerySet:
    queryset = model._default_manager.select_related(*RELATED.get(model, ()))
    return queryset.prefetch_related(*MANY) if model is m.Statement else queryset


def by_key(model: type[RecordModel], instances: Iterable) -> dict[str, tuple[RecordModel, Fields]]:
    rows = ((instance, row_of(instance)) for instance in instances)
    return {key_of(model, row): (instance, row) for instance, row in rows}
