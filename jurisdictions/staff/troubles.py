"""What waits for the desk, and where the record may be wrong: each a count and the rows most in need."""

from dataclasses import dataclass, field
from datetime import timedelta

from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Count, F, OuterRef, Q, Subquery
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from jurisdictions.geography.checks import accepted, findings
from jurisdictions.models import Jurisdiction, SourceArticle, SourceCheck, Statement
from jurisdictions.models.dates import shown_date
from jurisdictions.models.vocabulary import EVER_PUBLIC, Carriage, SourceKind, Status

from .duplicates import likely_duplicates

AGES = (1, 2, 3, 5)  # years
SHOWN = 8
MOST_BODIES = 5_000  # with more, what compares every body with others is worked out on its own page only


@dataclass
class Section:
    """`rows`: [(text, url, remark)] of those most in need; `count` None where it was not worked out here."""

    name: str
    title: str
    count: int | None = None
    rows: list = field(default_factory=list)
    all_url: str = ""


def sections(today, years, most=SHOWN):
    """Every Section, in the order the desk works through them."""
    return [
        waiting(most), drafts(today, most), old_positions(today, years, most), weak(most), dead_links(most),
        unarchived(most), after_their_term(today, most), *compared(most),
    ]  # fmt: skip


def form_of(row):
    return reverse(f"admin:jurisdictions_{row._meta.model_name}_change", args=[row.pk])


def list_of(model, query=""):
    return reverse(f"admin:jurisdictions_{model}_changelist") + query


def waiting(most):
    """Statements on their way to readers that a reviewer has to look at."""
    statuses = [value for value in Status.values if value not in (Status.DRAFT, *EVER_PUBLIC)] or [Status.DRAFT]
    found = entered(Statement.objects.filter(status__in=statuses))
    query = f"?status__exact={statuses[0]}"
    return section("waiting", _("Waiting for review"), found, most, list_of("statement", query), since)


def drafts(today, most):
    """Drafts, the oldest first, and how many are old."""
    found = entered(Statement.objects.filter(status=Status.DRAFT))
    ages = {days: Q(entered_at__lt=timezone.now() - timedelta(days=days)) for days in (7, 30)}
    counts = found.order_by().aggregate(**{f"over_{days}": Count("pk", filter=old) for days, old in ages.items()})
    title = _("Drafts by age (%(week)d older than a week, %(month)d than a month)") % {
        "week": counts["over_7"], "month": counts["over_30"]}  # fmt: skip
    return section("drafts", title, found, most, list_of("statement", "?status__exact=draft"), since)


def entered(statements):
    """With the time of their first line in the history as `entered_at`, the oldest first."""
    log = LogEntry.objects.filter(content_type=ContentType.objects.get_for_model(Statement))
    log = log.filter(object_id=Cast(OuterRef("pk"), CharField())).order_by("action_time")
    found = statements.select_related("jurisdiction").annotate(entered_at=Subquery(log.values("action_time")[:1]))
    return found.order_by(F("entered_at").asc(nulls_last=True), "pk")


def since(statement):
    return shown_date(timezone.localdate(statement.entered_at)) if statement.entered_at else ""


def old_positions(today, years, most):
    day = today.replace(year=today.year - years, day=min(today.day, 28))
    found = Jurisdiction.objects.filter(position_recorded_on__lt=day).select_related("position_statement")
    query = f"?position_recorded_on__lt={day}"
    title = _("Positions older than %d years") % years if years > 1 else _("Positions older than a year")
    return section(
        "old", title, found.order_by("position_recorded_on", "pk"), most, list_of("jurisdiction", query),
        lambda body: shown_date(body.position_recorded_on, body.position_statement.date_precision),
    )  # fmt: skip


def weak(most):
    """Published on the word of one list or one rewrite."""
    soft = Q(citations__carried_as=Carriage.GROUP_LISTING) | Q(citations__article__kind=SourceKind.REWRITE)
    found = Statement.objects.published().annotate(all_n=Count("citations"), soft_n=Count("citations", filter=soft))
    found = found.filter(all_n=1, soft_n=1).select_related("jurisdiction").order_by("-stated_on", "pk")
    return section("weak", _("Published on a single weak source"), found, most)


def dead_links(most):
    found = SourceCheck.objects.dead().select_related("article").order_by("checked_at", "pk")
    rows = [(str(one.article), form_of(one.article), f"{one.get_status_display()}: {one.note}") for one in found[:most]]
    return Section("dead", _("Sources with dead links"), found.count(), rows)


def unarchived(most):
    found = SourceArticle.objects.published().filter(archived_url="").order_by("published_on", "pk")
    return section("unarchived", _("Sources without an archived copy"), found, most)


def after_their_term(today, most):
    """People whose term is over and whose words are the position shown today."""
    found = Jurisdiction.objects.filter(position_statement__official__term_end_on__lt=today)
    found = found.select_related("position_statement__official").order_by("state", "name", "pk")
    title = _("Positions resting on words of someone whose term is over")
    return section("term", title, found, most, remark=lambda body: body.position_statement.official.name)


def compared(most):
    """The two that look at every body; on a large directory each is worked out on its own page."""
    return [duplicates(most), ties(most)] if Jurisdiction.objects.count() <= MOST_BODIES else [
        Section("duplicates", _("Likely duplicates")), Section("ties", _("Unresolved ties")),
    ]  # fmt: skip


def duplicates(most):
    found = likely_duplicates()
    rows = [(f"{pair.first} / {pair.second}", pair.rows[0][1], "") for pair in found[:most]]
    return Section("duplicates", _("Likely duplicates"), len(found), rows, reverse("admin:duplicates"))


def ties(most):
    known = accepted(settings.BASE_DIR / "fixtures" / "unresolved_places.txt")
    found = [one for one in findings() if (one.slug, one.problem) not in known]
    keys = dict(Jurisdiction.objects.filter(slug__in={one.slug for one in found[:most]}).values_list("slug", "pk"))
    rows = [
        (one.slug, reverse("admin:jurisdictions_jurisdiction_change", args=[keys[one.slug]]), one.text)
        for one in found[:most]
    ]
    return Section("ties", _("Unresolved ties"), len(found), rows)


def section(name, title, found, most, all_url="", remark=lambda row: ""):
    """A Section of rows that have a form of their own."""
    rows = [(str(row), form_of(row), remark(row)) for row in found[:most]]
    return Section(name, title, found.count(), rows, all_url)
