"""Files and feeds refuse what pages forgive: silently wrong rows in a file are worse than no file."""

from functools import wraps

from django.http import HttpResponse
from django.utils.translation import gettext as _

from jurisdictions.search.filters import Choices

PAGE = "page"


class Refused(Exception):
    """`wrong`: {parameter: what is wrong with it}."""

    def __init__(self, wrong):
        super().__init__(wrong)
        self.wrong = wrong


def asked_strictly(query_class, params):
    """The query these parameters ask, blank ones aside; Refused when a name or a value is not understood."""
    params = params.copy()
    for name in list(params):
        params.setlist(name, [value for value in params.getlist(name) if value.strip()])
        if not params.getlist(name):
            del params[name]
    query = query_class(params)
    if wrong := {**wrong_names(query), **wrong_values(query)}:
        raise Refused(wrong)
    return query


def wrong_names(query):
    known = query.filter_class.base_filters
    once = [name for name in query.params if not isinstance(known.get(name), Choices)]
    repeated = {name: _("give it once") for name in once if len(query.params.getlist(name)) > 1}
    unknown = [name for name in query.params if name not in (*known, "sort", PAGE)]
    choose = _("there is no such parameter; known are %s") % ", ".join((*known, "sort", PAGE))
    return repeated | dict.fromkeys(unknown, choose)


def wrong_values(query):
    errors = query.filter_class(query.params).form.errors
    wrong = {name: " ".join(messages) for name, messages in errors.items()}
    if query.params.get("sort", query.sort) != query.sort:
        wrong["sort"] = _("choose %s") % ", ".join(query.sorts)
    page = query.params.get(PAGE, "1")
    if not (page.isascii() and page.isdigit() and 0 < int(page[:9]) and len(page) < 10):
        wrong[PAGE] = _("give a whole number from 1 on")
    if not wrong and query.problems:
        wrong[_("question")] = " ".join(query.problems)
    return wrong


def refusing(view):
    """Answer 400 in plain text, a line for each refused parameter."""

    @wraps(view)
    def strict(request, *args, **kwargs):
        try:
            return view(request, *args, **kwargs)
        except Refused as refused:
            lines = [f"{one_line(name)}: {one_line(what)}\n" for name, what in refused.wrong.items()]
            return HttpResponse("".join(lines), content_type="text/plain; charset=utf-8", status=400)

    return strict


def one_line(text):
    return " ".join(str(text).split())[:300]
