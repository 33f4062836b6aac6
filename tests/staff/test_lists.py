import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jurisdictions.models import Alias
from jurisdictions.search import beginnings
from jurisdictions.staff.admin import lists
from jurisdictions.staff.admin.record import RecordAdmin
from tests.factories import a_body, a_statement, an_article, an_editor, an_official
from tests.staff.desk import address

pytestmark = pytest.mark.django_db
LISTS = ["jurisdiction", "official", "sourcearticle", "statement"]


@pytest.fixture
def cast(db):
    """Two Miltons, Omaha and the LAPD, each with an official who made a statement."""
    places = {
        "milton": {"name": "City of Milton", "city": "Milton", "state": "FL"},
        "other": {"name": "City of Milton", "city": "Milton", "state": "GA"},
        "omaha": {"name": "City of Omaha", "city": "Omaha", "state": "NE"},
        "lapd": {"name": "Los Angeles Police Department", "state": "CA", "agency_type": "police"},
    }
    rows = {}
    for key, fields in places.items():
        person = an_official(a_body(**fields))
        statement = a_statement(person.jurisdiction, official=person, speaker_title="Mayor")
        rows[key] = {
            "jurisdiction": person.jurisdiction, "official": person, "statement": statement,
            "sourcearticle": statement.sources.get(),
        }  # fmt: skip
    Alias.objects.create(jurisdiction=rows["lapd"]["jurisdiction"], name="LAPD")
    return rows


@pytest.mark.parametrize("model", LISTS)
@pytest.mark.parametrize(
    ("typed", "found"),
    [("Milton, FL", "milton"), ("florida milton", "milton"), ("Omaha Nebraska", "omaha"), ("omaha ne", "omaha"),
     ("LAPD", "lapd")],
)  # fmt: skip
def test_every_list_finds_a_place_however_it_is_typed(client, editor, cast, model, typed, found):
    page = client.get(address(f"{model}_changelist"), {"q": typed})
    assert [row.pk for row in page.context["cl"].result_list] == [cast[found][model].pk]


def test_a_permanent_name_pasted_from_an_address_is_found(client, editor, cast):
    for model in LISTS:
        row = cast["omaha"][model]
        page = client.get(address(f"{model}_changelist"), {"q": row.slug})
        assert list(page.context["cl"].result_list) == [row]


def choices(client, model, field, typed):
    query = {"app_label": "jurisdictions", "model_name": model, "field_name": field, "term": typed}
    return [row["text"] for row in client.get("/admin/autocomplete/", query).json()["results"]]


def test_a_choice_of_body_shows_type_and_state(client, editor, cast):
    assert choices(client, "statement", "jurisdiction", "Milton, FL") == ["City of Milton (City government, FL)"]
    assert choices(client, "statement", "jurisdiction", "lapd") == [
        "Los Angeles Police Department (Police department, CA)"
    ]


def test_a_choice_of_official_shows_title_body_and_state(client, editor, cast):
    name = cast["milton"]["official"].name
    expected = [f"{name}, Mayor, City of Milton (City government, FL)"]
    assert choices(client, "statement", "official", "Milton, FL") == expected
    assert choices(client, "statement", "official", f"{name} mayor") == expected


def test_choices_of_a_source_stand_in_a_steady_order(client, editor, cast):
    for publisher in ("Zeta", "Alpha", "Midway"):
        an_article(publisher=publisher, title="Steady")
    asked = {"app_label": "jurisdictions", "model_name": "citation", "field_name": "article", "term": "Steady"}
    found = client.get("/admin/autocomplete/", asked).json()["results"]
    assert [choice["text"] for choice in found] == ["Alpha: Steady", "Midway: Steady", "Zeta: Steady"]


def test_choices_cost_the_same_queries_for_one_row_and_for_many(client, editor, django_assert_num_queries):
    a_person = an_official(a_body(name="Springfield"))
    cost = 7
    with django_assert_num_queries(cost):
        choices(client, "statement", "official", "springfield")
    for _ in range(9):
        an_official(a_person.jurisdiction)
    with django_assert_num_queries(cost):
        assert len(choices(client, "statement", "official", "springfield")) == 10


