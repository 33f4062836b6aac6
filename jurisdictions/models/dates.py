"""Dates that keep their precision: the first day of the range they stand for, and how wide it is."""

import datetime
from calendar import monthrange
from functools import lru_cache

from django.core.exceptions import ValidationError
from django.utils import dateformat, timezone
from django.utils.translation import get_language, gettext


def range_end(first_day: datetime.date, precision: str) -> datetime.date:
    """Last day of the range that `first_day` stands for: the day itself, its month's or its year's end."""
    if precision == "year":
        return datetime.date(first_day.year, 12, 31)
    if precision == "month":
        return first_day.replace(day=monthrange(first_day.year, first_day.month)[1])
    return first_day


def range_start(day: datetime.date, precision: str) -> datetime.date:
    """First day of the month or year that `day` lies in; the day itself otherwise."""
    return day.replace(day=1, month=1 if precision == "year" else day.month) if precision in ("month", "year") else day


def date_problems(field: str, day: datetime.date | None, precision: str = "day") -> dict[str, str]:
    """{field: what is wrong} with a date that lies in the future or is not the first day of its range."""
    if day is None or day == range_start(day, precision) <= timezone.localdate():
        return {}
    if day > timezone.localdate():
        return {field: gettext("This date is in the future. Enter the day it was said or adopted.")}
    return {field: gettext("Enter the first day of the month or year this date stands for.")}


def settled(field: str, day: datetime.date, precision: str) -> datetime.date:
    """First day of the range `day` lies in; ValidationError on `field` if that has not come."""
    first_day = range_start(day, precision)
    if problems := date_problems(field, first_day, precision):
        raise ValidationError(problems)
    return first_day


FORMATS = {"day": "M j, Y", "month": "M Y", "year": "Y"}


def shown_date(day: datetime.date | None, precision: str = "day") -> str:
    """A date in the words its precision allows: "Jan 20, 2025", "Jan 2025", "2025"."""
    return worded(day, FORMATS[precision or "day"]) if day else gettext("date not known")


def worded(day: datetime.date, template: str) -> str:
    """In the form that a template of Django's `dateformat` gives."""
    return worded_in(get_language(), day, template)


@lru_cache(maxsize=20_000)
def worded_in(language: str | None, day: datetime.date, template: str) -> str:
    """Kept, because a list words the same few days over and over."""
    return str(dateformat.format(day, template))
