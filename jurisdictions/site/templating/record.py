"""How the record's values read on a page."""

from functools import lru_cache
from html import escape

from django.template.loader import render_to_string
from django.utils.html import conditional_escape
from django.utils.http import urlencode
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from jinja2 import pass_context

from jurisdictions.models import vocabulary as words
from jurisdictions.models.dates import shown_date

LABELS = dict(words.POSITION_CHOICES)


def dated(day, precision="day"):
    return shown_date(day, precision)


def stance_label(value):
    return LABELS.get(value, value)


def stance(value):
    """The stance with its mark, which says it without colour."""
    return badge(value, get_language())


def speaker(statement):
    who = statement.official
    name, url = (who.name, who.get_absolute_url()) if who else ("", "")
    return speaker_of(statement.jurisdiction.name, name, url, statement.speaker_title, statement.capacity)


def speaker_of(body, name, url, title, capacity):
    """Who said it, with the title held then; the body where it spoke without a person."""
    if name:
        said = f'<a href="{url}">{conditional_escape(name)}</a>, {escape(title)}'
    else:
        said = escape(title or body)
    if capacity == words.Capacity.MEMBER:
        said += f' <span class="tag">{_("as one member, not for the body")}</span>'
    return mark_safe(said)


def sources_in_short(statement):
    """ "Omaha World-Herald, Jan 20, 2025; KETV, date not known"."""
    cited = [citation.article for citation in statement.citations.all()]
    return "; ".join(
        f"{article.publisher}, {shown_date(article.published_on, article.date_precision)}" for article in cited
    )


@lru_cache(maxsize=500)
def badge(value, language):
    shown = render_to_string("components/_stance.html", {"value": value, "label": LABELS.get(value, value)})
    return mark_safe(shown)


def options(facet):
    """Its checkboxes, joined here: a list page has a hundred, and a template takes six times as long."""
    box = f'<label><input type="checkbox" name="{facet["name"]}" value='
    return mark_safe("\n".join(
        f'{box}"{escape(value)}"{" checked" if is_selected else ""}>'
        f' <span>{escape(label)}</span> <span class="count">{count}</span></label>'
        for value, label, count, is_selected in facet["choices"]
    ))  # fmt: skip


def recorded(recorded_on, precision, since=None, since_precision=""):
    """ "Recorded Jan 20, 2025, since Jun 2019"; "since" only where the run began earlier."""
    return recorded_in(get_language(), recorded_on, precision, since, since_precision) if recorded_on else ""


@lru_cache(maxsize=20_000)
def recorded_in(_language, recorded_on, precision, since, since_precision):
    """Kept, because a list says it of the same few days over and over."""
    shown = shown_date(recorded_on, precision)
    if since and since != recorded_on:
        return _("Recorded %(day)s, since %(since)s") % {"day": shown, "since": shown_date(since, since_precision)}
    return _("Recorded %(day)s") % {"day": shown}


@pass_context
def page_url(context, number):
    """The same list at another page."""
    asked = [(name, values) for name, values in context["request"].GET.lists() if name != "page"]
    return f"?{urlencode([*asked, ('page', number)], doseq=True)}"


FILTERS = {"dated": dated, "options": options, "sources_in_short": sources_in_short, "stance_label": stance_label}
FUNCTIONS = {"page_url": page_url, "recorded": recorded, "speaker": speaker, "stance": stance}
