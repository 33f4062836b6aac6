"""Where the bodies of a list stand, as a picture: counted by state, or those of one state on its map.

A tile and a row count bodies. Nothing here says where a state stands: its position is its own, as are theirs.
"""

from dataclasses import dataclass

from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import get_language

from jurisdictions.models import Place
from jurisdictions.models import vocabulary as words
from jurisdictions.search import query as ask
from jurisdictions.search.standing import with_statements
from jurisdictions.search.suggest import resolve
from jurisdictions.site.outlets import in_force, outlets, with_filters
from jurisdictions.site.pages.grouping import by_type
from jurisdictions.site.pages.lists import form_of, loosened
from jurisdictions.site.pages.places import MOST_DRAWN, drawn, in_a_grid
from jurisdictions.site.pages.rows import worded

WIDE = 14  # percent of the bar of a tile that hold a shape


def positions_map(request):
    """The bodies that `lists.jurisdictions` lists under the same parameters."""
    query = ask.Jurisdictions(request.GET)
    total, code = query.total(), only_state(query)
    context = {
        **form_of(query), "total": total, "wider": [] if total else loosened(query),
        "outlets": outlets(request, query, 1), "reading": resolve(request.GET.get("q", "")),
        "code": code, "name": words.STATES.get(code), "shown_on": query.day or timezone.localdate(),
    }  # fmt: skip
    if total:
        context |= of_a_state(query, code, total) if code else of_the_country(query)
    return TemplateResponse(request, "pages/map.html", context)


def only_state(query):
    """The code of the state where exactly one is chosen, else ""."""
    chosen = set(filter(None, query.asked.getlist("state")))
    return chosen.pop() if len(chosen) == 1 else ""


@dataclass
class Row:
    """Bodies that have one thing in common; `counts` are [(stance, label, how many)], one for each column."""

    value: str
    label: str
    counts: list

    @property
    def total(self):
        return sum(count for _stance, _label, count in self.counts)

    @property
    def present(self):
        return [column for column in self.counts if column[-1]]

    @property
    def shares(self):
        """[(stance, where its part of a bar begins and how wide it is, in percent, whether a shape fits in)]"""
        parts, before, total = [], 0, self.total
        for stance, _label, count in self.present:
            width = 100 * count / total
            parts.append((stance, f"{100 * before / total:.4g}", f"{width:.4g}", width >= WIDE))
            before += count
        return parts


def counted(query, name):
    """([Row] with bodies, in the order of the vocabulary; the Row of all together) by a facet and stance."""
    counts, labels = query.crossed(name, "stance"), worded(get_language())
    held = {stance for _value, stance in counts}
    columns = {value: label for value, label in labels["stance"].items() if value in held}

    def row(values, value="", label=""):
        return Row(value, label, [(stance, shown, sum(counts.get((one, stance), 0) for one in values))
                                  for stance, shown in columns.items()])  # fmt: skip

    rows = [row([value], value, label) for value, label in labels[name].items()]
    return [one for one in rows if one.total], row(labels[name])


def table(query, name):
    """Rows by a facet, with the beginnings of the addresses that lead to the bodies of a cell, row or column."""
    rows, whole = counted(query, name)
    asked = in_force(query)
    return {
        "rows": rows, "whole": whole, "by": name, "of_row": begun("jurisdictions", asked, name),
        "of_cell": begun("jurisdictions", asked, name, "stance"), "of_column": begun("jurisdictions", asked, "stance"),
        "of_stance": begun("map", asked, "stance"), "of_state": begun("map", asked, "state"),
        "all_states": with_filters("map", but_for(asked, "state")),
    }  # fmt: skip


def begun(page, asked, *without):
    """The address of a page under these filters but for some, ready for one more parameter."""
    address = with_filters(page, but_for(asked, *without))
    return address + ("&" if "?" in address else "?")


def but_for(asked, *names):
    rest = asked.copy()
    for name in names:
        rest.setlist(name, [])
    return rest


def of_the_country(query):
    """A tile for each state, and the same counts as a table in the order of the states' names."""
    counts = table(query, "state")
    counts["rows"].sort(key=lambda row: row.label)
    known = {row.value: row for row in counts["rows"]}
    absent = sorted(name for code, name in words.STATES.items() if code not in known)
    return counts | {"tiles": [{**state, "held": known.get(state["code"])} for state in in_a_grid()], "absent": absent}


def of_a_state(query, code, total):
    """Its map with a mark for each body, and its bodies by type; where there are too many, their counts alone."""
    counts = table(query, "agency_type")
    if total > MOST_DRAWN:
        return counts | {"most": MOST_DRAWN}
    bodies = with_statements(query.rows().order_by("name", "slug").defer("search_text", "name_text"))
    counties = list(Place.objects.in_state(code).filter(kind=words.PlaceKind.COUNTY).select_related("ground"))
    return counts | {"map": drawn(code, bodies, counties), "groups": by_type(bodies)}
