"""When a page last changed, as far as the record knows.

The newest of the days that it names (when something was said, when a source was published) and of the days on which a
version of what it shows was kept: docs/decisions/0040 says which versions count.
"""

import datetime

from django.db.models import Max, OuterRef, Q, Subquery, Value
from django.utils import timezone

from jurisdictions.models import Citation, Jurisdiction, Official, SourceArticle, Statement
from jurisdictions.models.versions import CREATED
from jurisdictions.models.vocabulary import EVER_PUBLIC

# What a page shows: models with versions, and the path from a version to the row the page is of.
SHOWN = {
    "jurisdiction": [(Jurisdiction, "id"), (Statement, "jurisdiction"), (Official, "jurisdiction"),
                     (Citation, "statement__jurisdiction")],
    "statement": [(Statement, "id"), (Citation, "statement")],
    "official": [(Official, "id"), (Statement, "official")],
    "source": [(SourceArticle, "id"), (Citation, "article")],
    "place": [(Statement, "jurisdiction__territories__geoid")],
}  # fmt: skip
LISTED = (Jurisdiction, Statement, Official, SourceArticle)
NEWEST_LOOKED_AT = 100  # versions of a model


def moment(day):
    """Midnight of a day where the directory is edited."""
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time()))


def later(day, instant):
    """The later of the two as an instant; there may be no instant."""
    return max(moment(day), instant or moment(day))


def newest(*days):
    """The newest of these days and instants (by their day), None among them aside; None if nothing else is there."""
    return max((day_of(day) for day in days if day), default=None)


def day_of(day):
    return timezone.localdate(day) if isinstance(day, datetime.datetime) else day


def with_days(rows, kind, key="pk", **of_statement):
    """(rows with a column for each day that their pages of this kind may have changed on, the names of the columns).

    `said_on` and `printed_on` are of the public statements (which `of_statement` picks for a row) and their sources,
    the others of versions, found by the column `key`. Subqueries, so that a page of rows does not count all others.
    """
    said = Statement.objects.published().filter(**of_statement).order_by()
    days = {"said_on": highest(said, "stated_on"), "printed_on": highest(said, "sources__published_on")}
    counted = counting()
    for number, (model, path) in enumerate(SHOWN[kind]):
        versions = versions_of(model, counted).filter(**{path: OuterRef(key)})
        days[f"edited_{number}"] = highest(versions, "history_date")
    return rows.annotate(**days), [*days]


def highest(rows, field):
    """As a grouped maximum: for "the first of these in order" PostgreSQL may walk an index of all days, row by row."""
    return Subquery(rows.annotate(all=Value(1)).values("all").annotate(highest=Max(field)).values("highest"))


def counting():
    """Which versions tell of an edit: all but those by which the files first filled the directory, on its first day."""
    first = Statement.history.order_by("history_id").values_list("history_date", flat=True).first()
    if first is None:
        return Q()
    second_day = moment(timezone.localdate(first) + datetime.timedelta(days=1))
    return Q(history_date__gte=second_day) | Q(history_user__isnull=False) | ~Q(history_type=CREATED)


def versions_of(model, counted):
    """Those that readers could see: a draft of a statement moves no day."""
    seen = model.history.filter(counted).order_by()
    status = {Statement: "status", Citation: "statement__status"}.get(model)
    return seen.filter(**{f"{status}__in": EVER_PUBLIC}) if status else seen


def edited_at(statements):
    """{primary key: when an edit of the statement or of how it is cited was last kept}, of those that were edited."""
    counted, keys = counting(), [statement.pk for statement in statements]
    own = versions_of(Statement, counted).filter(id__in=keys).values_list("id", "history_date")
    cited = versions_of(Citation, counted).filter(statement__in=keys).values_list("statement", "history_date")
    days = {}
    for key, day in own.union(cited, all=True):
        days[key] = max(day, days.get(key, day))
    return days


def newest_of_all():
    """Of the whole record. Edits are looked for among the last versions only, because all of them may be millions."""
    said = Statement.objects.published().aggregate(day=Max("stated_on"))["day"]
    printed = SourceArticle.objects.published().aggregate(day=Max("published_on"))["day"]
    counted = counting()
    return newest(said, printed, *(last_edit(model, counted) for model in LISTED))


def last_edit(model, counted):
    last = model.history.order_by("-history_id").values("history_id")[:NEWEST_LOOKED_AT]
    return versions_of(model, counted).filter(history_id__in=last).aggregate(day=Max("history_date"))["day"]


def edited_by_state():
    """{postal code: when a statement of a body there was last edited}"""
    of_state = versions_of(Statement, counting()).values_list("jurisdiction__state")
    return dict(of_state.annotate(Max("history_date")))
