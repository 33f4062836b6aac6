"""Dates that keep their precision: the first day of the range they stand for, and how wide it is."""

import datetime
from calendar import monthrange

from django.core.exceptions import ValidationError
from django.utils import dateformat, timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


def range_end(first_day: datetime.date, precision: str) -> datetime.date:
    """Last day of the range that `first_day` stands for: the day itself, its month's or its year's end."""
    if precision == "year":
        return datetime.date(first_day.year, 12, 31)
    if precision == "month":
        return first_day.replace(day=monthrange(first_day.year, first_day.month)[1])
    return first_day


def check_date(field: str, day: datetime.date | None, precision: str) -> None:
    """Raise ValidationError on `field` for a future date or one that is not the first day of its range."""
    if day is None:
        return
    if day > timezone.localdate():
        raise ValidationError({field: _("This date is in the future. Enter the day it was said or adopted.")})
    if (precision == "month" and day.day != 1) or (precision == "year" and (day.month, day.day) != (1, 1)):
        raise ValidationError({field: _("Enter the first day of the month or year this date stands for.")})


FORMATS = {"day": "M j, Y", "month": "M Y", "year": "Y"}


def shown_date(day: datetime.date | None, precision: str = "day") -> str:
    """A date in the words its precision allows: "Jan 20, 2025", "Jan 2025", "2025"."""
    return dateformat.format(day, FORMATS[precision or "day"]) if day else gettext("date not known")
