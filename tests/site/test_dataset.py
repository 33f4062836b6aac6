"""The whole dataset: judged by the validator of data packages and by SQLite itself."""

import datetime
import hashlib
import io
import json
import sqlite3
import zipfile
from contextlib import closing

import pytest
from django.conf import settings as project
from django.core.management import call_command
from frictionless import Package, system

from jurisdictions.models import Citation, SourceArticle, Statement
from jurisdictions.site.dataset import shelf
from jurisdictions.staff.corrections import correct
from tests.factories import a_body, a_statement, an_article, an_official

ZIP, SQLITE = "local-positions.zip", "local-positions.sqlite3"


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path / "downloads"
    return settings.DATA_DIR


def build():
    call_command("build_downloads", stdout=io.StringIO())
    return {download.name: download for download in shelf.held()}


def asked_of(download, question):
    with closing(sqlite3.connect(download.path)) as database:
        return database.execute(question).fetchall()


def csv_of(download, table):
    with zipfile.ZipFile(download.path) as archive:
        return archive.read(f"{table}.csv").decode()


def test_a_validator_finds_nothing_wrong_with_the_package_of_the_record(record, tmp_path):
    with zipfile.ZipFile(build()[ZIP].path) as archive:
        archive.extractall(tmp_path / "package")
    with system.use_context(trusted=True):
        package = Package(str(tmp_path / "package/datapackage.json"))
        report = package.validate()
    assert report.valid, report.flatten(["resource", "rowNumber", "fieldName", "message"])
    assert [licence["name"] for licence in package.licenses] == ["CC-BY-4.0"]
    assert all(field.description for resource in package.resources for field in resource.schema.fields)
    fields = {field.name: field for field in package.get_resource("statements").schema.fields}
    assert fields["stance"].constraints["enum"][:2] == ["declines", "limits"]


def test_the_validator_would_find_a_broken_tie(record, tmp_path):
    with zipfile.ZipFile(build()[ZIP].path) as archive:
        archive.extractall(tmp_path / "package")
    path = tmp_path / "package/citations.csv"
    lines = path.read_text().splitlines(keepends=True)
    path.write_text("".join([lines[0], "no-such-statement," + lines[1].split(",", 1)[1], *lines[2:]]))
    with system.use_context(trusted=True):
        report = Package(str(tmp_path / "package/datapackage.json")).validate()
    assert "foreign-key" in {row[0] for row in report.flatten(["type"])}


def test_the_sqlite_file_holds_the_same_rows_with_sound_keys(record):
    built = build()
    assert asked_of(built[SQLITE], "PRAGMA integrity_check") == [("ok",)]
    assert asked_of(built[SQLITE], "PRAGMA foreign_key_check") == []
    ((count,),) = asked_of(built[SQLITE], "SELECT count(*) FROM statements")
    assert count == Statement.objects.published().count()
    ((count,),) = asked_of(built[SQLITE], "SELECT count(*) FROM citations")
    assert count == Citation.objects.filter(statement__status="published").count()


def test_the_same_record_gives_the_same_bytes_whenever_it_is_built(record, folder, monkeypatch):
    first = build()
    with monkeypatch.context() as later:
        later.setattr("django.utils.timezone.localdate", lambda: datetime.date(2031, 1, 1))
        assert build() == first
    Statement.objects.filter(pk=Statement.objects.published().first().pk).update(public_note="A note.")
    assert all(build()[name].sha256 != first[name].sha256 for name in first)


@pytest.mark.django_db
def test_no_draft_leaks_and_nothing_that_only_editors_see():
    draft_source = an_article(title="Secret draft source")
    body = a_body()
    a_statement(body, status="draft", summary="Secret draft.", article=draft_source,
                official=an_official(body, name="Secret person"), speaker_title="Mayor")  # fmt: skip
    article = an_article(derived_from=draft_source)
    a_statement(body, article=article, editor_note="Secret doubt.", confidence="low", quote="Public words.")
    a_statement(body, status="retracted", retraction_reason="Wrong.", summary="Secret since.")
    built = build()
    with zipfile.ZipFile(built[ZIP].path) as archive:
        text = "".join(archive.read(name).decode() for name in archive.namelist())
    for held in (text, built[SQLITE].path.read_bytes().decode("latin-1")):
        assert "Public words." in held
        assert "Secret" not in held and draft_source.slug not in held and "confidence" not in held
    assert SourceArticle.objects.count() == 3


