"""The four lists of the directory, each a question that can be put to it."""

from dataclasses import dataclass

from django.db.models import Case, F, IntegerField, Q, Value, When
from django.utils.translation import gettext_lazy

from jurisdictions.models import Jurisdiction, Official, SourceArticle, Statement
from jurisdictions.models.statement import cards_of
from jurisdictions.search import filters
from jurisdictions.search.directory_query import DirectoryQuery
from jurisdictions.search.index import kinds
from jurisdictions.search.question import parts_of

NEWEST, NAME = gettext_lazy("Newest"), gettext_lazy("Name")
POPULATION = gettext_lazy("Population")
BEST = gettext_lazy("Best match")


def relevance(parts, column, *order):
    """Best match: every part of the question in these names before a mention, then in this order."""
    named = Q()
    for part in parts:
        named &= part.found_in(column)
    return (Case(When(named, then=Value(0)), default=Value(1), output_field=IntegerField()), *order)


class WithRelevance:
    """Lists whose question in words is answered by names first."""

    named_by, best_first = "", ()

    def chosen_sort(self):
        if self.cleaned.get("q"):
            self.sorts = {"relevance": (BEST, None), **self.sorts}
        elif self.asked.get("sort") == "relevance":
            self.asked.setlist("sort", [])  # the search was taken out, and its order with it
        return super().chosen_sort()

    def ordering(self):
        if self.sort != "relevance":
            return super().ordering()
        return relevance(parts_of(self.cleaned["q"]), self.named_by, *self.best_first)


@dataclass
class Jurisdictions(WithRelevance, DirectoryQuery):
    filter_class: type = filters.JurisdictionFilter
    index_class: type = kinds.Bodies
    named_by, best_first = "name_text", (F("population").desc(nulls_last=True), "-pk")
    sorts = {
        "newest": (NEWEST, (F("recorded_on").desc(nulls_last=True), "-pk")),
        "name": (NAME, ("name", "slug")),
        "population": (POPULATION, best_first),
    }

    def base(self):
        return Jurisdiction.objects.all()

    def shown(self):
        return Jurisdiction.objects.as_of(self.day)

    def texts(self):
        return [self.base(), Statement.objects.published()]


@dataclass
class Statements(WithRelevance, DirectoryQuery):
    filter_class: type = filters.StatementFilter
    index_class: type = kinds.Statements
    named_by, best_first = "jurisdiction__name_text", ("-stated_on", "-pk")
    sorts = {"newest": (NEWEST, best_first), "name": (NAME, ("jurisdiction__name", "-stated_on", "-pk"))}

    def base(self):
        return Statement.objects.published().for_cards()

    def shown(self):
        return Statement.objects.published_among().for_cards()

    def having(self, keys):
        return cards_of(keys)


@dataclass
class Officials(DirectoryQuery):
    filter_class: type = filters.OfficialFilter
    index_class: type = kinds.Officials
    sorts = {"name": (NAME, ("name", "slug"))}

    def base(self):
        return Official.objects.published().for_cards()


@dataclass
class Sources(DirectoryQuery):
    filter_class: type = filters.SourceFilter
    index_class: type = kinds.Sources
    sorts = {"newest": (NEWEST, (F("published_on").desc(nulls_last=True), "-pk")),
             "name": (NAME, ("publisher", "slug"))}  # fmt: skip

    def base(self):
        return SourceArticle.objects.published()
