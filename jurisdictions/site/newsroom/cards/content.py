"""What stands on a card, in words only: two cards with the same words are the same card."""

import hashlib
from dataclasses import astuple, dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jurisdictions.models import Correction, Report
from jurisdictions.models.dates import shown_date
from jurisdictions.models.positions import is_firm
from jurisdictions.models.vocabulary import Capacity
from jurisdictions.site.newsroom.entries import SITE_NAME

DESIGN = "1"  # raise it when the drawing changes: addresses follow, and no old picture is shown for a new one
HASH_CHARACTERS = 12
ROOMS = {"jurisdiction": "jurisdictions", "statement": "statements"}


@dataclass(frozen=True)
class Card:
    """`words` is a quote (with its quotation marks) or our own sentence; `day` is what every card is dated by."""

    stance: str
    kicker: str
    name: str
    label: str
    recorded: str
    condition: str
    words: str
    by: str
    day: str
    site: str = SITE_NAME

    @property
    def hash(self):
        return hashlib.sha256("\x1f".join([DESIGN, *astuple(self)]).encode()).hexdigest()[:HASH_CHARACTERS]

    @property
    def text(self):
        """What it says, for those who do not see it."""
        parts = [
            f"{self.name} ({self.kicker})",
            self.label,
            self.recorded,
            self.condition,
            self.words,
            self.by,
            self.day,
        ]
        return ". ".join(filter(None, parts))


def card_of(entry):
    body, statement = entry.body, entry.statement
    return Card(
        stance=entry.stance, kicker=f"{body.get_agency_type_display()} · {body.get_state_display()}", name=body.name,
        label=entry.label, recorded=recorded(entry),
        condition=_("Condition: %(text)s") % {"text": statement.condition} if statement and statement.condition else "",
        words=words_of(statement) if statement else silence(),
        by=by_of(statement) if statement else "", day=day_of(entry),
    )  # fmt: skip


def recorded(entry):
    """When, and since when where the run of the stance began earlier."""
    statement, position = entry.statement, entry.position
    if statement is None:
        return ""
    text = _("Recorded %(day)s") % {"day": shown_date(statement.stated_on, statement.date_precision)}
    if entry.kind == "jurisdiction" and position.since != position.recorded_on:
        since = shown_date(position.since, position.since_precision)
        text += " · " + _("the same stance since %(day)s") % {"day": since}
    return text


def words_of(statement):
    return f"“{statement.quote}”" if statement.quote else statement.summary


def silence():
    return _("That says nothing about where it stands.")


def by_of(statement):
    """Speaker in the office held then, form, and what limits the words."""
    speaker = [statement.official.name] if statement.official else []
    speaker += [statement.speaker_title] if statement.speaker_title else []
    parts = [", ".join(speaker), statement.get_form_display()]
    parts += [_("as one member, not for the body")] if statement.capacity == Capacity.MEMBER else []
    parts += [_("known at second hand")] if not is_firm(statement) else []
    return " · ".join(filter(None, parts))


def day_of(entry):
    """Sources, and the day it is shown for: a picture travels on its own, and the record goes on."""
    count = len(entry.citations)
    sources = ngettext("%(count)d source", "%(count)d sources", count) % {"count": count}
    as_of = _("as of %(day)s") % {"day": shown_date(entry.day)}
    if corrected_on := corrected(entry):
        as_of += " · " + _("corrected %(day)s") % {"day": shown_date(corrected_on)}
    if disputed_on := disputed(entry):
        as_of += " · " + _("disputed %(day)s") % {"day": shown_date(disputed_on)}
    if entry.rivals:
        as_of += " · " + _("another stance is on record too")
    return f"{sources} · {as_of}" if count else as_of[0].upper() + as_of[1:]


def corrected(entry):
    """The day of the newest correction of what is shown, by the day it is shown for; None where nothing was wrong."""
    shown = {row for row in (entry.row, entry.statement) if row}
    if entry.corrections is not None:
        told = [c.corrected_on for c in entry.corrections if c.subject in shown and c.corrected_on <= entry.day]
        return max(told, default=None)
    told = Correction.objects.about(*shown).filter(corrected_on__lte=entry.day)
    return told.order_by("-corrected_on").values_list("corrected_on", flat=True).first()


def disputed(entry):
    """The day of the newest accepted reply that disputes it, by the day it is shown for."""
    if entry.replies is not None:
        return max((reply.accepted_on for reply in entry.replies if reply.disputes), default=None)
    days = dict(Report.objects.disputing().as_of(entry.day).filter(**{entry.kind: entry.row}).newest_by(entry.kind))
    return days.get(entry.row.pk)


def card_path(entry, card):
    """Address of the picture: the words are in it, as a hash, so it may be kept for good."""
    path = reverse("card", args=[ROOMS[entry.kind], entry.row.slug, card.hash])
    return f"{path}?as_of={entry.day.isoformat()}" if entry.is_dated else path
