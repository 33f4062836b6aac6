"""Addresses that lead on: retired ones, those of merged rows, and short ones. Each answers 301, in one step."""

from functools import wraps

from django.http import Http404, HttpResponsePermanentRedirect
from django.urls import reverse

from jurisdictions.models import PermanentAddress
from jurisdictions.models.vocabulary import AddressKind

SHORT = {"j": AddressKind.JURISDICTION, "s": AddressKind.STATEMENT, "o": AddressKind.OFFICIAL, "a": AddressKind.SOURCE}
ROOMS = {"jurisdictions": "jurisdiction", "statements": "statement", "sources": "source"}  # {in addresses: kind}
ASK_AGAIN = "no-cache"  # a merge can be undone, and a browser that is told nothing keeps a 301 for ever
LETTERS = {str(kind): letter for letter, kind in SHORT.items()}


def present_slug(kind, slug):
    """The present slug of the public row that once had this one; None if there is none."""
    retired = PermanentAddress.objects.retired().public().with_rows()
    address = retired.filter(kind=kind, slug=slug).first()
    return address and address.row.slug


def follows_old_addresses(kind=None):
    """For a view of one row by its slug: where it finds none, a retired address leads to the same view.

    A view of several kinds is told which by `room`, the word in its address.
    """

    def decorate(view):
        @wraps(view)
        def answer(request, slug, **others):
            try:
                return view(request, slug=slug, **others)
            except Http404:
                if present := present_slug(kind or ROOMS[others["room"]], slug):
                    match = request.resolver_match
                    return lead_to(request, reverse(match.view_name, kwargs={**match.kwargs, "slug": present}))
                raise

        return answer

    return decorate


def lead_to(request, path):
    """301 with the question kept, so that a link to an earlier day still asks for that day."""
    asked = request.META.get("QUERY_STRING", "")
    return HttpResponsePermanentRedirect(f"{path}?{asked}" if asked else path, headers={"Cache-Control": ASK_AGAIN})


def short(request, letter, code):
    """The short address of a row, by the name that follows from any slug it ever had."""
    named = PermanentAddress.objects.public().with_rows().filter(kind=SHORT[letter], code=code.lower()).first()
    if named is None:
        raise Http404
    return lead_to(request, named.row.get_absolute_url())
