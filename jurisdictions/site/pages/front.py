"""The home page, the pages about the directory, and the two for machines that watch it."""

from django.db import DatabaseError, connection
from django.http import HttpResponse, QueryDict
from django.template.response import TemplateResponse
from django.utils import timezone

from jurisdictions.models import vocabulary as words
from jurisdictions.search.query import Jurisdictions, Sources, Statements
from jurisdictions.site.pages.details import then
from jurisdictions.site.pages.places import tiles

NEWEST_SHOWN = 6


def home(request):
    """Search, the states, the newest statements, and counts to start from."""
    day, shown = then(request)
    asked = QueryDict(f"as_of={day}" if shown["as_of"] else "")
    bodies, statements = Jurisdictions(asked), Statements(asked)
    facets = bodies.facets()
    context = {
        **shown, "day": day, "tiles": tiles(), "stances": facets["stance"], "types": facets["agency_type"],
        "newest": statements.page(0, NEWEST_SHOWN), "body_count": bodies.total(),
        "statement_count": statements.total(), "source_count": Sources(asked).total(),
        "today": timezone.localdate(),
    }  # fmt: skip
    return TemplateResponse(request, "pages/home.html", context)


def about(request):
    return TemplateResponse(request, "pages/about.html")


def method(request):
    """How a position is recorded, with the words of the directory and what they mean."""
    context = {
        "stances": [(value, label, words.STANCE_MEANINGS[value]) for value, label in words.Stance.choices],
        "acts": [words.Form(value).label for value in words.Form.values if value in words.ACTS],
    }
    return TemplateResponse(request, "pages/method.html", context)


def healthz(request):
    return HttpResponse("ok\n", content_type="text/plain")


def readyz(request):
    """200 when the database answers, 503 when it does not."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return HttpResponse("the database does not answer\n", content_type="text/plain", status=503)
    return HttpResponse("ready\n", content_type="text/plain")
