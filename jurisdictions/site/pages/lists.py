from django.core.paginator import Paginator
from django.db.models import F
from django.shortcuts import render
from django.utils.translation import gettext as _

from jurisdictions.models import Jurisdiction, Official, SourceArticle, Statement
from jurisdictions.search import filters
from jurisdictions.search.query import DirectoryQuery, as_of_query

PAGE_SIZE = 25
LABELS = {
    "state": _("State"), "agency_type": _("Agency type"), "stance": _("Stance"), "form": _("Form"),
    "theme": _("Theme"), "kind": _("Kind"), "city": _("City"), "q": _("Search"), "as_of": _("As of"),
    "since": _("Since"), "until": _("Until"), "year": _("Year"),
}  # fmt: skip
REPEATABLE = ("state", "agency_type", "stance", "form", "theme", "kind")
SORT_LABELS = {"newest": _("Newest"), "name": _("Name"), "population": _("Population")}


def address(params, **changes):
    """Query string with these values set, without the page number."""
    params = params.copy()
    params.pop("page", None)
    for name, value in changes.items():
        params.setlist(name, value if isinstance(value, list) else [value])
    return f"?{params.urlencode()}"


def chips(asked, filter_class):
    """A removable chip for each value in force."""
    result = []
    for name in asked:
        if name not in LABELS:
            continue
        known = filter_class.base_filters.get(name)
        labels = dict(known.extra.get("choices", ())) if known else {}
        for value in filter(None, asked.getlist(name)):
            rest = [v for v in asked.getlist(name) if v != value]
            result.append(
                {
                    "label": f"{LABELS[name]}: {labels.get(value, value)}",
                    "url": address(asked, **{name: rest}),
                }
            )
    return result


def facet_context(query, stance_counts=None):
    facets = []
    for name, choices in query.facets():
        if name == "stance" and stance_counts is not None:
            choices = [(v, label, stance_counts.get(v, 0), s) for v, label, _n, s in choices]
        selected = query.asked.getlist(name)
        listed = [
            {
                "value": value, "label": label, "count": count, "selected": chosen,
                "url": address(query.asked, **{
                    name: [v for v in selected if v != value] if chosen else [*selected, value]
                }),
            }
            for value, label, count, chosen in choices
        ]  # fmt: skip
        facets.append({"name": name, "label": LABELS[name], "choices": listed})
    return facets


def list_page(request, template, query, sorts, rows=None, stance_counts=None):
    """Render one filtered list. `sorts` maps each word of `sort` to an ordering; the first is the default."""
    sort = query.asked.get("sort", "")
    if sort and sort not in sorts:
        query.problems.append(_("sort: “%s” is not an order we know.") % sort)
    sort = sort if sort in sorts else next(iter(sorts))
    rows = query.rows().order_by(*sorts[sort]) if rows is None else rows
    paginator = Paginator(rows, PAGE_SIZE)
    page = paginator.get_page(query.asked.get("page"))
    if query.asked.get("page") not in (None, "", str(page.number)):
        query.problems.append(_("page: there is no such page; this is page %s.") % page.number)
    context = {
        "total": paginator.count, "page_obj": page, "facets": facet_context(query, stance_counts),
        "chips": chips(query.asked, query.filter_class), "problems": query.problems,
        "q": query.asked.get("q", ""), "city": query.asked.get("city", ""),
        "as_of": query.asked.get("as_of", ""), "sort": sort, "params": [("sort", sort)],
        "sort_choices": [
            {"value": word, "label": SORT_LABELS[word], "selected": word == sort,
             "url": address(query.asked, sort=word)} for word in sorts
        ],
    }  # fmt: skip
    return render(request, template, context)


def day_asked(query):
    """The `as_of` day, or None; an unreadable one is named as a problem."""
    text = query.asked.get("as_of", "")
    if not text:
        return None
    try:
        return filters.PastDateField().clean(text)
    except filters.forms.ValidationError as error:
        query.problems.append(f"as_of: {' '.join(error.messages)}")
        query.asked.setlist("as_of", [])


def jurisdictions(request):
    query = DirectoryQuery(filters.JurisdictionFilter, request.GET, Jurisdiction.objects.for_cards())
    sorts = {
        "newest": (F("position_recorded_on").desc(nulls_last=True), "slug"),
        "name": ("name", "slug"),
        "population": (F("population").desc(nulls_last=True), "slug"),
    }
    rows = counts = None
    day = day_asked(query)
    if day:
        rows, counts = as_of_query(query, day)
        rows.sort(key=AS_OF_ORDERS.get(query.asked.get("sort"), AS_OF_ORDERS["newest"]))
    return list_page(request, "pages/jurisdiction_list.html", query, sorts, rows, counts)


AS_OF_ORDERS = {
    "newest": lambda b: (-(b.position_recorded_on.toordinal() if b.position_recorded_on else 0), b.slug),
    "name": lambda b: (b.name, b.slug),
    "population": lambda b: (-(b.population or 0), b.slug),
}


def statements(request):
    query = DirectoryQuery(filters.StatementFilter, request.GET, Statement.objects.published().for_cards())
    return list_page(
        request,
        "pages/statement_list.html",
        query,
        {"newest": ("-stated_on", "slug"), "name": ("jurisdiction__name", "slug")},
    )


def officials(request):
    query = DirectoryQuery(filters.OfficialFilter, request.GET, Official.objects.for_cards())
    return list_page(request, "pages/official_list.html", query, {"name": ("name", "slug")})


def sources(request):
    query = DirectoryQuery(filters.SourceFilter, request.GET, SourceArticle.objects.published())
    sorts = {"newest": (F("published_on").desc(nulls_last=True), "slug"), "name": ("publisher", "slug")}
    return list_page(request, "pages/source_list.html", query, sorts)
