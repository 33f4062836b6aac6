"""One list asked with the contract's parameters: what was asked, what was wrong with it, the rows, the facets."""

from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from jurisdictions.search.engines import ByIndex, engine_for, respelt
from jurisdictions.search.keys import any_of
from jurisdictions.search.question import parts_of
from jurisdictions.search.values import as_spelt, echoed

MOST_KEYS = 200_000  # held in memory at once; a list that is longer is read through by the database


@dataclass(frozen=True)
class Choice:
    value: str
    label: str
    count: int
    is_selected: bool


@dataclass
class DirectoryQuery:
    """One list asked with the contract's parameters.

    Values a filter refuses are dropped and named in `problems`; the rest still answers. `asked` holds what counts.
    """

    params: QueryDict
    problems: list = field(default_factory=list)
    filter_class: type = None
    index_class: type = None
    known: dict = field(default_factory=dict, init=False)  # {(offset, limit): primary keys}
    sorts = {}

    def __post_init__(self):
        self.asked, self.cleaned = as_spelt(self.params, self.filter_class), {}
        for name, known in self.filter_class.base_filters.items():
            if name in self.asked:
                self.clean(name, known.field)
        self.sort = self.chosen_sort()

    def clean(self, name, field):
        """Without the whole form of the FilterSet, which takes longer to make than its answer."""
        try:
            self.cleaned[name] = field.clean(field.widget.value_from_datadict(self.asked, {}, name))
        except ValidationError as error:
            allowed = {str(value) for value, _label in getattr(field, "choices", ())}
            values = self.asked.getlist(name)
            refused = [value for value in values if value not in allowed]
            self.problems.append(_("“%(value)s” is left out. %(name)s: %(error)s") % {
                "value": echoed("”, “".join(refused)), "name": field.label, "error": " ".join(error.messages),
            })  # fmt: skip
            self.asked.setlist(name, [value for value in values if value in allowed])
            self.cleaned[name] = self.asked.getlist(name) or field.clean(None)

    @cached_property
    def answering(self):
        """(what answers, [(typed, shown)] of words that occur nowhere and have given way to near spellings)"""
        engine, changes, parts = engine_for(self), [], parts_of(self.cleaned.get("q") or "")
        if parts:
            shown, changes = respelt(engine, parts)
        if changes:
            self.asked["q"] = self.cleaned["q"] = " ".join(map(str, shown))
            engine = engine_for(self)
        return engine, changes

    @property
    def engine(self):
        return self.answering[0]

    @property
    def respelt(self):
        """[(typed, shown)]: the list answers for what is shown."""
        return self.answering[1]

    @property
    def parts(self):
        """The parts of the question in words that is answered."""
        return parts_of(self.cleaned.get("q") or "") if self.engine else []

    def base(self) -> QuerySet:
        raise NotImplementedError

    def ordering(self):
        return self.sorts[self.sort][1]

    def chosen_sort(self):
        sort = self.asked.get("sort")
        if sort and sort not in self.sorts:
            self.problems.append(
                _("“%(value)s” is left out. Sort: choose %(known)s.")
                % {"value": echoed(sort), "known": ", ".join(self.sorts)}
            )
            self.asked.setlist("sort", [])
        return self.asked.get("sort") or next(iter(self.sorts))

    @property
    def day(self):
        """The day asked about with `as_of`, or None for today."""
        return self.cleaned.get("as_of")

    def filtered(self, without=None):
        """The FilterSet, valid; `without` leaves one parameter out, for its own facet."""
        asked = self.asked
        if without:
            asked = asked.copy()
            asked.setlist(without, [])
        return self.filter_class(asked, queryset=self.base())

    def texts(self):
        """Rows whose texts the words of this list come from."""
        return [self.base()]

    def holding(self, part):
        """The rows of the whole list that hold one part of a question."""
        return self.filter_class(QueryDict(), queryset=self.base()).holding(self.base(), [part])

    def rows(self):
        """All of them in order, for whoever wants every one; the index finds them where they are not too many."""
        keys = self.all_keys()
        found = self.filtered().qs if keys is None else self.shown().filter(pk__in=any_of(keys))
        return found.order_by(*self.ordering())

    def all_keys(self):
        """Of all rows in order, where the index finds them and they are not too many; else None."""
        few = isinstance(self.engine, ByIndex) and self.total() <= MOST_KEYS
        return self.keys(0, self.total()) if few else None

    def total(self):
        """How many rows there are on all pages together."""
        return self.engine.total()

    def keys(self, offset, limit):
        """Primary keys of one page, in order; asked for once."""
        if (offset, limit) not in self.known:
            self.known[offset, limit] = self.engine.keys(self.sort, offset, limit)
        return self.known[offset, limit]

    def page(self, offset, limit):
        """The rows of one page, as a list; `rows()` is for whoever wants all of them."""
        return self.picked(self.keys(offset, limit))

    def picked(self, keys):
        """The rows with these primary keys, in their order; one that has just gone is left out."""
        rows = {row.pk: row for row in self.having(keys)}
        return [rows[key] for key in keys if key in rows]

    def having(self, keys):
        """The rows with these primary keys, in any order."""
        return self.shown().filter(pk__in=keys).order_by()

    def shown(self):
        """The rows of a page are picked from these."""
        return self.base()

    def begin_counting(self):
        """The facets are wanted, but not yet."""
        self.engine.begin_counting()

    def facets(self):
        """{name: [Choice]}, exact and blind to their own selection; choices nothing has are left out."""
        counts = self.engine.counts()
        return {name: self.choices(name, counts[name]) for name in self.filter_class.facets}

    def crossed(self, row, column):
        """{(value, value): how many rows of the list have both} of two facets whose values a row has one of each."""
        return self.engine.crossed(row, column)

    def choices(self, name, counts):
        known, selected = self.filter_class.base_filters[name], self.asked.getlist(name)
        listed = [
            Choice(value, label, counts.get(value, 0), value in selected)
            for value, label in known.extra["choices"]
            if value in counts or value in selected
        ]
        return listed[::-1] if name == "year" else listed
