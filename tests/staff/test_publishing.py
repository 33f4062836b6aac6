import pytest

from jurisdictions.models import Statement
from tests.factories import a_statement, an_article
from tests.staff.desk import address, errors_of, filled, form_of, send

pytestmark = pytest.mark.django_db


def test_the_publish_button_publishes_and_tells_how_the_body_now_reads(client, reviewer):
    draft = a_statement(status="in_review", stance="limits")
    data = filled(client.get(form_of(draft)), _publish="1")
    page = client.post(form_of(draft), data, follow=True)
    draft.refresh_from_db()
    assert (draft.status, draft.stance) == ("published", "limits")
    assert "now reads: Limits cooperation, recorded Jan 20, 2025" in page.content.decode()


def test_without_a_source_the_button_refuses_beside_the_sources(client, reviewer):
    draft = a_statement(status="in_review")
    page = send(client, form_of(draft), **{"citations-0-DELETE": "on", "_publish": "1"})
    draft.refresh_from_db()
    assert draft.status == "in_review" and draft.citations.exists()
    assert errors_of(page) == ["Cite at least one source before this is published."]


def test_the_last_source_of_a_published_statement_stays(client, reviewer):
    row = a_statement()
    page = send(client, form_of(row), **{"citations-0-DELETE": "on"})
    assert row.citations.count() == 1
    assert errors_of(page) == ["Cite at least one source before this is published."]


def test_a_draft_may_still_lack_its_source(client, editor):
    draft = a_statement(status="draft")
    send(client, form_of(draft), **{"citations-0-DELETE": "on"})
    assert not draft.citations.exists()


def test_a_quote_that_only_a_rewrite_carries_is_refused(client, reviewer):
    draft = a_statement(status="draft", carried_as="direct_quote", article=an_article(kind="rewrite"))
    page = send(client, form_of(draft), quote="We will not.", _publish="1")
    assert "word for word" in errors_of(page)[0]


def test_publishing_a_list_goes_on_past_a_refused_draft(client, reviewer):
    good, bare = a_statement(status="in_review"), a_statement(status="in_review")
    bare.citations.all().delete()
    selected = {"action": "publish_selected", "_selected_action": [good.pk, bare.pk]}
    page = client.post(address("statement_changelist"), selected, follow=True).content.decode()
    assert list(Statement.objects.published()) == [good]
    assert "Published: 1" in page and "Cite at least one source" in page


def test_retracting_a_list_asks_once_for_the_reason(client, reviewer):
    rows = [a_statement(), a_statement()]
    selected = {"action": "retract_selected", "_selected_action": [row.pk for row in rows]}
    asked = client.post(address("statement_changelist"), selected, follow=True)
    url = asked.redirect_chain[-1][0]
    assert "This field is required." in client.post(url, {"reason": " "}).content.decode()
    client.post(url, {"reason": "The paper withdrew it."})
    assert list(Statement.objects.values_list("retraction_reason", flat=True)) == ["The paper withdrew it."] * 2


def test_the_form_opens_the_public_page_of_what_is_public_only(client, reviewer):
    draft, row = a_statement(status="draft"), a_statement()
    assert row.get_absolute_url() in client.get(form_of(row)).content.decode()
    assert draft.get_absolute_url() not in client.get(form_of(draft)).content.decode()
    assert client.get(form_of(draft.sources.get())).context["absolute_url"] is None
    assert client.get(form_of(row.sources.get())).context["absolute_url"] == row.sources.get().get_absolute_url()


def test_the_form_of_a_body_shows_its_position_and_takes_none(client, editor):
    body = a_statement().jurisdiction
    page = client.get(form_of(body))
    assert "Declines to assist, recorded Jan 20, 2025, since Jan 20, 2025" in page.content.decode()
    assert not any(name.startswith("position") for name in page.context["adminform"].form.fields)
