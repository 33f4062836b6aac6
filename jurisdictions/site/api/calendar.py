"""Days as regular expressions: the schema says exactly which dates are taken, no February 30, no day to come."""

import datetime
from calendar import isleap, monthrange

FIRST_YEAR = 1900  # the filters take no earlier day
LONG, SHORT, FEBRUARY = "(0[1-9]|[12][0-9]|3[01])", "(0[1-9]|[12][0-9]|30)", "(0[1-9]|1[0-9]|2[0-8])"
COMMON_YEAR = f"((0[13578]|1[02])-{LONG}|(0[469]|11)-{SHORT}|02-{FEBRUARY})"
LEAP_YEARS = "((19|[2-9][0-9])(0[48]|[2468][048]|[13579][26])|([2468][048]|[3579][26])00)"
DAY = f"(19|[2-9][0-9])[0-9]{{2}}-{COMMON_YEAR}|{LEAP_YEARS}-02-29"


def days_until(last: datetime.date) -> str:
    """Matches every day from 1900-01-01 to `last`, and nothing else."""
    years = range(FIRST_YEAR, last.year)
    parts = [
        f"({'|'.join(map(str, years))})-{COMMON_YEAR}",
        f"({'|'.join(str(year) for year in years if isleap(year))})-02-29",
        *(f"{last.year}-{days_of(last.year, month)}" for month in range(1, last.month)),
        f"{last.year}-{last.month:02}-({'|'.join(f'{day:02}' for day in range(1, last.day + 1))})",
    ]
    return "|".join(parts)


def days_of(year, month):
    days = range(1, monthrange(year, month)[1] + 1)
    return f"{month:02}-({'|'.join(f'{day:02}' for day in days)})"
