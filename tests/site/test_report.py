"""Anybody may report an error or reply; nothing of it is shown before a reviewer accepts it."""

import csv
import datetime
import json
import time

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from jurisdictions.models import Report
from jurisdictions.site import reports
from jurisdictions.site.dataset.tables import tables
from jurisdictions.staff import replies
from tests.factories import a_body, a_reviewer, a_statement

pytestmark = pytest.mark.django_db
TEXT = "The ordinance was repealed in March, see the minutes."


@pytest.fixture
def body(db):
    return a_statement().jurisdiction


def opened(seconds_ago=60):
    return reports.SIGNER.sign(str(time.time() - seconds_ago))


def tell(client, body, **fields):
    sent = {"kind": "error", "text": TEXT, "opened": opened(), **fields}
    return client.post(f"/report/?about={body.slug}", sent)


def a_reply(body, **fields):
    sent = {"kind": "reply", "text": TEXT, "name": "Ada, Mayor", "contact": "ada@example.gov", "sender": "x"}
    return Report.objects.create(jurisdiction=body, **{**sent, **fields})


def accept(reply, **how):
    shown = {"shown_text": "We disagree.", "shown_name": "Office of the Mayor", "disputes": True, **how}
    replies.accept(reply, by=a_reviewer(), **shown)
    return reply


def test_a_report_is_stored_for_the_desk_and_shown_nowhere(client, body):
    assert "Your message is with the desk" in tell(client, body, name="Secret Name", contact="555").content.decode()
    row = Report.objects.get()
    assert (row.jurisdiction, row.kind, row.text, row.status) == (body, "error", TEXT, "new")
    for url in (body.get_absolute_url(), "/jurisdictions/", "/statements/", f"/report/?about={body.slug}"):
        page = client.get(url).content.decode()
        assert TEXT not in page and "Secret Name" not in page


def test_a_report_may_be_about_one_statement(client, body):
    statement = body.statements.get()
    client.post(f"/report/?about={statement.slug}", {"kind": "error", "text": TEXT, "opened": opened()})
    assert (Report.objects.get().jurisdiction, Report.objects.get().statement) == (body, statement)


@pytest.mark.parametrize("about", ["", "nobody", "%00", "x" * 5000])
def test_a_report_about_nothing_has_no_page(client, db, about):
    assert client.get(f"/report/?about={about}").status_code == 404


def test_a_draft_is_not_given_away_by_the_form(client, db):
    assert client.get(f"/report/?about={a_statement(status='draft').slug}").status_code == 404


def test_the_form_is_protected_against_posts_from_elsewhere(body):
    strict = Client(enforce_csrf_checks=True)
    assert tell(strict, body).status_code == 403
    assert not Report.objects.exists()


def test_the_form_sets_no_cookie_but_its_own_protection_and_needs_no_script(client, body):
    page = client.get(f"/report/?about={body.slug}")
    assert set(page.cookies) == {"csrftoken"}
    assert 'method="post"' in page.content.decode()


def test_who_fills_in_what_no_person_sees_is_thanked_and_not_heard(client, body):
    assert tell(client, body, website="http://spam.example").status_code == 200
    assert not Report.objects.exists()


@pytest.mark.parametrize(
    "stamp", [lambda: opened(0), lambda: opened(-60), lambda: "", lambda: "forged:1:x", lambda: opened()[:-1] + "#"]
)
def test_a_form_sent_at_once_or_with_a_made_up_time_is_not_taken(client, body, stamp):
    page = tell(client, body, opened=stamp())
    assert "Nothing was sent yet." in page.content.decode() and TEXT in page.content.decode()
    assert not Report.objects.exists()


def test_one_address_may_send_five_an_hour_and_others_still_may(client, body):
    assert [tell(client, body).status_code for _number in range(6)] == [200] * 5 + [429]
    assert Report.objects.count() == 5
    sent = {"kind": "error", "text": TEXT, "opened": opened()}
    assert client.post(f"/report/?about={body.slug}", sent, REMOTE_ADDR="192.0.2.7").status_code == 200
    Report.objects.update(received_at=timezone.now() - datetime.timedelta(hours=2))
    assert tell(client, body).status_code == 200


def test_a_flood_from_many_addresses_is_stopped(client, body):
    rows = [Report(jurisdiction=body, kind="error", text="x", sender=f"s{n}") for n in range(reports.FROM_ALL)]
    Report.objects.bulk_create(rows)
    assert tell(client, body).status_code == 429


def test_the_address_of_a_sender_is_not_kept(client, body):
    tell(client, body)
    assert "127.0.0.1" not in str(Report.objects.values().get())


def test_a_reply_says_who_sends_it(client, body):
    assert "needs your name" in tell(client, body, kind="reply").content.decode()
    tell(client, body, kind="reply", name="Ada, Mayor", contact="ada@example.gov")
    assert Report.objects.get().kind == "reply"


