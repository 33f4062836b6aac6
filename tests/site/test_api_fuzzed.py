"""Odd requests made from the API's own schema, against the real application; docs/api.md says how to make thousands."""

import pytest
import schemathesis
from django.core import signals
from django.db import close_old_connections
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode

from directory.wsgi import application
from tests.factories import a_body, a_place, a_statement, a_territory, an_official

CASES = 200


@pytest.fixture
def kept_connection():
    """A request of the bare application ends by closing its connection: here that is the one of the test."""
    ends = (signals.request_started, signals.request_finished)
    for end in ends:
        end.disconnect(close_old_connections)
    yield
    for end in ends:
        end.connect(close_old_connections)


@pytest.fixture
def said(db, kept_connection):
    place = a_place()
    body = a_territory(a_body(slug="city-of-example"), place)
    official = an_official(body)
    a_statement(body, slug="said", official=official, speaker_title="Mayor", themes=["raids"], quote="We do.")
    a_statement(body, slug="retracted", status="retracted", retraction_reason="Of another body.")


def odd_requests():
    described = schemathesis.openapi.from_wsgi("/api/v1/schema/", application)
    operations = [found.ok() for found in described.get_all_operations()]
    return [operation.as_strategy(mode) for operation in operations for mode in GenerationMode]


@settings(max_examples=CASES, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
@given(case=st.deferred(lambda: st.one_of(*odd_requests())))
def test_whatever_is_asked_is_answered_as_the_schema_says(said, case):
    case.validate_response(case.call(headers={"Accept-Encoding": "identity"}))  # in process nobody unpacks it
