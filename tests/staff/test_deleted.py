"""What was deleted at the desk is listed with who and why, and one step brings it back with what it took along."""

import pytest
from django.contrib.admin.models import ADDITION, LogEntry
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from jurisdictions.models import (
    Alias,
    Citation,
    Identifier,
    Jurisdiction,
    Official,
    ParentTie,
    SourceArticle,
    Statement,
)
from jurisdictions.models.versions import because, unkept
from jurisdictions.staff.authors import authors_of
from jurisdictions.staff.deleted import deletion_of, deletions, make_return
from jurisdictions.staff.merges.verbs import merge
from jurisdictions.staff.restoring import bring_back
from jurisdictions.staff.workflow import publish, submit
from tests.factories import (
    a_body,
    a_member_of,
    a_place,
    a_reviewer,
    a_statement,
    a_territory,
    an_article,
    an_editor,
    an_official,
)
from tests.staff.desk import address, form_of

pytestmark = pytest.mark.django_db


def gone(row, why="A mistake."):
    """Delete the row; returns its deletion."""
    model, key = type(row), row.pk
    with because(why):
        model.objects.get(pk=key).delete()
    return deletion_of(model, key)


def back(deletion, by=None):
    return bring_back(deletion, reason="It was needed.", by=by or a_reviewer())


def page_of(row):
    return reverse("admin:deleted-row", args=[row._meta.model_name, row.pk])


def a_draft(**more):
    return a_statement(status="draft", **more)


@pytest.mark.parametrize("make", [a_draft, a_body, an_official, an_article])
def test_a_deleted_row_is_listed_with_what_when_who_and_why_and_restored_in_one_step(client, reviewer, make):
    row = make()
    client.post(address(f"{row._meta.model_name}_delete", row.pk), {"post": "yes", "why": "Entered twice."})
    for url in (reverse("admin:deleted"), reverse("admin:deleted", args=[row._meta.model_name])):
        page = client.get(url).content.decode()
        assert row.slug in page and str(row) in page and str(reviewer) in page
        assert "<q>Entered twice.</q>" in page and "<time datetime=" in page
    assert client.post(page_of(row), {"reason": "It was needed."}).url == form_of(row)
    again = type(row).objects.get(pk=row.pk)
    assert again.slug == row.slug and str(again) == str(row)
    assert page_of(row) not in client.get(reverse("admin:deleted")).content.decode()
    newest = again.history.latest("history_id")
    assert (newest.history_user, newest.history_change_reason) == (reviewer, "Restored: It was needed.")
    told = LogEntry.objects.get(object_id=row.pk, action_flag=ADDITION, content_type__model=row._meta.model_name)
    assert told.user == reviewer and "It was needed." in told.change_message
    assert not unkept(type(row))


def test_a_row_deleted_from_the_list_bears_its_reason_too(client, editor):
    row = an_article()
    chosen = {"action": "delete_selected", "_selected_action": row.pk}
    assert 'name="why"' in client.post(address("sourcearticle_changelist"), chosen).content.decode()
    client.post(address("sourcearticle_changelist"), {**chosen, "post": "yes", "why": "Spam."})
    assert deletion_of(SourceArticle, row.pk).history_change_reason == "Spam."


@pytest.mark.parametrize("model", ["statement", "jurisdiction", "official", "sourcearticle"])
def test_every_list_and_the_first_page_lead_to_what_was_deleted(client, editor, model):
    assert reverse("admin:deleted", args=[model]) in client.get(address(f"{model}_changelist")).content.decode()
    assert reverse("admin:deleted") in client.get(reverse("admin:index")).content.decode()


@pytest.mark.parametrize("name", ["change", "history", "delete"])
def test_the_pages_of_a_deleted_row_lead_to_where_it_can_be_restored(client, reviewer, name):
    row = a_body()
    gone(row)
    assert client.get(address(f"jurisdiction_{name}", row.pk)).url == page_of(row)


def test_a_restoration_needs_a_reason(client, reviewer):
    row = an_article()
    gone(row)
    assert client.post(page_of(row), {"reason": "  "}).status_code == 200
    assert not SourceArticle.objects.filter(pk=row.pk).exists()
    with pytest.raises(ValidationError):
        bring_back(deletion_of(SourceArticle, row.pk), reason=" ", by=reviewer)


def test_a_statement_comes_back_as_a_draft_with_its_sources_and_the_bodies_it_applies_to():
    row, directed = a_statement(status="in_review", summary="As entered."), a_body()
    row.applies_to.add(directed)
    taken_off = Citation.objects.create(statement=row, article=an_article(), carried_as="paraphrase")
    taken_off.history.update(history_date="2024-01-01T00:00Z")
    taken_off.delete()
    Citation.history.filter(history_type="-").update(history_date="2024-01-02T00:00Z")
    cited = row.citations.get()
    again = back(gone(row))
    assert (again.pk, again.status, again.summary) == (row.pk, "draft", "As entered.")
    assert list(again.citations.all()) == [cited]
    assert list(again.applies_to.all()) == [directed]


