"""Dates as people write them in tables. One that could be two days is refused with both readings."""

import datetime
import re

MONTHS = "january february march april may june july august september october november december".split()
ISO = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?(?:[t ]00:00(?::00)?)?$")
SLASHED = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{2}|\d{4})$")
WORDED = re.compile(
    r"(?:([a-z]+)\.? (\d{1,2})(?:st|nd|rd|th)?,? |(?:(\d{1,2})(?:st|nd|rd|th)? )?([a-z]+)\.?,? )(\d{4})$"
)
HOW = "Write it as 2025-01-31, 2025-01 or 2025"


def read_day(text):
    """(ISO text of the first day it stands for, precision); ValueError with a kind message."""
    plain = " ".join(text.strip().lower().split())
    if found := ISO.match(plain):
        return settled(text, *found.groups())
    if found := SLASHED.match(plain):
        return settled(text, *american(text, *found.groups()))
    if found := WORDED.match(plain):
        before, day, day_before, after, year = found.groups()
        month = number_of(before or after)
        if month:
            return settled(text, year, month, day or day_before)
    raise ValueError(f"“{text}” is no date we can read. {HOW}.")


def american(text, first, second, year):
    """(year, month, day) of 1/31/2025, which Americans write month first."""
    if len(year) == 2:
        raise ValueError(f"“{text}” does not say the century. {HOW}.")
    one, two = int(first), int(second)
    if one == two or two > 12:
        return year, one, two
    if one > 12:
        return year, two, one
    readings = datetime.date(int(year), one, two), datetime.date(int(year), two, one)
    shown = " or ".join(f"{day:%B} {day.day}, {day.year} ({day})" for day in readings)
    raise ValueError(f"“{text}” could be {shown}. {HOW}.")


def settled(text, year, month, day):
    try:
        first = datetime.date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        raise ValueError(f"“{text}” is no day of the calendar. {HOW}.") from None
    return first.isoformat(), "day" if day else "month" if month else "year"


def number_of(name):
    """1 to 12 for a month or the beginning of its name, three letters at least; else None."""
    starts = [number for number, month in enumerate(MONTHS, 1) if len(name) >= 3 and month.startswith(name)]
    return 9 if name == "sept" else starts[0] if starts else None
