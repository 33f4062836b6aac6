"""Two people, one record: nobody saves over a version he has not seen, and nothing typed is lost."""

from functools import partial

import pytest
from django.contrib.auth.models import User
from django.test import Client

from jurisdictions.models import Alias, Jurisdiction, Statement
from tests.crowd import at_once
from tests.factories import a_body, a_statement, an_article, an_editor
from tests.staff.desk import errors_of, filled, form_of

pytestmark = pytest.mark.django_db
EDITORS = 20


def opened(client, row, **typed):
    """The form of a row as it stands now, with something typed in."""
    return filled(client.get(form_of(row)), **typed)


def saved_by_another(row, **fields):
    other = Client()
    other.force_login(an_editor())
    other.post(form_of(row), opened(other, row, **fields))


def typed_in(page, name):
    return page.context["adminform"].form[name].value()


def test_a_form_opened_before_somebody_elses_save_is_refused_with_both_versions(client, editor):
    draft = a_statement(status="draft")
    mine = opened(client, draft, summary="Mine.")
    saved_by_another(draft, summary="Theirs.")
    page = client.post(form_of(draft), mine)
    draft.refresh_from_db()
    assert draft.summary == "Theirs."
    assert "saved a newer version" in errors_of(page)[0]
    assert page.context["adminform"].form.newer == [("Summary", "Theirs.", "Mine.")]
    assert typed_in(page, "summary") == "Mine."


def test_what_only_the_other_changed_is_taken_over_into_the_form(client, editor):
    draft, directed = a_statement(status="draft"), a_body()
    mine = opened(client, draft, summary="Mine.")
    saved_by_another(
        draft, stance="limits", themes=["raids", "courts"], applies_to=[directed.pk], stated_on="2025-01-02"
    )
    page = client.post(form_of(draft), mine)
    assert {label for label, _theirs, _mine in page.context["adminform"].form.taken_over} == {
        "Stance", "Themes", "Date", "Applies to",
    }  # fmt: skip
    assert (typed_in(page, "stance"), typed_in(page, "summary")) == ("limits", "Mine.")
    client.post(form_of(draft), filled(page))
    draft.refresh_from_db()
    assert (draft.stance, draft.summary, draft.themes) == ("limits", "Mine.", ["raids", "courts"])
    assert str(draft.stated_on) == "2025-01-02"
    assert list(draft.applies_to.all()) == [directed]


def test_once_both_were_shown_the_form_is_saved(client, editor):
    draft = a_statement(status="draft")
    mine = opened(client, draft, summary="Mine.")
    saved_by_another(draft, summary="Theirs.")
    client.post(form_of(draft), filled(client.post(form_of(draft), mine)))
    draft.refresh_from_db()
    assert draft.summary == "Mine."
    assert "Theirs." in draft.history.values_list("summary", flat=True)


def test_a_source_added_meanwhile_counts_as_a_newer_version(client, editor):
    draft = a_statement(status="draft")
    mine = opened(client, draft, summary="Mine.")
    draft.citations.create(article=an_article(), carried_as="paraphrase")
    page = client.post(form_of(draft), mine)
    assert "newer version" in errors_of(page)[0]
    assert draft.citations.count() == 2


def test_an_alias_added_meanwhile_counts_for_a_body(client, editor):
    body = a_body()
    mine = opened(client, body, name="City of Mine", kind_of_change="routine")
    Alias.objects.create(jurisdiction=body, name="Theirs")
    assert "newer version" in errors_of(client.post(form_of(body), mine))[0]


def test_a_load_of_the_files_counts_too(client, editor):
    draft = a_statement(status="draft")
    mine = opened(client, draft, summary="Mine.")
    Statement.objects.update(summary="From the files.")
    assert "load of the curated files" in errors_of(client.post(form_of(draft), mine))[0]


def test_a_form_without_a_stamp_is_not_trusted(client, editor):
    draft = a_statement(status="draft")
    mine = opened(client, draft, summary="Mine.")
    del mine["version_stamp"]
    client.post(form_of(draft), mine)
    draft.refresh_from_db()
    assert draft.summary == "The body said so."


def test_a_rebuild_of_what_is_derived_is_no_newer_version(client, editor):
    row = a_statement(status="draft")
    body = row.jurisdiction
    mine = opened(client, body, name="City of Mine", kind_of_change="routine")
    a_statement(body)
    client.post(form_of(body), mine)
    body.refresh_from_db()
    assert body.name == "City of Mine"


def test_pressing_save_on_an_unchanged_form_makes_no_version(client, editor):
    draft = a_statement(status="draft")
    client.post(form_of(draft), opened(client, draft))
    assert draft.history.count() == 1


def test_opening_a_form_costs_the_same_queries_for_one_version_and_for_many(
    client, editor, django_assert_num_queries, django_assert_max_num_queries
):
    draft = a_statement(status="draft")
    client.get(form_of(draft))
    with django_assert_max_num_queries(30) as few:
        client.get(form_of(draft))
    for n in range(5):
        Statement.objects.update(summary=f"Version {n}.")
    with django_assert_num_queries(len(few)):
        client.get(form_of(draft))


@pytest.mark.django_db(transaction=True)
def test_twenty_editors_who_save_one_draft_at_once_lose_no_edit(transactional_db):
    draft = a_statement(a_body(), status="draft")
    clients = [Client() for _ in range(EDITORS)]
    forms = []
    for number, one in enumerate(clients):
        one.force_login(User.objects.create_superuser(f"editor-{number}"))  # no group outlives a test like this one
        forms.append(opened(one, draft, summary=f"Edit {number}."))
    pages = {}

    def save(number):
        pages[number] = clients[number].post(form_of(draft), forms[number])

    assert at_once([partial(save, number) for number in range(EDITORS)]) == []
    draft.refresh_from_db()
    won = [number for number, page in pages.items() if page.status_code == 302]
    assert [f"Edit {number}." for number in won] == [draft.summary]
    for number, page in pages.items():
        assert number in won or f"Edit {number}." in page.content.decode()
    assert draft.history.count() == 2
    assert Jurisdiction.objects.get().position_stance == "none"
