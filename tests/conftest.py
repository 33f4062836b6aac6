"""What tests may ask for: the whole record, a browser, an HTML checker, a PostgreSQL of their own."""

import os
import shutil
import uuid
from collections import Counter
from importlib import import_module
from io import StringIO
from types import SimpleNamespace
from urllib.parse import urlsplit, urlunsplit

import psycopg
import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.models import QuerySet
from django.db.models.signals import post_migrate
from django.dispatch import receiver
from django.test import Client
from simple_history.models import HistoricalChanges

from jurisdictions.models import IndexChange, IndexSource
from jurisdictions.search.index import store


def require_part(name, how):
    """Skip with one line on how to get a missing part; fail instead where REQUIRE_EVERYTHING is set, as on the gate."""
    reason = f"{name} not found: {how}"
    if os.environ.get("REQUIRE_EVERYTHING"):
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)


def pytest_terminal_summary(terminalreporter):
    """One line for each missing part, however many tests it cost."""
    reasons = Counter(report.longrepr[2] for report in terminalreporter.getreports("skipped"))
    for reason, count in reasons.items():
        terminalreporter.line(f"{count} skipped. {reason.removeprefix('Skipped: ')}", yellow=True)


GIVING = [
    ("0004_desk_groups", "make_groups"), ("0033_reports", "give_rights"), ("0037_desk_rights", "give_rights"),
    ("0038_merges", "give_rights"),
]  # fmt: skip


@receiver(post_migrate, dispatch_uid="the desk's groups in tests")
def desk_groups(sender, **kwargs):
    """Made by migrations, and emptied away with everything else after a test whose transactions are real."""
    if sender.name == "jurisdictions" and "auth_group" in connection.introspection.table_names():
        editor = SimpleNamespace(connection=connection)
        for migration, gives in GIVING:
            getattr(import_module(f"jurisdictions.migrations.{migration}"), gives)(apps, editor)


@pytest.fixture(autouse=True)
def no_page_shows_the_inside_of_a_program(monkeypatch):
    """A template that forgets to call a method says "<bound method ...>" and goes on."""
    ask = Client.request

    def asked(client, **request):
        answer = ask(client, **request)
        if answer.get("Content-Type", "").startswith("text/html") and not answer.streaming:
            assert b"bound method" not in answer.content and b" object at 0x" not in answer.content
        return answer

    monkeypatch.setattr(Client, "request", asked)


@pytest.fixture(autouse=True)
def no_search_index(settings):
    """Only tests that ask for `search_index` have one: most roll back what an index would have to read."""
    settings.SEARCH_INDEX_DIR = ""


@pytest.fixture
def search_index(settings, tmp_path):
    """An index of its own, kept up in this process only; for tests whose transactions are real."""
    store.forget()
    settings.SEARCH_INDEX_DIR, settings.SEARCH_INDEX_IN_BACKGROUND = tmp_path / "index", False
    yield store
    store.forget()


@pytest.fixture(scope="session")
def record_rows(django_db_setup, django_db_blocker):
    """[(model, its rows)] of the curated record, loaded once and rolled back: the database stays empty."""
    models = set(apps.get_app_config("jurisdictions").get_models(include_auto_created=True))
    models -= {IndexChange, IndexSource}  # the database's own
    models = [model for model in models if not issubclass(model, HistoricalChanges)]  # no test reads their versions
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_directory", stdout=StringIO())
        rows = [(model, list(QuerySet(model).all())) for model in models]
        transaction.set_rollback(True)
    return rows


@pytest.fixture
def record(db, record_rows):
    """The whole curated record in the test's database, in a fraction of the time that loading it takes."""
    models = [model for model, _rows in record_rows]
    with transaction.atomic():
        for model, rows in record_rows:
            QuerySet(model).bulk_create(rows, batch_size=500)  # a plain QuerySet: nothing is derived anew
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)


@pytest.fixture(scope="session")
def chromium_path():
    for name in ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"):
        if path := shutil.which(name):
            return path
    require_part("Chromium", "install it (on Debian: apt install chromium) to run the browser tests.")


@pytest.fixture(scope="session")
def nu_checker():
    """The command that checks HTML files named after it."""
    jar = settings.BASE_DIR / "tests/browser/node_modules/vnu-jar/build/dist/vnu.jar"
    if not (jar.exists() and shutil.which("java")):
        require_part("The Nu HTML checker", "install Java and npm, then: npm install --prefix tests/browser")
    return ["java", "-jar", str(jar)]


@pytest.fixture(scope="session")
def new_postgres_url():
    """Call it for the address of an empty PostgreSQL database, on the server asked for or a local one."""
    asked = os.environ.get("DATABASE_URL", "")
    server = asked if asked.startswith("postgres") else "postgres://postgres@127.0.0.1:5432/postgres"
    try:
        admin = psycopg.connect(server, autocommit=True, connect_timeout=5)
    except psycopg.OperationalError:
        require_part("PostgreSQL", "start a server and set DATABASE_URL=postgres://user:password@host/name.")
    names = []

    def create():
        names.append(f"directory_{uuid.uuid4().hex}")
        admin.execute(f"CREATE DATABASE {names[-1]}")
        return urlunsplit(urlsplit(server)._replace(path=f"/{names[-1]}"))

    with admin:
        yield create
        for name in names:
            admin.execute(f"DROP DATABASE {name} WITH (FORCE)")
