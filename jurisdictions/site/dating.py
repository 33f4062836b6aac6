"""When a page last changed, as far as the record knows.

The record keeps no time of its own edits yet, so the newest day that a page names stands for it: that of a statement,
or of a source published later.
"""

import datetime

from django.db.models import Max, Subquery, Value
from django.utils import timezone

from jurisdictions.models import SourceArticle, Statement


def moment(day):
    """Midnight of a day where the directory is edited."""
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time()))


def newest(*days):
    """The newest of these days, None among them aside; None if nothing else is there."""
    return max(filter(None, days), default=None)


def with_days(rows, **of_statement):
    """Rows with `said_on` and `printed_on`, the newest days of the public statements (which `of_statement` picks for a
    row) and of their sources. Subqueries, so that a page of rows does not count the rows of all pages.
    """
    said = Statement.objects.published().filter(**of_statement).order_by()
    return rows.annotate(said_on=highest(said, "stated_on"), printed_on=highest(said, "sources__published_on"))


def highest(rows, field):
    """As a grouped maximum: for "the first of these in order" PostgreSQL may walk an index of all days, row by row."""
    return Subquery(rows.annotate(all=Value(1)).values("all").annotate(highest=Max(field)).values("highest"))


def newest_of_all():
    said = Statement.objects.published().aggregate(day=Max("stated_on"))["day"]
    return newest(said, SourceArticle.objects.published().aggregate(day=Max("published_on"))["day"])
