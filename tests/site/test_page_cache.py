"""Finished pages are kept, never stale, never personal."""

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jurisdictions.models import Report, Statement
from jurisdictions.site import page_cache
from tests.factories import a_body, a_statement

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def kept(settings, monkeypatch):
    settings.PAGE_CACHE_BYTES = 1_000_000
    monkeypatch.setattr(page_cache, "pages", page_cache.Pages())


def queries(client, address="/statements/", **headers):
    with CaptureQueriesContext(connection) as captured:
        response = client.get(address, **headers)
    return response, len(captured)


def test_the_second_reader_costs_one_question_and_gets_the_same_bytes(client):
    a_statement()
    first, many = queries(client)
    second, one = queries(client)
    assert many > 1 == one
    assert second.content == first.content and second.headers == first.headers


def change_statement(statement):
    Statement.objects.filter(pk=statement.pk).update(summary="It changed its mind.")


def change_by_raw_sql(statement):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE jurisdictions_statement SET summary = 'It changed its mind.'")


def add_alias(statement):
    statement.jurisdiction.aliases.create(name="It changed its mind.")


def accept_reply(statement):
    Report.objects.create(
        jurisdiction=statement.jurisdiction, kind="reply", text="x", status="accepted", accepted_on="2025-02-02",
        shown_text="It changed its mind.", shown_name="Mayor",
    )  # fmt: skip


@pytest.mark.parametrize("change", [change_statement, change_by_raw_sql, add_alias, accept_reply])
def test_the_very_next_reader_sees_a_change_however_it_was_made(client, change):
    statement = a_statement()
    address = statement.jurisdiction.get_absolute_url()
    assert b"changed its mind" not in client.get(address).content
    change(statement)
    assert b"changed its mind" in client.get(address).content


def test_whoever_has_the_page_already_gets_304_until_it_changes(client):
    statement = a_statement()
    etag = client.get("/statements/").headers["ETag"]
    again = client.get("/statements/", HTTP_IF_NONE_MATCH=etag)
    assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", etag)
    statement.delete()
    assert client.get("/statements/", HTTP_IF_NONE_MATCH=etag).status_code == 200


def test_a_later_release_does_not_answer_with_pages_of_an_earlier_one(client, monkeypatch):
    a_statement()
    etag = client.get("/statements/").headers["ETag"]
    monkeypatch.setattr(page_cache, "release", lambda: "later")
    assert client.get("/statements/", HTTP_IF_NONE_MATCH=etag).status_code == 200


def test_staff_see_pages_of_their_own_and_nobody_else_sees_them(client):
    a_statement()
    staff = get_user_model().objects.create_user("editor", is_staff=True)
    client.force_login(staff)
    assert b"Desk" in client.get("/").content
    client.logout()
    assert b"Desk" not in client.get("/").content


def test_what_compresses_differently_or_asks_differently_is_kept_apart(client):
    for _n in range(60):
        a_statement()
    plain = client.get("/statements/")
    packed = client.get("/statements/", HTTP_ACCEPT_ENCODING="gzip")
    assert packed.headers["Content-Encoding"] == "gzip" and "Content-Encoding" not in plain.headers
    assert client.get("/statements/?page=2").content != plain.content


def test_only_so_many_bytes_are_kept(client, settings):
    settings.PAGE_CACHE_BYTES = 30_000
    for n in range(12):
        client.get(f"/about/?n={n}")
    assert 0 < page_cache.pages.bytes <= 30_000 and len(page_cache.pages.kept) < 12


def test_a_page_that_does_not_exist_is_not_kept(client):
    client.get("/jurisdictions/nowhere/")
    a_body(slug="nowhere")
    assert client.get("/jurisdictions/nowhere/").status_code == 200
