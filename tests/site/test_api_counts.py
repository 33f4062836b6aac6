"""One number, wherever it is read."""

import re

from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jurisdictions.search import query

LISTS = {"jurisdictions": query.Jurisdictions, "statements": query.Statements, "officials": query.Officials,
         "sources": query.Sources}  # fmt: skip
WORDS = {
    "q": ["police", "jail sheriff", "omaha", "new york", "the", "Nebraska", "zzz"],
    "city": ["Omaha", "st. louis", "New York, NY", "Nowhere"],
    "since": ["2017-01-01", "2024-02-29", "2025-01-20"],
    "until": ["2018-12-31", "2025-02-01", "2026-01-01"],
    "as_of": ["2019-06-01", "2025-01-31", "2026-01-01"],
}


def values_of(name, known):
    choices = [value for value, _label in known.extra.get("choices", ())]
    if name == "year":
        choices = [year for year in choices if "2015" <= year <= "2026"]
    return st.lists(st.sampled_from(choices), min_size=1, max_size=6) if choices else st.sampled_from(WORDS[name])


def questions(name):
    filters = LISTS[name].filter_class.base_filters
    drawn = st.fixed_dictionaries({}, optional={key: values_of(key, known) for key, known in filters.items()})
    few = st.sets(st.sampled_from([*filters]), max_size=3)
    return st.tuples(
        st.just(name), st.builds(lambda asked, kept: {k: asked[k] for k in asked if k in kept}, drawn, few)
    )


@settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(asked=st.sampled_from([*LISTS]).flatmap(questions))
def test_the_api_counts_and_lists_what_the_page_does(record, asked):
    name, filters = asked
    page = Client().get(f"/{name}/", filters).content.decode()
    rows = Client().get(f"/api/v1/{name}/", {**filters, "page_size": 100}).json()
    assert rows["count"] == int(re.search(r'data-total="(\d+)"', page)[1])
    assert len(rows["results"]) == min(rows["count"], 100)
    assert all(f"/{name}/{row['slug']}/" in page for row in rows["results"][:25])
