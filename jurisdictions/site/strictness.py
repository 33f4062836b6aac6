"""Files and feeds refuse what pages forgive: silently wrong rows in a file are worse than no file."""

from contextlib import contextmanager
from functools import wraps

from django.http import HttpResponse
from rest_framework.exceptions import ValidationError

from jurisdictions.site.api.parameters import of_query, paged, refuse, refuse_problems

PAGE, PAGE_SIZE = "page", 50
OF_THE_API = ("facets", "page_size")


class Refused(Exception):
    """`wrong`: {parameter: what is wrong with it}."""

    def __init__(self, wrong):
        super().__init__(wrong)
        self.wrong = wrong


def asked_strictly(query_class, params):
    """The query these parameters ask; Refused when a name or a value is not understood.

    What the API declares holds here too, but for what only its pages have.
    """
    with told_plainly():
        query = query_class(given(params, of_query(query_class)))
        refuse_problems(query)
    return query


def given_strictly(params, *known):
    """The parameters of something in pages that takes these; Refused as above."""
    with told_plainly():
        return given(params, [*known, *paged(PAGE_SIZE)])


def given(params, known):
    """A copy without blank ones, which forms send too."""
    params = params.copy()
    for name in list(params):
        params.setlist(name, [value for value in params.getlist(name) if value.strip()])
        if not params.getlist(name):
            del params[name]
    refuse(params, [parameter for parameter in known if parameter.name not in OF_THE_API])
    return params


@contextmanager
def told_plainly():
    try:
        yield
    except ValidationError as error:
        raise Refused({name: " ".join(map(str, messages)) for name, messages in error.detail.items()}) from None


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
