"""Corrections are part of the curated record: the same rows give the same bytes, and nonsense is named by line."""

import datetime
from io import StringIO

import pytest
import yaml
from django.core.management import call_command
from django.core.management.base import CommandError

from jurisdictions.curation.dumper import dump
from jurisdictions.models import Correction
from jurisdictions.staff.corrections import correct
from tests.factories import a_body, a_reviewer, a_statement

pytestmark = pytest.mark.django_db
DAY = datetime.date(2025, 3, 1)


@pytest.fixture
def folder(tmp_path):
    row = a_statement()
    correct(row, {"stance": "declines"}, {"stance": "limits"}, why="Misread.", by=a_reviewer(), on=DAY)
    correct(row.jurisdiction, {"website": ""}, {"website": "https://a.gov"}, why="Missing.", by=None, on=DAY)
    dump(tmp_path)
    return tmp_path


def edit(folder, **fields):
    path = folder / "corrections/2025.yaml"
    rows = yaml.safe_load(path.read_text())
    rows[0]["fields"] |= fields
    path.write_text(yaml.safe_dump([{**row, "fields": {k: v for k, v in row["fields"].items() if v is not None}}
                                    for row in rows]))  # fmt: skip


def load(folder):
    errors = StringIO()
    try:
        call_command("load_directory", folder=folder, overwrite=True, stdout=StringIO(), stderr=errors)
    except CommandError:
        return errors.getvalue()
    return ""


def test_they_go_through_the_files_and_back_without_a_byte_of_difference(folder):
    before = {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*.yaml")}
    told = list(Correction.objects.order_by("slug").values("slug", "field", "was", "now", "why", "corrected_on"))
    assert len(told) == 2
    Correction.objects.all().delete()
    assert load(folder) == ""
    assert list(Correction.objects.order_by("slug").values(*told[0])) == told
    dump(folder)
    assert {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*.yaml")} == before


def test_who_corrected_stands_in_no_file(folder):
    assert "corrected_by" not in (folder / "corrections/2025.yaml").read_text()


def test_no_folder_is_made_where_there_is_nothing_to_correct(tmp_path):
    a_body()
    dump(tmp_path)
    assert not (tmp_path / "corrections").exists()


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"field": "search_text"}, "field: expected one of"),
        ({"statement": None, "jurisdiction": None}, "name exactly one of statement, jurisdiction, official, source"),
        ({"corrected_on": "2131-01-01"}, "in the future"),
        ({"was": "Same", "now": "Same"}, "the same as before"),
        ({"why": None}, "why"),
        ({"official": ["nobody"]}, "nothing is named “nobody”"),
    ],
)
def test_nonsense_is_named_by_its_line_and_nothing_is_written(folder, wrong, message):
    Correction.objects.all().delete()
    edit(folder, **wrong)
    errors = load(folder)
    assert "corrections/2025.yaml:" in errors and message in errors
    assert not Correction.objects.exists()
