"""A list forgives how a question is spelt, and says what it left out."""

import pytest

from tests.factories import a_body, a_statement
from tests.site.reading import text_of

pytestmark = pytest.mark.django_db
LISTS = ["/jurisdictions/", "/statements/", "/officials/", "/sources/", "/map/"]


def asked(client, address="/jurisdictions/", **data):
    return client.get(address, data).context_data


class TestAChoice:
    def test_may_be_typed_in_any_case(self, client):
        a_body(name="City of Omaha")
        a_body(name="City of Dallas", state="TX")
        context = asked(client, state="ne", agency_type="City")
        assert [body["name"] for body in context["rows"]] == ["City of Omaha"] and context["problems"] == []

    def test_reads_the_same_in_chips_and_facets(self, client):
        a_body()
        context = asked(client, state="ne")
        (chip,) = context["chips"]
        ((_value, label, _count, is_selected),) = context["facets"][0]["choices"]
        assert chip["label"] == "State: Nebraska" and label == "Nebraska" and is_selected

    def test_stays_when_another_is_left_out(self, client):
        a_statement()
        context = asked(client, "/statements/", state=["ne", "zz"])
        assert context["total"] == 1
        (problem,) = context["problems"]
        assert problem.startswith("“zz” is left out. State:")

    def test_may_be_typed_in_any_case_where_places_are_asked_for_by_programs(self, client):
        assert client.get("/api/v1/places/?state=ne&kind=County").status_code == 200
        assert client.get("/api/v1/places/?state=zz").status_code == 400


class TestADay:
    @pytest.mark.parametrize("day", ["06/01/2025", "2025-6-1", "20250601", "June 1, 2025", "٢٠٢٥-٠٦-٠١", "2025-02-30"])
    @pytest.mark.parametrize("name", ["since", "until", "as_of"])
    def test_is_left_out_unless_it_is_spelt_as_agreed(self, client, name, day):
        a_statement()
        context = asked(client, "/statements/", **{name: day})
        assert context["total"] == 1
        (problem,) = context["problems"]
        assert problem.startswith(f"“{day}” is left out.") and "YYYY-MM-DD" in problem

    def test_spelt_as_agreed_counts(self, client):
        a_statement()
        context = asked(client, "/statements/", since="2025-06-01")
        assert (context["total"], context["problems"]) == (0, [])


class TestAPageNumber:
    @pytest.mark.parametrize(("number", "page"), [("0", 1), ("-1", 1), ("x", 1), ("1.5", 1), ("3", 2), ("9" * 30, 2)])
    def test_that_does_not_exist_is_said_and_the_nearest_shown(self, client, number, page):
        for _n in range(26):
            a_body()
        context = asked(client, page=number)
        assert context["page_obj"].number == page
        assert context["problems"] == [f"There is no page “{number[:20]}”; this is page {page}."]


@pytest.mark.parametrize("address", [*LISTS, "/jurisdictions/it/"])
@pytest.mark.parametrize("name", ["state", "as_of", "sort", "page", "q"])
def test_no_message_repeats_what_cannot_be_seen(client, address, name):
    a_body(slug="it")
    text = text_of(client, address, **{name: "zz\x00\x1b\u202e\n9"})
    assert not {"\x00", "\x1b", "\u202e"} & set(text)
