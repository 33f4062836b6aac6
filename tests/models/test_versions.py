"""Whichever way a row of the record is written, its history keeps a version that says the same."""

import ast
import datetime
from io import StringIO

import pytest
import yaml
from django.conf import settings
from django.core.management import call_command

from jurisdictions.curation.loader import load
from jurisdictions.curation.reader import read
from jurisdictions.curation.rows import FIELDS
from jurisdictions.models import Alias, Citation, Jurisdiction, SourceArticle, Statement
from jurisdictions.models.natural import RecordModel
from jurisdictions.models.versions import because, unkept
from tests.factories import a_body, a_reviewer, a_statement, an_article, an_editor, an_official
from tests.staff.desk import form_of, send

pytestmark = pytest.mark.django_db


def all_kept():
    return not any(unkept(model) for model in RecordModel.__subclasses__())


def signs(row):
    return "".join(row.history.order_by("history_id").values_list("history_type", flat=True))


def test_every_model_of_the_record_keeps_its_versions():
    assert set(FIELDS) <= {model for model in RecordModel.__subclasses__() if hasattr(model, "history")}


def by_save(row):
    row.summary = "Saved."
    row.save()


def by_save_of_one_field(row):
    row.stance = "limits"
    row.save(update_fields=["stance"])


def by_update(row):
    Statement.objects.filter(pk=row.pk).update(stated_on=datetime.date(2020, 6, 15), date_precision="month")


def by_bulk_update(row):
    row.summary = "In bulk."
    Statement.objects.bulk_update([row], ["summary"])


def by_related_manager(row):
    row.jurisdiction.statements.update(summary="By way of the body.")


@pytest.mark.parametrize("write", [by_save, by_save_of_one_field, by_update, by_bulk_update, by_related_manager])
def test_a_change_keeps_one_version(write):
    row = a_statement()
    write(row)
    assert signs(row) == "+~"
    assert all_kept()


def test_rows_created_in_bulk_keep_one_version_each():
    body = a_body()
    Alias.objects.bulk_create([Alias(jurisdiction=body, name="One"), Alias(jurisdiction=body, name="Two")])
    assert [signs(alias) for alias in body.aliases.all()] == ["+", "+"]


def test_rows_created_past_conflicts_keep_a_version():
    statement = a_statement()
    known, new = statement.citations.get(), Citation(statement=statement, article=an_article(), carried_as="paraphrase")
    copy = Citation(statement=statement, article=known.article, carried_as="paraphrase")
    Citation.objects.bulk_create([copy, new], ignore_conflicts=True)
    assert [signs(citation) for citation in statement.citations.all()] == ["+", "+"]


def test_which_bodies_a_statement_applies_to_is_part_of_its_version():
    row, directed = a_statement(), a_body()
    row.applies_to.add(directed)
    newest = row.history.order_by("history_id").last()
    assert [link.jurisdiction_id for link in newest.applies_to.all()] == [directed.pk]


@pytest.mark.parametrize("write", [by_save, by_update])
def test_a_row_written_past_the_history_keeps_its_first_state_before_it_changes(write):
    row = a_statement()
    row.history.all().delete()
    write(row)
    first, changed = row.history.order_by("history_id")
    assert (first.history_type, first.summary, first.stated_on) == (
        "+",
        "The body said so.",
        datetime.date(2025, 1, 20),
    )
    assert changed.history_type == "~"


def test_a_deleted_row_and_all_that_went_with_it_are_still_in_the_history():
    body = a_body()
    alias = Alias.objects.create(jurisdiction=body, name="Another")
    Jurisdiction.objects.filter(pk=body.pk).delete()
    assert list(Alias.history.filter(id=alias.pk).values_list("history_type", "name")) == [
        ("-", "Another"), ("+", "Another"),
    ]  # fmt: skip
    assert Jurisdiction.history.filter(id=body.pk).first().history_type == "-"


@pytest.mark.parametrize("delete", [lambda row: row.delete(), lambda row: type(row).objects.filter(pk=row.pk).delete()])
def test_a_source_whose_origin_is_deleted_keeps_a_version_without_it(delete):
    origin = an_article()
    copy = an_article(derived_from=origin)
    delete(origin)
    assert signs(copy) == "+~"
    assert all_kept()


def test_what_is_derived_writes_no_version():
    row = a_statement()
    body = row.jurisdiction
    call_command("rebuild_directory", stdout=StringIO())
    assert (signs(row), signs(body)) == ("+", "+")
    assert not {"position_stance", "search_text"} & {field.name for field in Jurisdiction.history.model._meta.fields}


def test_a_version_says_who_and_why(client):
    reviewer = a_reviewer()
    row = a_statement()
    client.force_login(reviewer)
    person = an_official(row.jurisdiction)
    send(client, form_of(person), title="Sheriff", kind_of_change="routine")
    assert person.history.latest().history_user == reviewer
    with because("A better reason."):
        Statement.objects.update(summary="Another.")
    assert row.history.latest().history_change_reason == "A better reason."