@pytest.mark.parametrize("model", LISTS)
def test_a_list_costs_the_same_queries_for_one_row_and_for_many(
    client, editor, model, django_assert_num_queries, django_assert_max_num_queries
):
    def enter(times):
        for _ in range(times):
            person = an_official(a_body())
            a_statement(person.jurisdiction, official=person, speaker_title="Mayor", article=an_article())

    enter(2)
    with django_assert_max_num_queries(20) as one:
        client.get(address(f"{model}_changelist"))
    enter(12)
    with django_assert_num_queries(len(one)):
        client.get(address(f"{model}_changelist"))


def test_statements_are_filtered_by_status_state_type_stance_and_date(client, editor, cast):
    wanted = a_statement(a_body(state="OH", agency_type="sheriff"), status="draft", stance="cooperates")
    query = {
        "status__exact": "draft", "jurisdiction__state__exact": "OH", "jurisdiction__agency_type__exact": "sheriff",
        "stance__exact": "cooperates", "stated_on__year": "2025", "confidence__exact": "high",
    }  # fmt: skip
    page = client.get(address("statement_changelist"), query)
    assert list(page.context["cl"].result_list) == [wanted]


def test_a_list_of_statements_names_body_with_type_and_state_and_the_speaker(client, editor, cast):
    page = client.get(address("statement_changelist"), {"q": "Milton, FL"}).content.decode()
    speaker = cast["milton"]["official"].name
    for shown in ("City of Milton (City government, FL)", "Declines to assist", "Jan 20, 2025", f"{speaker}, Mayor"):
        assert shown in page


@pytest.fixture
def long_lists(monkeypatch):
    """More than three rows are many, and more than two found are not counted."""
    monkeypatch.setattr(lists, "MANY", 3)
    monkeypatch.setattr(lists, "MOST_COUNTED", 2)


def listed(client, model, **asked):
    return client.get(address(f"{model}_changelist"), asked).context["cl"]


@pytest.mark.parametrize("model", LISTS)
def test_a_long_list_shows_its_true_total_and_every_row_once(client, editor, cast, long_lists, monkeypatch, model):
    whole = [row.pk for row in listed(client, model).result_list]
    monkeypatch.setattr(RecordAdmin, "list_per_page", 1)
    pages = [listed(client, model, p=number) for number in range(1, 5)]
    assert [row.pk for page in pages for row in page.result_list] == whole
    assert {page.result_count for page in pages} == {4}


@pytest.mark.parametrize("model", LISTS)
@pytest.mark.parametrize("typed", ["Milton, FL", "florida milton"])
def test_a_long_list_finds_a_place_too(client, editor, cast, long_lists, model, typed):
    assert [row.pk for row in listed(client, model, q=typed).result_list] == [cast["milton"][model].pk]


def test_a_long_list_says_more_than_it_counted_and_shows_no_total_that_is_not_true(client, editor, cast, long_lists):
    for _number in range(3):
        a_statement(cast["omaha"]["jurisdiction"])
    page = client.get(address("statement_changelist"), {"q": "omaha"}).content.decode()
    assert "more than" in page.partition("paginator")[2] and "more than 2 results" in page
    exact = client.get(address("statement_changelist"), {"q": "lapd"}).content.decode()
    assert "more than" not in exact and "1 result" in exact


@pytest.mark.parametrize("model", LISTS)
def test_only_a_long_list_waits_to_be_asked_for_counts_beside_its_filters(client, editor, cast, monkeypatch, model):
    assert listed(client, model).add_facets
    monkeypatch.setattr(lists, "MANY", 3)
    assert not listed(client, model).add_facets
    assert listed(client, model, _facets="True").add_facets


def test_a_long_list_sorts_by_what_has_an_index_and_filters_by_year(client, editor, cast, long_lists):
    wanted = a_statement(stated_on=datetime.date(2019, 3, 1))
    by_speaker = client.get(address("statement_changelist"), {"o": "6"})
    assert "sortable column-stance" in by_speaker.content.decode()
    assert "sortable column-speaker" not in by_speaker.content.decode()
    assert "official" not in str(by_speaker.context["cl"].queryset.query.order_by)
    assert listed(client, "statement", o="4").result_list[0] == wanted
    assert listed(client, "statement", stated_on__year="2019").result_list == [wanted]
    page = client.get(address("statement_changelist")).content.decode()
    assert "?stated_on__year=2019" in page and "?stated_on__year=2022" in page


