"""What a client may ask, declared once: the same declaration refuses a bad value and describes itself in the schema."""

import re
from dataclasses import dataclass, field
from functools import cache

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError

from jurisdictions.search.filters import AsOfFilter
from jurisdictions.search.query import BEST, WithRelevance
from jurisdictions.search.values import in_own_spelling
from jurisdictions.site.api import calendar

DEFAULT_PAGE_SIZE, MOST_ROWS = 25, 100
MOST_PAGES = 10_000_000
MOST_YEARS = 60  # at once; all of them would be longer than the line a server reads
NO_NUL = r"[^\x00]*"
BLANKS = r" \t\n\r\f\v"  # spelt out: what \s means besides differs between the languages of clients
A_WORD = rf"{NO_NUL}[A-Za-z0-9]{NO_NUL}"
LATITUDE = rf"[{BLANKS}]*-?(0?[0-8]?[0-9](\.[0-9]{{1,12}})?|0?90(\.0{{1,12}})?)[{BLANKS}]*"
LONGITUDE = rf"[{BLANKS}]*-?((0?[0-9]{{1,2}}|1[0-7][0-9])(\.[0-9]{{1,12}})?|180(\.0{{1,12}})?)[{BLANKS}]*"


def text(pattern, most=200):
    return {"type": "string", "maxLength": most, "pattern": f"^({pattern})$"}


# name: (what one value must be or None where its filter says so, what it does, an example)
KNOWN = {
    "q": (text(rf"{A_WORD}|[{BLANKS}]*"), "Words that all occur, in any of their forms; \"an exact phrase\"; a begin*."
          " A word that occurs nowhere gives way to the nearest one on record. Without a letter A to Z or a digit there"
          " is nothing to search by.", "jail"),
    "state": (None, "Postal code of the state.", ["NE"]),
    "city": (text(NO_NUL), "A city, however it is spelt, with or without its state.", "Omaha, NE"),
    "agency_type": (None, "Type of body.", ["city"]),
    "stance": (None, "Stance on taking part in federal immigration enforcement.", ["limits"]),
    "form": (None, "Form in which it was said or ruled.", ["policy"]),
    "theme": (None, "What it is about.", ["detainers"]),
    "year": (None, "Calendar year.", [2025]),
    "since": (None, "Not before this day; a month or a year counts as its whole range.", "2025-01-01"),
    "until": (None, "Not after this day; a month or a year counts as its whole range.", "2025-12-31"),
    "as_of": (None, "Answer from what had been said by this day: any from 1900-01-01 to today.", "2025-01-31"),
    "kind": (None, "Kind.", None),
    "county": (text(r"[0-9]{5}|[a-z]{2}-[-a-z0-9]+", 150), "GEOID or slug of a county.", "31055"),
    "bbox": (text(f"{LONGITUDE},{LATITUDE},{LONGITUDE},{LATITUDE}"), "Box as west,south,east,north in degrees. One that"
             " crosses the antimeridian has a greater west than east.", "-96.5,41,-95.8,41.6"),
    "near": (text(f"{LATITUDE},{LONGITUDE}"), "Nearest first to this latitude,longitude; places without a point are"
             " left out.", "41.26,-95.94"),
}  # fmt: skip


@dataclass(frozen=True)
class Parameter:
    """`schema` is the JSON Schema of one value."""

    name: str
    schema: dict
    description: str
    example: object = None
    most_values: int = 1
    is_required: bool = False
    labels: dict = field(default_factory=dict)

    @property
    def is_many(self):
        return self.most_values > 1

    def problem(self, values):
        """What is wrong with these values of the query string, or None."""
        if len(values) > self.most_values:
            return _("Give it at most %d times.") % self.most_values if self.is_many else _("Give it once.")
        return next(filter(None, map(self.problem_with, values)), None)

    def problem_with(self, value):
        schema = self.schema
        if self.is_many and "enum" in schema:  # a choice of a filter: capitals do not matter
            (value,) = in_own_spelling([value], self.labels.items())
        if "enum" in schema and value not in schema["enum"]:
            return _("Choose one of: %s.") % ", ".join(schema["enum"])
        if schema["type"] == "boolean" and value not in ("true", "false"):
            return _("Use true or false.")
        if schema["type"] == "integer" and not is_whole(value, schema["minimum"], schema["maximum"]):
            return _("Use a whole number from %(minimum)d to %(maximum)d.") % schema
        if len(value) > schema.get("maxLength", len(value)):
            return _("Use at most %d characters.") % schema["maxLength"]
        if not re.fullmatch(schema.get("pattern", ".*").removeprefix("^").removesuffix("$"), value, re.DOTALL):
            return self.description
        return None


