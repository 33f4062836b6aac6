"""The one place that derives a body's position. Rules 1, 4 and 7 of the record live here."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from . import vocabulary as words
from .dates import range_end
from .jurisdiction import Jurisdiction
from .statement import Statement


@dataclass(frozen=True)
class Position:
    """`stance` is a Stance value or "none"; dates are first possible days; `statement` may be None."""

    stance: str = words.NO_POSITION
    since: date | None = None
    recorded_on: date | None = None
    statement: Statement | None = None

    @property
    def label(self):
        return dict(words.POSITION_CHOICES)[self.stance]


NOTHING = Position()


def is_firm(statement):
    """A statement known only from group lists or rewrites is weak; needs `citations__article` prefetched."""
    return any(citation.is_firm for citation in statement.citations.all())


def rank(statement):
    """Newest first; on the same day an act outranks words; the slug settles the rest."""
    return (statement.stated_on, statement.is_act, statement.slug)


def derive_position(statements, day):
    """Position on `day` from one body's statements, in any order; needs `citations__article` prefetched.

    Weak statements count only where the body has no firm one of the same class (rule or comment).
    """
    said = [
        s
        for s in statements
        if s.status == words.Status.PUBLISHED
        and s.capacity == words.Capacity.BODY
        and s.stated_on <= day
        and s.citations.all()
    ]
    for group in (
        [s for s in said if s.stance in words.RULE_STANCES],
        [s for s in said if s.stance not in words.RULE_STANCES],
    ):
        candidates = [s for s in group if is_firm(s)] or group
        if candidates:
            return unbroken_run(sorted(candidates, key=rank, reverse=True))
    return NOTHING


def unbroken_run(newest_first):
    """Position whose `since` is the first statement of the run that ends with the newest one.

    Of several on one day only the highest ranked stands, as it did on that day.
    """
    newest, since, seen = newest_first[0], newest_first[0].stated_on, None
    for statement in newest_first:
        if statement.stated_on == seen:
            continue
        if statement.stance != newest.stance:
            break
        since = seen = statement.stated_on
    return Position(newest.stance, since, newest.stated_on, newest)


@transaction.atomic
def rebuild_positions(jurisdictions=None, *, day=None):
    """Write the cached position of these bodies (all when None). Returns how many changed."""
    day = day or timezone.localdate()
    bodies = Jurisdiction.objects.all() if jurisdictions is None else jurisdictions
    history = {}
    statements = Statement.objects.published().filter(jurisdiction__in=bodies).with_sources()
    for statement in statements:
        history.setdefault(statement.jurisdiction_id, []).append(statement)
    changed = []
    for body in bodies:
        position = derive_position(history.get(body.pk, []), day)
        statement_id = position.statement.pk if position.statement else None
        fresh = (position.stance, position.since, position.recorded_on, statement_id)
        if fresh != (
            body.position_stance,
            body.position_since,
            body.position_recorded_on,
            body.position_statement_id,
        ):
            (
                body.position_stance,
                body.position_since,
                body.position_recorded_on,
                body.position_statement_id,
            ) = fresh
            changed.append(body)
    fields = ["position_stance", "position_since", "position_recorded_on", "position_statement"]
    Jurisdiction.objects.bulk_update(changed, fields, batch_size=500)
    return len(changed)


def shown_date(day, precision):
    """A date in the words its precision allows: "Jan 20, 2025", "Jan 2025", "2025"."""
    if day is None:
        return _("date not known")
    if precision == "year":
        return f"{day:%Y}"
    return f"{day:%b %Y}" if precision == "month" else f"{day:%b} {day.day}, {day:%Y}"


__all__ = ["Position", "derive_position", "range_end", "rebuild_positions", "shown_date"]
