"""The four filtered lists: one function shows any DirectoryQuery as a page."""

from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from jurisdictions.search import query as ask
from jurisdictions.search.suggest import resolve
from jurisdictions.search.values import echoed
from jurisdictions.site.outlets import outlets
from jurisdictions.site.pages.paging import Pages
from jurisdictions.site.reports import mark_disputed_bodies, mark_disputed_statements

PAGE_SIZE = 25
IN_OWN_FIELD = ("q", "city", "since", "until", "as_of")
MORE = ("form", "theme", "year", "since", "until", "as_of")


class Rows:
    """What Paginator slices: a DirectoryQuery as a sequence of rows."""

    def __init__(self, query):
        self.query, self.total = query, query.total()

    def __len__(self):
        return self.total

    def __getitem__(self, part):
        return self.query.page(part.start, part.stop - part.start)


def address(params, **changes):
    """Query string with these values set, empty ones and the page number dropped."""
    fresh = params.copy()
    fresh.pop("page", None)
    for name, value in changes.items():
        fresh.setlist(name, value if isinstance(value, list) else [value])
    for name in list(fresh):
        fresh.setlist(name, [value for value in fresh.getlist(name) if value])
    return f"?{fresh.urlencode()}"


def chips(query):
    """A removable chip for each value in force, in the order of the filters."""
    listed = []
    for name, known in query.filter_class.base_filters.items():
        labels = {value: label for value, label in known.extra.get("choices", ())}
        values = query.asked.getlist(name)
        for value in filter(None, values if labels else values[-1:]):
            rest = [other for other in values if other != value]
            listed.append({
                "name": name, "label": f"{known.label}: {labels.get(value, value)}",
                "url": address(query.asked, **{name: rest if labels else []}),
            })  # fmt: skip
    return listed


def facets(query):
    """One group of checkboxes a facet; `is_more` ones stand behind "More filters"."""
    return [
        {
            "name": name, "label": query.filter_class.base_filters[name].label, "choices": choices,
            "selected_count": sum(choice.is_selected for choice in choices), "is_more": name in MORE,
        }
        for name, choices in query.facets().items()
    ]  # fmt: skip


def loosened(query):
    """For an empty list: what would be found without each of the filters in force."""
    wider = []
    for name in dict.fromkeys(chip["name"] for chip in chips(query)):
        count = query.filtered(without=name).qs.count()
        if count:
            label = query.filter_class.base_filters[name].label
            wider.append({"label": label, "count": count, "url": address(query.asked, **{name: []})})
    return wider


def kept(query):
    """[(name, value)] of what is in force and the form does not offer: it passes through unseen."""
    offered = (*query.filter_class.facets, *IN_OWN_FIELD)
    named = [name for name in (*query.filter_class.base_filters, "sort") if name not in offered]
    return [(name, value) for name in named for value in query.asked.getlist(name) if value]


def list_page(request, template, query, finish=list, **more):
    """Render one page of a list; `finish` completes the rows of that page, `more` goes to the template."""
    paginator = Pages(Rows(query), PAGE_SIZE)
    page = paginator.get_page(query.asked.get("page"))
    if query.asked.get("page") not in (None, "", str(page.number)):
        query.problems.append(_("There is no page “%(asked)s”; this is page %(page)s.")
                              % {"asked": echoed(query.asked["page"], 20), "page": page.number})  # fmt: skip
    groups = facets(query)
    context = {
        "total": paginator.count, "page_obj": page, "rows": finish(page.object_list),
        "pages": paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1),
        "facets": [g for g in groups if not g["is_more"]], "more_facets": [g for g in groups if g["is_more"]],
        "fields": {name: query.asked.get(name, "") for name in IN_OWN_FIELD},
        "has": query.filter_class.base_filters, "chips": chips(query), "problems": query.problems, "day": query.day,
        "wider": [] if paginator.count else loosened(query), "sort": query.sort, "kept": kept(query),
        "sorts": [{"name": word, "label": label, "url": address(query.asked, sort=word)}
                  for word, (label, _order) in query.sorts.items()],
        "outlets": outlets(request, query, page.number),
        **more,
    }  # fmt: skip
    context["more_count"] = sum(chip["name"] in MORE for chip in context["chips"])
    return render(request, template, context)


def bodies_with_marks(bodies):
    return mark_disputed_bodies(list(ask.with_statements(bodies)))


def with_marks(statements):
    return mark_disputed_statements(list(statements))


def jurisdictions(request):
    """The list with the places of that name above it. Nothing but a ZIP code of one place leads to that place."""
    reading = resolve(request.GET.get("q", ""))
    if reading.only_place and not any(value for name, value in request.GET.items() if name != "q"):
        return redirect(reading.only_place.url)
    query = ask.Jurisdictions(request.GET)
    return list_page(request, "pages/jurisdiction_list.html", query, bodies_with_marks, reading=reading)


def statements(request):
    return list_page(request, "pages/statement_list.html", ask.Statements(request.GET), with_marks)


def officials(request):
    return list_page(request, "pages/official_list.html", ask.Officials(request.GET))


def sources(request):
    return list_page(request, "pages/source_list.html", ask.Sources(request.GET))
