from django.db import connection
from django.http import HttpResponse
from django.shortcuts import render

from jurisdictions.models import Jurisdiction, SourceArticle, Statement
from jurisdictions.search.filters import JurisdictionFilter
from jurisdictions.search.query import DirectoryQuery


def home(request):
    """Search, the newest positions, and counts to start from."""
    query = DirectoryQuery(JurisdictionFilter, request.GET.__class__(""), Jurisdiction.objects.all())
    facets = {
        name: [{"value": v, "code": v, "label": label, "name": label, "count": n} for v, label, n, _s in choices]
        for name, choices in query.facets()
    }
    newest = Statement.objects.published().for_cards().newest_first()[:8]
    counts = {
        "bodies": Jurisdiction.objects.count(),
        "statements": Statement.objects.published().count(),
        "sources": SourceArticle.objects.published().count(),
    }
    context = {
        "newest": newest, "counts": counts, "stances": facets["stance"],
        "types": facets["agency_type"], "states": facets["state"],
    }  # fmt: skip
    return render(request, "pages/home.html", context)


def about(request):
    return render(request, "pages/about.html")


def method(request):
    return render(request, "pages/method.html")


def healthz(request):
    return HttpResponse("ok\n", content_type="text/plain")


def readyz(request):
    """200 when the database answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ready\n", content_type="text/plain")
