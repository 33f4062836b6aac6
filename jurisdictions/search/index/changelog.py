"""What the log of changes says: how new the data is, and what an index has to read again."""

from collections import defaultdict

from django.db import connection

from jurisdictions.models import Citation, IndexChange, IndexSource, Official, Statement
from jurisdictions.models.kept import AnyOf, Given, kept
from jurisdictions.search.index import triggers

MOST_CHANGES = 20_000  # with more to catch up with, building anew is faster
KEPT_CHANGES = 100_000
CURRENT = "SELECT source.uid, (SELECT max(id) FROM {log}) FROM {source} source"


class CannotAnswer(Exception):
    """The index is missing, behind, damaged or switched off: ask the database itself."""


def data_version():
    """(which database, its newest change) as committed; the version is 0 before any."""
    sql = CURRENT.format(log=IndexChange._meta.db_table, source=IndexSource._meta.db_table)
    with connection.cursor() as cursor:
        cursor.execute(sql)
        row = cursor.fetchone()
    return (str(row[0]).replace("-", ""), row[1] or 0) if row else ("", 0)


def changes_after(version):
    """{id: (kind, key)} of all newer changes. Raises CannotAnswer where they are too many or some are gone."""
    changes = {number: (kind, key) for number, kind, key in logged_since(version)}
    first = changes.pop(version, None)
    everything = any(kind == triggers.EVERYTHING for kind, _key in changes.values())
    if (version and first is None) or everything or len(changes) > MOST_CHANGES:
        raise CannotAnswer
    return changes


@kept
def logged_since(version: Given):
    return (
        IndexChange.objects.filter(id__gte=version).order_by("id").values_list("id", "kind", "key")[: MOST_CHANGES + 2]
    )


@kept
def statements_of(bodies: AnyOf):
    return Statement.objects.filter(jurisdiction__in=bodies).order_by().values_list("pk")


@kept
def officials_of(bodies: AnyOf):
    return Official.objects.filter(jurisdiction__in=bodies).order_by().values_list("pk")


@kept
def sources_of(statements: AnyOf):
    return Citation.objects.filter(statement__in=statements).order_by().values_list("article")


def keys_in(question, keys):
    return {key for (key,) in question(keys)} if keys else set()


def affected(changes):
    """{kind of document: primary keys} of everything these (kind, key) of the log bear on."""
    logged = defaultdict(set)
    for kind, key in changes:
        logged[kind].add(key)
    whole = logged[triggers.BODY_AND_ALL_OF_IT]
    statements = logged[triggers.STATEMENT] | keys_in(statements_of, whole)
    officials = logged[triggers.OFFICIAL] | keys_in(officials_of, whole)
    sources = logged[triggers.SOURCE] | keys_in(sources_of, statements)
    bodies = whole | logged[triggers.BODY]
    return {"bodies": bodies, "statements": statements, "officials": officials, "sources": sources}


def trim():
    """Old changes go; whoever is further behind builds anew."""
    newest = IndexChange.objects.order_by("-id").values_list("id", flat=True).first()
    if newest:
        IndexChange.objects.filter(id__lt=newest - KEPT_CHANGES).delete()
