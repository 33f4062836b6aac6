import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories import a_body, a_statement

pytestmark = pytest.mark.django_db
NAMES = ["q", "state", "city", "agency_type", "stance", "form", "theme", "year", "since", "until", "as_of", "sort",
         "page", "kind", "unknown"]  # fmt: skip
TRICKS = ["", " ", "\x00", "%", "_", "'", '"', "\\", "0", "-1", "9" * 30, "1e9", "٣", "0001-01-01", "9999-12-31",
          "2025-02-29", "none", "null", "NE", "🏛", "a" * 3000, "ß", "İ", "a\nb", "[]", "{}", "$", "^("]  # fmt: skip
VALUES = st.sampled_from(TRICKS) | st.text(max_size=12)
ADDRESSES = [
    "/jurisdictions/",
    "/statements/",
    "/officials/",
    "/sources/",
    "/map/",
    "/jurisdictions/it/",
    "/statements/said/",
    "/",
]


@pytest.fixture
def said(db):
    return a_statement(a_body(slug="it"), slug="said")


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    address=st.sampled_from(ADDRESSES),
    asked=st.lists(st.tuples(st.sampled_from(NAMES), VALUES), max_size=5),
)
def test_no_question_makes_a_page_fail(said, address, asked):
    page = Client().get(address, asked_as_query(asked))
    assert page.status_code == 200, asked
    if address in ADDRESSES[:5]:
        assert b"data-total=" in page.content


def asked_as_query(asked):
    query = {}
    for name, value in asked:
        query.setdefault(name, []).append(value)
    return query
