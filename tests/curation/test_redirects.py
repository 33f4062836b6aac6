"""Retired addresses travel with the curated files: dumped, checked, loaded elsewhere, byte for byte."""

import datetime

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jurisdictions.curation.problems import problems_of
from jurisdictions.curation.reader import Row, read
from jurisdictions.models import Jurisdiction, LoadedRow, Official, PermanentAddress, SourceArticle, Statement
from jurisdictions.models.freshness import fresh_once
from jurisdictions.staff.merges.verbs import merge, undo_merge
from tests.curation.test_files import SMALL
from tests.factories import a_body, a_reviewer, a_statement, an_official

pytestmark = pytest.mark.django_db
DAY = datetime.datetime(2025, 3, 1, 12, tzinfo=datetime.UTC)
REDIRECT = """
- model: jurisdictions.permanentaddress
  fields: {kind: jurisdiction, slug: omaha-city, leads_to: [omaha], retired_on: '2025-03-01', reason: merged}
"""


def load(folder, **options):
    call_command("load_directory", folder=folder, **options)


def dumped(folder):
    call_command("dump_directory", folder=folder, verbosity=0)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*.yaml"))}


def retired():
    return set(PermanentAddress.objects.retired().values_list("kind", "slug", "code", "retired_on", "reason"))


def empty():
    with fresh_once():
        for model in (Statement, Official, Jurisdiction, SourceArticle, LoadedRow):
            model.objects.all().delete()
    assert not PermanentAddress.objects.exists()


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "ne.yaml").write_text(SMALL)
    return tmp_path / "in"


@pytest.fixture
def moved_and_merged(db):
    """One of every kind renamed, and two bodies, and two people, merged."""
    body, duplicate = a_body(slug="city-of-omaha", name="City of Omaha"), a_body(slug="omaha", name="Omaha")
    people = [an_official(body, slug=f"jean-{n}", name=f"Jean {n}") for n in (1, 2)]
    row = a_statement(duplicate, slug="old-statement")
    for renamed in (row, row.sources.get(), people[0]):
        renamed.slug = f"new-{renamed.slug}"
        renamed.save()
    done = merge(duplicate, into=body, by=a_reviewer(), reason="Entered twice.", at=DAY)
    merge(people[0], into=people[1], by=a_reviewer(), reason="Entered twice.", at=DAY)
    return done


def test_a_dump_carries_them_and_a_load_elsewhere_leads_on(client, tmp_path, moved_and_merged):
    first, addresses = dumped(tmp_path / "one"), retired()
    assert {kind for kind, *_rest in addresses} == {"jurisdiction", "statement", "official", "source"}
    text = first["redirects/jurisdictions.yaml"].decode()
    assert text == ("- model: jurisdictions.permanentaddress\n  fields:\n    kind: jurisdiction\n    slug: omaha\n"
                    "    leads_to: [city-of-omaha]\n    retired_on: '2025-03-01'\n    reason: merged\n")  # fmt: skip
    empty()
    load(tmp_path / "one")
    assert retired() == addresses
    assert dumped(tmp_path / "two") == first
    assert client.get("/jurisdictions/omaha/")["Location"] == "/jurisdictions/city-of-omaha/"


def test_a_second_load_changes_nothing(tmp_path, capsys, moved_and_merged):
    dumped(tmp_path)
    empty()
    load(tmp_path)
    load(tmp_path)
    assert "+ 0 added, ~ 0 changed" in capsys.readouterr().out.splitlines()[-1]


def test_the_file_goes_when_nothing_leads_on_any_more(tmp_path, moved_and_merged):
    assert "redirects/jurisdictions.yaml" in dumped(tmp_path)
    undo_merge(moved_and_merged, by=a_reviewer())
    assert "redirects/jurisdictions.yaml" not in dumped(tmp_path)


def test_a_merge_undone_there_is_undone_here_with_the_next_load(folder, client):
    (folder / "ne.yaml").write_text(SMALL + REDIRECT)
    load(folder)
    assert client.get("/jurisdictions/omaha-city/").status_code == 301
    again = (
        "- model: jurisdictions.jurisdiction\n  fields: {slug: omaha-city, name: Omaha, agency_type: city, state: NE}\n"
    )
    (folder / "ne.yaml").write_text(SMALL + again)
    load(folder)
    assert client.get("/jurisdictions/omaha-city/").status_code == 200
    assert retired() == set()


