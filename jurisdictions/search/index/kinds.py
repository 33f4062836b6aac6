"""What each of the four lists may be asked, as queries to its documents."""

from tantivy import Order, Query

from jurisdictions.search.index.asking import MOST_BUCKETS, Asked, all_of, any_of, between
from jurisdictions.search.index.documents import NOW, SEEN, THEN, ranked
from jurisdictions.search.question import Phrase


class Statements(Asked):
    kind = "statements"
    facets = {name: name for name in ("state", "agency_type", "stance", "form", "theme", "year")}
    orders = {
        "newest": ("newest", Order.Desc), "relevance": ("newest", Order.Desc), "name": ("by_name", Order.Asc),
    }  # fmt: skip

    def parameters(self):
        for name in ("state", "agency_type", "stance", "form", "theme"):
            yield name, self.values(name)
        yield "city", self.city()
        yield "year", self.numbers("year", "year")
        if since := self.asked.get("since"):
            yield "since", self.between("last", since.toordinal(), None)
        for name in ("until", "as_of"):
            if day := self.asked.get(name):
                yield name, self.between("newest", None, ranked(day.toordinal() + 1, 0))
        yield "q", self.q()

    def between(self, field, least, below):
        return between(self.schema, field, least, below)

    def distinct(self, field):
        """All values of a field that holds keys, in portions small enough for one aggregation."""
        wanted = {"found": {"terms": {"field": field, "size": MOST_BUCKETS}}}
        most = int(
            self.searcher.aggregate(Query.all_query(), {"most": {"max": {"field": field}}})["most"]["value"] or 0
        )
        found = []
        for start in range(0, most + 1, MOST_BUCKETS):
            portion = self.query()
            if most >= MOST_BUCKETS:
                portion = all_of([portion, self.between(field, start, start + MOST_BUCKETS)])
            buckets = self.searcher.aggregate(portion, wanted)["found"]["buckets"]
            found += [int(bucket["key"]) for bucket in buckets]
        return found


class OfStatements(Asked):
    """A list of what statements lead to, which may be asked for statements that fit."""

    def of_statements(self, field, names, **more):
        """Rows some statement of which fits all these parameters, by the statements' field with their keys."""
        asked = {name: self.asked[name] for name in names if self.asked.get(name)}
        if not (asked or more):
            return None
        return self.having(Statements(self.snapshot, asked | more), field)

    def having(self, statements, field):
        name = (self.kind, field, repr(sorted(statements.asked.items(), key=str)))
        return self.snapshot.remembered(
            name, lambda: Query.term_set_query(self.schema, "own", statements.distinct(field))
        )


class Bodies(OfStatements):
    """Of today the rows with every word of them; of another day the spans of their positions."""

    kind = "bodies"
    facets = {name: name for name in ("state", "agency_type", "stance")}
    orders = {
        "newest": ("newest", Order.Desc), "name": ("by_name", Order.Asc), "population": ("largest", Order.Desc),
        "relevance": ("largest", Order.Desc),
    }  # fmt: skip

    def parameters(self):
        yield "scope", Query.term_query(self.schema, "scope", THEN if self.day else NOW, "basic")
        if self.day:
            yield "day", self.on_the_day()
        for name in ("state", "agency_type", "stance"):
            yield name, self.values(name)
        yield "city", self.city()
        more = {"as_of": self.day} if self.day else {}
        asked = ("form", "theme", "year", "since", "until")
        if any(self.asked.get(name) for name in asked):
            yield "statements", self.of_statements("body", asked, **more)
        yield "q", self.q()

    def on_the_day(self):
        day = self.day.toordinal()
        return all_of([between(self.schema, "starts", None, day + 1), between(self.schema, "ends", day + 1, None)])

    def in_words(self, part, words="words", stems="stems", elsewhere="elsewhere"):
        if words == "names":
            return super().in_words(part, words, stems)
        is_phrase = isinstance(part, Phrase)
        if self.day:
            own, said = super().in_words(part, "names", "name_stems"), {"as_of": self.day}
        else:
            own, said = super().in_words(part, words, stems, elsewhere), {}
        if not (self.day or is_phrase):
            return own
        return any_of([own, self.of_statements("body", (), parts=[part], **said)])


class Officials(OfStatements):
    kind = "officials"
    facets = {name: name for name in ("state", "agency_type")}
    orders = {"name": ("by_name", Order.Asc)}

    def parameters(self):
        for name in ("state", "agency_type"):
            yield name, self.values(name)
        yield "city", self.city()
        yield "q", self.q()
        asked = ("stance", "form", "theme", "year", "since", "until", "as_of")
        yield "statements", self.of_statements("official", asked)


class Sources(OfStatements):
    kind = "sources"
    facets = {name: name for name in ("kind", "year")}
    orders = {"newest": ("newest", Order.Desc), "name": ("by_name", Order.Asc)}

    def parameters(self):
        yield "scope", Query.term_query(self.schema, "scope", SEEN, "basic")
        yield "kind", self.values("kind")
        yield "year", self.numbers("year", "year")
        yield "q", self.q()
        asked = ("state", "city", "agency_type", "stance", "form", "theme", "since", "until", "as_of")
        yield "statements", self.of_statements("source", asked)
