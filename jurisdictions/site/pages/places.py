"""The states, and every body of one state. Cities and counties come with the gazetteer."""

from operator import itemgetter

from django.db.models import Count
from django.http import Http404
from django.shortcuts import redirect, render

from jurisdictions.models import Jurisdiction, Statement
from jurisdictions.models import vocabulary as words
from jurisdictions.search.query import with_statements
from jurisdictions.site.pages.details import then


def tiles():
    """[{code, name, row, column, count}] of every state with the number of its bodies, in a grid like a map."""
    counts = dict(Jurisdiction.objects.order_by().values_list("state").annotate(Count("pk")))
    states = [{**state, "count": counts.get(state["code"], 0)} for state in words.STATE_ROWS]
    return sorted(states, key=lambda state: (int(state["tile_row"]), int(state["tile_column"])))


def index(request):
    states = tiles()
    return render(request, "pages/places.html", {"tiles": states, "by_name": sorted(states, key=itemgetter("name"))})


def state(request, state):
    """Every body of one state grouped by type; the state's own position is its own only."""
    code = state.upper()
    if code not in words.STATES:
        raise Http404
    if state != code.lower():
        return redirect("place-state", code.lower(), permanent=True)
    day, shown = then(request)
    bodies = with_statements(Jurisdiction.objects.in_state(code).as_of(shown["as_of"]).order_by("name", "slug"))
    by_type = [(label, [b for b in bodies if b.agency_type == value]) for value, label in words.AgencyType.choices]
    stances = [(value, label, sum(b.stance == value for b in bodies)) for value, label in words.POSITION_CHOICES]
    context = {
        **shown, "code": code, "name": words.STATES[code], "total": len(bodies),
        "groups": [(label, group) for label, group in by_type if group],
        "stances": [(value, label, count) for value, label, count in stances if count],
        "newest": Statement.objects.published().as_of(day).in_state(code).for_cards().newest_first()[:5],
    }  # fmt: skip
    return render(request, "pages/place_state.html", context)
