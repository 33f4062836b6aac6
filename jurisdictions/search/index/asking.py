"""Puts the questions that the FilterSets define to the index: keys of a page, totals, facets.

A question is the cleaned data of a valid FilterSet form. Each parameter becomes one query, so that a facet can leave
its own out.
"""

from functools import partial

from tantivy import FieldType, Occur, Query

from jurisdictions.models.folding import fold, stem
from jurisdictions.search.index.schema import KINDS
from jurisdictions.search.question import Phrase, Prefix, Word, parts_of
from jurisdictions.search.text import city_and_state

KEY = 0xFFFFFFFF  # the part of a rank that is the primary key
MOST_VALUES = 1_000  # distinct values of a facet; more than any has
MOST_BUCKETS = 60_000  # keys collected at once; tantivy refuses 65,000


class Asked:
    """One question to one kind of document. `asked` is cleaned data; `facets` and `orders` name fields."""

    kind = ""
    facets = {}  # parameter: field
    orders = {}  # sort: (field, Order)

    def __init__(self, snapshot, asked):
        self.snapshot, self.asked = snapshot, asked
        self.searcher, self.schema = snapshot.searchers[self.kind], snapshot.schemas[self.kind]
        self.day = asked.get("as_of")
        self.queries = {name: query for name, query in self.parameters() if query is not None}

    def parameters(self):
        """(name, Query or None) of each parameter that is in force."""
        raise NotImplementedError

    def query(self, without=None):
        parts = [query for name, query in self.queries.items() if name != without]
        return all_of(parts) if parts else Query.all_query()

    def total(self):
        return self.searcher.search(self.query(), 1).count

    def page(self, sort, offset, limit):
        """(primary keys of a part of the ordered list, how many rows the whole has or None: not counted)"""
        if sort == "relevance":
            return self.best(offset, limit)
        field, order = self.orders[sort]
        return self.page_of(self.query(), field, order, offset, limit)

    def page_of(self, query, field, order, offset, limit):
        if limit <= 0:
            return [], None
        found = self.searcher.search(query, limit, True, field, offset, order)
        if field != "by_name":
            return [rank & KEY for rank, _address in found.hits], found.count
        return self.searcher.fast_field_values("own", [address for _name, address in found.hits]), found.count

    def best(self, offset, limit):
        """What is named so before what only mentions it."""
        named = all_of([self.query(), *(self.in_words(part, "names", "name_stems") for part in self.words())])
        others = Query.boolean_query([(Occur.Must, self.query()), (Occur.MustNot, named)])
        field, order = self.orders["relevance"]
        first, count = self.page_of(named, field, order, offset, limit)
        if count is None or len(first) == limit:
            return first, None
        skipped = 0 if first else max(0, offset - count)
        second, other_count = self.page_of(others, field, order, skipped, limit - len(first))
        return first + second, count + other_count

    def countings(self):
        """Functions that together give {parameter: {value: count}}, each parameter blind to its own selection."""
        chosen = [name for name in self.facets if name in self.queries]
        open_ones = [name for name in self.facets if name not in self.queries]
        several = [partial(self.count, self.query(), open_ones)] if open_ones else []
        return several + [partial(self.count, self.query(without=name), [name]) for name in chosen]

    def count(self, query, names):
        wanted = {name: {"terms": {"field": self.facets[name], "size": MOST_VALUES}} for name in names}
        answer = self.searcher.aggregate(query, wanted)
        return {name: {str(bucket["key"]): bucket["doc_count"] for bucket in answer[name]["buckets"]} for name in names}

    def crossed(self, row, column):
        """{(value, value): count} of all rows found."""
        terms = {name: {"terms": {"field": self.facets[name], "size": MOST_VALUES}} for name in (row, column)}
        found = self.searcher.aggregate(self.query(), {row: terms[row] | {"aggs": {column: terms[column]}}})
        return {
            (one["key"], other["key"]): other["doc_count"]
            for one in found[row]["buckets"]
            for other in one[column]["buckets"]
        }

    def count_of(self, part):
        """How many rows of the whole list hold this part of a question?"""
        return type(self)(self.snapshot, {"parts": [part]}).total()

    def vocabulary(self):
        """All words of the texts, deleted ones included."""
        return {
            word for field in KINDS[self.kind]["vocabulary"] for word, _n in self.searcher.terms_with_prefix(field, "")
        }

    def words(self):
        return self.asked.get("parts") or parts_of(self.asked.get("q") or "")

    def in_words(self, part, words="words", stems="stems", elsewhere=None):
        match part:
            case Word(word):
                return Query.term_query(self.schema, stems, stem(word), "basic")
            case Prefix(start):
                fields = filter(None, [words, elsewhere])
                return any_of([Query.regex_query(self.schema, name, f"{start}[a-z0-9]*") for name in fields])
            case Phrase((word,)):
                fields = filter(None, [words, elsewhere])
                return any_of([Query.term_query(self.schema, name, word) for name in fields])
            case Phrase(several):
                return Query.phrase_query(self.schema, words, list(several))

    def values(self, name, field=None):
        """Any of the values chosen for a parameter."""
        chosen = self.asked.get(name)
        return Query.term_set_query(self.schema, field or name, list(chosen)) if chosen else None

    def numbers(self, name, field):
        chosen = self.asked.get(name)
        return Query.term_set_query(self.schema, field, [int(value) for value in chosen]) if chosen else None

    def city(self):
        if not (typed := self.asked.get("city")):
            return None
        name, state = city_and_state(typed)
        there = Query.term_set_query(self.schema, "city", sorted({name, fold(typed)} - {""}))
        return all_of([there, Query.term_query(self.schema, "state", state, "basic")]) if state else there

    def q(self):
        parts = self.words()
        return all_of([self.in_words(part) for part in parts]) if parts else None


def all_of(queries):
    return queries[0] if len(queries) == 1 else Query.boolean_query([(Occur.Must, query) for query in queries])


def any_of(queries):
    return queries[0] if len(queries) == 1 else Query.boolean_query([(Occur.Should, query) for query in queries])


def between(schema, field, least, below):
    """Numbers from `least` on and `below` the other; None for no limit."""
    return Query.range_query(
        schema, field, FieldType.Unsigned, 0 if least is None else least, (1 << 63) if below is None else below,
        include_upper=False,
    )  # fmt: skip
