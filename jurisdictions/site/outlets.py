"""The other shapes a filtered list is to be had in, with the same filters: files, feed, map, its address without."""

from django.urls import reverse

from jurisdictions.search.query import Statements

FILES = {"jurisdictions": "jurisdictions-file", "map": "jurisdictions-file", "statements": "statements-file"}
TWINS = {"jurisdictions": "map", "map": "jurisdictions"}  # the same rows, as a list and as a picture
NOT_OF_A_STATEMENT = ("page", "sort")


def outlets(request, query, page):
    """What `_outlets.html` and `_alternates.html` show; `page` is the number of the page shown."""
    name = request.resolver_match.url_name
    asked = in_force(query)
    followed = asked_of_statements(name, asked)
    return {
        "files": [
            {"label": kind.upper(), "type": media, "url": with_filters(FILES[name], asked, kind)}
            for kind, media in (("csv", "text/csv"), ("json", "application/json"))
            if name in FILES
        ],
        "feed": "" if followed is None or name == "corrections" else with_filters("statements-feed", followed),
        "is_own_feed": name == "statements",
        "corrections": "" if followed is None else with_filters("feed-corrections", followed),
        "twin": with_filters(TWINS[name], asked) if name in TWINS else "",
        "is_picture": name == "map",
        "canonical": canonical(request, asked, page),
    }


def in_force(query):
    """The parameters that count, without blank ones and the page number."""
    asked = query.asked.copy()
    asked.pop("page", None)
    for name in list(asked):
        values = [value for value in asked.getlist(name) if value.strip()]
        asked.setlist(name, values if name in query.filter_class.base_filters or name == "sort" else [])
    return asked


def with_filters(name, asked, *args):
    query = asked.urlencode()
    return reverse(name, args=args) + (f"?{query}" if query else "")


def asked_of_statements(name, asked):
    """What feeds are asked to show what the list `name` does; None where a statement cannot be asked the same."""
    asked = asked.copy()
    for other in NOT_OF_A_STATEMENT:
        asked.pop(other, None)
    ours = any(asked.getlist(word) and word not in Statements.filter_class.base_filters for word in asked)
    if ours or (name == "sources" and asked.get("year")):
        return None  # `year` of a source is that of its publication
    if name not in ("statements", "corrections") and Statements(asked).problems:
        return None  # as for bodies without a position
    return asked


def canonical_of_page(context):
    """Of any page: without a day, a kind or a word asked for; one that is nothing without its question says so."""
    if "outlets" in context:
        return context["outlets"]["canonical"]
    if "canonical" in context:
        return context["canonical"]
    asked = context["request"].GET.copy()
    asked.pop("page", None)
    return canonical(context["request"], asked, context["page_obj"].number if "page_obj" in context else 1)


def canonical(request, asked, page):
    """Its own address without filters; a page of the whole list is a page of its own."""
    whole = request.build_absolute_uri(request.path)
    return whole if page == 1 or any(asked.getlist(name) for name in asked) else f"{whole}?page={page}"