def test_the_desk_keeps_a_version_of_every_row_on_its_form(client):
    client.force_login(an_editor())
    row = a_statement(status="draft")
    send(client, form_of(row), **{"summary": "Another.", "citations-0-locator": "paragraph 2"})
    assert row.citations.get().history.latest().locator == "paragraph 2"
    assert all_kept()


class TestFiles:
    @pytest.fixture
    def folder(self, tmp_path):
        rows = [
            ("sourcearticle", {"slug": "origin", "publisher": "P", "title": "T", "url": "https://example.org/o",
                               "kind": "news_report"}),
            ("sourcearticle", {"slug": "copy", "publisher": "P", "title": "T", "url": "https://example.org/c",
                               "kind": "rewrite", "derived_from": ["origin"]}),
            ("jurisdiction", {"slug": "omaha-ne", "name": "City of Omaha", "agency_type": "city", "state": "NE"}),
            ("jurisdiction", {"slug": "omaha-police-ne", "name": "Omaha Police", "agency_type": "police",
                              "state": "NE"}),
            ("alias", {"jurisdiction": ["omaha-ne"], "name": "The Big O"}),
            ("statement", {"slug": "said", "jurisdiction": ["omaha-ne"], "form": "statement", "stance": "limits",
                           "stated_on": "2025-01-20", "summary": "It said so.", "applies_to": [["omaha-police-ne"]],
                           "status": "published"}),
            ("citation", {"statement": ["said"], "article": ["copy"], "carried_as": "paraphrase"}),
        ]  # fmt: skip
        self.write(tmp_path, rows)
        return tmp_path, rows

    def write(self, folder, rows):
        entries = [{"model": f"jurisdictions.{model}", "fields": fields} for model, fields in rows]
        (folder / "all.yaml").write_text(yaml.safe_dump(entries))

    def test_one_version_of_each_row_however_many_steps_write_it(self, folder):
        load(read(folder[0])[0])
        assert all_kept()
        assert {signs(row) for model in FIELDS for row in model.objects.all()} == {"+"}
        assert Statement.objects.get().history.get().applies_to.get().jurisdiction.slug == "omaha-police-ne"

    def test_a_second_load_keeps_versions_of_what_it_changed_only(self, folder):
        path, rows = folder
        load(read(path)[0])
        rows[0][1]["title"] = "Another title"
        rows[5][1]["applies_to"] = []
        self.write(path, [row for row in rows if row[0] != "alias"])
        load(read(path)[0])
        assert all_kept()
        changed = {"origin": "+~", "said": "+~"}
        for model in (SourceArticle, Jurisdiction, Statement):
            assert all(signs(row) == changed.get(row.slug, "+") for row in model.objects.all())
        newest = Statement.history.latest()
        assert (newest.history_user, newest.history_change_reason) == (None, "Loaded from the curated files.")
        assert list(newest.applies_to.all()) == []
        assert Alias.history.latest().history_type == "-"

    def test_an_import_at_the_desk_gives_its_own_reason(self, folder):
        with because("Imported from a.csv."):
            load(read(folder[0])[0], by_desk=True)
        assert Statement.history.get().history_change_reason == "Imported from a.csv."

    def test_a_dry_run_keeps_none(self, folder):
        load(read(folder[0])[0], dry_run=True)
        assert not Statement.history.exists()

    def test_djangos_own_loaddata_leaves_versions_too(self, folder):
        call_command("loaddata", folder[0] / "all.yaml", verbosity=0)
        assert all_kept()


RAW = {"QuerySet", "_base_manager", "cursor", "save_without_historical_record", "bulk"}
# The way that keeps versions; tables of national size, and the one writer they share; questions; rooms that write
# derived rows or none.
ALLOWED = ("models/natural.py", "models/bulk.py", "models/asking.py", "management/bulk/", "search/", "site/")


def calls(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield getattr(node.func, "attr", None) or getattr(node.func, "id", None)
        if isinstance(node, ast.ImportFrom):
            yield from (name.name for name in node.names if name.name == "bulk")
        yield node.attr if isinstance(node, ast.Attribute) and node.attr.startswith("_base") else None


def test_no_other_code_writes_past_the_history():
    """A plain QuerySet, the base manager, a cursor or the bulk writer would change a row without a trace."""
    root, found = settings.BASE_DIR / "jurisdictions", {}
    for path in root.rglob("*.py"):
        name = path.relative_to(root).as_posix()
        if not name.startswith(("migrations/", *ALLOWED)):
            found[name] = RAW & set(calls(ast.parse(path.read_text())))
    assert {name: how for name, how in found.items() if how} == {}
