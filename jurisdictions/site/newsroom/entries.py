"""What a citation, a card or an embed of one row shows: the row, the day it is shown for, the position on that day."""

from dataclasses import dataclass, field
from datetime import date

from django.shortcuts import get_object_or_404
from django.utils import timezone

from jurisdictions.models import Jurisdiction, SourceArticle, Statement
from jurisdictions.models import vocabulary as words
from jurisdictions.models.positions import NOTHING, Position
from jurisdictions.models.span import position_on, rivals_on
from jurisdictions.site.newsroom.redirects import ROOMS

SITE_NAME = "Local Positions"


@dataclass(frozen=True)
class Entry:
    """`day` is today or the day asked for; `sources`, newest first, are what it rests on."""

    kind: str
    row: object
    day: date
    is_dated: bool = False  # a day was asked for
    position: Position = NOTHING
    rivals: list = field(default_factory=list)
    corrections: list | None = None  # of the row and what rests on it, where they are at hand
    replies: list | None = None  # those accepted by `day`, where they are at hand

    @property
    def body(self):
        return self.row.jurisdiction if self.kind == "statement" else self.row

    @property
    def statement(self):
        """The one shown: itself, or the one that a body's position rests on; None if there is none."""
        return self.row if self.kind == "statement" else self.position.statement

    @property
    def citations(self):
        return list(self.statement.citations.all()) if self.statement else []

    @property
    def stance(self):
        return self.row.stance if self.kind == "statement" else self.position.stance

    @property
    def label(self):
        return str(dict(words.POSITION_CHOICES)[self.stance])

    @property
    def path(self):
        """Its address; of a body, and wherever a day was asked for, with the day: what is cited can be seen again."""
        plain = self.row.get_absolute_url()
        return f"{plain}?as_of={self.day.isoformat()}" if self.is_dated or self.kind == "jurisdiction" else plain


def entry_of_body(body, asked=None):
    day = asked or timezone.localdate()
    position = position_on(body, day)
    return Entry("jurisdiction", body, day, bool(asked), position, rivals_on(body, position, day))


def find_entry(room, slug, asked=None):
    """Entry of a public row, or Http404; a retracted statement is not public any more here."""
    if room == "jurisdictions":
        return entry_of_body(get_object_or_404(Jurisdiction, slug=slug), asked)
    published = {
        "statements": Statement.objects.published().for_cards().with_sources(),
        "sources": SourceArticle.objects.published(),
    }[room]
    return Entry(ROOMS[room], get_object_or_404(published, slug=slug), asked or timezone.localdate(), bool(asked))
