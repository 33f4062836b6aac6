"""Bodies side by side: in the order chosen, dated, none above another, on today or an earlier day."""

import datetime
import re

import pytest
from lxml import html

from jurisdictions.models.address_history import redirect_to
from tests.factories import a_body, a_statement, an_article
from tests.site.reading import queries_of

pytestmark = pytest.mark.django_db
DAY = datetime.date


@pytest.fixture(autouse=True)
def bodies(db):
    """Omaha limited in 2019 and declined in 2025; Lincoln cooperated in 2020; Reno said nothing."""
    omaha = a_body(name="City of Omaha", slug="omaha", city="Omaha")
    lincoln = a_body(name="City of Lincoln", slug="lincoln", city="Lincoln")
    a_body(name="City of Reno", slug="reno", city="Reno", state="NV")
    a_statement(
        omaha, slug="limited", stance="limits", form="policy", stated_on=DAY(2019, 6, 1), date_precision="month"
    )
    a_statement(omaha, slug="declined", stance="declines", stated_on=DAY(2025, 3, 4), condition="Except by a warrant.",
                article=an_article(publisher="The Omaha Paper", published_on=DAY(2025, 3, 5)))  # fmt: skip
    a_statement(lincoln, slug="helps", stance="cooperates", form="agreement", stated_on=DAY(2020, 2, 2))
    a_statement(lincoln, slug="draft", status="draft", stated_on=DAY(2025, 5, 5))


def page_of(client, query, status=200):
    answer = client.get(f"/compare/{query}")
    assert answer.status_code == status
    return html.fromstring(answer.content)


def table(page):
    """{heading of a row: [text of each cell]}"""
    return {
        part.xpath("string(.//th)"): [" ".join(cell.text_content().split()) for cell in part.xpath(".//td")]
        for part in page.xpath("//tbody")
    }


def names(page):
    return page.xpath("//thead//th/a[1]/text()")


def test_two_bodies_stand_side_by_side_with_position_dates_form_condition_and_source(client):
    page = page_of(client, "?j=omaha&j=lincoln")
    rows = table(page)
    assert names(page) == ["City of Omaha", "City of Lincoln"]
    assert rows["Position"] == ["Declines to assist", "Cooperates"]
    assert rows["Recorded"][0].startswith("Mar 4, 2025") and rows["Recorded"][1].startswith("Feb 2, 2020")
    assert rows["The same stance since"] == ["Mar 4, 2025", "Feb 2, 2020"]
    assert rows["Form"] == ["Statement", "Agreement"]
    assert rows["Condition"] == ["Except by a warrant.", "none stated"]
    assert rows["Source"][0] == "The Omaha Paper, Mar 5, 2025"


def test_the_order_is_the_one_asked_for_and_a_name_given_twice_counts_once(client):
    assert names(page_of(client, "?j=reno&j=lincoln&j=reno&j=omaha")) == [
        "City of Reno", "City of Lincoln", "City of Omaha"
    ]  # fmt: skip


def test_statements_stand_in_their_year_and_under_their_body(client):
    rows = table(page_of(client, "?j=omaha&j=lincoln"))
    years = {name: cells for name, cells in rows.items() if name.startswith("Said or ruled in")}
    assert [name[-4:] for name in years] == ["2025", "2020", "2019"]
    assert years["Said or ruled in 2019"] == ["Jun 2019 Policy Limits cooperation", "nothing on record"]
    assert years["Said or ruled in 2020"][0] == "nothing on record"


def test_an_earlier_day_shows_what_was_on_record_then(client):
    page = page_of(client, "?j=omaha&j=lincoln&as_of=2019-12-31")
    assert table(page)["Position"][0] == "Limits cooperation"
    assert table(page)["Position"][1].startswith("No position on record")
    assert "As of Dec 31, 2019" in page.text_content()
    assert "/jurisdictions/omaha/?as_of=2019-12-31" in page.xpath("//thead//a/@href")


