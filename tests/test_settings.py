import re

import pytest
from django.conf import settings

from tests.serving import PRODUCTION, run

READ_BY_SETTINGS = re.compile(r'env\.\w+\(\s*"(\w+)"')
READ_BY_COMPOSE = re.compile(r"\$\{(\w+)")
PROBE = """
import django; django.setup()
from django.db import connection
cursor = connection.cursor()
print(*[cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "foreign_keys", "busy_timeout")])
"""


def test_every_variable_that_is_read_is_explained_and_no_other():
    example = (settings.BASE_DIR / ".env.example").read_text()
    read = READ_BY_SETTINGS.findall((settings.BASE_DIR / "directory/settings.py").read_text())
    read += READ_BY_COMPOSE.findall((settings.BASE_DIR / "compose.yaml").read_text())
    table = (settings.BASE_DIR / "README.md").read_text().split("## Configuration")[1].split("##")[0]
    assert set(re.findall(r"^(\w+)=", example, re.MULTILINE)) == set(read)
    assert set(re.findall(r"^\| `(\w+)`", table, re.MULTILINE)) == set(read)


def test_the_example_starts_once_its_required_variables_are_set():
    lines = (settings.BASE_DIR / ".env.example").read_text().splitlines()
    example = dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))
    done = run(settings.BASE_DIR, ["python", "-c", "import directory.settings"], **example | PRODUCTION)
    assert done.returncode == 0, done.stderr


def test_sqlite_lets_readers_read_checks_foreign_keys_and_waits_for_writers(tmp_path):
    environment = {"DJANGO_SETTINGS_MODULE": "directory.settings", "DATABASE_URL": f"sqlite:///{tmp_path}/d.sqlite3"}
    done = run(settings.BASE_DIR, ["python", "-c", PROBE], **PRODUCTION | environment)
    assert done.stdout.split() == ["wal", "1", "20000"], done.stderr


def test_postgresql_connections_are_pooled_keep_plans_compile_nothing_and_keep_the_address_s_own_options():
    environment = {"DATABASE_URL": "postgres://u@h/d?sslmode=require"}
    show = "from directory.settings import DATABASES; d = DATABASES['default']; print(d['OPTIONS'], d['CONN_MAX_AGE'])"
    done = run(settings.BASE_DIR, ["python", "-c", show], **PRODUCTION | environment)
    pool, plans = (
        "'pool': {'min_size': 1, 'max_size': 4, 'timeout': 10,"
        " 'connection_class': <class 'directory.connections.Connection'>}",
        "'server_side_binding': True, 'prepare_threshold': 1",
    )
    assert done.stdout.strip() == f"{{'sslmode': 'require', {pool}, {plans}, 'options': '-c jit=off'}} 0", done.stderr


def test_connections_to_sqlite_are_kept_between_requests():
    show = "from directory.settings import DATABASES as d; print(d['default']['CONN_MAX_AGE'] > 0)"
    done = run(settings.BASE_DIR, ["python", "-c", show], **PRODUCTION | {"DATABASE_URL": "sqlite:///d.sqlite3"})
    assert done.stdout.strip() == "True", done.stderr


@pytest.mark.parametrize("name", ["X-Content-Type-Options", "X-Frame-Options", "Referrer-Policy", "Permissions-Policy"])
@pytest.mark.django_db
def test_every_page_carries_the_protective_headers(client, name):
    assert name in client.get("/about/").headers


def test_the_desk_moves_with_its_setting_and_the_code_is_required_in_production():
    show = (
        "import django; django.setup(); from django.urls import reverse; from django.conf import settings;"
        "print(reverse('admin:index'), settings.REQUIRE_SECOND_FACTOR)"
    )
    environment = {"DJANGO_SETTINGS_MODULE": "directory.settings", "ADMIN_PATH": "/newsroom/desk"}
    done = run(settings.BASE_DIR, ["python", "-c", show], **PRODUCTION | environment)
    assert done.stdout.split() == ["/newsroom/desk/", "True"], done.stderr
