"""The index keeps in step with the database by itself, or steps aside."""

import threading

import pytest
from django.core.management import call_command
from django.db import connection, connections, transaction
from django.http import QueryDict

from jurisdictions.models import IndexChange, IndexSource, Jurisdiction, Statement
from jurisdictions.search import query as ask
from jurisdictions.search.engines import ByDatabase, ByIndex
from jurisdictions.search.index import triggers
from tests.factories import a_body, a_statement

pytestmark = pytest.mark.django_db(transaction=True)


def found(words):
    query = ask.Statements(QueryDict(f"q={words}"))
    return {row.summary for row in query.page(0, 50)}, type(query.engine)


def answers_by(question=""):
    return type(ask.Statements(QueryDict(question)).engine)


@pytest.fixture
def one_statement(search_index):
    statement = a_statement(summary="It wants a warrant.")
    search_index.build()
    return statement


def by_save(statement):
    statement.summary = "It wants a licence."
    statement.save()


def by_update(statement):
    Statement.objects.filter(pk=statement.pk).update(summary="It wants a licence.")


def by_bulk_create(statement):
    row = Statement(slug="new", jurisdiction=statement.jurisdiction, form="statement", stance="limits",
                    stated_on="2025-01-01", summary="It wants a licence.", status="published")  # fmt: skip
    Statement.objects.bulk_create([row])


class TestAChange:
    @pytest.mark.parametrize("change", [by_save, by_update, by_bulk_create])
    def test_is_found_by_the_very_next_question(self, one_statement, change):
        assert found("licence") == (set(), ByIndex)
        change(one_statement)
        assert found("licence") == ({"It wants a licence."}, ByIndex)

    def test_made_in_raw_sql_is_seen_too(self, one_statement):
        with connection.cursor() as cursor:
            cursor.execute("UPDATE jurisdictions_statement SET form = 'ordinance'")
        query = ask.Statements(QueryDict("form=ordinance"))
        assert (query.total(), type(query.engine)) == (1, ByIndex)

    def test_that_is_rolled_back_is_never_seen(self, one_statement):
        before = search_version()
        with pytest.raises(RuntimeError), transaction.atomic():
            by_save(one_statement)
            raise RuntimeError
        assert found("warrant") == ({"It wants a warrant."}, ByIndex)
        assert search_version() == before

    def test_within_its_transaction_is_answered_by_the_database(self, one_statement):
        with transaction.atomic():
            by_save(one_statement)
            assert found("licence") == ({"It wants a licence."}, ByDatabase)

    def test_of_a_body_s_name_is_found_in_its_statements(self, one_statement):
        body = one_statement.jurisdiction
        body.name, body.state = "City of Elsewhere", "TX"
        body.save()
        assert found("elsewhere") == ({"It wants a warrant."}, ByIndex)
        assert ask.Statements(QueryDict("state=TX")).total() == 1

    def test_of_another_process_is_read_from_what_it_wrote(self, one_statement, search_index):
        mine = search_index.held
        search_index.held = search_index.Held()  # the other process, with nothing open
        by_save(one_statement)
        assert found("licence")[1] is ByIndex
        search_index.held = mine
        assert found("licence") == ({"It wants a licence."}, ByIndex)


def search_version():
    return IndexChange.objects.order_by("-id").values_list("id", flat=True).first()


def test_only_so_many_answers_are_remembered(one_statement, search_index, monkeypatch):
    monkeypatch.setattr(search_index, "MOST_REMEMBERED", 10)
    for n in range(30):
        query = ask.Statements(QueryDict(f"q=warrant&since=2020-01-{n + 1:02d}"))
        assert query.total() == 1 and query.page(0, 5)
    assert 0 < len(search_index.held.snapshot.memo) <= 10


class TestAnIndexThat:
    def test_is_missing_leaves_the_answer_to_the_database_and_is_built(self, one_statement, search_index, settings):
        search_index.forget()
        settings.SEARCH_INDEX_DIR = settings.SEARCH_INDEX_DIR / "elsewhere"
        settings.SEARCH_INDEX_IN_BACKGROUND = True
        assert found("warrant") == ({"It wants a warrant."}, ByDatabase)
        for thread in threading.enumerate():
            if thread.name == "building the search index":
                thread.join()
        assert found("warrant") == ({"It wants a warrant."}, ByIndex)

    def test_is_damaged_leaves_the_answer_to_the_database(self, one_statement, search_index, settings):
        search_index.forget()
        for path in settings.SEARCH_INDEX_DIR.rglob("meta.json"):
            path.write_text("{}")
        assert found("warrant") == ({"It wants a warrant."}, ByDatabase)
        search_index.build()
        assert answers_by() is ByIndex

    def test_is_newer_than_a_restored_database_is_not_asked(self, one_statement, search_index):
        IndexChange.objects.all().delete()
        assert answers_by() is ByDatabase

    def test_misses_changes_that_were_trimmed_is_not_asked(self, one_statement, search_index):
        mine = search_index.held
        search_index.held = search_index.Held()
        newest = search_version()
        with connection.cursor() as cursor:
            cursor.execute(f"INSERT INTO {triggers.LOG} (id, kind, key) VALUES ({newest + 5}, 's', {one_statement.pk})")
            cursor.execute(f"DELETE FROM {triggers.LOG} WHERE id < {newest + 5}")
        search_index.held = mine
        assert answers_by() is ByDatabase

    def test_belongs_to_another_database_is_not_asked(self, one_statement):
        IndexSource.objects.update(uid="0" * 32)
        assert answers_by() is ByDatabase

    def test_was_told_that_everything_changed_is_not_asked(self, one_statement, search_index):
        triggers.log_everything()
        assert answers_by() is ByDatabase
        search_index.build()
        assert answers_by() is ByIndex


def triggers_there():
    table = "pg_trigger WHERE tgname" if connection.vendor == "postgresql" else "sqlite_master WHERE name"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table} LIKE 'log_for_index%%'", [])
        return cursor.fetchone()[0]


def test_migrate_puts_the_triggers_back_that_a_rebuilt_table_lost():
    there, field = triggers_there(), Statement._meta.get_field("summary")
    wider = field.clone()
    wider.set_attributes_from_name("summary")
    wider.model, wider.null = Statement, True
    with connection.schema_editor() as editor:
        editor.alter_field(Statement, field, wider)
    try:
        if connection.vendor == "sqlite":
            assert triggers_there() < there
        call_command("migrate", verbosity=0)
        assert triggers_there() == there
    finally:
        with connection.schema_editor() as editor:
            editor.alter_field(Statement, wider, field)
        call_command("migrate", verbosity=0)


def test_on_postgresql_a_later_number_never_shows_before_an_earlier_one():
    if connection.vendor != "postgresql":
        return  # SQLite lets one write at a time
    body, done = a_body(), threading.Event()

    def second_writer():
        a_statement(Jurisdiction.objects.get(pk=body.pk), slug="second")
        done.set()
        connections.close_all()

    with transaction.atomic():
        connection.cursor().execute("SET CONSTRAINTS ALL IMMEDIATE")
        Jurisdiction.objects.create(slug="first", name="First", agency_type="city", state="NE")  # it has its number now
        mine = search_version()
        thread = threading.Thread(target=second_writer)
        thread.start()
        assert not done.wait(0.5)  # it waits to be numbered until this transaction has ended
    thread.join()
    assert done.is_set() and search_version() > mine
