"""Several people at once: a row is merged once, and what is entered for it meanwhile is never lost."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from jurisdictions.models import Jurisdiction, Merge, Statement
from jurisdictions.staff.merges.verbs import merge
from tests.crowd import at_once
from tests.factories import a_body, a_reviewer, a_statement, an_article

pytestmark = pytest.mark.django_db(transaction=True)
WRITERS = 8


def test_a_body_is_merged_into_one_other_whoever_tries(db):
    by, duplicate, others = a_reviewer(), a_body(), [a_body() for _ in range(WRITERS)]
    said = a_statement(duplicate)
    raised = at_once([lambda kept=kept: merge(duplicate, into=kept, by=by, reason="Twice.") for kept in others])
    assert [type(error) for error in raised] == [ValidationError] * (WRITERS - 1), raised
    said.refresh_from_db()
    assert Merge.objects.get().row == said.jurisdiction


def test_two_bodies_merged_into_each_other_leave_one(db):
    by, one, other = a_reviewer(), a_body(), a_body()
    raised = at_once([lambda: merge(one, into=other, by=by, reason="Twice."),
                      lambda: merge(other, into=one, by=by, reason="Twice.")])  # fmt: skip
    assert [type(error) for error in raised] == [ValidationError]
    assert Jurisdiction.objects.count() == 1


def test_what_is_entered_meanwhile_moves_too_or_is_refused(db):
    by, duplicate, kept = a_reviewer(), a_body(), a_body()
    articles = [an_article() for _ in range(WRITERS)]
    writers = [lambda article=article: a_statement(duplicate, article=article) for article in articles]
    raised = at_once([*writers[: WRITERS // 2], lambda: merge(duplicate, into=kept, by=by, reason="Twice."),
                      *writers[WRITERS // 2 :]])  # fmt: skip
    assert {type(error) for error in raised} <= {IntegrityError}, raised
    assert kept.statements.count() == Statement.objects.count() == WRITERS - len(raised)
