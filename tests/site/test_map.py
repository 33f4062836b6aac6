"""The map: the bodies of the list under the same filters, counted by state and position, or drawn in one state."""

import datetime
from urllib.parse import parse_qs, urlsplit

import pytest
from django.urls import reverse
from lxml import html

from jurisdictions.site.pages import pictures
from tests.factories import a_body, a_statement
from tests.site.reading import queries_of

pytestmark = pytest.mark.django_db
DAY = datetime.date
QUESTIONS = [
    "", "?state=NE&state=TX", "?stance=cooperates&stance=limits", "?agency_type=police", "?q=omaha", "?city=Omaha",
    "?stance=none", "?as_of=2024-12-31", "?as_of=2020-01-01&stance=limits", "?form=policy", "?theme=raids&year=2025",
    "?since=2025-01-01", "?until=2021-01-01", "?sort=population",
    "?state=ne&state=TX&state=zz&as_of=soon&stance=strong&page=9", "?q=omha", "?q=nothing+of+the+kind",
]  # fmt: skip


@pytest.fixture(autouse=True)
def bodies(db):
    """Omaha limited in 2019 and declined in 2025; its police and Dallas cooperate; Reno said nothing."""
    omaha = a_body(name="City of Omaha", slug="omaha", city="Omaha", latitude="41.25", longitude="-95.93")
    police = a_body(name="Omaha Police", slug="omaha-police", city="Omaha", agency_type="police")
    dallas = a_body(name="City of Dallas", slug="dallas", city="Dallas", state="TX")
    a_body(name="City of Reno", slug="reno", city="Reno", state="NV")
    a_statement(omaha, stance="limits", form="policy", stated_on=DAY(2019, 6, 1))
    a_statement(omaha, stance="declines", stated_on=DAY(2025, 3, 4), themes=["raids"])
    a_statement(police, stance="cooperates", stated_on=DAY(2025, 1, 2))
    a_statement(dallas, stance="cooperates", form="agreement", stated_on=DAY(2020, 2, 2))


def page_of(client, query=""):
    answer = client.get(f"/map/{query}")
    assert answer.status_code == 200
    return html.fromstring(answer.content)


def total(page):
    (number,) = page.xpath("//@data-total")
    return int(number)


def tiles(page):
    """{code: number} of the tiles with bodies."""
    return {tile.xpath("string(span[1])"): int(tile.xpath("string(span[@class='n'])"))
            for tile in page.xpath("//ol/li/a")}  # fmt: skip


def table(page):
    """{heading of a row: [number in each cell]}"""
    return {
        row.xpath("string(th)").strip(): [int(cell.text_content()) for cell in row.xpath("td")]
        for row in page.xpath("//table//tr[td]")
    }


def columns(page):
    return [" ".join(cell.text_content().split()) for cell in page.xpath("//thead//th")]


class TestTheCountry:
    def test_counts_bodies_by_state_and_position_in_the_picture_and_in_the_table(self, client):
        page = page_of(client)
        assert tiles(page) == {"NE": 2, "NV": 1, "TX": 1}
        assert columns(page) == ["State", "Bodies", "Declines to assist", "Cooperates", "No position on record"]
        assert table(page) == {
            "Nebraska": [2, 1, 1, 0], "Nevada": [1, 0, 0, 1], "Texas": [1, 0, 1, 0], "Together": [4, 1, 2, 1],
        }  # fmt: skip

    def test_has_the_states_by_name_and_names_those_without_a_body(self, client):
        a_body(state="AK")
        a_body(state="AL")
        page = page_of(client)
        assert list(table(page))[:2] == ["Alabama", "Alaska"]
        assert "No body that fits in: Arizona, " in page.text_content() and len(page.xpath("//ol/li")) == 52

    def test_draws_the_parts_of_a_state_in_the_order_of_the_columns_and_as_large_as_they_are(self, client):
        for stance in ("declines", "cooperates"):
            a_statement(a_body(state="NE"), stance=stance)
        a_body(state="NE")
        (bar,) = page_of(client).xpath("//ol/li/a[span='NE']/svg")
        parts = [(part.get("class"), part.get("x"), part.get("width")) for part in bar.xpath("svg")]
        assert parts == [("s-declines", "0%", "40%"), ("s-cooperates", "40%", "40%"), ("s-none", "80%", "20%")]
        assert bar.xpath(".//use/@href") == ["#shape-declines", "#shape-cooperates", "#shape-none"]

    def test_gives_no_state_the_look_of_a_position(self, client):
        assert not page_of(client).xpath("//ol/li[contains(@class, 's-')] | //ol/li/a[contains(@class, 's-')]")
        assert "no state is rated" in page_of(client).text_content()

    def test_names_the_day_it_is_counted_on(self, client):
        assert "on record of each body on Dec 31, 2024" in page_of(client, "?as_of=2024-12-31").text_content()


