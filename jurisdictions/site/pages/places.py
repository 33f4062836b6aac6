"""All states, one state with its map, and one place or county with every layer that governs it."""

from collections import defaultdict
from operator import itemgetter

from django.db.models import Count
from django.http import Http404, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone

from jurisdictions.geography.maps import apart, state_map
from jurisdictions.models import Jurisdiction, Place, Statement
from jurisdictions.models import vocabulary as words
from jurisdictions.search import layers as governing
from jurisdictions.search import query as ask
from jurisdictions.search.standing import with_statements
from jurisdictions.site.pages.counties import county_parts
from jurisdictions.site.pages.details import then
from jurisdictions.site.pages.grouping import by_stance, by_type

DOT = 36  # width of a mark on the map of a state, in the units of the drawing
MOST_DRAWN = 200  # marks on the map of a state; more would cover it
OF_A_TYPE = 25  # bodies of each type named where a state has more than are drawn
ACTS_SHOWN, NEWEST_SHOWN = 25, 5
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
    found = Jurisdiction.objects.in_state(code).as_of(shown["as_of"]).order_by("name", "slug")
    found = found.defer("search_text", "name_text")
    bodies, cut = list(found[: MOST_DRAWN + 1]), {}
    known = [(body.pk, body.agency_type, body.stance) for body in bodies]
    most = MOST_DRAWN if len(bodies) > MOST_DRAWN else None
    if most:
        known = list(found.values_list("pk", "agency_type", "stance"))
        first, cut = first_of_each_type(known, OF_A_TYPE)
        bodies = found.filter(pk__in=first)
    bodies = with_statements(bodies)
    own = governing.with_sources([b for b in bodies if b.agency_type == words.AgencyType.STATE][:1], day)
    counties = list(Place.objects.in_state(code).filter(kind=words.PlaceKind.COUNTY).select_related("ground"))
    states = [pk for pk, agency_type, _stance in known if agency_type == words.AgencyType.STATE]
    acts = Statement.objects.published().as_of(day).filter(jurisdiction__in=states, form__in=words.ACTS)
    acts = list(acts.for_cards().newest_first()[: ACTS_SHOWN + 1])
    newest = ask.Statements(QueryDict(f"state={code}&as_of={day.isoformat()}"))
    context = {
        **shown, "code": code, "name": words.STATES[code], "total": len(known), "own": own[0] if own else None,
        "acts": acts[:ACTS_SHOWN], "has_more_acts": len(acts) > ACTS_SHOWN, "forms_of_acts": sorted(words.ACTS),
        "groups": by_type(bodies), "cut": cut, "stances": by_stance(stance for _pk, _type, stance in known),
        "most": most, "map": drawn(code, [] if most else bodies, counties), "counties": counties,
        "newest": newest.page(0, NEWEST_SHOWN),
        "today": timezone.localdate(),
    }  # fmt: skip
    return TemplateResponse(request, "pages/place_state.html", context)


def first_of_each_type(known, most):
    """(primary keys of the first of these (key, type, stance), so many a type, {type that has more: how many})"""
    of_type = defaultdict(list)
    for key, agency_type, _stance in known:
        of_type[agency_type].append(key)
    first = [key for keys in of_type.values() for key in keys[:most]]
    return first, {agency_type: len(keys) for agency_type, keys in of_type.items() if len(keys) > most}


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