def test_an_accepted_reply_stands_dated_beside_the_entry_as_the_desk_agreed_to_show_it(client, body):
    accept(a_reply(body), on=datetime.date(2025, 3, 4))
    page = client.get(body.get_absolute_url()).content.decode()
    for shown in ("We disagree.", "Office of the Mayor", "Mar 4, 2025", "disputes this entry"):
        assert shown in page
    assert TEXT not in page and "ada@example.gov" not in page and "Ada, Mayor" not in page


def test_a_disputed_entry_is_marked_in_the_lists_and_no_other(client, body):
    other = a_statement().jurisdiction
    accept(a_reply(body, statement=body.statements.get()))
    for url in ("/jurisdictions/", "/statements/"):
        assert client.get(url).content.decode().count(">disputed<") == 1
    assert "disputes this entry" in client.get(body.statements.get().get_absolute_url()).content.decode()
    assert "disputes this entry" not in client.get(other.get_absolute_url()).content.decode()


def disputes_told(client, body):
    """What programs are told of the body and of its statement: {list: [day or nothing, of each row]}."""
    told = {}
    for name in ("jurisdictions", "statements"):
        told[f"{name}.json"] = [
            row["disputed_on"] for row in json.loads(client.get(f"/{name}.json").getvalue())["results"]
        ]
        table = csv.DictReader(client.get(f"/{name}.csv").getvalue().decode().splitlines())
        told[f"{name}.csv"] = [row["disputed_on"] or None for row in table]
        rows = client.get(f"/api/v1/{name}/").json()["results"]
        told[f"API {name}"] = [row["disputed_on"] for row in rows]
        told[f"API {name} in full"] = [client.get(row["api_url"]).json()["disputed_on"] for row in rows]
        (table,) = (table for table in tables() if table.name == name)
        place = [field["name"] for field in table.fields].index("disputed_on")
        told[f"dataset {name}"] = [row[place] and row[place].isoformat() for row in table.rows()]
    return told


def test_files_api_and_dataset_give_the_day_on_which_an_entry_was_disputed_last(client, body):
    assert set(map(str, disputes_told(client, body).values())) == {"[None]"}
    for day in (4, 2):
        accept(a_reply(body, statement=body.statements.get()), on=datetime.date(2025, 3, day))
    told = disputes_told(client, body)
    assert len(told) == 10 and set(map(str, told.values())) == {"['2025-03-04']"}


def test_embeds_and_cards_are_marked_from_the_day_on_which_it_was_accepted(client, body):
    accept(a_reply(body), on=datetime.date(2025, 3, 4))
    embed = f"/embed{body.get_absolute_url()}"
    assert "disputed Mar 4, 2025" in client.get(embed).content.decode()
    assert "disputed" not in client.get(f"{embed}?as_of=2025-03-03").content.decode()
    assert "disputed" not in client.get(f"/embed{body.statements.get().get_absolute_url()}").content.decode()
    accept(a_reply(body, statement=body.statements.get()))
    assert "disputed" in client.get(f"/embed{body.statements.get().get_absolute_url()}").content.decode()


def test_the_picture_of_a_shared_page_says_what_the_replies_on_the_page_say(client, body):
    accept(a_reply(body, statement=body.statements.get()), on=datetime.date(2025, 3, 4))
    accept(a_reply(body), disputes=False, on=datetime.date(2025, 3, 5))
    for row in (body, body.statements.get()):
        assert "disputed Mar 4, 2025" in client.get(row.get_absolute_url()).content.decode()
        assert "disputed Mar" not in client.get(f"{row.get_absolute_url()}?as_of=2025-03-03").content.decode()


def test_a_reply_that_disputes_nothing_marks_nothing(client, body):
    accept(a_reply(body), disputes=False)
    assert ">disputed<" not in client.get("/jurisdictions/").content.decode()
    assert "disputed" not in client.get(f"/embed{body.get_absolute_url()}").content.decode()


def test_a_page_of_an_earlier_day_shows_the_replies_of_that_day(client, body):
    accept(a_reply(body), on=datetime.date(2025, 3, 4))
    assert "We disagree." not in client.get(f"{body.get_absolute_url()}?as_of=2025-03-03").content.decode()
    assert "We disagree." in client.get(f"{body.get_absolute_url()}?as_of=2025-03-04").content.decode()


def test_markup_in_a_reply_is_shown_as_text(client, body):
    accept(a_reply(body), shown_text="<script>alert(1)</script>")
    assert "<script>alert(1)" not in client.get(body.get_absolute_url()).content.decode()


def test_a_declined_reply_and_an_accepted_error_are_not_shown(client, body):
    replies.decline(accept(a_reply(body)), by=a_reviewer())
    accept(a_reply(body, kind="error"))
    page = client.get(body.get_absolute_url()).content.decode()
    assert "We disagree." not in page and TEXT not in page


def test_marks_cost_one_query_however_many_rows(client, body, django_assert_num_queries):
    with CaptureQueriesContext(connection) as few:
        client.get("/statements/")
    for _number in range(10):
        accept(a_reply(a_statement(a_body()).jurisdiction))
    with django_assert_num_queries(len(few)):
        client.get("/statements/")
