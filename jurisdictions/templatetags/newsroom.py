"""What a page gives to those who cite, link, share or embed it."""

from django import template

from jurisdictions.models.vocabulary import Carriage
from jurisdictions.site.newsroom.fragments import fragment_url
from jurisdictions.site.newsroom.kit import entry_of_page, kit_of

register = template.Library()


@register.inclusion_tag("components/_kit.html", takes_context=True)
def kit(context):
    return kit_of(entry_of_page(context), context["request"].build_absolute_uri)


@register.inclusion_tag("components/_head.html", takes_context=True)
def head(context):
    """What machines read in the head of a page."""
    entry = entry_of_page(context)
    return kit_of(entry, context["request"].build_absolute_uri) if entry else {}


@register.filter
def quoted_in(citation):
    """A link to the quoted words in the publisher's page; empty where the source does not carry them."""
    quote = citation.statement.quote if citation.carried_as == Carriage.DIRECT_QUOTE else ""
    return fragment_url(citation.article.url, quote) if quote else ""
