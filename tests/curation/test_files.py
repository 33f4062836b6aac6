import filecmp

import pytest
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError

from jurisdictions.models import Jurisdiction, Statement

FIXTURES = settings.BASE_DIR / "fixtures"
pytestmark = pytest.mark.django_db


@pytest.fixture
def loaded(db):
    call_command("load_directory")


def test_load_then_dump_writes_the_same_bytes(loaded, tmp_path):
    call_command("dump_directory", folder=tmp_path)
    files = sorted(path.relative_to(FIXTURES).as_posix() for path in FIXTURES.rglob("*.yaml"))
    assert filecmp.cmpfiles(FIXTURES, tmp_path, files, shallow=False) == (files, [], [])


def test_loading_twice_changes_nothing(loaded, capsys):
    call_command("load_directory")
    assert "+ 0 added, ~ 0 changed" in capsys.readouterr().out


def test_a_row_that_staff_changed_is_kept(loaded, capsys):
    body = Jurisdiction.objects.first()
    Jurisdiction.objects.filter(pk=body.pk).update(website="https://example.org/")
    call_command("load_directory")
    assert "! 1 kept" in capsys.readouterr().out
    body.refresh_from_db()
    assert body.website == "https://example.org/"
    call_command("load_directory", overwrite=True)
    body.refresh_from_db()
    assert body.website == ""


def test_every_problem_is_named_with_its_line_and_nothing_is_written(tmp_path, capsys):
    (tmp_path / "ne.yaml").write_text(
        "- model: jurisdictions.jurisdiction\n  fields: {slug: omaha, name: Omaha, agency_type: town, state: NE}\n"
        "- model: jurisdictions.statement\n  fields: {slug: s, jurisdiction: [nowhere], form: statement,"
        " stance: declines, stated_on: '2031-01-01', summary: Said so.}\n"
    )
    with pytest.raises(CommandError):
        call_command("load_directory", folder=tmp_path)
    errors = capsys.readouterr().err
    for expected in (
        "ne.yaml:1: agency_type",
        "ne.yaml:3: jurisdiction: nothing is named",
        "stated_on",
        "no citation",
    ):
        assert expected in errors
    assert not Jurisdiction.objects.exists()


def test_a_dry_run_writes_nothing(db):
    call_command("load_directory", dry_run=True)
    assert not Jurisdiction.objects.exists()


def test_every_published_statement_of_the_record_has_a_source(loaded):
    assert Statement.objects.exists()
    assert not Statement.objects.published().filter(citations=None).exists()