def is_whole(value, minimum, maximum):
    return bool(re.fullmatch(r"0|-?[1-9][0-9]{0,9}", value)) and minimum <= int(value) <= maximum


def of_filter(name, known):
    """The parameter of one filter of a FilterSet."""
    schema, description, example = KNOWN.get(name, (None, str(known.label), None))
    choices = {value: str(label) for value, label in known.extra.get("choices", ())}
    if name == "year":
        years = [int(year) for year in choices]
        return Parameter(name, whole(min(years), max(years)), description, example, MOST_YEARS)
    if choices:
        example = example or [next(iter(choices))]
        asked = {"type": "string", "enum": [*choices]}
        return Parameter(name, asked, description, example, len(choices), labels=choices)
    if isinstance(known.field, forms.DateField):
        schema = {"type": "string", "format": "date", "pattern": f"^({calendar.DAY})$"}
    return Parameter(name, schema or text(NO_NUL), description, example)


def whole(minimum, maximum):
    return {"type": "integer", "minimum": minimum, "maximum": maximum}


@cache
def of_list(filter_class, page_size=DEFAULT_PAGE_SIZE):
    """What every list takes: its filters and the page."""
    filters = filter_class.base_filters
    names = [*(name for name in KNOWN if name in filters), *(name for name in filters if name not in KNOWN)]
    return (
        *(of_filter(name, filters[name]) for name in names),
        *paged(page_size),
    )


def paged(page_size):
    return (
        Parameter("page", whole(1, MOST_PAGES), "Which page; one after the last is answered with 404.", 1),
        Parameter("page_size", {**whole(1, MOST_ROWS), "default": page_size}, "Rows on a page.", page_size),
    )


@cache
def of_query(query_class):
    """What a list of the directory takes besides: its orders, and facets on request."""
    by_words = {"relevance": (BEST, None)} if issubclass(query_class, WithRelevance) else {}
    sorts = {**by_words, **query_class.sorts}
    about = "Order. `relevance` counts with `q` only." if by_words else "Order."
    asked = {"type": "string", "enum": [*sorts]}
    labels = {name: str(label) for name, (label, _order) in sorts.items()}
    return (
        *of_list(query_class.filter_class),
        Parameter("sort", asked, about, next(iter(query_class.sorts)), labels=labels),
        Parameter("facets", {"type": "boolean", "default": False}, "Count each choice of the facets too.", True),
    )


AS_OF = Parameter(
    "as_of", {"type": "string", "format": "date", "pattern": f"^({calendar.DAY})$"}, KNOWN["as_of"][1], "2025-01-31"
)
SUGGEST = Parameter(
    "q", text(rf"{NO_NUL}[^\x00{BLANKS}]{NO_NUL}", 200), "What somebody has typed so far.", "oma", is_required=True
)


def refuse(asked, allowed):
    """Raise ValidationError, {name: [what is wrong]}, for names that are not `allowed` and for values they refuse."""
    known = {parameter.name: parameter for parameter in allowed}
    problems = {}
    for name, values in asked.lists():
        if name not in known:
            problems[name[:80]] = [_("There is no such parameter. Known: %s.") % (", ".join(known) or _("none"))]
        elif problem := known[name].problem(values):
            problems[name] = [problem]
    for name in known.keys() - asked.keys():
        if known[name].is_required:
            problems[name] = [_("This parameter is required.")]
    if problems:
        raise ValidationError(problems)


def refuse_problems(query):
    """Raise the same for what only the filters themselves find wrong, as a day that has not come."""
    if query.problems:
        raise ValidationError(query.filter_class(query.params, queryset=query.base()).form.errors)


def described(parameter):
    """JSON Schema of the parameter as the client sends it; `as_of` ends today, so its pattern is of today."""
    schema = dict(parameter.schema)
    if parameter.name == "as_of":
        schema["pattern"] = f"^({calendar.days_until(timezone.localdate())})$"
    return {"type": "array", "items": schema, "maxItems": parameter.most_values} if parameter.is_many else schema


def day_of(asked):
    """The day of `as_of`, already known to be well written, or None for today."""
    if "as_of" not in asked:
        return None
    try:
        return AsOfFilter().field.clean(asked["as_of"])
    except forms.ValidationError as error:
        raise ValidationError({"as_of": error.messages}) from error
