"""Dates as people write them."""

import pytest

from jurisdictions.staff.imports.days import read_day


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2025-01-31", ("2025-01-31", "day")), ("2025-1-3", ("2025-01-03", "day")),
        ("2025-01", ("2025-01-01", "month")),
        ("2025", ("2025-01-01", "year")), ("2025-01-31T00:00:00", ("2025-01-31", "day")),
        ("1/31/2025", ("2025-01-31", "day")), ("31/1/2025", ("2025-01-31", "day")), ("2/2/2025", ("2025-02-02", "day")),
        ("31.01.2025", ("2025-01-31", "day")), ("Jan 20, 2025", ("2025-01-20", "day")),
        ("January 20 2025", ("2025-01-20", "day")), ("20 Jan 2025", ("2025-01-20", "day")),
        ("Sept. 3rd, 2025", ("2025-09-03", "day")), ("May 2025", ("2025-05-01", "month")),
    ],
)  # fmt: skip
def test_what_can_be_one_day_only_is_read(text, expected):
    assert read_day(text) == expected


def test_a_date_that_could_be_two_is_refused_with_both_readings():
    with pytest.raises(ValueError, match="January 2, 2025 .2025-01-02. or February 1, 2025 .2025-02-01.") as refusal:
        read_day("1/2/2025")
    assert "“1/2/2025”" in str(refusal.value)


@pytest.mark.parametrize(
    "text", ["1/31/25", "2025-02-30", "13/13/2025", "last week", "20 Jan", "Maybe 3, 2025", "45678"]
)
def test_what_is_no_date_is_refused_with_how_to_write_it(text):
    with pytest.raises(ValueError, match="Write it as 2025-01-31"):
        read_day(text)
