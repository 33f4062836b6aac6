"""Rows of the two long lists, read as tuples and worded once: a list is what most readers ask for.

Model objects and a template a row would take more time than finding the rows among a million.
"""

from functools import lru_cache

from django.db.models import Exists, OuterRef
from django.utils.html import escape
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

from jurisdictions.models import Jurisdiction, Report, Statement
from jurisdictions.models import vocabulary as words
from jurisdictions.models.addresses import page_of
from jurisdictions.models.kept import AnyOf, Given, kept
from jurisdictions.search.highlight import Highlighter
from jurisdictions.site.templating.record import badge, recorded, speaker_of

BODY = ("name", "slug", "agency_type", "city", "county", "state")
SPOKEN = ("speaker_title", "official__name", "official__slug", "capacity")
STATEMENT = (
    "pk", "slug", "stance", "form", "stated_on", "date_precision", "summary", *SPOKEN,
    *(f"jurisdiction__{name}" for name in BODY), "is_disputed",
)  # fmt: skip
POSITION = ("stance", "since", "since_precision", "recorded_on", "statement_id")
SAID = ("pk", "date_precision", "summary", "condition", "speaker_title", "official__name")


@lru_cache
def worded(language):
    """Every word of the vocabulary as text of one language: looking each up again for each row takes longest."""
    choices = {
        "agency_type": words.AgencyType.choices, "form": words.Form.choices, "state": words.STATES.items(),
        "stance": words.POSITION_CHOICES, "theme": words.Theme.choices, "kind": words.SourceKind.choices,
    }  # fmt: skip
    return {name: {value: str(label) for value, label in known} for name, known in choices.items()}


def where(labels, agency_type, city, county, state):
    """Type, place and state of a body: what tells it from its namesakes."""
    return " · ".join(filter(None, [
        labels["agency_type"][agency_type], city if agency_type != "city" else "",
        county if agency_type != "county" else "", labels["state"][state] if agency_type != "state" else "",
    ]))  # fmt: skip


def marking(parts):
    """A function of a text that gives its HTML, with `<mark>` about the words these parts of a question found."""
    if not parts:
        return lambda text: text
    highlighter = Highlighter(parts)

    def mark(text):
        pieces = highlighter.pieces(text)
        return mark_safe(
            "".join(f"<mark>{escape(piece)}</mark>" if found else escape(piece) for piece, found in pieces)
        )

    return mark


@kept
def listed_statements(keys: AnyOf):
    disputed = Exists(Report.objects.disputing().filter(statement=OuterRef("pk")))
    found = Statement.objects.published().filter(pk__in=keys).order_by().annotate(is_disputed=disputed)
    return found.values_list(*STATEMENT)


@kept
def listed_bodies(keys: AnyOf, day: Given):
    disputed = Exists(Report.objects.disputing().filter(jurisdiction=OuterRef("pk")))
    found = Jurisdiction.objects.filter(pk__in=keys).as_of(day).order_by().annotate(is_disputed=disputed)
    return found.values_list("pk", *BODY, *POSITION, "is_disputed")


@kept
def statements_behind(keys: AnyOf):
    """What positions rest on."""
    return Statement.objects.filter(pk__in=keys).order_by().values_list(*SAID)


def statement_rows(keys, mark):
    """What `statement_list.html` shows of these primary keys, in their order."""
    language = get_language()
    labels = worded(language)
    rows = {}
    for (key, slug, stance, form, day, precision, summary, title, speaker, person, capacity, name, _body, *place,
         is_disputed) in listed_statements(keys):  # fmt: skip
        rows[key] = {
            "pk": key, "name": mark(name), "url": page_of("statement", slug),
            "where": where(labels, *place), "badge": badge(stance, language),
            "when": f"{labels['form'][form]} · {recorded(day, precision)}",
            "summary": mark(summary), "is_disputed": is_disputed,
            "speaker": speaker_of(name, speaker and mark(speaker), page_of("official", person), title, capacity),
        }  # fmt: skip
    return [rows[key] for key in keys if key in rows]


def body_rows(keys, mark, day):
    """What `jurisdiction_list.html` shows of these primary keys, in their order, with the position on `day`."""
    language = get_language()
    labels = worded(language)
    found = listed_bodies(keys, day)
    said = {key: rest for key, *rest in statements_behind([row[-2] for row in found if row[-2]])}
    asked, rows = f"?as_of={day:%Y-%m-%d}" if day else "", {}
    for key, name, slug, *place, stance, since, since_precision, on, statement, is_disputed in found:
        precision, summary, condition, title, speaker = said.get(statement, ("", "", "", "", ""))
        rows[key] = {
            "pk": key, "name": mark(name), "url": page_of("jurisdiction", slug) + asked,
            "badge": badge(stance, language), "where": where(labels, *place),
            "when": recorded(on, precision, since, since_precision),
            "summary": mark(summary), "condition": mark(condition), "is_disputed": is_disputed,
            "speaker": speaker and f"{speaker}, {title}",
        }  # fmt: skip
    return [rows[key] for key in keys if key in rows]
