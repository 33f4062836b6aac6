"""What changed, as Atom: all kinds, or those asked for."""

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from jurisdictions.search.changes import KINDS, Changes
from jurisdictions.site.api.parameters import Parameter
from jurisdictions.site.correction_feed import correction_entry
from jurisdictions.site.dating import moment
from jurisdictions.site.feeds import Entry, paged_feed
from jurisdictions.site.strictness import given_strictly, refusing


def kinds_taken():
    labels = {kind: str(label) for kind, (label, *_rest) in KINDS.items()}
    return Parameter("kind", {"type": "string", "enum": [*KINDS]}, "", most_values=len(KINDS), labels=labels)


@require_safe
@refusing
def changes(request):
    params = given_strictly(request.GET, kinds_taken())
    found, asked = Changes(params.getlist("kind")), params.copy()
    asked.pop("page", None)
    query = asked.urlencode()
    return paged_feed(
        request, total=found.total(), params=params, list_url=reverse("changes") + (f"?{query}" if query else ""),
        entries_of=lambda offset, limit: [change_entry(change) for change in found.page(offset, limit)],
        title=_("Local Positions: changes"),
        subtitle=_("New statements and acts, changed positions, new officeholders and our own corrections."),
    )  # fmt: skip


def change_entry(change):
    """A correction keeps the id of its own feed. A kind whose row has no page of its own leads to the changes."""
    row, kind, changed_at = change["row"], change["kind"], moment(change["day"])
    if kind == "correction":
        return correction_entry(row)
    known = row.statement if kind == "position" else row
    url = known.get_absolute_url() if hasattr(known, "get_absolute_url") else f"{reverse('changes')}?kind={kind}"
    return Entry(
        key=f"changes/{kind}/{getattr(known, 'slug', known.pk)}", url=url, terms=(kind,),
        title=f"{change['label']}: {getattr(row, 'jurisdiction', None) or row}",
        published_at=changed_at, updated_at=changed_at,
        content=render_to_string("feeds/_change.html", change),
    )  # fmt: skip
