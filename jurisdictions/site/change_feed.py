"""What changed, as Atom: all kinds, or those asked for."""

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from jurisdictions.models import Statement
from jurisdictions.search.changes import KINDS, Changes
from jurisdictions.site.api.parameters import Parameter
from jurisdictions.site.correction_feed import correction_entry
from jurisdictions.site.dating import edited_at, later, moment
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
        entries_of=lambda offset, limit: change_entries(found.page(offset, limit)),
        title=_("Local Positions: changes"),
        subtitle=_("New statements and acts, changed positions, new officeholders, our own corrections and merges."),
    )  # fmt: skip


def change_entries(found):
    rows = [row_of(change) for change in found]
    edited = edited_at([row for row in rows if isinstance(row, Statement)])
    return [
        change_entry(change, edited.get(row.pk) if isinstance(row, Statement) else None)
        for change, row in zip(found, rows, strict=True)
    ]


def row_of(change):
    """What is read about: of a changed position the statement, of a merge the one that stays."""
    part = {"position": "statement", "merge": "row"}.get(change["kind"])
    return getattr(change["row"], part) if part else change["row"]


def change_entry(change, edited_at):
    """A correction keeps the id of its own feed. A kind whose row has no page of its own leads to the changes."""
    row, kind, changed_at = change["row"], change["kind"], moment(change["day"])
    if kind == "correction":
        return correction_entry(row)
    known = row_of(change)
    url = known.get_absolute_url() if hasattr(known, "get_absolute_url") else f"{reverse('changes')}?kind={kind}"
    return Entry(
        key=f"changes/{kind}/{row.pk if kind == 'merge' else getattr(known, 'slug', row.pk)}", url=url, terms=(kind,),
        title=f"{change['label']}: {getattr(row, 'jurisdiction', None) or known}",
        published_at=changed_at, updated_at=later(change["day"], edited_at),
        content=render_to_string("feeds/_change.html", change),
    )  # fmt: skip
