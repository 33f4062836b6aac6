"""Links never break: what moved leads on with 301, in one step, with its question."""

import pytest

from jurisdictions.models.address_history import redirect_to, short_code
from tests.factories import a_body, a_statement, an_official

pytestmark = pytest.mark.django_db


def renamed(row, slug):
    row.slug = slug
    row.save()
    return row


def led(client, address, status=301):
    answer = client.get(address)
    assert answer.status_code == status
    return answer.get("Location")


def test_a_retired_address_leads_to_the_present_one_of_every_kind(client):
    statement = a_statement(a_body(slug="old"), slug="old", official=None)
    person = an_official(statement.jurisdiction, slug="old")
    for row in (statement.jurisdiction, statement, person, renamed(statement.sources.get(), "old")):
        former = row.get_absolute_url()
        renamed(renamed(row, "middle"), "new")
        assert led(client, former) == row.get_absolute_url()
        assert client.get(led(client, former)).status_code == 200


def test_the_day_asked_about_is_kept(client):
    body = renamed(a_body(slug="old"), "new")
    assert led(client, "/jurisdictions/old/?as_of=2020-01-01&x=%26") == "/jurisdictions/new/?as_of=2020-01-01&x=%26"
    code = short_code("jurisdiction", "old")
    assert led(client, f"/j/{code}/?as_of=2020-01-01") == f"{body.get_absolute_url()}?as_of=2020-01-01"


def test_a_merged_body_leads_to_the_one_it_became(client):
    old, new = renamed(a_body(slug="older"), "old"), a_body(slug="new")
    redirect_to(old, new)
    old.delete()
    assert led(client, "/jurisdictions/older/") == led(client, "/jurisdictions/old/") == "/jurisdictions/new/"


def test_a_renamed_statement_since_retracted_says_why(client):
    row = renamed(a_statement(slug="old"), "new")
    row.status, row.retraction_reason = "retracted", "It named the wrong city."
    row.save()
    assert client.get(led(client, "/statements/old/")).status_code == 410


def test_what_became_a_draft_is_not_given_away(client):
    row = renamed(a_statement(slug="old"), "new")
    type(row).objects.update(status="draft")
    assert led(client, "/statements/old/", 404) is None
    assert led(client, f"/s/{short_code('statement', 'new')}/", 404) is None
    assert client.get("/api/v1/redirects/").json()["count"] == 0


@pytest.mark.parametrize("letter,kind", [("j", "jurisdiction"), ("s", "statement"), ("o", "official"), ("a", "source")])
def test_every_row_has_a_short_address_that_outlives_its_names(client, letter, kind):
    statement = a_statement()
    person = an_official(statement.jurisdiction)
    row = {"statement": statement, "jurisdiction": statement.jurisdiction, "official": person,
           "source": statement.sources.get()}[kind]  # fmt: skip
    short = f"/{letter}/{short_code(kind, row.slug)}/"
    assert led(client, short) == row.get_absolute_url()
    renamed(row, "new")
    assert led(client, short.upper().replace(f"/{letter.upper()}/", f"/{letter}/")) == row.get_absolute_url()


def test_a_short_address_nobody_has_is_not_found(client):
    led(client, "/j/aaaaaaaaaa/", 404)
    led(client, f"/s/{short_code('jurisdiction', a_body().slug)}/", 404)


def test_programs_get_the_list_of_all_redirects(client):
    body = renamed(a_body(slug="old"), "new")
    old, new = a_statement(slug="taken-over"), a_statement(slug="taking-over")
    redirect_to(old, new)
    old.delete()
    answer = client.get("/api/v1/redirects/").json()
    assert answer["count"] == 2
    merged, moved = answer["results"]
    assert (merged["kind"], merged["slug"], merged["reason"]) == ("statement", "taken-over", "merged")
    assert moved["from_url"].endswith("/jurisdictions/old/") and moved["to_url"].endswith(body.get_absolute_url())
    assert moved["to_slug"] == "new" and moved["retired_on"]
    assert [row["kind"] for row in client.get("/api/v1/redirects/?kind=statement").json()["results"]] == ["statement"]
    assert "kind" in client.get("/api/v1/redirects/?kind=place").json()
    assert client.get("/api/v1/redirects/?kind=place").status_code == 400


def test_the_list_of_redirects_costs_the_same_however_long_it_is(client, django_assert_max_num_queries):
    for n in range(20):
        renamed(a_statement(slug=f"old-{n}"), f"new-{n}")
    with django_assert_max_num_queries(3):
        assert client.get("/api/v1/redirects/").json()["count"] == 20


@pytest.mark.parametrize("kind", ["jurisdiction", "statement", "official", "source"])
def test_a_retired_name_leads_on_in_the_api_too(client, kind):
    statement = a_statement()
    person = an_official(statement.jurisdiction)
    row = {"statement": statement, "jurisdiction": statement.jurisdiction, "official": person,
           "source": statement.sources.get()}[kind]  # fmt: skip
    former = f"/api/v1/{kind}s/{row.slug}/"
    renamed(row, "new")
    address = led(client, f"{former}?as_of=2026-01-01")
    assert address == f"http://testserver/api/v1/{kind}s/new/?as_of=2026-01-01"
    assert client.get(address.removeprefix("http://testserver")).json()["slug"] == "new"
    assert client.get(f"/api/v1/{kind}s/never/").status_code == 404