def test_an_address_that_a_row_here_bears_stays_its_own_and_is_named(folder, capsys):
    here = a_body(slug="omaha-city")
    (folder / "ne.yaml").write_text(SMALL + REDIRECT)
    load(folder)
    assert "! kept the desk's permanent address “jurisdiction omaha-city” (ne.yaml:27)" in capsys.readouterr().out
    assert here.addresses.present().get().slug == "omaha-city" and retired() == set()
    merge(here, into=Jurisdiction.objects.get(slug="omaha"), by=a_reviewer(), reason="Entered twice.")
    load(folder)
    assert retired() and not Jurisdiction.objects.filter(slug="omaha-city").exists()


def test_older_files_do_not_bring_back_what_was_merged_at_the_desk(folder, capsys):
    load(folder)
    twin = a_body(slug="omaha-twin", city="Omaha")
    merge(Jurisdiction.objects.get(slug="omaha"), into=twin, by=a_reviewer(), reason="Entered twice.")
    for options in ({}, {"overwrite": True}):
        load(folder, **options)
        assert "! kept the desk's jurisdiction “omaha”" in capsys.readouterr().out
        assert set(Jurisdiction.objects.values_list("slug", flat=True)) == {"omaha-twin", "omaha-police"}
    assert Statement.objects.get().jurisdiction == twin


def test_a_new_row_of_older_files_hangs_on_the_one_that_stays(folder):
    load(folder)
    twin = a_body(slug="omaha-twin", city="Omaha")
    merge(Jurisdiction.objects.get(slug="omaha"), into=twin, by=a_reviewer(), reason="Entered twice.")
    new = (
        "- model: jurisdictions.official\n  fields: {slug: joan, name: Joan Doe, title: Clerk, jurisdiction: [omaha]}\n"
    )
    (folder / "ne.yaml").write_text(SMALL + new)
    load(folder)
    assert Official.objects.get(slug="joan").jurisdiction == twin


WRONG = {
    "of a kind there is not": ("kind: jurisdiction", "kind: place", "kind: expected one of"),
    "that leads nowhere": ("[omaha]", "[nowhere]", "nothing else is named “nowhere”"),
    "that leads to itself": ("[omaha]", "[omaha-city]", "nothing else is named “omaha-city”"),
    "of a row of the files": ("slug: omaha-city", "slug: omaha-police", "is the present name of a row of the files"),
    "retired in the future": ("2025-03-01", "2131-03-01", "in the future"),
    "retired on no day": ("'2025-03-01'", "never", "a date of the calendar"),
    "without a reason": ("reason: merged", "reason: why", "reason: expected one of renamed, merged"),
    "with more to say": ("kind: juris", "note: x, kind: juris", "unknown field “note”"),
    "with a space": ("omaha-city", "omaha city", "in letters, digits and hyphens"),
}


@pytest.mark.parametrize("case", WRONG)
def test_an_address(folder, capsys, case):
    before, after, complaint = WRONG[case]
    assert before in REDIRECT
    (folder / "ne.yaml").write_text(SMALL + REDIRECT.replace(before, after, 1))
    with pytest.raises(CommandError, match="nothing was written"):
        load(folder)
    assert complaint in capsys.readouterr().err
    assert not Jurisdiction.objects.exists()


def test_an_address_that_stands_twice_is_named(folder):
    (folder / "ne.yaml").write_text(SMALL + REDIRECT + REDIRECT)
    rows, _unread = read(folder)
    assert "ne.yaml:30: “jurisdiction omaha-city” stands already at ne.yaml:27. Keep one of the two." in problems_of(
        rows
    )


JUNK = st.sampled_from([None, 12, True, [], {}, [[]], "", "\x00", ["omaha"], [["omaha"]], datetime.date(2025, 1, 1),
                        datetime.datetime(2025, 1, 1, 3), "2025-13-01", "x" * 900, float("nan")])  # fmt: skip


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.sampled_from(["kind", "slug", "leads_to", "retired_on", "reason"]), JUNK)
def test_junk_in_any_field_is_a_named_problem_and_never_a_crash(db, name, junk):
    fields = {"kind": "official", "slug": "a", "leads_to": ["b"], "retired_on": "2025-01-01", "reason": "merged"}
    row = Row(PermanentAddress, {**fields, name: junk}, "ne.yaml:1")
    problems = problems_of([row])
    assert problems and all(problem.startswith("ne.yaml:1: ") for problem in problems)