@pytest.mark.django_db
def test_corrections_are_told_of_what_has_a_row(tmp_path):
    body, retracted = a_body(), a_statement(status="retracted", retraction_reason="Wrong.")
    shown, draft = a_statement(body), a_statement(body, status="draft")
    for row in (body, shown, draft, retracted):
        name = "website" if row == body else "summary"
        correct(row, {name: "Old."}, {name: "New."}, why="We misread it.", by=None)
    built = build()
    with zipfile.ZipFile(built[ZIP].path) as archive:
        archive.extractall(tmp_path / "package")
    with system.use_context(trusted=True):
        assert Package(str(tmp_path / "package/datapackage.json")).validate().valid
    rows = asked_of(built[SQLITE], "SELECT jurisdiction, statement, was, now, why FROM corrections")
    words = ("Old.", "New.", "We misread it.")
    assert set(rows) == {(body.slug, None, *words), (None, shown.slug, *words)}


@pytest.mark.django_db
def test_a_formula_is_made_harmless_in_the_csv_and_kept_in_sqlite():
    a_body(name="=1+1", slug="formula")
    built = build()
    assert "formula,'=1+1," in csv_of(built[ZIP], "jurisdictions")
    assert asked_of(built[SQLITE], "SELECT name FROM jurisdictions") == [("=1+1",)]


@pytest.mark.django_db
def test_the_page_lists_what_is_there_with_date_size_and_checksum(client):
    built = build()
    page = client.get("/data/").content.decode()
    for name, download in built.items():
        assert f'href="/data/{name}"' in page
        assert download.sha256 in page and download.built_on in page
    assert "CC BY 4.0" in page and "remain their publishers’" in page


@pytest.mark.django_db
def test_before_the_first_build_the_page_says_what_to_do_and_the_files_are_not_found(client):
    assert "manage.py build_downloads" in client.get("/data/").content.decode()
    assert client.get(f"/data/{ZIP}").status_code == client.get("/data/SHA256SUMS").status_code == 404


@pytest.mark.django_db
def test_a_download_is_what_its_checksum_says_dated_and_kept_by_caches(client):
    built = build()
    sums = dict(line.split("  ")[::-1] for line in client.get("/data/SHA256SUMS").content.decode().splitlines())
    for name, kind in ((ZIP, "application/zip"), (SQLITE, "application/vnd.sqlite3")):
        answer = client.get(f"/data/{name}", headers={"Accept-Encoding": "gzip"})
        body = answer.getvalue()
        assert hashlib.sha256(body).hexdigest() == sums[name]
        assert (answer.headers["Content-Type"], int(answer.headers["Content-Length"])) == (kind, len(body))
        assert built[name].built_on in answer.headers["Content-Disposition"]
        assert "max-age" in answer.headers["Cache-Control"]
        assert client.get(f"/data/{name}", headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["downloads.json", "..%2fmanage.py", "local-positions.zip%00", "nothing.zip"])
def test_nothing_but_the_downloads_is_served(client, name):
    build()
    assert client.get(f"/data/{name}").status_code == 404


@pytest.mark.django_db
def test_a_build_that_fails_leaves_the_files_before_it_in_place(monkeypatch):
    before = build()
    a_body()

    def fail(path):
        path.write_bytes(b"half a file")
        raise OSError("disk full")

    monkeypatch.setitem(shelf.WRITERS, SQLITE, fail)
    with pytest.raises(OSError, match="disk full"):
        build()
    assert {download.name: download for download in shelf.held()} == before


@pytest.mark.django_db
def test_a_reader_of_the_build_before_still_finds_it_and_older_ones_are_removed(folder):
    builds = []
    for _n in range(3):
        a_body()
        builds.append(build()[ZIP])
    assert [download.path.exists() for download in builds] == [False, True, True]
    assert json.loads((folder / shelf.LIST).read_text())[0]["stored_as"] == builds[2].stored_as


def test_the_folder_of_downloads_is_not_part_of_the_project():
    assert "/downloads/" in (project.BASE_DIR / ".gitignore").read_text().splitlines()
