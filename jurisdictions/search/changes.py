"""What changed, typed and newest first: said or ruled by the bodies, or corrected or merged by us.

Each kind is its own query over an indexed day. They are merged a page at a time: the newest rows of each kind, as many
as the page needs, hold whatever the page can show, so that its cost does not grow with the record.
"""

from heapq import merge
from itertools import islice

from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jurisdictions.models import Correction, Merge, Official, PositionSpan, Statement
from jurisdictions.models.vocabulary import ACTS, NO_POSITION
from jurisdictions.search.index.store import remembered


def words():
    return Statement.objects.published_among().for_cards().exclude(form__in=ACTS)


def acts():
    return Statement.objects.published_among().for_cards().filter(form__in=ACTS)


def turns():
    """Spans whose stance another one stood before; a first position changes nothing."""
    before = PositionSpan.objects.filter(jurisdiction=OuterRef("jurisdiction"), ends_on=OuterRef("starts_on"))
    other = before.exclude(stance=NO_POSITION).exclude(stance=OuterRef("stance"))
    return PositionSpan.objects.filter(Exists(other)).select_related("jurisdiction", "statement")


def officeholders():
    day = timezone.localdate()
    return Official.objects.published().for_cards().filter(term_start_on__lte=day)


def corrections():
    return Correction.objects.published().with_subjects()


def merges():
    return Merge.objects.published().with_rows().defer("changes")


KINDS = {  # word in addresses: (label, rows, the day they are ordered by)
    "statement": (_("New statement"), words, "stated_on"),
    "position": (_("Changed position"), turns, "starts_on"),
    "officeholder": (_("New officeholder"), officeholders, "term_start_on"),
    "act": (_("New act"), acts, "stated_on"),
    "correction": (_("Correction by us"), corrections, "corrected_on"),
    "merge": (_("Two entries made one"), merges, "merged_on"),
}


class Changes:
    """`kinds` are words of `KINDS`; none means all. Sliced like a list it gives [{kind, label, day, row, before}]."""

    def __init__(self, kinds=()):
        self.kinds = [kind for kind in KINDS if kind in kinds] or list(KINDS)

    def counts(self):
        """{kind: number of rows} of the kinds asked for; counted once a version of the data, for all pages of them."""
        day = timezone.localdate()
        return {kind: remembered(("changes", kind, day), KINDS[kind][1]().count) for kind in self.kinds}

    def total(self):
        return sum(self.counts().values())

    def __len__(self):
        return self.total()

    def __getitem__(self, part):
        return self.page(part.start, part.stop - part.start)

    def page(self, offset, limit):
        found = list(islice(merge(*map(self.keys, self.kinds, [offset + limit] * len(self.kinds)), reverse=True),
                            offset, offset + limit))  # fmt: skip
        rows = {kind: KINDS[kind][1]().in_bulk([pk for _day, word, pk in found if word == kind]) for kind in self.kinds}
        changes = [(word, day, rows[word].get(pk)) for day, word, pk in found]
        stances = stances_before([row for word, _day, row in changes if word == "position" and row])
        return [
            {"kind": word, "label": KINDS[word][0], "day": day, "row": row, "before": stances.get(row.pk)}
            for word, day, row in changes
            if row
        ]

    @staticmethod
    def keys(kind, limit):
        """The newest (day, kind, primary key) of this kind."""
        _label, rows, day = KINDS[kind]
        pairs = rows().order_by(f"-{day}", "-pk").values_list(day, "pk")[:limit]
        return [(on, kind, pk) for on, pk in pairs]


def stances_before(spans):
    """{primary key of a span: the stance that stood before it}"""
    ended = PositionSpan.objects.filter(
        jurisdiction__in=[span.jurisdiction_id for span in spans], ends_on__in=[span.starts_on for span in spans]
    )
    known = {(span.jurisdiction_id, span.ends_on): span.stance for span in ended}
    return {span.pk: known.get((span.jurisdiction_id, span.starts_on)) for span in spans}
