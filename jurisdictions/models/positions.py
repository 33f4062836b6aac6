"""The one place that derives a body's position. Rules 1, 4 and 7 of the record live here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby, product
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from . import vocabulary as words
from .dates import range_end

if TYPE_CHECKING:
    from django.db.models import Model

    from .jurisdiction import Jurisdiction
    from .statement import Statement

    Histories = defaultdict[int, list[Statement]]

PORTION = 1_000  # bodies rebuilt at once
STALE_AFTER = timedelta(days=730)  # a position with nothing newer is then said to be old


@dataclass(frozen=True)
class Position:
    """`stance` is a Stance value or "none"; dates are first possible days; `statement` may be None."""

    stance: str = words.NO_POSITION
    since: date | None = None
    recorded_on: date | None = None
    statement: Statement | None = None
    since_precision: str = ""

    @property
    def label(self) -> str:
        return str(dict(words.POSITION_CHOICES)[self.stance])

    @property
    def columns(self) -> tuple[str, date | None, str, date | None, int | None]:
        """The values of `Jurisdiction.CACHED_POSITION`."""
        statement_id = self.statement.pk if self.statement else None
        return self.stance, self.since, self.since_precision, self.recorded_on, statement_id


NOTHING = Position()


def counts(statement: Statement) -> bool:
    """It is published, made for the body as a whole, and rests on a source."""
    return (
        statement.status == words.Status.PUBLISHED
        and statement.capacity == words.Capacity.BODY
        and bool(statement.citations.all())
    )


def is_firm(statement: Statement) -> bool:
    """A statement known only from group lists or rewrites is weak; needs `citations__article` prefetched."""
    return any(citation.is_firm for citation in statement.citations.all())


def rank(statement: Statement) -> tuple[date, bool, str]:
    """Newest first; on the same day an act outranks words; the slug settles the rest."""
    return (statement.stated_on, statement.is_act, statement.slug)


def derive_position(statements: Iterable[Statement], day: date) -> Position:
    """Position on `day` from one body's statements, in any order; needs `citations__article` prefetched.

    Weak statements are heard only where the body has made no firm one by that day.
    """
    said = [s for s in statements if s.stated_on <= day and counts(s)]
    said = [s for s in said if is_firm(s)] or said
    ruling = [s for s in said if s.stance in words.RULE_STANCES] or said
    return unbroken_run(sorted(ruling, key=rank, reverse=True)) if ruling else NOTHING


def unbroken_run(newest_first: list[Statement]) -> Position:
    """Position whose `since` is the first statement of the run that ends with the newest one.

    Of several on one day only the highest ranked stands, as it did on that day.
    """
    newest = first = newest_first[0]
    for statement in newest_first[1:]:
        if statement.stated_on == first.stated_on:
            continue
        if statement.stance != newest.stance:
            break
        first = statement
    return Position(newest.stance, first.stated_on, newest.stated_on, newest, first.date_precision)


def rivals_of(position: Position, statements: Iterable[Statement], day: date) -> list[Statement]:
    """Statements of another stance that may be as new as the position's: nothing known puts one above the other."""
    chosen = position.statement
    if chosen is None or position.stance not in words.RULE_STANCES:
        return []
    return [
        s
        for s in statements
        if s.stated_on <= day
        and counts(s)
        and s.stance in words.RULE_STANCES
        and s.stance != position.stance
        and is_firm(s) >= is_firm(chosen)
        and may_be_as_new(s, chosen)
    ]


def may_be_as_new(statement: Statement, chosen: Statement) -> bool:
    """Both fall on one day and are both acts or both words, or their possible dates overlap."""
    if statement.date_precision == chosen.date_precision == words.Precision.DAY:
        return statement.stated_on == chosen.stated_on and statement.is_act == chosen.is_act
    return range_end(statement.stated_on, statement.date_precision) > chosen.stated_on


@dataclass
class Run:
    """The unbroken run of one stance so far, of statements that come in order."""

    newest: Statement | None = None
    first: Statement | None = None

    def hear(self, statement: Statement) -> None:
        """The highest ranked of the next day."""
        if self.newest is None or statement.stance != self.newest.stance:
            self.first = statement
        self.newest = statement

    @property
    def position(self) -> Position:
        newest, first = self.newest, self.first
        if newest is None or first is None:
            return NOTHING
        return Position(newest.stance, first.stated_on, newest.stated_on, newest, first.date_precision)


