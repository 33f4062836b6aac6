"""Any list of the desk is a file, and a file of the record can come back."""

import csv
import io

import pytest
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from jurisdictions.models import Statement
from tests.factories import a_body, a_statement, an_article, an_official
from tests.staff.desk import address

pytestmark = pytest.mark.django_db


def text_of(answer):
    return b"".join(answer.streaming_content).decode()


def export(client, url, rows):
    answer = client.post(url, {"action": "export_as_csv", "_selected_action": [row.pk for row in rows]})
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    return list(csv.DictReader(io.StringIO(text_of(answer))))


@pytest.mark.parametrize("make", [a_body, an_official, an_article, a_statement])
def test_every_list_of_the_record_is_exported_with_its_selection_only(client, editor, make):
    row, _other = make(), make()
    (line,) = export(client, address(f"{row._meta.model_name}_changelist"), [row])
    assert line["slug"] == row.slug


def test_all_that_a_filtered_list_shows_is_exported(client, editor):
    for stance in ("declines", "limits", "limits"):
        a_statement(stance=stance)
    url = address("statement_changelist") + "?stance__exact=limits"
    data = {"action": "export_as_csv", "select_across": 1, "_selected_action": [Statement.objects.first().pk]}
    lines = list(csv.DictReader(io.StringIO(text_of(client.post(url, data)))))
    assert [line["stance"] for line in lines] == ["limits", "limits"]


def test_people_with_a_login_are_exported_without_their_passwords(admin_client):
    person = User.objects.create_user("bob", password="seven green herons wade")
    (line,) = export(admin_client, reverse("admin:auth_user_changelist"), [person])
    assert line["username"] == "bob"
    assert person.password not in str(line)


def test_a_cell_that_a_spreadsheet_would_run_is_made_harmless_and_comes_back_as_it_was(client, editor):
    body = a_body()
    draft = a_statement(body, status="draft", quote="=1+1", carried_as="direct_quote")
    answer = client.post(address("statement_changelist"), {"action": "export_as_csv", "_selected_action": draft.pk})
    text = text_of(answer)
    assert ",'=1+1," in text
    page = client.post(reverse("admin:import"), {"file": SimpleUploadedFile("a.csv", text.encode())}, follow=True)
    assert [line.verdict for line in page.context["plan"].lines] == ["="], page.context["plan"].lines


def test_an_export_costs_the_same_queries_for_one_row_and_for_many(client, editor, django_assert_num_queries):
    def rows(count):
        people = [an_official() for _number in range(count)]
        return [a_statement(person.jurisdiction, official=person, speaker_title="Mayor") for person in people]

    made = rows(2)
    with CaptureQueriesContext(connection) as few:
        export(client, address("statement_changelist"), made)
    made = rows(12)
    with django_assert_num_queries(len(few)):
        export(client, address("statement_changelist"), made)
