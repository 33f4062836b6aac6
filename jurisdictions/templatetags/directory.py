"""How the record's values read on a page."""

from django import template
from django.utils.translation import gettext as _

from jurisdictions.models import vocabulary as words
from jurisdictions.models.dates import shown_date

register = template.Library()
LABELS = dict(words.POSITION_CHOICES)


@register.filter
def dated(day, precision="day"):
    return shown_date(day, precision or "day")


@register.inclusion_tag("components/_stance.html")
def stance(value):
    return {"value": value, "label": LABELS.get(value, value)}


@register.simple_tag
def recorded(jurisdiction):
    """ "Recorded Jan 2025, since Jun 2019", or nothing where there is no position."""
    if not jurisdiction.position_recorded_on:
        return ""
    statement = jurisdiction.position_statement
    precision = statement.date_precision if statement else "month"
    text = _("Recorded %s") % shown_date(jurisdiction.position_recorded_on, precision)
    if jurisdiction.position_since and jurisdiction.position_since != jurisdiction.position_recorded_on:
        text += ", " + _("since %s") % shown_date(jurisdiction.position_since, "month")
    return text


@register.simple_tag(takes_context=True)
def page_url(context, number):
    params = context["request"].GET.copy()
    params["page"] = number
    return f"?{params.urlencode()}"
