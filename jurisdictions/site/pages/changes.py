"""What changed out there, and what we had wrong. They look different because they are."""

from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import urlencode

from jurisdictions.search.changes import KINDS, Changes
from jurisdictions.search.corrections import Corrections
from jurisdictions.site.outlets import outlets
from jurisdictions.site.pages.lists import chips
from jurisdictions.site.pages.paging import Pages

PAGE_SIZE = 25


def paged(request, rows):
    """What a page of these rows needs, the number of all included."""
    paginator = Pages(rows, PAGE_SIZE)
    page = paginator.get_page(request.GET.get("page"))
    pages = paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return {"page_obj": page, "pages": pages, "rows": list(page.object_list), "total": paginator.count}


def corrections(request):
    """Corrections with what was, what is, why and when, newest first: all, or of what fits the filters of the lists."""
    query = Corrections(request.GET)
    found = paged(request, query.rows())
    shown = {"chips": chips(query), "problems": query.problems,
             "outlets": outlets(request, query, found["page_obj"].number)}  # fmt: skip
    return TemplateResponse(request, "pages/corrections.html", found | shown)


def changes(request):
    """All changes by day, or the kinds asked for with `kind`; a word it does not know is left out."""
    asked = [kind for kind in KINDS if kind in request.GET.getlist("kind")]
    kinds = [{"word": word, "label": label, "is_asked": word in asked} for word, (label, *_rest) in KINDS.items()]
    feed = reverse("feed-changes") + (f"?{urlencode({'kind': asked}, doseq=True)}" if asked else "")
    return TemplateResponse(
        request, "pages/changes.html", {**paged(request, Changes(asked)), "kinds": kinds, "feed": feed}
    )
