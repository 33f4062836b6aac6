import pytest

from jurisdictions.models import Jurisdiction, PositionSpan, Statement
from jurisdictions.models.positions import rebuild_positions
from tests.factories import a_statement


def test_the_record_comes_with_its_positions_and_takes_further_rows(record):
    assert Jurisdiction.objects.exclude(position_stance="none").exists()
    assert PositionSpan.objects.exists()
    assert rebuild_positions() == 0
    a_statement()


@pytest.mark.django_db
def test_without_asking_for_the_record_the_database_is_empty():
    assert not Statement.objects.exists()
