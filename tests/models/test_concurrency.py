"""Many editors at once lose nothing and leave no position stale."""

import datetime
import threading

import pytest
from django.db import close_old_connections, connection

from jurisdictions.models import Jurisdiction, Statement
from jurisdictions.models.positions import derive_position
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
    at_once = connection.vendor == "postgresql"  # SQLite has one writer, so its editors come one after another
    gate, failures = threading.Barrier(EDITORS if at_once else 1), []

    def publish(draft):
        try:
            gate.wait(timeout=60)
            draft.status = "published"
            draft.save()
        except Exception as error:  # noqa: BLE001 - a thread's error must reach the assertion
            failures.append(error)
        finally:
            if at_once:
                close_old_connections()
                connection.close()

    if at_once:
        threads = [threading.Thread(target=publish, args=[draft]) for draft in drafts]
        [thread.start() for thread in threads]
        [thread.join() for thread in threads]
    else:
        [publish(draft) for draft in drafts]
    assert failures == []
    assert Statement.objects.published().count() == EDITORS
    statements = list(body.statements.with_sources())
    expected = derive_position(statements, datetime.date(2026, 1, 1)).columns
    assert Jurisdiction.objects.get(pk=body.pk).position_columns == expected
