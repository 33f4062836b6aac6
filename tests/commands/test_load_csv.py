"""A folder of CSV files of any size becomes a record as consistent as one that was typed in."""

import pytest
from django.core.management import CommandError, call_command
from django.db import ConnectionHandler, connection

from bench.invent import invent
from jurisdictions.management.bulk import tables
from jurisdictions.models import Jurisdiction, Official, PermanentAddress, SourceArticle, Statement
from jurisdictions.models.positions import rebuild_positions
from jurisdictions.search.index import triggers
from jurisdictions.search.suggest import suggest
from jurisdictions.search.text import refresh_search_text
from tests.factories import a_body

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def folder(tmp_path):
    invent(tmp_path, 60)
    return tmp_path


def texts():
    return {
        model: list(model.objects.order_by("pk").values_list("search_text", flat=True))
        for model in (Jurisdiction, Official, Statement)
    }


def test_positions_texts_addresses_and_index_are_as_if_each_row_had_been_saved(folder, search_index):
    call_command("load_csv", folder, verbosity=0)
    assert (Jurisdiction.objects.count(), Statement.objects.count()) == (60, 600)
    call_command("check_index", verbosity=0)
    loaded = texts()
    assert rebuild_positions() == 0
    refresh_search_text()
    assert texts() == loaded
    rows = sum(model.objects.count() for model in (Jurisdiction, Official, SourceArticle, Statement))
    assert PermanentAddress.objects.present().count() == rows
    assert suggest(Jurisdiction.objects.first().name)
    article = SourceArticle.objects.first()
    assert list(SourceArticle.objects.at_address(article.url)) == [article]


def test_what_is_written_afterwards_gets_keys_of_its_own_and_is_logged(folder, search_index):
    call_command("load_csv", folder, verbosity=0)
    a_body(slug="new")
    call_command("check_index", verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {triggers.LOG} WHERE kind = 'b'")
        assert cursor.fetchone()[0] > 0


@pytest.mark.parametrize(
    ("file", "before", "after", "said"),
    [
        ("statements", ",policy,", ",whisper,", "stance, form or summary"),
        ("statements", ",agreement,", ",no_response,", "silence_is_never_a_position"),
        ("statements", "\n7,15,", "\n7,999,", "statements.csv, id 7: there is no jurisdiction 999"),
        ("statement_articles", "\n7,7,", "\n7,7,999", "foreign key"),
        ("jurisdictions", ",571661,", ",many,", "jurisdictions.csv, ids 1 to 60: .* 'many'"),
        ("officials", "2015-01-01", "01/01/2015", "not a day as YYYY-MM-DD"),
        ("statement_articles", "\n7,7,", "\n7,8,", "rest on no article"),
        ("jurisdictions", "slug", "name_in_addresses", "the column slug is missing"),
        ("articles", "published_on\n", "published_on\n1,x\n", "columns are missing"),
    ],
)
def test_a_bad_row_is_named_and_nothing_is_loaded(folder, file, before, after, said):
    path = folder / f"{file}.csv"
    text = path.read_text()
    assert before in text
    path.write_text(text.replace(before, after, 1))
    with pytest.raises(CommandError, match=said):
        call_command("load_csv", folder, verbosity=0)
    assert not Statement.objects.exists() and not Official.objects.exists()


def test_a_file_that_somebody_reads_keeps_its_journal_and_a_load_goes_on(tmp_path, monkeypatch):
    file = {"ENGINE": "django.db.backends.sqlite3", "NAME": tmp_path / "read.sqlite3", "OPTIONS": {"timeout": 0}}
    own, other = (ConnectionHandler({"default": file})["default"] for _each in range(2))
    monkeypatch.setattr(tables, "connection", own)
    with own.cursor() as cursor, other.cursor() as reader:
        assert cursor.execute("PRAGMA journal_mode = WAL").fetchone() == ("wal",)
        reader.execute("SELECT count(*) FROM sqlite_master").fetchone()
        tables.keep_journal("DELETE")
        assert cursor.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        other.close()
        tables.keep_journal("DELETE")
        assert cursor.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    own.close()


def test_a_record_that_holds_something_is_left_alone(folder):
    a_body()
    with pytest.raises(CommandError, match="not empty"):
        call_command("load_csv", folder, verbosity=0)
    assert Jurisdiction.objects.count() == 1


def test_a_folder_without_files_is_named(tmp_path):
    with pytest.raises(CommandError, match="no CSV files"):
        call_command("load_csv", tmp_path, verbosity=0)
