from django.db import models
from django.db.models import F, Q

from . import vocabulary as words
from .dates import range_start
from .jurisdiction import Jurisdiction
from .kept import Given, kept
from .positions import NOTHING, Position, rivals_of
from .statement import Statement, read_sources


def position_on(body, day):
    """The body's Position on `day`, as its spans keep it; its statement comes with speaker and sources."""
    return position_in(span_on(body.pk, day))


def position_in(spans, at_hand=()):
    """The Position that `span_on` answers; its statement is one of those `at_hand` where it is among them."""
    if not spans or spans[0].statement_id is None:
        return NOTHING
    (span,) = spans
    statement = next((said for said in at_hand if said.pk == span.statement_id), None)
    statement = statement or read_sources(card_of(span.statement_id))[0]
    return kept_in(span, statement)


def named_position_in(spans):
    """The same of `named_span_on`, for whoever only names it: its statement knows its key and its date's precision."""
    return kept_in(spans[0], spans[0].statement) if spans and spans[0].statement else NOTHING


def kept_in(span, statement):
    return Position(span.stance, span.since, span.recorded_on, statement, span.since_precision)


@kept
def span_on(body: Given, day: Given):
    return PositionSpan.objects.filter(jurisdiction=body, starts_on__lte=day).order_by("-starts_on")[:1]


@kept
def named_span_on(body: Given, day: Given):
    spans = PositionSpan.objects.filter(jurisdiction=body, starts_on__lte=day).order_by("-starts_on")[:1]
    shown = ("stance", "since", "since_precision", "recorded_on", "statement", "statement__date_precision")
    return spans.select_related("statement").only(*shown)


@kept
def card_of(statement: Given):
    return Statement.objects.for_cards().filter(pk=statement)


def rivals_on(body, position, day, newest=()):
    """Statements of another stance that may be as new as the position's.

    None was said before the year it was recorded in, because no range of dates is wider than a year. So they are among
    the body's `newest` statements on hand, if those go back beyond it.
    """
    if position.stance not in words.RULE_STANCES:
        return []
    earliest = range_start(position.recorded_on, "year")
    if newest and newest[-1].stated_on < earliest:
        return rivals_of(position, newest, day)
    near = read_sources(near_to(body.pk, day, earliest, position.recorded_on, position.stance))
    return rivals_of(position, near, day)


@kept
def near_to(body: Given, day: Given, earliest: Given, recorded_on: Given, stance: Given):
    """Rules the body stated by the day that may be as new as the one recorded, of another stance than that."""
    said = Statement.objects.published().as_of(day).filter(jurisdiction=body, stance__in=words.RULE_STANCES)
    said = said.filter(stated_on__gte=earliest, last_possible_on__gte=recorded_on).exclude(stance=stance)
    return said.for_cards().newest_first()


class PositionSpan(models.Model):
    """A body's position from `starts_on` to the day before `ends_on` (open when null).

    Derived: only `positions.rebuild_positions` writes it. The spans of a body meet without gap or overlap from
    0001-01-01 on, so every day has exactly one; before the first statement the stance is "none".
    """

    jurisdiction = models.ForeignKey(Jurisdiction, on_delete=models.CASCADE, related_name="spans", db_index=False)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    stance = models.CharField(max_length=10, choices=words.POSITION_CHOICES)
    since = models.DateField(null=True)
    since_precision = models.CharField(max_length=5, choices=words.Precision, blank=True)
    recorded_on = models.DateField(null=True)
    statement = models.ForeignKey(Statement, null=True, on_delete=models.CASCADE, related_name="+")

    class Meta:
        ordering = ["jurisdiction", "starts_on"]
        indexes = [
            models.Index(fields=["stance", "starts_on"], name="spans_of_a_stance"),
            models.Index(fields=["starts_on"], name="spans_by_day"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["jurisdiction", "starts_on"], name="one_position_starts_on_a_day"),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gt=F("starts_on")), name="a_span_ends_after_it_starts"
            ),
        ]

    def __str__(self):
        return f"{self.jurisdiction}: {self.get_stance_display()} from {self.starts_on}"
