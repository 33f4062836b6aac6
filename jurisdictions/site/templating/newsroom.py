"""What a page gives to those who cite, link, share or embed it."""

from html import escape, unescape

from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from jinja2 import pass_context

from jurisdictions.models.vocabulary import Carriage
from jurisdictions.site.newsroom.entries import SITE_NAME
from jurisdictions.site.newsroom.fragments import fragment_url
from jurisdictions.site.newsroom.graphs import graph_of_page
from jurisdictions.site.newsroom.kit import entry_of_page, kit_of, shared
from jurisdictions.site.outlets import canonical_of_page


@pass_context
def head_of_page(context):
    """What machines read in the head of a page, and what the kit below it shows."""
    entry, request = entry_of_page(context), context.get("request")
    title, description = context.get("page_title", ""), context.get("page_description", "")
    kit = kit_of(entry, request.build_absolute_uri) if entry else {}
    graph = graph_of_page(context, unescape(title))
    canonical = canonical_of_page(context) if graph else ""
    return kit | {"graph": graph, "shared": shared(kit, request, canonical), "title": title,
                  "description": description, "canonical": canonical, "site": SITE_NAME}  # fmt: skip


def copied(name, label, text, file_url="", is_code=False):
    """A text with a button that copies it; a page has eleven."""
    label, text = escape(label), escape(text)
    unseen = f'<span class="unseen"> {label}</span>'
    link = f' · <a href="{escape(file_url)}" download>{_("Download")}{unseen}</a>' if file_url else ""
    failed = _("Not copied: the text is selected, copy it by hand")
    shown = (
        f'<pre id="{name}">{text}</pre>' if file_url or is_code else f'<p class="copied-text" id="{name}">{text}</p>'
    )
    return mark_safe(
        f'<div class="copied"><p class="copied-head"><strong id="{name}-name">{label}</strong>{link}'
        f' <button type="button" data-copies="{name}" data-done="{_("Copied")}" data-failed="{failed}" hidden>'
        f'{_("Copy")}{unseen}</button> <span role="status"></span></p>\n{shown}</div>'
    )


def quoted_in(citation):
    """A link to the quoted words in the publisher's page; empty where the source does not carry them."""
    quote = citation.statement.quote if citation.carried_as == Carriage.DIRECT_QUOTE else ""
    return fragment_url(citation.article.url, quote) if quote else ""


FILTERS = {"quoted_in": quoted_in}
FUNCTIONS = {"copied": copied, "head_of_page": head_of_page}
