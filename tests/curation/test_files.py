import datetime
import filecmp
import textwrap

import pytest
import yaml
from django.conf import settings as conf
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jurisdictions.curation.loader import load as write_rows
from jurisdictions.curation.problems import problems_of
from jurisdictions.curation.reader import Row, read
from jurisdictions.curation.rows import FIELDS, NAMES, database_rows
from jurisdictions.models import Citation, Jurisdiction, LoadedRow, SourceArticle, Statement
from tests.factories import a_statement, an_article

FIXTURES = conf.BASE_DIR / "fixtures"
pytestmark = pytest.mark.django_db
SMALL = """
- model: jurisdictions.sourcearticle
  fields: {slug: paper, publisher: A Paper, title: T, url: 'https://example.org/t', kind: news_report}
- model: jurisdictions.jurisdiction
  fields: {slug: omaha, name: City of Omaha, agency_type: city, city: Omaha, state: NE}
- model: jurisdictions.jurisdiction
  fields: {slug: omaha-police, name: Omaha Police, agency_type: police, city: Omaha, state: NE}
- model: jurisdictions.official
  fields: {slug: jean, name: Jean Doe, title: Mayor, jurisdiction: [omaha]}
- model: jurisdictions.statement
  fields:
    slug: omaha-said
    jurisdiction: [omaha]
    official: [jean]
    speaker_title: Mayor
    form: statement
    stance: declines
    themes: [raids]
    stated_on: '2025-01-20'
    quote: We will not.
    summary: The mayor ruled it out.
    applies_to: [[omaha-police]]
    status: published
- model: jurisdictions.citation
  fields: {statement: [omaha-said], article: [paper], carried_as: direct_quote}
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "ne.yaml").write_text(SMALL)
    return tmp_path


def load(folder, **options):
    call_command("load_directory", folder=folder, **options)


def everything():
    return {model.__name__: {key: row for key, (_i, row) in database_rows(model).items()} for model in FIELDS}


class TestLoading:
    def test_writes_the_rows_and_what_is_derived_from_them(self, folder):
        load(folder)
        omaha = Jurisdiction.objects.get(slug="omaha")
        assert (omaha.position_stance, omaha.position_statement.slug) == ("declines", "omaha-said")
        assert " omaha " in omaha.search_text and " jean " in omaha.search_text
        assert [body.slug for body in Statement.objects.get().applies_to.all()] == ["omaha-police"]

    def test_twice_changes_nothing(self, folder, capsys):
        load(folder)
        before = everything()
        load(folder)
        assert "+ 0 added, ~ 0 changed, = 6 same, ! 0 kept" in capsys.readouterr().out
        assert everything() == before

    def test_follows_a_changed_file(self, folder, capsys):
        load(folder)
        (folder / "ne.yaml").write_text(
            SMALL.replace("stance: declines", "stance: limits").replace("[[omaha-police]]", "[]")
        )
        load(folder)
        assert "~ 1 changed" in capsys.readouterr().out
        assert Jurisdiction.objects.get(slug="omaha").position_stance == "limits"
        assert not Statement.objects.get().applies_to.exists()

    def test_keeps_what_staff_edited_and_names_it(self, folder, capsys):
        load(folder)
        Statement.objects.update(summary="Edited at the desk.")
        (folder / "ne.yaml").write_text(SMALL.replace("ruled it out", "said no"))
        load(folder)
        assert "! kept the desk's statement “omaha-said” (ne.yaml:10)" in capsys.readouterr().out
        assert Statement.objects.get().summary == "Edited at the desk."
        load(folder, overwrite=True)
        assert Statement.objects.get().summary == "The mayor said no."

    def test_does_not_bring_back_what_staff_removed(self, folder, capsys):
        load(folder)
        Citation.objects.all().delete()
        load(folder)
        assert "! 1 kept" in capsys.readouterr().out
        assert not Citation.objects.exists()

    def test_removes_a_source_that_its_statement_rests_on_no_more(self, folder, capsys):
        load(folder)
        a_statement(article=SourceArticle.objects.get())  # not of the files
        other = "- model: jurisdictions.sourcearticle\n  fields: {slug: right, publisher: P, title: R, url: 'https://x.org/r',"
        text = SMALL.replace("article: [paper]", "article: [right]") + f"{other} kind: news_report}}\n"
        (folder / "ne.yaml").write_text(text)
        load(folder, dry_run=True)
        load(folder)
        assert capsys.readouterr().out.count("- 1 removed") == 2
        assert [article.slug for article in Statement.objects.get(slug="omaha-said").sources.all()] == ["right"]
        assert Citation.objects.count() == 2

    def test_keeps_what_staff_changed_or_added_to_a_row_of_the_files(self, folder):
        load(folder)
        Citation.objects.update(locator="paragraph 3")
        Citation.objects.create(statement=Statement.objects.get(), article=an_article(), carried_as="paraphrase")
        text = SMALL.replace("[paper]", "[right]").replace("slug: paper", "slug: right").replace("org/t", "org/r")
        (folder / "ne.yaml").write_text(text)
        load(folder)
        assert Citation.objects.count() == 3

    def test_dry_writes_nothing_and_counts(self, folder, capsys):
        load(folder, dry_run=True)
        assert "Would load 6 rows: + 6 added" in capsys.readouterr().out
        assert not Jurisdiction.objects.exists() and not LoadedRow.objects.exists()

    def test_only_some_states_leaves_the_others(self, folder):
        (folder / "tx.yaml").write_text(
            "- model: jurisdictions.jurisdiction\n  fields: {slug: d, name: D, agency_type: city, state: TX}\n"
        )
        load(folder, only=["TX"])
        assert list(Jurisdiction.objects.values_list("slug", flat=True)) == ["d"]

    def test_by_loaddata_gives_the_same_directory(self, folder):
        load(folder)
        loaded, positions = (
            everything(),
            list(Jurisdiction.objects.order_by("slug").values_list("slug", "position_stance", "search_text")),
        )
        Statement.objects.all().delete()
        Jurisdiction.objects.get(slug="omaha").officials.all().delete()
        Jurisdiction.objects.all().delete()
        SourceArticle.objects.all().delete()
        call_command("loaddata", folder / "ne.yaml", verbosity=0)
        assert everything() == loaded
        assert (
            list(Jurisdiction.objects.order_by("slug").values_list("slug", "position_stance", "search_text"))
            == positions
        )


BROKEN = {  # what is written instead of what: the words of the complaint
    "an unknown agency type": ("agency_type: police", "agency_type: precinct", "ne.yaml:6: agency_type"),
    "an unknown stance": ("stance: declines", "stance: refuses", "ne.yaml:10: stance"),
    "an unknown theme": ("[raids]", "[sanctuary]", "ne.yaml:10: themes"),
    "an unknown field": ("form: statement", "form: statement\n    mood: calm", "unknown field “mood”"),
    "a day that does not exist": ("2025-01-20", "2025-02-30", "ne.yaml:10: stated_on"),
    "a day in the future": ("2025-01-20", "2131-01-20", "ne.yaml:10: stated_on"),
    "an address not of the web": ("https://example.org/t", "javascript:alert(1)", "ne.yaml:2: url"),
    "a body that is nowhere": ("jurisdiction: [omaha]\n", "jurisdiction: [lincoln]\n", "nothing is named “lincoln”"),
    "a relation without brackets": ("jurisdiction: [omaha]\n", "jurisdiction: omaha\n", "write it as [the-slug]"),
    "a list of bodies badly written": ("[[omaha-police]]", "[omaha-police]", "write it as [[first-slug]"),
    "a missing summary": ("    summary: The mayor ruled it out.\n", "", "ne.yaml:10: summary"),
    "a missing title": ("    speaker_title: Mayor\n", "", "ne.yaml:10: speaker_title"),
    "a speaker of another body": ("title: Mayor, jurisdiction: [omaha]", "title: Mayor, jurisdiction: [omaha-police]",
                                  "held office in omaha-police"),
    "a quote nobody carries": ("carried_as: direct_quote", "carried_as: paraphrase", "ne.yaml:10: quote"),
    "a quote from a rewrite": ("kind: news_report", "kind: rewrite", "ne.yaml:10: quote"),
    "no source": ("statement: [omaha-said], article", "statement: [other], article", "no citation rests under it"),
    "a body twice": ("slug: omaha-police, name: Omaha Police, agency_type: police",
                     "slug: omaha-2, name: City of Omaha, agency_type: city", "stands already as “omaha”"),
    "silence with a stance": ("form: statement", "form: no_response", "ne.yaml:10: stance"),
    "a body above itself": ("- model: jurisdictions.official", "- model: jurisdictions.parenttie\n"
                            "  fields: {child: [omaha], parent: [omaha], relation: administrative}\n"
                            "- model: jurisdictions.official", "ne.yaml:8: parent: leads back"),
    "a source that derives from itself": ("kind: news_report", "kind: rewrite, derived_from: [paper]",
                                          "ne.yaml:2: derived_from: leads back"),
    "a body named twice in one relation": ("[[omaha-police]]", "[[omaha-police], [omaha-police]]", "it twice"),
    "a source date without a precision": ("kind: news_report", "kind: news_report, published_on: '2025-01-21'",
                                          "ne.yaml:2: date_precision"),
    "a precision without a date": ("kind: news_report", "kind: news_report, date_precision: day",
                                   "ne.yaml:2: date_precision"),
    "a copy archived in the future": ("kind: news_report", "kind: news_report, archived_on: '2131-01-21'",
                                      "ne.yaml:2: archived_on"),
    "a place off the globe": ("city: Omaha, state: NE}", "city: Omaha, state: NE, latitude: 91, longitude: 0}",
                              "ne.yaml:4: latitude"),
    "a body that ends before it begins": ("city: Omaha, state: NE}", "city: Omaha, state: NE,"
                                          " exists_from: '2020-01-01', exists_until: '2010-01-01'}",
                                          "ne.yaml:4: exists_until"),
    "bad YAML": ("fields: {slug: paper", "fields: {slug: [paper", "not readable YAML"),
}  # fmt: skip


class TestAProblem:
    @pytest.mark.parametrize("case", BROKEN)
    def test_is_named_and_nothing_is_written(self, folder, capsys, case):
        before, after, complaint = BROKEN[case]
        assert before in SMALL
        (folder / "ne.yaml").write_text(SMALL.replace(before, after, 1))
        with pytest.raises(CommandError, match="nothing was written"):
            load(folder)
        assert complaint in capsys.readouterr().err
        assert not Jurisdiction.objects.exists() and not SourceArticle.objects.exists()

    def test_is_never_reported_alone_when_there_are_more(self, folder, capsys):
        text = SMALL.replace("stance: declines", "stance: x").replace("agency_type: police", "agency_type: y")
        (folder / "ne.yaml").write_text(text.replace("2025-01-20", "2131-01-20").replace("[raids]", "[sanctuary]"))
        with pytest.raises(CommandError, match="4 problems"):
            load(folder)

    def test_of_an_address_the_desk_entered_under_another_name_is_found_before_writing(self, folder, capsys):
        a_statement(article=an_article(slug="desk", url="https://example.org/t"))
        with pytest.raises(CommandError):
            load(folder)
        assert "this address stands already as “desk”" in capsys.readouterr().err


class TestTheRecord:
    def test_has_no_problem(self):
        rows, problems = read(FIXTURES)
        assert problems + problems_of(rows) == []

    def test_is_written_back_in_the_same_bytes(self, tmp_path):
        call_command("load_directory")
        call_command("dump_directory", folder=tmp_path)
        files = sorted(path.relative_to(FIXTURES).as_posix() for path in FIXTURES.rglob("*.yaml"))
        assert filecmp.cmpfiles(FIXTURES, tmp_path, files, shallow=False) == (files, [], [])

    def test_is_readable_as_a_difference(self):
        text = (FIXTURES / "statements" / "ne.yaml").read_text()
        assert all(len(yaml.safe_load(block)) >= 2 for block in text.split("\n\n")), (
            "a statement stands with its sources"
        )
        assert textwrap.dedent(text) == text


JUNK = st.sampled_from(
    [None, 12, -1.5, True, [], {}, [[]], [None], "", " ", "x" * 900, "\x00", "2025-13-01", ["omaha"], [["omaha"]],
     datetime.date(2025, 1, 1), datetime.datetime(2025, 1, 1, 3), {"a": 1}, "é", "ftp://x.org", float("nan")]
)  # fmt: skip


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 5), st.integers(0, 12), JUNK)
def test_junk_in_any_field_is_a_named_problem_or_loads_and_never_a_crash(db, row, field, junk):
    entries = yaml.safe_load(SMALL)
    fields = entries[row]["fields"]
    name = sorted(fields)[field % len(fields)]
    fields[name] = junk
    rows = [
        Row(NAMES[entry["model"].split(".")[1]], entry["fields"], f"ne.yaml:{n}") for n, entry in enumerate(entries)
    ]
    problems = problems_of(rows)
    assert all(problem.startswith("ne.yaml:") for problem in problems)
    if not problems:
        with transaction.atomic():
            write_rows(rows)
            transaction.set_rollback(True)