def derive_spans(statements: Iterable[Statement]) -> list[tuple[date, date | None, Position]]:
    """(starts_on, ends_on or None, position), covering every day from 0001-01-01 without gap or overlap.

    The same as `derive_position` says for each day, in one pass: a body may have made thousands of statements.
    """
    heard = sorted((rank(s), is_firm(s), s) for s in statements if counts(s))
    spans = [(date.min, NOTHING)]
    runs: defaultdict[tuple[bool, bool], Run] = defaultdict(Run)
    for day, said in groupby(heard, key=lambda entry: entry[0][0]):
        for kind, statement in highest(said).items():
            runs[kind].hear(statement)
        position = standing(runs)
        if position.columns != spans[-1][1].columns:
            spans.append((day, position))
    ends = [start for start, _position in spans[1:]] + [None]
    return [(start, end, position) for (start, position), end in zip(spans, ends, strict=True)]


KINDS = {  # {(is it firm?, does it state a rule?): [(only firm ones?, only rules?) that it belongs to]}
    (firm, ruling): list(product({False, firm}, {False, ruling})) for firm in (False, True) for ruling in (False, True)
}


def highest(said: Iterable[tuple[tuple[date, bool, str], bool, Statement]]) -> dict[tuple[bool, bool], Statement]:
    """{(only firm ones?, only rules?): the highest ranked of them} of one day's statements, lowest first."""
    found: dict[tuple[bool, bool], Statement] = {}
    for _rank, firm, statement in said:
        for kind in KINDS[firm, statement.stance in words.RULE_STANCES]:
            found[kind] = statement
    return found


def standing(runs: dict[tuple[bool, bool], Run]) -> Position:
    """Weak statements are heard only without a firm one, and those that state no rule only without one that does."""
    firm = (True, False) in runs
    return runs[firm, (firm, True) in runs].position


@transaction.atomic
def rebuild_positions(bodies: Iterable[int] | None = None, *, day: date | None = None) -> int:
    """Write spans and cached positions of these bodies (primary keys; all when None), as of `day` (today).

    Returns how many bodies changed. The bodies are locked before their statements are read: of two editors who save at
    once, the second derives from both statements.
    """
    from .jurisdiction import Jurisdiction

    day = day or timezone.localdate()
    return sum(rebuild_portion(keys, day) for keys in portions(Jurisdiction, bodies))


def portions(model: type[Model], keys: Iterable[int] | None) -> Iterator[list[int]]:
    """These primary keys (all when None), so many at a time that their statements fit into memory."""
    rows = model._default_manager.order_by("pk").values_list("pk", flat=True)
    ordered = list(rows) if keys is None else sorted(keys)
    for start in range(0, len(ordered), PORTION):
        yield ordered[start : start + PORTION]


def rebuild_portion(keys: list[int], day: date) -> int:
    from .jurisdiction import Jurisdiction
    from .statement import Statement

    rows = list(Jurisdiction.objects.select_for_update(no_key=True).filter(pk__in=keys).order_by("pk"))
    histories = defaultdict(list)
    for statement in Statement.objects.published().with_sources().filter(jurisdiction__in=keys):
        histories[statement.jurisdiction_id].append(statement)
    write_spans(rows, histories)
    return write_cache(rows, histories, day)


def write_spans(rows: list[Jurisdiction], histories: Histories) -> None:
    from .span import PositionSpan

    PositionSpan.objects.filter(jurisdiction__in=[body.pk for body in rows]).delete()
    PositionSpan.objects.bulk_create(
        (
            PositionSpan(
                jurisdiction=body, starts_on=start, ends_on=end, stance=position.stance, since=position.since,
                since_precision=position.since_precision, recorded_on=position.recorded_on,
                statement=position.statement,
            )
            for body in rows
            for start, end, position in derive_spans(histories[body.pk])
        ),
        batch_size=500,
    )  # fmt: skip


def write_cache(rows: list[Jurisdiction], histories: Histories, day: date) -> int:
    changed = []
    for body in rows:
        columns = derive_position(histories[body.pk], day).columns
        if columns != body.position_columns:
            body.position_columns = columns
            changed.append(body)
    if changed:
        model = type(changed[0])
        model.objects.bulk_update(changed, model.CACHED_POSITION, batch_size=500)
    return len(changed)
