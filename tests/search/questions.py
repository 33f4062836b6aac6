"""Drawn questions to a list, good and bad."""

from django.utils.http import urlencode
from hypothesis import strategies as st

from jurisdictions.models import vocabulary as words

PARAMETERS = {
    "state": ["TX", "NE", "CA", "IL", "ZZ"],
    "agency_type": words.AgencyType.values,
    "stance": [*words.Stance.values, "none"],
    "form": words.Form.values,
    "theme": words.Theme.values,
    "year": ["2017", "2019", "2025", "2026"],
    "since": ["2019-06-01", "2025-01-15", "soon"],
    "until": ["2019-06-01", "2025-02-10"],
    "as_of": ["2018-01-01", "2019-12-31", "2025-01-22", "2026-03-01"],
    "city": ["Chicago", "St. Paul", "Omaha, NE"],
    "q": [
        "police",
        "sheriff texas",
        "chicago",
        "ice detainer",
        "polise",
        "policies",
        "deten*",
        '"immigration enforcement"',
        '"police department" chief',
        "co* omaha",
        "NE",
        "xyzzyplugh",
        "warant",
        '"warrant"',
    ],
    "sort": ["name", "population", "relevance", "newest"],
}
QUESTION = st.dictionaries(st.sampled_from(sorted(PARAMETERS)), st.integers(0, 9999), max_size=4).map(
    lambda drawn: urlencode(
        [
            (name, PARAMETERS[name][(n + extra) % len(PARAMETERS[name])])
            for name, n in drawn.items()
            for extra in range(1 + (n % 2 and name not in ("q", "city", "sort", "since", "until", "as_of")))
        ]
    )
)