def test_rows_of_one_value_stand_as_the_list_does_by_itself(client, editor):
    body, day = a_body(), datetime.date(2020, 1, 1)
    for n, stance in ((0, "limits"), (2, "declines"), (1, "declines"), (3, "limits")):
        a_statement(body, stance=stance, slug=f"said-{n}", stated_on=day + datetime.timedelta(days=n))
    columns = client.get(address("statement_changelist")).context["cl"].list_display
    page = client.get(address("statement_changelist"), {"o": columns.index("stance")})
    shown = [row.slug for row in page.context["cl"].result_list]
    assert shown == ["said-2", "said-1", "said-3", "said-0"]


@pytest.mark.django_db(transaction=True)
def test_rare_words_in_a_long_list_are_found_through_the_index_and_in_drafts(client, search_index, long_lists):
    client.force_login(an_editor())
    said = a_statement(summary="It spoke of marmalade.")
    draft = a_statement(said.jurisdiction, summary="No marmalade.", status="draft")
    for _number in range(3):
        a_statement(said.jurisdiction)
    search_index.build()
    with CaptureQueriesContext(connection) as queries:
        found = listed(client, "statement", q="marmal").result_list
    assert {row.pk for row in found} == {said.pk, draft.pk}
    assert any(f"IN ({said.pk})" in query["sql"] for query in queries)
    sources = listed(client, "sourcearticle", q="marmal").result_list
    assert {row.pk for row in sources} == {row.sources.get().pk for row in (said, draft)}


@pytest.mark.django_db(transaction=True)
def test_a_long_list_finds_through_the_index_what_readers_do_not_see_too(client, search_index, long_lists):
    client.force_login(an_editor())
    for _number in range(4):
        a_statement(official=(person := an_official()), jurisdiction=person.jurisdiction, speaker_title="Mayor")
    body = a_body(name="City of Marmalade")
    silent, hushed = an_official(body), an_official(body)
    draft = a_statement(body, status="draft", official=hushed, speaker_title="Mayor", summary="It spoke of quinces.")
    uncited = an_article(title="Marmalade and quinces")
    search_index.build()
    with CaptureQueriesContext(connection) as queries:
        assert listed(client, "jurisdiction", q="marmal").result_list == [body]
        assert {row.pk for row in listed(client, "official", q="marmal").result_list} == {silent.pk, hushed.pk}
        found = {row.pk for row in listed(client, "sourcearticle", q="quinc marmal").result_list}
    assert found == {uncited.pk, draft.sources.get().pk}
    assert any(f"IN ({body.pk})" in query["sql"] for query in queries)
    assert client.get("/sources/", {"q": "marmalade"}).content.decode().count('data-total="0"') == 1


@pytest.mark.django_db(transaction=True)
def test_a_word_too_common_for_the_index_is_rare_beside_filters(client, search_index, long_lists, monkeypatch):
    client.force_login(an_editor())
    monkeypatch.setattr(beginnings, "MOST_KEYS", 2)
    said = [a_statement(a_body(state=state), stance=stance, summary="It spoke of marmalade.")
            for state in ("OH", "NE") for stance in ("limits", "declines")]  # fmt: skip
    draft = a_statement(said[0].jurisdiction, stance="limits", summary="No marmalade.", status="draft")
    search_index.build()
    asked = {"q": "marmal", "jurisdiction__state__exact": "OH", "stance__exact": "limits"}
    with CaptureQueriesContext(connection) as queries:
        found = listed(client, "statement", **asked)
    assert {row.pk for row in found.result_list} == {said[0].pk, draft.pk}
    assert any(f"IN ({said[0].pk})" in query["sql"] for query in queries)
    counted = client.get(address("statement_changelist"), {**asked, "_facets": "True"}).content.decode()
    assert "Declines to assist (1)" in counted and "Limits cooperation (2)" in counted
