"""Two ways to answer one question, the same answers: the index where it can, the database always.

Both know `total()`, `keys(sort, offset, limit)`, `counts()`, `crossed(row, column)`, `count_of(part)` and
`vocabulary()`; `begin_counting()` is for whoever has something else to do before the counts.
"""

from concurrent.futures import Future, ThreadPoolExecutor

from django.db.models import Count

from jurisdictions.models.folding import words_in
from jurisdictions.search import filters
from jurisdictions.search.index.store import CannotAnswer, current
from jurisdictions.search.question import Word
from jurisdictions.search.spelling import Vocabulary, nearest

COUNTING = ThreadPoolExecutor(2, "counting")
BLOCK = 500  # rows: who turns a page of a long list often turns the next


class ByDatabase:
    """Answers through the FilterSet. It defines what is right, at the price of reading every text for words."""

    def __init__(self, query):
        self.query = query

    def total(self):
        return self.query.filtered().qs.count()

    def keys(self, sort, offset, limit):
        rows = self.query.filtered().qs.order_by(*self.query.ordering())
        return list(rows.values_list("pk", flat=True)[offset : offset + limit])

    def begin_counting(self):
        """Its connection does one thing at a time."""

    def counts(self):
        return {name: self.counts_of(name) for name in self.query.filter_class.facets}

    def counts_of(self, name):
        known = self.query.filter_class.base_filters[name]
        rows = self.query.filtered(without=name).qs.order_by()
        if name == "theme":
            each = {
                f"n_{value}": Count("pk", filter=filters.any_theme([value])) for value, _l in known.extra["choices"]
            }
            counted = {key.removeprefix("n_"): count for key, count in rows.aggregate(**each).items()}
        else:
            grouped = rows.values(known.field_name).annotate(n=Count("pk")).values_list(known.field_name, "n")
            counted = {str(value): count for value, count in grouped}
        return {value: count for value, count in counted.items() if count}

    def crossed(self, row, column):
        known = self.query.filter_class.base_filters
        pair = [known[name].field_name for name in (row, column)]
        counted = self.query.filtered().qs.order_by().values_list(*pair).annotate(n=Count("pk"))
        return {(one, other): count for one, other, count in counted}

    def count_of(self, part):
        return self.query.holding(part).count()

    def vocabulary(self):
        found = set()
        for rows in self.query.texts():
            for text in rows.order_by().values_list("search_text", flat=True).iterator():
                found |= words_in(text)
        return Vocabulary(found)


class ByIndex:
    """Answers from one snapshot of the index, and remembers the answers as long as it stands."""

    def __init__(self, snapshot, asked):
        self.snapshot, self.asked = snapshot, asked
        self.name = (asked.kind, repr(sorted(asked.asked.items(), key=lambda pair: pair[0])))
        self.counted = None

    def begin_counting(self):
        """In other threads: the index is read outside of the interpreter, while this one reads and words the rows."""
        if (*self.name, "counts") not in self.snapshot.memo:
            self.counted = [COUNTING.submit(part) for part in self.asked.countings()]

    def remembered(self, what, answer):
        return self.snapshot.remembered((*self.name, what), answer)

    def total(self):
        return self.remembered("total", self.asked.total)

    def keys(self, sort, offset, limit):
        """Later pages are cut from a block, which is read once: finding where it begins takes longer than its rows."""
        start = offset - offset % BLOCK
        if offset and offset + limit <= start + BLOCK:
            return self.part(sort, start, BLOCK)[offset - start : offset - start + limit]
        return self.part(sort, offset, limit)

    def part(self, sort, offset, limit):
        return self.remembered((sort, offset, limit), lambda: self.read(sort, offset, limit))

    def read(self, sort, offset, limit):
        """The rows of a page are counted on the way to them; to count them alone takes as long again."""
        keys, total = self.asked.page(sort, offset, limit)
        if total is not None:
            self.remembered("total", lambda: total)
        return keys

    def counts(self):
        return self.remembered("counts", self.all_counts)

    def all_counts(self):
        parts = (
            [part() for part in self.asked.countings()] if self.counted is None else map(Future.result, self.counted)
        )
        return {name: values for part in parts for name, values in part.items()}

    def crossed(self, row, column):
        return self.remembered((row, column), lambda: self.asked.crossed(row, column))

    def count_of(self, part):
        return self.asked.count_of(part)

    def vocabulary(self):
        return self.snapshot.remembered(("vocabulary", self.asked.kind), lambda: Vocabulary(self.asked.vocabulary()))


def engine_for(query):
    try:
        snapshot = current()
    except CannotAnswer:
        return ByDatabase(query)
    return ByIndex(snapshot, query.index_class(snapshot, query.cleaned))


def respelt(engine, parts):
    """(parts, [(typed, shown)]): words that occur nowhere in the whole list give way to the nearest that do."""
    shown, changes = [], []
    for part in parts:
        if isinstance(part, Word) and not engine.count_of(part):
            near = nearest(part.word, engine.vocabulary(), lambda word: engine.count_of(Word(word)))
            if near:
                changes.append((part.word, near))
                part = Word(near)
        shown.append(part)
    return shown, changes