class TestItsNumbers:
    @pytest.mark.parametrize("question", QUESTIONS)
    def test_are_those_of_the_list(self, client, question):
        page, listed = page_of(client, question), html.fromstring(client.get(f"/jurisdictions/{question}").content)
        assert total(page) == total(listed) == sum(tiles(page).values())
        if total(page):
            assert table(page)["Together"][0] == total(page) == sum(table(page)["Together"][1:])
            assert all(row[0] == sum(row[1:]) for row in table(page).values())

    @pytest.mark.parametrize("question", ["?state=TX&state=NE", "?agency_type=police", "?as_of=2024-12-31", "?q=omaha"])
    def test_are_those_of_the_api(self, client, question):
        assert total(page_of(client, question)) == client.get(f"/api/v1/jurisdictions/{question}").json()["count"]

    @pytest.mark.parametrize(
        "question", ["?stance=cooperates&stance=declines", "?as_of=2024-12-31&q=city", "?state=NE"]
    )
    def test_lead_to_the_list_of_just_these_bodies(self, client, question):
        for cell in page_of(client, question).xpath("//table//td/a"):
            assert urlsplit(cell.get("href")).path == "/jurisdictions/"
            assert total(html.fromstring(client.get(cell.get("href")).content)) == int(cell.text)

    def test_are_of_the_day_asked_for(self, client):
        assert table(page_of(client, "?as_of=2024-12-31&state=NE&state=TX"))["Nebraska"] == [2, 1, 0, 1]
        assert columns(page_of(client, "?as_of=2024-12-31&city=omaha"))[2:] == [
            "Limits cooperation", "No position on record"
        ]  # fmt: skip


class TestAState:
    def test_is_drawn_with_the_bodies_that_fit(self, client):
        a_body(name="City of Lincoln", slug="lincoln", latitude="40.81", longitude="-96.68")
        page = page_of(client, "?state=NE&stance=declines")
        assert page.xpath("//a[contains(@class, 'dot')]/@href") == ["/jurisdictions/omaha/"]
        assert page.xpath("//div[@id='bodies']//h3/a/@href") == ["/jurisdictions/omaha/"]
        assert len(page_of(client, "?state=NE").xpath("//a[contains(@class, 'dot')]")) == 2

    def test_counts_its_bodies_by_type(self, client):
        page = page_of(client, "?state=ne&state=NE")
        assert table(page) == {
            "City government": [1, 1, 0], "Police department": [1, 0, 1], "Together": [2, 1, 1]
        }  # fmt: skip

    def test_is_shown_on_the_day_asked_for(self, client):
        page = page_of(client, "?state=NE&as_of=2024-12-31")
        assert page.xpath("//a[@class='dot s-limits']/@href") == ["/jurisdictions/omaha/?as_of=2024-12-31"]
        assert "/places/ne/?as_of=2024-12-31" in page.xpath("//main//a/@href")

    def test_with_more_bodies_than_a_map_holds_is_counted_only_and_it_is_said(self, client, monkeypatch):
        monkeypatch.setattr(pictures, "MOST_DRAWN", 1)
        page = page_of(client, "?state=NE")
        assert not page.xpath("//figure") and "More than 1 bodies" in page.text_content()
        assert table(page)["Together"] == [2, 1, 1]
        assert page_of(client, "?state=NE&stance=declines").xpath("//figure")

    def test_two_of_them_are_tiles(self, client):
        assert tiles(page_of(client, "?state=NE&state=NV")) == {"NE": 2, "NV": 1}


class TestItsLinks:
    def test_a_tile_leads_to_the_map_of_its_state_under_the_same_filters_and_back(self, client):
        page = page_of(client, "?as_of=2024-12-31&agency_type=city&page=2")
        (address,) = page.xpath("//ol/li/a[span='NE']/@href")
        assert parse_qs(urlsplit(address).query) == {
            "as_of": ["2024-12-31"], "agency_type": ["city"], "state": ["NE"]
        }  # fmt: skip
        back = html.fromstring(client.get(address).content).xpath("//a[.='All states']/@href")
        assert back == ["/map/?as_of=2024-12-31&agency_type=city"]

    def test_list_and_map_lead_to_each_other_under_the_same_filters(self, client):
        listed = html.fromstring(client.get("/jurisdictions/?state=NE&q=omaha&page=1").content)
        (there,) = listed.xpath("//a[.='Show these on a map']/@href")
        (back,) = html.fromstring(client.get(there).content).xpath("//a[.='Show as a list']/@href")
        assert (there, back) == ("/map/?state=NE&q=omaha", "/jurisdictions/?state=NE&q=omaha")

    def test_only_the_list_of_bodies_has_a_map(self, client):
        assert "on a map" not in client.get("/statements/").content.decode()

    @pytest.mark.parametrize("address", ["/", "/places/", "/about/"])
    def test_other_pages_lead_to_it(self, client, address):
        assert reverse("map") in html.fromstring(client.get(address).content).xpath("//a/@href")

    def test_its_own_address_is_without_filters(self, client):
        for question in ("", "?state=NE", "?as_of=2024-12-31&q=omaha", "?page=2"):
            assert page_of(client, question).xpath("//link[@rel='canonical']/@href") == ["http://testserver/map/"]


class TestABadValue:
    def test_is_said_and_left_out(self, client):
        page = page_of(client, "?state=zz&state=TX&as_of=soon&q=dallas")
        assert total(page) == 1 and "“zz”" in page.text_content() and "“soon”" in page.text_content()
        assert table(page)["City government"] == [1, 1]

    def test_is_not_handed_on(self, client):
        page = page_of(client, "?state=zz&as_of=soon")
        assert not [link for link in page.xpath("//main//a/@href") if "zz" in link or "soon" in link]

    def test_where_nothing_fits_it_is_said_what_to_loosen(self, client):
        page = page_of(client, "?state=NE&agency_type=sheriff")
        assert total(page) == 0 and not page.xpath("//table")
        assert "?state=NE" in page.xpath("//div[@class='note']//a/@href")


@pytest.mark.parametrize("address", ["/map/", "/map/?as_of=2024-12-31&q=city", "/map/?state=NE"])
def test_more_bodies_cost_no_more_queries(client, address):
    before = queries_of(client, address)
    for n in range(12):
        a_statement(a_body(name=f"City {n}", state=["NE", "TX", "WY"][n % 3], latitude="41.2", longitude="-96"))
    assert queries_of(client, address) == before <= 10
