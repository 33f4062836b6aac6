import pytest

from jurisdictions.models import Jurisdiction, PositionSpan, Statement
from jurisdictions.models.positions import rebuild_positions
from tests.conftest import require_part
from tests.factories import a_statement


def test_the_record_comes_with_its_positions_and_takes_further_rows(record):
    assert Jurisdiction.objects.exclude(position_stance="none").exists()
    assert PositionSpan.objects.exists()
    assert rebuild_positions() == 0
    a_statement()


@pytest.mark.django_db
def test_without_asking_for_the_record_the_database_is_empty():
    assert not Statement.objects.exists()


def test_a_missing_part_is_skipped_with_advice_and_on_the_gate_it_fails(monkeypatch):
    monkeypatch.delenv("REQUIRE_EVERYTHING", raising=False)
    with pytest.raises(pytest.skip.Exception, match="A part not found: install it."):
        require_part("A part", "install it.")
    monkeypatch.setenv("REQUIRE_EVERYTHING", "1")
    with pytest.raises(pytest.fail.Exception, match="A part not found: install it."):
        require_part("A part", "install it.")
