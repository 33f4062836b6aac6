"""The four filtered lists: one function shows any DirectoryQuery as a page."""

from functools import partial

from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from jurisdictions.search import query as ask
from jurisdictions.search.suggest import resolve
from jurisdictions.search.values import echoed
from jurisdictions.site.outlets import outlets
from jurisdictions.site.pages.paging import Pages
from jurisdictions.site.pages.rows import body_rows, marking, statement_rows, worded

PAGE_SIZE = 25
IN_OWN_FIELD = ("q", "city", "since", "until", "as_of")
MORE = ("form", "theme", "year", "since", "until", "as_of")


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
    labels = worded(get_language())
    return [
        {
            "name": name, "label": query.filter_class.base_filters[name].label,
            "choices": [(c.value, labels[name][c.value] if name in labels else c.label, c.count, c.is_selected)
                        for c in choices],
            "selected_count": sum(choice.is_selected for choice in choices), "is_more": name in MORE,
        }
        for name, choices in query.facets().items()
    ]  # fmt: skip


def loosened(query):
    """For an empty list: what would be found without each of the filters in force."""
    wider = []
    for name in dict.fromkeys(chip["name"] for chip in chips(query)):
        asked = query.asked.copy()
        asked.setlist(name, [])
        if count := type(query)(asked).total():
            label = query.filter_class.base_filters[name].label
            wider.append({"label": label, "count": count, "url": address(query.asked, **{name: []})})
    return wider


def kept(query):
    """[(name, value)] of what is in force and the form does not offer: it passes through unseen."""
    offered = (*query.filter_class.facets, *IN_OWN_FIELD)
    named = [name for name in (*query.filter_class.base_filters, "sort") if name not in offered]
    return [(name, value) for name in named for value in query.asked.getlist(name) if value]


class Listed:
    """What Paginator slices: the keys of a DirectoryQuery, which `rows_of(keys)` turns into rows."""

    def __init__(self, query, rows_of):
        self.query, self.rows_of = query, rows_of

    def __len__(self):
        return self.query.total()

    def __getitem__(self, part):
        keys = self.query.keys(part.start, part.stop - part.start)
        return self.rows_of(keys)


def fields(query):
    """{name: what stands in its field}; a word that was respelt stands there as it was typed."""
    typed = {"q": echoed(query.params["q"], len(query.params["q"]))} if query.respelt else {}
    return {name: query.asked.get(name, "") for name in IN_OWN_FIELD} | typed


def form_of(query):
    """What `_list_form.html` shows of a query: its filters, what is in force, what was left out."""
    groups, listed = facets(query), chips(query)
    return {
        "facets": [g for g in groups if not g["is_more"]], "more_facets": [g for g in groups if g["is_more"]],
        "more_count": sum(chip["name"] in MORE for chip in listed), "chips": listed, "fields": fields(query),
        "has": query.filter_class.base_filters, "problems": query.problems, "day": query.day, "kept": kept(query),
        "respelt": query.respelt,
    }  # fmt: skip


def list_page(request, template, query, rows_of, **more):
    """Render one page of a list; `rows_of(keys)` are its rows, `more` goes to the template."""
    query.begin_counting()
    paginator = Pages(Listed(query, rows_of), PAGE_SIZE)
    if not query.asked.get("page"):
        query.keys(0, PAGE_SIZE)  # the index counts all rows on the way to the first
    page = paginator.get_page(query.asked.get("page"))
    if query.asked.get("page") not in (None, "", str(page.number)):
        query.problems.append(_("There is no page “%(asked)s”; this is page %(page)s.")
                              % {"asked": echoed(query.asked["page"], 20), "page": page.number})  # fmt: skip
    context = {
        "total": paginator.count, "page_obj": page, "rows": page.object_list, **form_of(query),
        "pages": paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1),
        "wider": [] if paginator.count else loosened(query), "sort": query.sort,
        "sorts": [{"name": word, "label": label, "url": address(query.asked, sort=word)}
                  for word, (label, _order) in query.sorts.items()],
        "outlets": outlets(request, query, page.number),
        **more,
    }  # fmt: skip
    return TemplateResponse(request, template, context)


def jurisdictions(request):
    """The list with the places of that name above it. Nothing but a ZIP code of one place leads to that place."""
    reading = resolve(request.GET.get("q", ""))
    if reading.only_place and not any(value for name, value in request.GET.items() if name != "q"):
        return redirect(reading.only_place.url)
    query = ask.Jurisdictions(request.GET)
    rows_of = partial(body_rows, mark=marking(query.parts), day=query.day)
    return list_page(request, "pages/jurisdiction_list.html", query, rows_of, reading=reading)


def statements(request):
    query = ask.Statements(request.GET)
    rows_of = partial(statement_rows, mark=marking(query.parts))
    return list_page(request, "pages/statement_list.html", query, rows_of)


def officials(request):
    query = ask.Officials(request.GET)
    return list_page(request, "pages/official_list.html", query, query.picked)


def sources(request):
    query = ask.Sources(request.GET)
    return list_page(request, "pages/source_list.html", query, query.picked)