def test_a_published_statement_that_was_deleted_past_the_desk_is_not_published_by_restoring_it(client):
    row = a_statement()
    deletion = gone(row)
    assert Jurisdiction.objects.get(pk=row.jurisdiction_id).position_stance == "none"
    back(deletion)
    assert Jurisdiction.objects.get(pk=row.jurisdiction_id).position_stance == "none"
    assert client.get(row.get_absolute_url()).status_code == 404
    submit(row := Statement.objects.get(pk=row.pk), by=an_editor())
    publish(row, by=a_reviewer())
    assert Jurisdiction.objects.get(pk=row.jurisdiction_id).position_stance == "declines"
    assert client.get(row.get_absolute_url()).status_code == 200


def test_deleting_and_restoring_leaves_the_author_an_author_and_makes_nobody_else_one():
    writer, other = a_reviewer(), a_reviewer()
    with because("", by=writer):
        row = a_draft()
        row.applies_to.add(a_body())
    with because("", by=other):
        deletion = gone(row)
    again = back(deletion, by=other)
    assert authors_of(again) == {writer.pk}
    submit(again, by=other)
    with pytest.raises(ValidationError):
        publish(again, by=writer)
    publish(again, by=other)


def test_a_body_comes_back_with_its_names_numbers_ground_ties_and_address(client):
    ground = a_place()
    body, parent, child = a_territory(a_body(), ground), a_body(), a_body()
    Alias.objects.create(jurisdiction=body, name="The Big O")
    Identifier.objects.create(jurisdiction=body, scheme="geoid", value="3137000")
    ParentTie.objects.create(child=body, parent=parent, relation="territorial")
    ParentTie.objects.create(child=child, parent=body, relation="administrative")
    draft = a_draft()
    draft.applies_to.add(body)
    deletion = gone(body)
    assert client.get(body.get_absolute_url()).status_code == 404
    again = back(deletion)
    assert [alias.name for alias in again.aliases.all()] == ["The Big O"]
    assert [one.value for one in again.identifiers.all()] == ["3137000"]
    assert [one.geoid for one in again.territories.all()] == [ground.geoid]
    assert list(again.parents.all()) == [parent] and list(again.children.all()) == [child]
    assert list(draft.applies_to.all()) == [again]
    assert "the big o" in Jurisdiction.objects.get(pk=body.pk).name_text
    assert client.get(body.get_absolute_url()).status_code == 200


def test_a_former_address_leads_to_the_body_again(client):
    body = a_body(slug="old-name")
    body.slug = "new-name"
    body.save()
    back(gone(body))
    answer = client.get("/jurisdictions/old-name/")
    assert answer.status_code == 301 and answer.url.endswith("/jurisdictions/new-name/")


def test_a_source_comes_back_with_what_derives_from_it():
    origin = an_article()
    derived, cut_off = an_article(derived_from=origin), an_article(derived_from=origin)
    cut_off.derived_from = None
    cut_off.save()
    cut_off.history.update(history_date="2024-01-01T00:00Z")
    again = back(gone(origin))
    assert list(again.derivatives.all()) == [derived]


def test_the_preview_says_what_comes_back_and_what_cannot(client, reviewer):
    row, kept, lost = a_draft(), an_article(title="It stays"), an_article(title="It goes")
    for article in (kept, lost):
        Citation.objects.create(statement=row, article=article, carried_as="paraphrase")
    applied = a_body(name="Body of no more")
    row.applies_to.add(applied)
    deletion = gone(row)
    for one in (lost, applied):
        one.delete()
    page = client.get(page_of(row)).content.decode()
    told, _heading, returning = page.partition("Comes back with it")
    assert "It goes" in told and "Body of no more" in told and "It stays" not in told
    assert "It stays" in returning and "It goes" not in returning and "as a draft" in returning
    again = back(deletion)
    assert kept in again.sources.all() and lost.slug not in {one.slug for one in again.sources.all()}
    assert not again.applies_to.exists()


def test_a_tie_whose_other_end_is_gone_stays_away_and_the_preview_says_so(client, reviewer):
    body, parent = a_body(), a_body(name="Parent of no more")
    ParentTie.objects.create(child=body, parent=parent, relation="territorial")
    deletion = gone(body)
    gone(parent)
    assert "Parent of no more" in client.get(page_of(body)).content.decode()
    assert not back(deletion).parent_ties.exists()


def test_a_statement_waits_for_its_body_and_its_speaker_to_come_back_first(client, reviewer):
    person = an_official(name="Ada Speaker")
    row = a_draft(body=person.jurisdiction, official=person, speaker_title="Mayor")
    deletions_in_turn = [gone(row), gone(person), gone(person.jurisdiction)]
    page = client.get(page_of(row)).content.decode()
    assert "It cannot come back" in page and "Ada Speaker" in page and 'name="reason"' not in page
    with pytest.raises(ValidationError):
        back(deletions_in_turn[0])
    for deletion in reversed(deletions_in_turn):
        back(deletion)
    assert Statement.objects.get(pk=row.pk).official == Official.objects.get(pk=person.pk)


