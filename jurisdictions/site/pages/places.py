from django.db.models import Count
from django.http import Http404
from django.shortcuts import render

from jurisdictions.models import Jurisdiction, Statement
from jurisdictions.models import vocabulary as words


def index(request):
    counts = dict(Jurisdiction.objects.order_by().values_list("state").annotate(n=Count("pk")))
    states = [{"code": c, "name": n, "count": counts.get(c, 0)} for c, n in words.STATES.items()]
    return render(request, "pages/places.html", {"states": states})


def state(request, state):
    """Every body of one state grouped by type; the state's own position is its own only."""
    code = state.upper()
    if code not in words.STATES:
        raise Http404
    bodies = list(Jurisdiction.objects.in_state(code).for_cards().order_by("name"))
    groups = [
        {"label": label, "bodies": [b for b in bodies if b.agency_type == value]}
        for value, label in words.AgencyType.choices
    ]
    context = {
        "code": code, "name": words.STATES[code],
        "state_body": next((b for b in bodies if b.agency_type == "state"), None),
        "groups": [group for group in groups if group["bodies"]],
        "newest": Statement.objects.published().in_state(code).for_cards().newest_first()[:6],
    }  # fmt: skip
    return render(request, "pages/place_state.html", context)
