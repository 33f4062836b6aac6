"""Many editors at once lose nothing and leave no position stale."""

import datetime
from functools import partial

import pytest

from jurisdictions.models import Jurisdiction, Statement
from jurisdictions.models.positions import derive_position
from tests.crowd import at_once
from tests.factories import a_body, a_statement, an_article

EDITORS = 20


@pytest.mark.django_db(transaction=True)
def test_twenty_editors_who_publish_for_one_body_at_once_leave_the_newest_position():
    body = a_body()
    drafts = [
        a_statement(body, status="draft", article=an_article(), stance="limits" if n % 2 else "declines",
                    stated_on=datetime.date(2025, 1, 1 + n))
        for n in range(EDITORS)
    ]  # fmt: skip

    def publish(draft):
        draft.status = "published"
        draft.save()

    assert at_once([partial(publish, draft) for draft in drafts]) == []
    assert Statement.objects.published().count() == EDITORS
    statements = list(body.statements.with_sources())
    expected = derive_position(statements, datetime.date(2026, 1, 1)).columns
    assert Jurisdiction.objects.get(pk=body.pk).position_columns == expected