def test_a_statement_of_a_body_that_was_merged_since_comes_back_at_the_one_that_stays():
    duplicate, kept = a_body(), a_body()
    deletion = gone(a_draft(body=duplicate))
    merge(duplicate, into=kept, by=a_reviewer(), reason="One and the same.")
    assert back(deletion).jurisdiction == kept


def test_a_merged_row_is_not_listed_and_its_pages_lead_to_the_undoing_of_the_merge(client, reviewer):
    duplicate, kept = a_body(), a_body()
    key = duplicate.pk
    done = merge(duplicate, into=kept, by=reviewer, reason="One and the same.")
    assert not deletions(Jurisdiction).exists()
    answer = client.get(reverse("admin:deleted-row", args=["jurisdiction", key]))
    assert answer.url == reverse("admin:merge-undo", args=[done.pk])


def test_what_another_entry_was_merged_into_is_not_deleted(client, reviewer):
    duplicate, kept = a_body(), a_body()
    old = duplicate.get_absolute_url()
    merge(duplicate, into=kept, by=reviewer, reason="One and the same.")
    client.post(address("jurisdiction_delete", kept.pk), {"post": "yes"})
    chosen = {"action": "delete_selected", "_selected_action": kept.pk, "post": "yes"}
    client.post(address("jurisdiction_changelist"), chosen)
    assert Jurisdiction.objects.filter(pk=kept.pk).exists()
    assert client.get(old).status_code == 301


def test_an_address_given_to_another_entry_meanwhile_is_not_taken_from_it(client, reviewer):
    row = a_body(slug="omaha")
    deletion = gone(row)
    other = a_body(slug="omaha")
    assert str(other) in client.get(page_of(row)).content.decode()
    with pytest.raises(ValidationError):
        back(deletion)
    assert Jurisdiction.objects.get(slug="omaha") == other


def test_what_is_back_is_not_restored_twice_and_its_page_leads_to_its_form(client, reviewer):
    row = an_article()
    deletion = gone(row)
    back(deletion)
    with pytest.raises(ValidationError):
        back(deletion)
    assert client.get(page_of(row)).url == form_of(row)


def test_a_row_deleted_twice_is_listed_once_and_comes_back_as_it_was_last():
    row = an_article(title="First")
    again = back(gone(row))
    again.title = "Second"
    again.save()
    deletion = gone(again)
    assert list(deletions(SourceArticle)) == [deletion]
    assert back(deletion).title == "Second"


def test_nothing_is_written_when_a_restoration_fails_half_way(monkeypatch):
    body = a_body()
    Alias.objects.create(jurisdiction=body, name="The Big O")
    deletion = gone(body)

    def fail(self, **kwargs):
        raise RuntimeError

    monkeypatch.setattr(Alias, "save", fail)
    with pytest.raises(RuntimeError):
        back(deletion)
    assert not Jurisdiction.objects.filter(pk=body.pk).exists()
    assert deletion_of(Jurisdiction, body.pk) == deletion


def test_whoever_may_not_delete_a_kind_does_not_restore_it():
    deletion = gone(a_body())
    for person in (an_editor(), a_member_of("Viewers")):
        with pytest.raises(PermissionDenied):
            back(deletion, by=person)


@pytest.mark.parametrize("address", ["statement/9/", "alias/9/", "alias/", "statement/99999999999999999999/"])
def test_an_address_of_nothing_that_was_deleted_is_not_found(client, reviewer, address):
    assert client.get(f"{reverse('admin:deleted')}{address}").status_code == 404


def test_the_list_costs_the_same_queries_for_one_row_and_for_many(
    client, reviewer, django_assert_num_queries, django_assert_max_num_queries
):
    def delete_one_of_each():
        person = an_official()
        for row in (a_draft(), person, an_article(), a_body()):
            gone(row)

    delete_one_of_each()
    with django_assert_max_num_queries(30) as few:
        client.get(reverse("admin:deleted"))
    for _number in range(5):
        delete_one_of_each()
    with django_assert_num_queries(len(few)):
        client.get(reverse("admin:deleted"))


def test_the_preview_costs_the_same_queries_for_one_part_and_for_many(
    django_assert_num_queries, django_assert_max_num_queries
):
    def a_deletion(times):
        body = a_body()
        for number in range(times):
            Alias.objects.create(jurisdiction=body, name=f"Name {number}")
            ParentTie.objects.create(child=a_body(), parent=body, relation="territorial")
        return gone(body)

    one, many = a_deletion(1), a_deletion(9)
    with django_assert_max_num_queries(22) as few:
        make_return(one)
    with django_assert_num_queries(len(few)):
        assert len(make_return(many).parts) == 18
