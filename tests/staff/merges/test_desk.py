"""Merging at the desk: from a list or a form to what would move, and back again."""

import pytest
from django.urls import reverse

from jurisdictions.models import Identifier, Jurisdiction, Merge
from jurisdictions.staff.merges.verbs import merge
from tests.factories import a_body, a_member_of, a_statement, an_official
from tests.staff.desk import address, form_of
from tests.staff.merges.everything import a_full_body, everything

pytestmark = pytest.mark.django_db


def url_of(duplicate, kept):
    return reverse("admin:merge", args=[kept._meta.model_name, duplicate.pk, kept.pk])


def text(page):
    return " ".join(page.content.decode().split())


def press(client, duplicate, kept, **typed):
    stamp = client.get(url_of(duplicate, kept)).context["plan"].stamp
    return client.post(url_of(duplicate, kept), {"stamp": stamp, "reason": "Entered twice.", **typed})


@pytest.fixture
def two():
    return a_full_body("Omaha", population=7), a_full_body("City of Omaha")


def test_the_preview_says_what_moves_what_does_not_and_what_leads_on(client, reviewer, two):
    duplicate, kept = two
    a_statement(duplicate, stance="limits", stated_on="2026-01-01")
    before = everything()
    page = text(client.get(url_of(*two)))
    assert everything() == before
    for told in (
        str(duplicate),
        str(kept),
        duplicate.get_absolute_url(),
        "Omaha alias",
        "The one that stays has the same.",
        "Limits cooperation",
        "Mentions in “applies to”",
        "Reports and replies",
        "population",
    ):
        assert told in page, told
    assert url_of(kept, duplicate) in page


def test_merging_needs_the_reason_and_leads_to_the_form_of_the_one_that_stays(client, reviewer, two):
    duplicate, kept = two
    assert "This field is required" in text(press(client, duplicate, kept, reason=" "))
    page = press(client, duplicate, kept)
    assert page["Location"] == form_of(kept)
    assert Merge.objects.get().merged_by == reviewer
    assert not Jurisdiction.objects.filter(pk=duplicate.pk).exists()


def test_a_contradiction_needs_its_tick(client, reviewer):
    duplicate, kept = a_body(agency_type="agency"), a_body(agency_type="police")
    assert "Agency type differs" in text(press(client, duplicate, kept))
    assert not Merge.objects.exists()
    assert press(client, duplicate, kept, confirmed="on").status_code == 302


def test_what_cannot_be_merged_has_no_button(client, reviewer):
    page = client.get(url_of(a_body(state="IA"), a_body()))
    assert "different states" in text(page) and 'value="Merge"' not in text(page)


def test_what_changed_since_it_was_shown_is_shown_anew(client, reviewer, two):
    duplicate, kept = two
    shown = client.get(url_of(*two)).context["plan"].stamp
    Identifier.objects.create(jurisdiction=duplicate, scheme="leaid", value="3100001")
    page = client.post(url_of(*two), {"stamp": shown, "reason": "Entered twice."})
    assert "The record changed since this page was made" in text(page) and "3100001" in text(page)
    stamp = page.context["form"]["stamp"].value()
    assert client.post(url_of(*two), {"stamp": stamp, "reason": "Entered twice."}).status_code == 302


def test_a_row_that_is_gone_meanwhile_is_told(client, reviewer, two):
    press(client, *two)
    page = client.get(url_of(*two), follow=True)
    assert "merged already" in text(page)
    assert client.get(reverse("admin:merge", args=["sourcearticle", 1, 2])).status_code == 404


def test_a_number_too_long_for_the_database_is_a_row_that_is_gone(client, reviewer, two):
    too_long = 10**20
    assert client.get(reverse("admin:merge-choose", args=["jurisdiction", too_long])).status_code == 404
    page = client.get(reverse("admin:merge", args=["jurisdiction", too_long, two[0].pk]), follow=True)
    assert "merged already" in text(page)


def test_undoing_is_one_button_and_says_what_stands_in_its_way(client, reviewer, two):
    duplicate, kept = two
    done = merge(duplicate, into=kept, by=reviewer, reason="Entered twice.")
    undo_url = reverse("admin:merge-undo", args=[done.pk])
    assert undo_url in text(client.get(reverse("admin:merges")))
    kept.refresh_from_db()
    kept.population = 8
    kept.save()
    assert "was changed after the merge" in text(client.post(undo_url))
    kept.population = 7
    kept.save()
    assert client.post(undo_url)["Location"] == form_of(duplicate)
    assert "undone" in text(client.get(reverse("admin:merges")))
    assert client.get(undo_url).status_code == 404


def test_the_first_page_and_the_likely_pairs_lead_to_the_list_of_merges(client, db):
    for group in ("Viewers", "Reviewers"):
        client.force_login(a_member_of(group))
        for name in ("admin:index", "admin:duplicates"):
            assert f'href="{reverse("admin:merges")}"' in text(client.get(reverse(name))), (group, name)


def test_a_likely_pair_leads_to_its_preview(client, reviewer):
    two = (
        a_body(name="Omaha Police", agency_type="police"),
        a_body(name="Omaha Police Department", agency_type="police"),
    )
    page = text(client.get(reverse("admin:duplicates")))
    assert url_of(two[1], two[0]) in page or url_of(*two) in page


def test_the_form_of_a_row_leads_to_those_it_could_be(client, reviewer):
    body, same = a_body(name="Omaha Police", agency_type="police"), a_body(name="Omaha Police Department")
    elsewhere = a_body(name="Omaha Police", state="IA")
    choose_url = reverse("admin:merge-choose", args=["jurisdiction", body.pk])
    assert choose_url in text(client.get(form_of(body)))
    page = text(client.get(choose_url))
    assert url_of(body, same) in page and url_of(body, elsewhere) not in page
    person, other = an_official(body), an_official(body)
    assert url_of(person, other) in text(client.get(reverse("admin:merge-choose", args=["official", person.pk])))


def test_two_ticked_in_the_list_lead_to_their_preview_and_three_do_not(client, reviewer):
    bodies = [a_body() for _ in range(3)]
    tick = {"action": "merge_selected", "_selected_action": [body.pk for body in bodies[:2]]}
    assert client.post(address("jurisdiction_changelist"), tick)["Location"] == url_of(bodies[1], bodies[0])
    tick["_selected_action"] = [body.pk for body in bodies]
    assert "exactly two" in text(client.post(address("jurisdiction_changelist"), tick, follow=True))


def test_an_editor_sees_no_way_to_merge(client, editor, two):
    assert "Merge into another" not in text(client.get(form_of(two[0])))
    assert "merge_selected" not in text(client.get(address("jurisdiction_changelist")))


def test_the_history_of_the_one_that_stays_tells_that_of_the_other_too(client, reviewer, two):
    duplicate, kept = two
    duplicate.website = "https://former.example.org/"
    duplicate.save()
    merge(duplicate, into=kept, by=reviewer, reason="Entered twice.")
    page = text(client.get(address("jurisdiction_history", kept.pk)))
    assert "https://former.example.org/" in page and "Merged: Entered twice." in page
    statement = kept.statements.filter(status="published").first()
    assert "a deleted row" not in text(client.get(address("statement_history", statement.pk)))


def test_the_preview_costs_the_same_queries_for_many_statements(client, reviewer, two, django_assert_max_num_queries):
    for _ in range(30):
        a_statement(two[0])
    with django_assert_max_num_queries(70):
        client.get(url_of(*two))
