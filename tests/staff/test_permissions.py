"""docs/permissions.md, tried cell by cell through the pages of the desk."""

import re

import pytest
from django.conf import settings
from django.contrib.auth.models import User
from django.urls import reverse

from jurisdictions.models import Jurisdiction, ProposedChange, Statement
from jurisdictions.staff.corrections import correct
from jurisdictions.staff.merges.verbs import merge
from jurisdictions.staff.proposals import propose
from tests.factories import a_body, a_member_of, a_reviewer, a_statement, an_article, an_official, number
from tests.staff.desk import address, filled, form_of

pytestmark = pytest.mark.django_db
PEOPLE = {
    "anonymous": lambda: None,
    "viewer": lambda: a_member_of("Viewers"),
    "editor": lambda: a_member_of("Editors"),
    "reviewer": a_reviewer,
    "administrator": lambda: User.objects.create_superuser(f"chief-{next(number)}"),
}


def save(client, url, **typed):
    """Fill in and send the form if there is one, and post to it anyway if there is none."""
    page = client.get(url)
    has_form = page.status_code == 200 and page.context and "adminform" in page.context
    client.post(url, {**(filled(page) if has_form else {}), **typed})


def change(client, row, **typed):
    save(client, form_of(row), **{"kind_of_change": "routine", "why": "Because.", **typed})
    row = type(row).objects.get(pk=row.pk)
    return all(str(getattr(row, name)) == value for name, value in typed.items())


def decide(client, row, name, wanted, **more):
    client.post(address("statement_decide", name) + f"?pk={row.pk}", {"reason": "Because.", **more})
    return Statement.objects.get(pk=row.pk).status == wanted


def publish(client, row):
    client.post(address("statement_changelist"), {"action": "publish_selected", "_selected_action": row.pk})
    save(client, form_of(row), _publish="1")
    return decide(client, row, "publish", "published")


def delete(client, row):
    model = row._meta.model_name
    client.post(address(f"{model}_delete", row.pk), {"post": "yes"})
    selected = {"action": "delete_selected", "_selected_action": row.pk, "post": "yes"}
    client.post(address(f"{model}_changelist"), selected)
    return not type(row).objects.filter(pk=row.pk).exists()


def restored(client, row):
    """The row as it stands after it was deleted and this person tried to restore it, or None."""
    model, key = type(row), row.pk
    row.delete()
    client.post(reverse("admin:deleted-row", args=[model._meta.model_name, key]), {"reason": "Because."})
    return model.objects.filter(pk=key).first()


def grown():
    """A body that another was merged into."""
    kept = a_body()
    merge(a_body(), into=kept, by=a_reviewer(), reason="Because.")
    return kept


def reads(client, url):
    return client.get(url).status_code == 200


def restores(client, row):
    first = row.history.earliest()
    row.summary = "Another."
    row.save()
    url = address("statement_restore", row.pk, first.pk)
    client.post(url, {"why": "Because.", "kind_of_change": "routine"})
    return Statement.objects.get(pk=row.pk).summary == "The body said so."


def entered_by(person):
    row = a_statement(status="in_review")
    row.history.update(history_user=person)
    return row


def proposal(by):
    by = by if by and by.has_perm("jurisdictions.publish_statement") else a_reviewer()
    return propose(a_statement(), {"stance": "limits"}, reason="Misread.", is_correction=False, by=by)


def verdict(client, proposed, word, outcome):
    client.post(form_of(proposed), {"verdict": word, "reason": "Because."})
    return ProposedChange.objects.get(pk=proposed.pk).outcome == outcome


def add_draft(client, _person):
    data = {"jurisdiction": a_body().pk, "form": "statement", "stance": "limits", "stated_on": "2025-01-20",
            "date_precision": "day", "capacity": "body", "confidence": "high", "summary": "It said so."}  # fmt: skip
    before = Statement.objects.count()
    save(client, address("statement_add"), **data)
    return Statement.objects.count() > before


def add_body(client, _person):
    save(client, address("jurisdiction_add"), name="City of Elsewhere", agency_type="city", state="NE")
    return Jurisdiction.objects.filter(name="City of Elsewhere").exists()


def proposes(client, _person):
    row = a_statement()
    change(client, row, stance="limits")
    return row.proposed_changes.waiting().exists()


def a_correction():
    row = a_statement()
    (told,) = correct(row, {"summary": "A"}, {"summary": "B"}, why="It was wrong.", by=None)
    return told


def draft(**more):
    return a_statement(status="draft", **more)


def waiting():
    return a_statement(status="in_review")


def retracted():
    return a_statement(status="retracted", retraction_reason="Wrong.")


def merges(client, duplicate, kept):
    address = reverse("admin:merge", args=[kept._meta.model_name, duplicate.pk, kept.pk])
    page = client.get(address)
    stamp = page.context["plan"].stamp if page.status_code == 200 and "plan" in page.context else ""
    client.post(address, {"reason": "Because.", "stamp": stamp})
    return not type(kept).objects.filter(pk=duplicate.pk).exists()


def undoes(client):
    duplicate = a_body()
    done = merge(duplicate, into=a_body(), by=a_reviewer(), reason="Because.")
    client.post(reverse("admin:merge-undo", args=[done.pk]))
    return Jurisdiction.objects.filter(pk=duplicate.pk).exists()


