import pytest

from jurisdictions.models import Alias
from tests.factories import a_body, a_statement, an_article, an_official
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
    cost = 6
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
