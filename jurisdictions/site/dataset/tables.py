"""The tables of the whole dataset: public rows only, in an order that no database changes."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml
from django.db import connection
from django.db.models import Case, F, OuterRef, Q, Subquery, When
from django.db.models.functions import Collate

from jurisdictions import models as m
from jurisdictions.models import vocabulary as words


@dataclass(frozen=True)
class Table:
    """As `tables.yaml` describes it."""

    name: str
    title: str
    key: list
    fields: list

    def rows(self):
        """Tuples of its columns, in the order of its key, read as they are needed."""
        paths = [field.get("from", field["name"]) for field in self.fields]
        by_name = {field["name"]: path for field, path in zip(self.fields, paths, strict=True)}
        order = [byte_by_byte(by_name[name]) for name in self.key]
        return public_rows(self.name).order_by(*order).values_list(*paths).iterator(chunk_size=2000)


@cache
def tables():
    return [Table(**table) for table in yaml.safe_load(Path(__file__).with_name("tables.yaml").read_text())]


def vocabulary(name):
    """The values a column may hold."""
    return [value for value, _label in words.POSITION_CHOICES] if name == "Position" else getattr(words, name).values


def byte_by_byte(path):
    """By the bytes of a text, whatever language the database sorts in."""
    return path if path.endswith("_on") else Collate(F(path), "C" if connection.vendor == "postgresql" else "BINARY")


def disputed(name):
    """The day of the newest accepted reply that disputes a body or a statement (`name`)."""
    replies = m.Report.objects.disputing().filter(**{name: OuterRef("pk")})
    return Subquery(replies.values("accepted_on")[:1])


def public_rows(name):
    """What readers of the site can see anyway; a retracted statement has its page, but no row."""
    statements, sources = m.Statement.objects.published(), m.SourceArticle.objects.published()
    return {
        "jurisdictions": m.Jurisdiction.objects.annotate(disputed_on=disputed("jurisdiction")),
        "aliases": m.Alias.objects.all(),
        "identifiers": m.Identifier.objects.all(),
        "parents": m.ParentTie.objects.all(),
        "territories": m.Territory.objects.all(),
        "officials": m.Official.objects.published(),
        "sources": sources.annotate(repeated=Case(When(derived_from__in=sources, then=F("derived_from__slug")))),
        "statements": statements.annotate(disputed_on=disputed("statement")),
        "statements_applied": m.Statement.applies_to.through.objects.filter(statement__in=statements),
        "citations": m.Citation.objects.filter(statement__in=statements),
        "corrections": m.Correction.objects.published().filter(Q(statement=None) | Q(statement__in=statements)),
        "positions": m.PositionSpan.objects.exclude(stance=words.NO_POSITION),
    }[name]