def test_silence_is_said_to_be_nothing(client):
    assert "That says nothing about where it stands" in table(page_of(client, "?j=reno&j=omaha"))["Position"][0]


def test_an_unknown_name_is_said_and_the_others_are_shown(client):
    page = page_of(client, "?j=omaha&j=nowhere%3Cb%3E&j=a%00b")
    assert names(page) == ["City of Omaha"] and "“nowhere<b>”" in page.text_content()


def test_more_than_four_are_four_and_it_is_said(client):
    for n in range(4):
        a_body(slug=f"more-{n}")
    page = page_of(client, "?" + "&".join(f"j=more-{n}" for n in range(4)) + "&j=omaha")
    assert len(names(page)) == 4 and "Four stand side by side at most" in page.text_content()
    assert not page.xpath("//form//input[@name='q'][@id='add']")


def test_a_merged_name_leads_on_and_keeps_the_day_and_the_order(client):
    old = a_body(slug="old-omaha")
    redirect_to(old, type(old).objects.get(slug="omaha"))
    old.delete()
    answer = client.get("/compare/?j=lincoln&j=old-omaha&as_of=2021-01-01")
    assert (answer.status_code, answer["Location"]) == (301, "/compare/?as_of=2021-01-01&j=lincoln&j=omaha")


def test_a_name_typed_that_means_one_body_adds_it(client):
    answer = client.get("/compare/?j=omaha&q=city of lincoln&as_of=2021-01-01")
    assert answer["Location"] == "/compare/?as_of=2021-01-01&j=omaha&j=lincoln"


def test_a_name_typed_that_means_several_offers_them_with_type_and_state(client):
    a_body(name="Lincoln Police Department", slug="lincoln-police", agency_type="police", city="Lincoln")
    page = page_of(client, "?j=omaha&q=lincoln")
    assert set(page.xpath("//section[@aria-labelledby='meant']//a/@href")) == {
        "/compare/?j=omaha&j=lincoln", "/compare/?j=omaha&j=lincoln-police",
    }  # fmt: skip
    assert "Police department, " in page.text_content()


def test_a_name_typed_that_means_nothing_is_said(client):
    assert "called “xyzzy”" in page_of(client, "?j=omaha&q=xyzzy").text_content()


def test_one_can_be_removed_and_the_page_of_a_body_leads_here(client):
    page = page_of(client, "?j=omaha&j=lincoln&as_of=2024-01-01")
    assert page.xpath("//a[starts-with(., 'Remove')]/@href") == [
        "/compare/?as_of=2024-01-01&j=lincoln", "/compare/?as_of=2024-01-01&j=omaha",
    ]  # fmt: skip
    assert 'href="/compare/?j=omaha"' in client.get("/jurisdictions/omaha/").content.decode()


def test_combinations_are_kept_out_of_search_engines_and_the_page_itself_is_not(client):
    robots = "//meta[@name='robots']/@content"
    assert page_of(client, "?j=omaha&j=lincoln").xpath(robots) == ["noindex"]
    assert page_of(client, "").xpath(robots) == []
    assert page_of(client, "").xpath("//link[@rel='canonical']/@href") == ["http://testserver/compare/"]


def test_nothing_of_a_draft_is_shown(client):
    assert "2025" not in "".join(name for name in table(page_of(client, "?j=lincoln")))


def test_more_statements_cost_no_more_queries(client):
    before = queries_of(client, "/compare/?j=omaha&j=lincoln")
    for n in range(110):
        a_statement(type(a_body()).objects.get(slug="omaha"), stated_on=DAY(2000 + n % 20, 1, 1))
    assert queries_of(client, "/compare/?j=omaha&j=lincoln") == before <= 6
    page = page_of(client, "?j=omaha&j=lincoln")
    assert "newest 100 are listed" in page.text_content()
    assert len(re.findall(r"/statements/", " ".join(page.xpath("//ul[@class='plain']//a/@href")))) == 101
