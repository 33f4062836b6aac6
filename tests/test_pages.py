import pytest
from django.core.management import call_command
from django.urls import reverse

from jurisdictions.models import Jurisdiction, Statement
from tests.factories import a_body, a_statement

pytestmark = pytest.mark.django_db
LISTS = ["jurisdictions", "statements", "officials", "sources"]
PLAIN = ["home", "places", "about", "method", "healthz", "readyz", *LISTS]


@pytest.mark.parametrize("name", PLAIN)
def test_every_page_answers_on_the_whole_record(client, name):
    call_command("load_directory")
    assert client.get(reverse(name)).status_code == 200


def test_details_answer_with_the_position_and_its_date(client):
    call_command("load_directory")
    for body in Jurisdiction.objects.exclude(position_statement=None)[:15]:
        page = client.get(body.get_absolute_url(), follow=True)
        assert page.status_code == 200
        assert "Recorded" in page.content.decode()
    for statement in Statement.objects.all()[:15]:
        assert client.get(statement.get_absolute_url()).status_code == 200


def test_a_draft_is_nowhere_in_public(client):
    draft = a_statement(status="draft", summary="Secretdraftword.")
    for name in ("home", "jurisdictions", "statements", "sources"):
        assert "Secretdraftword" not in client.get(reverse(name)).content.decode()
    assert client.get(draft.get_absolute_url()).status_code == 404
    assert "Secretdraftword" not in client.get(draft.jurisdiction.get_absolute_url()).content.decode()


def test_a_retracted_statement_answers_gone_with_the_reason(client):
    row = a_statement(status="retracted", retraction_reason="It named the wrong city.")
    page = client.get(row.get_absolute_url())
    assert page.status_code == 410
    assert "It named the wrong city." in page.content.decode()


def test_an_unknown_address_offers_a_search(client):
    page = client.get("/jurisdictions/no-such-city/")
    assert page.status_code == 404
    assert 'name="q"' in page.content.decode()


def test_the_count_shown_is_the_rows_over_all_pages(client):
    call_command("load_directory")
    for query in (
        "",
        "?state=TX&state=NC",
        "?agency_type=sheriff&stance=cooperates",
        "?q=police",
        "?as_of=2019-06-30",
    ):
        first = client.get(reverse("jurisdictions") + query)
        pages = first.context["page_obj"].paginator
        shown = [row.pk for number in pages.page_range for row in pages.page(number)]
        assert f'data-total="{len(shown)}"' in first.content.decode()
        assert len(shown) == len(set(shown))


def test_a_facet_ignores_its_own_selection(client):
    a_body(state="NE")
    a_body(state="TX")
    facets = {f["name"]: f for f in client.get("/jurisdictions/?state=NE").context["facets"]}
    assert {c["value"]: c["count"] for c in facets["state"]["choices"]} == {"NE": 1, "TX": 1}


def test_a_bad_value_is_forgiven_and_named(client):
    page = client.get("/jurisdictions/?stance=strong&as_of=yesterday&page=99&sort=best")
    assert page.status_code == 200
    assert len(page.context["problems"]) == 4


def test_a_list_costs_the_same_queries_for_one_row_and_for_many(client, django_assert_max_num_queries):
    for _ in range(20):
        a_statement()
    for name in LISTS:
        with django_assert_max_num_queries(12):
            client.get(reverse(name))
