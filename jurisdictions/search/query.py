"""A question put to the directory: what was asked, what was wrong with it, the rows, the facets."""

from dataclasses import dataclass, field

from django.db.models import Case, Count, F, IntegerField, Q, QuerySet, Value, When
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jurisdictions.models import Jurisdiction, Official, SourceArticle, Statement
from jurisdictions.search import filters
from jurisdictions.search.text import words_of

NEWEST = gettext_lazy("Newest")
NAME = gettext_lazy("Name")
POPULATION = gettext_lazy("Population")
BEST = gettext_lazy("Best match")


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
    sorts = {}

    def __post_init__(self):
        self.asked = self.params.copy()
        form = self.filter_class(self.asked, queryset=self.base()).form
        for name, errors in form.errors.items():
            allowed = {str(value) for value, _label in getattr(form.fields[name], "choices", ())}
            refused = [value for value in self.asked.getlist(name) if value not in allowed]
            self.problems.append(_("“%(value)s” is left out. %(name)s: %(error)s") % {
                "value": "”, “".join(refused)[:80], "name": form.fields[name].label, "error": " ".join(errors),
            })  # fmt: skip
            self.asked.setlist(name, [value for value in self.asked.getlist(name) if value in allowed])
        self.sort = self.chosen_sort()

    def base(self) -> QuerySet:
        raise NotImplementedError

    def ordering(self):
        return self.sorts[self.sort][1]

    def chosen_sort(self):
        sort = self.asked.get("sort")
        if sort and sort not in self.sorts:
            self.problems.append(
                _("“%(value)s” is left out. Sort: choose %(known)s.")
                % {"value": sort[:80], "known": ", ".join(self.sorts)}
            )
            self.asked.setlist("sort", [])
        return self.asked.get("sort") or next(iter(self.sorts))

    @property
    def day(self):
        """The day asked about with `as_of`, or None for today."""
        return self.filtered().day

    def filtered(self, without=None):
        """The FilterSet, valid; `without` leaves one parameter out, for its own facet."""
        asked = self.asked
        if without:
            asked = asked.copy()
            asked.setlist(without, [])
        return self.filter_class(asked, queryset=self.base())

    def rows(self):
        return self.filtered().qs.order_by(*self.ordering())

    def total(self):
        """How many rows there are on all pages together."""
        return self.filtered().qs.count()

    def page(self, offset, limit):
        """The rows of one page, as a list; `rows()` is for whoever wants all of them."""
        return list(self.rows()[offset : offset + limit])

    def facets(self):
        """{name: [Choice]}, exact and blind to their own selection; choices nothing has are left out."""
        return {name: self.choices(name) for name in self.filter_class.facets}

    def choices(self, name):
        known = self.filter_class.base_filters[name]
        counts, selected = self.counts(name, known), self.asked.getlist(name)
        listed = [
            Choice(value, label, counts.get(value, 0), value in selected)
            for value, label in known.extra["choices"]
            if counts.get(value) or value in selected
        ]
        return listed[::-1] if name == "year" else listed

    def counts(self, name, known):
        rows = self.filtered(without=name).qs.order_by()
        if name == "theme":
            each = {
                f"n_{value}": Count("pk", filter=filters.any_theme([value])) for value, _l in known.extra["choices"]
            }
            return {key.removeprefix("n_"): count for key, count in rows.aggregate(**each).items()}
        counted = rows.values(known.field_name).annotate(n=Count("pk")).values_list(known.field_name, "n")
        return {str(value): count for value, count in counted}


@dataclass
class Jurisdictions(DirectoryQuery):
    filter_class: type = filters.JurisdictionFilter
    newest_first = (F("recorded_on").desc(nulls_last=True), "slug")
    largest_first = (F("population").desc(nulls_last=True), "slug")
    sorts = {"newest": (NEWEST, newest_first), "name": (NAME, ("name", "slug")),
             "population": (POPULATION, largest_first)}  # fmt: skip

    def base(self):
        return Jurisdiction.objects.all()

    def chosen_sort(self):
        if words_of(self.asked.get("q", "")):
            self.sorts = {"relevance": (BEST, None), **self.sorts}
        elif self.asked.get("sort") == "relevance":
            self.asked.setlist("sort", [])  # the search was taken out, and its order with it
        return super().chosen_sort()

    def ordering(self):
        """Best match: every word in its own names before a mention, larger places first."""
        if self.sort != "relevance":
            return super().ordering()
        named = Q()
        for word in words_of(self.asked["q"]):
            named &= Q(name_text__contains=f" {word}")
        rank = Case(When(named, then=Value(0)), default=Value(1), output_field=IntegerField())
        return (rank, F("population").desc(nulls_last=True), *self.newest_first)


@dataclass
class Statements(DirectoryQuery):
    filter_class: type = filters.StatementFilter
    sorts = {"newest": (NEWEST, ("-stated_on", "slug")), "name": (NAME, ("jurisdiction__name", "-stated_on", "slug"))}

    def base(self):
        return Statement.objects.published().for_cards()


@dataclass
class Officials(DirectoryQuery):
    filter_class: type = filters.OfficialFilter
    sorts = {"name": (NAME, ("name", "slug"))}

    def base(self):
        return Official.objects.published().for_cards()


@dataclass
class Sources(DirectoryQuery):
    filter_class: type = filters.SourceFilter
    sorts = {"newest": (NEWEST, (F("published_on").desc(nulls_last=True), "slug")),
             "name": (NAME, ("publisher", "slug"))}  # fmt: skip

    def base(self):
        return SourceArticle.objects.published()


def with_statements(bodies):
    """Give each body of a page its position's statement (or None), with its speaker; one query."""
    bodies = list(bodies)
    statements = Statement.objects.select_related("official").in_bulk(
        [b.statement_id for b in bodies if b.statement_id]
    )
    for body in bodies:
        body.statement = statements.get(body.statement_id)
    return bodies