def two_people():
    body = a_body()
    return an_official(body), an_official(body)


ACTIONS = {
    "look at a draft": lambda c, p: reads(c, form_of(draft())),
    "read its history": lambda c, p: reads(c, address("statement_history", draft().pk)),
    "add a draft": add_draft,
    "change a draft": lambda c, p: change(c, draft(), summary="Another."),
    "delete a draft": lambda c, p: delete(c, draft()),
    "restore a deleted draft": lambda c, p: bool(restored(c, draft())),
    "restore a deleted statement straight to readers": lambda c, p: getattr(
        restored(c, a_statement()), "status", "gone") == "published",
    "restore an earlier version of a draft": lambda c, p: restores(c, draft()),
    "submit a draft for review": lambda c, p: decide(c, draft(), "submit", "in_review"),
    "take back what is in review": lambda c, p: decide(c, waiting(), "take-back", "draft"),
    "change what is in review": lambda c, p: change(c, waiting(), summary="Another."),
    "send back what is in review": lambda c, p: decide(c, waiting(), "send-back", "draft"),
    "publish what somebody else wrote": lambda c, p: publish(c, entered_by(a_reviewer())),
    "publish what you wrote yourself": lambda c, p: publish(c, entered_by(p)),
    "publish a draft that was not submitted": lambda c, p: publish(c, draft()),
    "change the summary of a published one": lambda c, p: change(c, a_statement(), summary="Another."),
    "change its stance at once": lambda c, p: change(c, a_statement(), stance="limits"),
    "propose another stance": proposes,
    "approve somebody else's proposal": lambda c, p: verdict(c, proposal(a_reviewer()), "approve", "approved"),
    "approve your own proposal": lambda c, p: verdict(c, proposal(p), "approve", "approved") and bool(p),
    "refuse a proposal": lambda c, p: verdict(c, proposal(a_reviewer()), "refuse", "refused"),
    "withdraw your own proposal": lambda c, p: verdict(c, proposal(p), "withdraw", "withdrawn"),
    "withdraw somebody else's proposal": lambda c, p: verdict(c, proposal(a_reviewer()), "withdraw", "withdrawn"),
    "restore an earlier summary of a published one": lambda c, p: restores(c, a_statement()),
    "retract": lambda c, p: decide(c, a_statement(), "retract", "retracted"),
    "publish a retracted one again": lambda c, p: decide(c, retracted(), "reinstate", "published"),
    "change a retracted one": lambda c, p: change(c, retracted(), summary="Another."),
    "delete a published one": lambda c, p: delete(c, a_statement()),
    "delete a retracted one": lambda c, p: delete(c, retracted()),
    "add a body": add_body,
    "change a body": lambda c, p: change(c, a_body(), name="Another Name"),
    "change an official": lambda c, p: change(c, an_official(), title="Sheriff"),
    "delete an unused body": lambda c, p: delete(c, a_body()),
    "delete an unused official": lambda c, p: delete(c, an_official()),
    "restore a deleted body": lambda c, p: bool(restored(c, a_body())),
    "restore a deleted official": lambda c, p: bool(restored(c, an_official())),
    "restore a deleted source": lambda c, p: bool(restored(c, an_article())),
    "read what was deleted": lambda c, p: reads(c, reverse("admin:deleted")),
    "delete a body that another was merged into": lambda c, p: delete(c, grown()),
    "merge two bodies": lambda c, p: merges(c, a_body(), a_body()),
    "merge two people of a body": lambda c, p: merges(c, *two_people()),
    "undo a merge": lambda c, p: undoes(c),
    "read the list of merges": lambda c, p: reads(c, reverse("admin:merges")),
    "delete an unused source": lambda c, p: delete(c, an_article()),
    "delete the source of a published statement": lambda c, p: delete(c, a_statement().sources.get()),
    "change the kind of a source that is public": lambda c, p: change(c, a_statement().sources.get(), kind="rewrite"),
    "read the list of corrections": lambda c, p: reads(c, address("correction_changelist")),
    "mend the words of a correction": lambda c, p: change(c, a_correction(), why="It was misread."),
    "delete a correction": lambda c, p: delete(c, a_correction()),
    "manage logins": lambda c, p: reads(c, reverse("admin:auth_user_changelist")),
}  # fmt: skip


def table():
    """[(action, kind of person, allowed)] of the document."""
    text = (settings.BASE_DIR / "docs/permissions.md").read_text()
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in re.findall(r"^\|.*\|$", text, re.M)]
    people = rows[0][1:]
    return [(row[0], person, cell == "yes") for row in rows if set(row[1:]) <= {"yes", "no"}
            for person, cell in zip(people, row[1:], strict=True)]  # fmt: skip


def test_the_document_and_the_actions_tried_are_the_same():
    assert {action for action, _person, _allowed in table()} == set(ACTIONS)
    assert {person for _action, person, _allowed in table()} == set(PEOPLE)


@pytest.mark.parametrize(("action", "person", "allowed"), table())
def test_each_person_may_do_exactly_what_the_table_says(client, action, person, allowed):
    somebody = PEOPLE[person]()
    if somebody:
        client.force_login(somebody)
    assert ACTIONS[action](client, somebody) == allowed
