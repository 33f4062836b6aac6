"""Our corrections as Atom, each under an id that neither a rename nor a move of the site changes."""

from uuid import NAMESPACE_URL, uuid5

from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from jurisdictions.search.corrections import Corrections
from jurisdictions.site.dating import moment
from jurisdictions.site.feeds import Entry, paged_feed
from jurisdictions.site.outlets import in_force, with_filters
from jurisdictions.site.strictness import asked_strictly, refusing


def permanent_id(name):
    return f"urn:uuid:{uuid5(NAMESPACE_URL, f'local-positions/corrections/{name}')}"


@require_safe
@refusing
def corrections(request):
    """Of what the lists show with these filters."""
    query = asked_strictly(Corrections, request.GET)
    list_url = with_filters("corrections", in_force(query))
    return paged_feed(
        request, total=query.total(), params=query.params, list_url=list_url,
        entries_of=lambda offset, limit: [correction_entry(row) for row in query.page(offset, limit)],
        title=_("Local Positions: corrections"), key=permanent_id(list_url.partition("?")[2]),
        subtitle=_("What the directory had wrong: what it was, what it is, and why."),
    )  # fmt: skip


def correction_entry(correction):
    corrected_at = moment(correction.corrected_on)
    return Entry(
        key=permanent_id(correction.slug), url=correction.get_absolute_url(),
        title=f"{correction.subject} – {correction.label}", published_at=corrected_at, updated_at=corrected_at,
        content=render_to_string("feeds/_correction.html", {"correction": correction}), terms=(correction.field,),
    )  # fmt: skip
