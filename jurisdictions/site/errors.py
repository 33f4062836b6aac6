"""Pages for an address that leads nowhere."""

from django.http import JsonResponse, QueryDict
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from jurisdictions.search.query import Jurisdictions
from jurisdictions.search.text import words_of

NEAR_SHOWN = 8


def not_found(request, exception):
    """404 with a search box and the bodies whose names are nearest to the address; JSON for programs."""
    if request.path.startswith("/api/"):
        return JsonResponse({"detail": _("Nothing stands at this address.")}, status=404)
    request.resolver_match = None  # whatever was asked of that page, this one says nothing of what it shows
    asked = " ".join(words_of(request.path.strip("/").split("/")[-1].replace("-", " ")))
    return TemplateResponse(request, "pages/404.html", {"asked": asked, "near": nearest(asked)}, status=404)


def nearest(asked):
    """Bodies with every word of the address; else with the longest beginning of it that finds any."""
    known = asked.split()
    while known:
        params = QueryDict(mutable=True)
        params["q"] = " ".join(known)
        found = list(Jurisdictions(params).rows()[:NEAR_SHOWN])
        if found:
            return found
        known.pop()
    return []
