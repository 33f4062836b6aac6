"""All states, one state with its map, and one place or county with every layer that governs it."""

from operator import itemgetter

from django.db.models import Count
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone

from jurisdictions.geography.maps import apart, state_map
from jurisdictions.models import Jurisdiction, Place, Statement
from jurisdictions.models import vocabulary as words
from jurisdictions.search import layers as governing
from jurisdictions.search.standing import with_statements
from jurisdictions.site.pages.counties import county_parts
from jurisdictions.site.pages.details import then
from jurisdictions.site.pages.grouping import by_stance, by_type

DOT = 36  # width of a mark on the map of a state, in the units of the drawing
MANY = 12  # more ZIP codes than this are folded away


def in_a_grid():
    """The rows of `words.STATE_ROWS`, from the upper left tile of a map to the lower right one."""
    return sorted(words.STATE_ROWS, key=lambda state: (int(state["tile_row"]), int(state["tile_column"])))


def tiles():
    """[{code, name, row, column, count}] of every state with the number of its bodies, in a grid like a map."""
    counts = dict(Jurisdiction.objects.order_by().values_list("state").annotate(Count("pk")))
    return [{**state, "count": counts.get(state["code"], 0)} for state in in_a_grid()]


def index(request):
    _day, shown = then(request)
    states = tiles()
    context = {**shown, "tiles": states, "by_name": sorted(states, key=itemgetter("name")),
               "today": timezone.localdate()}  # fmt: skip
    return TemplateResponse(request, "pages/places.html", context)


def place(request, state, place):
    """Every layer that governs a place or county; a county on a city's ground leads to the city."""
    found = get_object_or_404(Place.objects.in_state(state).select_related("ground"), slug=place)
    if found.ground or state != state.lower():
        query = f"?{request.GET.urlencode()}" if request.GET else ""
        return redirect(found.page_url + query, permanent=True)
    _day, shown = then(request)
    layers = governing.layers_of(found, shown["as_of"])
    codes = list(found.zip_codes.values_list("code", flat=True))
    context = {
        **shown, "place": found, "layers": layers, "comparison": governing.compare(layers),
        "today": timezone.localdate(), "codes": codes, "has_many_codes": len(codes) > MANY,
        "counties": [layer.ground for layer in layers if layer.government and layer.ground != found],
        "others": list(found.other_numbers.all()),
    }  # fmt: skip
    if found.kind == words.PlaceKind.COUNTY:
        context["inside"] = county_parts(found, shown["as_of"])
    return TemplateResponse(request, "pages/place_detail.html", context)


def state(request, state):
    """The state's own position, then every body of it by type, with a map; no position passes from one to another."""
    code = state.upper()
    if code not in words.STATES:
        raise Http404
    if state != code.lower():
        return redirect("place-state", code.lower(), permanent=True)
    day, shown = then(request)
    bodies = with_statements(Jurisdiction.objects.in_state(code).as_of(shown["as_of"]).order_by("name", "slug"))
    own = governing.with_sources([b for b in bodies if b.agency_type == words.AgencyType.STATE][:1], day)
    said = Statement.objects.published().as_of(day).in_state(code).for_cards().newest_first()
    counties = list(Place.objects.in_state(code).filter(kind=words.PlaceKind.COUNTY).select_related("ground"))
    context = {
        **shown, "code": code, "name": words.STATES[code], "total": len(bodies), "own": own[0] if own else None,
        "acts": said.filter(jurisdiction__agency_type=words.AgencyType.STATE, form__in=words.ACTS),
        "groups": by_type(bodies), "stances": by_stance(bodies),
        "map": drawn(code, bodies, counties), "counties": counties, "newest": said[:5],
        "today": timezone.localdate(),
    }  # fmt: skip
    return TemplateResponse(request, "pages/place_state.html", context)


def drawn(code, bodies, counties):
    """What the map shows: county lines with their pages, and a mark for each body that has a point."""
    outline = state_map(code)
    known = {county.geoid: county for county in counties}
    local = [body for body in governing.in_order(bodies) if body.agency_type != words.AgencyType.STATE]
    located = [body for body in local if body.latitude is not None]
    spots = apart([outline.place(b.latitude, b.longitude) for b in located], DOT)
    return {
        "outline": outline, "unplaced": len(local) - len(located),
        "lines": [{"path": path, "county": known.get(geoid)} for geoid, path in outline.counties.items()],
        "dots": [{"body": b, "x": round(x), "y": round(y)} for b, (x, y) in zip(located, spots, strict=True)],
    }  # fmt: skip
