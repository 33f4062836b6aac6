"""A question put to the directory: what was asked, what was wrong with it, the rows, the facets."""

from collections import Counter
from dataclasses import dataclass, field

from django.db.models import Count
from django.http import QueryDict

from jurisdictions.models import vocabulary as words
from jurisdictions.models.jurisdiction import Jurisdiction
from jurisdictions.models.positions import derive_position
from jurisdictions.models.statement import Statement

SORTS = {
    "newest": ("-position_recorded_on", "-stated_on", "-published_on"),
    "name": ("name",),
    "population": ("-population",),
}


@dataclass
class DirectoryQuery:
    """Values a filter refuses are dropped and named in `problems`; the rest still answers."""

    filter_class: type
    params: QueryDict
    queryset: object
    problems: list = field(default_factory=list)

    def __post_init__(self):
        self.asked = self.params.copy()
        form = self.filter_class(self.asked, queryset=self.queryset).form
        for name, errors in form.errors.items():
            kept = []
            if form.fields[name].__class__.__name__ == "MultipleChoiceField" or hasattr(form.fields[name], "choices"):
                allowed = {str(value) for value, _label in form.fields[name].choices}
                kept = [v for v in self.asked.getlist(name) if v in allowed]
            self.problems.append(f"{name}: {' '.join(errors)}")
            self.asked.setlist(name, kept)

    def rows(self, without=None):
        """The filtered rows; `without` leaves one parameter out, for its own facet."""
        asked = self.asked
        if without:
            asked = asked.copy()
            asked.setlist(without, [])
        return self.filter_class(asked, queryset=self.queryset).qs

    def facet_counts(self, name):
        """{value: count} of one facet, blind to its own selection."""
        column = self.filter_class.base_filters[name].field_name
        rows = self.rows(without=name).order_by().values(column).annotate(n=Count("pk", distinct=True))
        return {row[column]: row["n"] for row in rows}

    def facets(self):
        """[(name, [(value, label, count, selected)])] for the page; empty choices are left out."""
        result = []
        for name in self.filter_class.facets:
            counts, selected = self.facet_counts(name), self.asked.getlist(name)
            choices = self.filter_class.base_filters[name].extra["choices"]
            listed = [
                (value, label, counts.get(value, 0), value in selected)
                for value, label in choices
                if counts.get(value) or value in selected
            ]
            result.append((name, listed))
        return result


def positions_as_of(bodies, day):
    """Set each body's position columns (in memory) to what was on record by `day`; two queries."""
    said = {}
    for statement in Statement.objects.published().as_of(day).filter(jurisdiction__in=bodies).with_sources():
        said.setdefault(statement.jurisdiction_id, []).append(statement)
    for body in bodies:
        position = derive_position(said.get(body.pk, []), day)
        body.position_stance, body.position_since = position.stance, position.since
        body.position_recorded_on, body.position_statement = position.recorded_on, position.statement
    return bodies


def as_of_query(query, day):
    """Bodies of a query as known on `day`: rows, and the stance facet, over derived positions."""
    wanted = set(query.asked.getlist("stance"))
    bodies = positions_as_of(list(query.rows(without="stance")), day)
    counts = Counter(body.position_stance for body in bodies)
    return [b for b in bodies if not wanted or b.position_stance in wanted], counts


__all__ = ["SORTS", "DirectoryQuery", "Jurisdiction", "as_of_query", "positions_as_of", "words"]
