"""Other sites show an entry as they show others': a consumer of oEmbed finds it from the page's address alone."""

import datetime
from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest
import requests
from lxml import html
from pyoembed import oEmbed
from pyoembed.data_types import get_data_type
from pyoembed.exceptions import PyOembedException
from pyoembed.parsers import get_parser

from jurisdictions.models.address_history import short_code
from jurisdictions.site.newsroom.embeds import NARROWEST, WIDEST
from jurisdictions.staff.corrections import correct
from tests.factories import a_body, a_statement, an_official

DAY = datetime.date
ORIGIN = "http://testserver"
EMBEDDED = ["/jurisdictions/omaha-ne/", "/statements/omaha-2025/"]


@pytest.fixture
def spoken(db):
    body = a_body(slug="omaha-ne", name='City of "Omaha" & <more>')
    return a_statement(body, slug="omaha-2025", official=an_official(body, name="Jean Doe"), speaker_title="Mayor",
                       quote="We will not.", condition="except by warrant")  # fmt: skip


def asked(client, path, **limits):
    return client.get("/oembed", {"url": f"{ORIGIN}{path}", **limits})


class Parts(HTMLParser):
    """Names and attributes of the elements of a snippet."""

    def __init__(self, snippet):
        super().__init__()
        self.found, self.text = [], ""
        self.feed(snippet)

    def handle_starttag(self, name, attributes):
        self.found.append((name, dict(attributes)))

    def handle_data(self, text):
        self.text += text


class TestAConsumer:
    @pytest.mark.parametrize("path", EMBEDDED)
    def test_finds_the_card_from_the_address_of_the_page(self, live_server, spoken, path):
        data = oEmbed(f"{live_server.url}{path}", maxwidth=400)
        assert (data["type"], data["width"], data["provider_name"]) == ("rich", 400, "Local Positions")
        ((name, frame),) = Parts(data["html"]).found
        assert (name, frame["width"], frame["height"]) == ("iframe", "400", str(data["height"]))
        card = requests.get(frame["src"])
        assert card.status_code == 200 and "We will not." in card.text and not card.cookies

    @pytest.mark.parametrize("form", ["json", "xml"])
    def test_reads_both_formats_alike(self, client, spoken, form):
        answer = asked(client, EMBEDDED[0], format=form)
        if form == "json":
            data = get_parser(answer["Content-Type"]).content_parse(answer.content.decode())
        else:  # the consumer's own reader of XML asks for what Python has no more
            assert answer["Content-Type"].startswith("text/xml") and get_parser(answer["Content-Type"])
            data = {part.tag: part.text for part in ElementTree.fromstring(answer.content)}
        get_data_type(data).validate_data(data)
        assert data["title"].startswith('City of "Omaha" & <more> (City government · Nebraska)')
        assert answer["Access-Control-Allow-Origin"] == "*"

    def test_is_refused_what_is_not_there(self, live_server, spoken):
        with pytest.raises(PyOembedException):
            oEmbed(f"{live_server.url}/sources/")


class TestTheService:
    @pytest.mark.parametrize(("address", "status"), [
        (f"{ORIGIN}/jurisdictions/nowhere/", 404), (f"{ORIGIN}/jurisdictions/", 404), (f"{ORIGIN}/about/", 404),
        ("https://other.example/jurisdictions/omaha-ne/", 404), ("ftp://testserver/jurisdictions/omaha-ne/", 404),
        ("/jurisdictions/omaha-ne/", 404), ("http://[", 400), ("", 404), (f"{ORIGIN}/no/such/page/", 404),
        (f"{ORIGIN}/admin/jurisdictions/statement/", 401), (f"{ORIGIN}/j/aaaaaaaaaa/", 404),
    ])  # fmt: skip
    def test_says_why_there_is_nothing_to_embed(self, client, spoken, address, status):
        assert client.get("/oembed", {"url": address}).status_code == status

    @pytest.mark.parametrize(("changed", "status"), [
        ({"format": "yaml"}, 501), ({"maxwidth": "wide"}, 400), ({"maxheight": "-1"}, 400), ({"maxwidth": "0"}, 400),
    ])  # fmt: skip
    def test_refuses_what_it_does_not_know(self, client, spoken, changed, status):
        assert asked(client, EMBEDDED[0], **changed).status_code == status
        assert client.get("/oembed").status_code == 400

    @pytest.mark.parametrize("status", ["draft", "retracted"])
    def test_knows_nothing_of_what_is_not_published(self, client, spoken, status):
        type(spoken).objects.update(status=status, retraction_reason="Wrong.")
        assert asked(client, EMBEDDED[1]).status_code == 404

    @pytest.mark.parametrize("most", [100, 279, 280, 333, 799, 800, 2000])
    def test_never_answers_wider_or_higher_than_there_is_room(self, client, spoken, most):
        for name, side in (("maxwidth", "width"), ("maxheight", "height")):
            data = asked(client, EMBEDDED[0], **{name: most}).json()
            assert data.get(side, 0) <= most
            assert data.get("thumbnail_width", 0) <= (most if name == "maxwidth" else 10_000)
            assert data["type"] == "link" or NARROWEST <= data["width"] <= WIDEST

    def test_shows_the_picture_of_the_entry(self, client, spoken):
        data = asked(client, EMBEDDED[0]).json()
        picture = client.get(data["thumbnail_url"].removeprefix(ORIGIN))
        assert picture["Content-Type"] == "image/png"

    def test_keeps_the_day_of_a_dated_address(self, client, spoken):
        ((_name, frame),) = Parts(asked(client, f"{EMBEDDED[0]}?as_of=2024-01-01").json()["html"]).found
        assert frame["src"].endswith("?as_of=2024-01-01")
        text = client.get(frame["src"].removeprefix(ORIGIN)).content.decode()
        assert "No position on record" in text and "As of Jan 1, 2024" in text

    def test_knows_retired_and_short_addresses(self, client, spoken):
        spoken.slug = "renamed"
        spoken.save()
        for path in (EMBEDDED[1], f"/s/{short_code('statement', 'omaha-2025')}/"):
            assert "/embed/statements/renamed/" in asked(client, path).json()["html"]


class TestTheCard:
    @pytest.mark.parametrize("path", EMBEDDED)
    def test_says_whose_position_since_when_on_what_condition_and_as_of_when(self, client, spoken, path):
        text = client.get(f"/embed{path}").content.decode()
        for part in ("City of &#34;Omaha&#34; &amp; &lt;more&gt;", "City government · Nebraska", "Declines to assist",
                     "Recorded Jan 20, 2025", "Condition: except by warrant", "We will not.", "Jean Doe, Mayor",
                     "1 source · as of "):  # fmt: skip
            assert part in text, part

    @pytest.mark.parametrize("path", EMBEDDED)
    def test_carries_the_day_of_the_newest_correction_from_that_day_on(self, client, spoken, path):
        for day in (DAY(2025, 3, 1), DAY(2025, 4, 1)):
            correct(spoken, {"summary": "A"}, {"summary": "B"}, why="Misread.", by=None, on=day)
        assert "corrected Apr 1, 2025" in client.get(f"/embed{path}").content.decode()
        assert "corrected Mar 1, 2025" in client.get(f"/embed{path}", {"as_of": "2025-03-15"}).content.decode()
        assert "corrected" not in client.get(f"/embed{path}", {"as_of": "2025-02-15"}).content.decode()

    def test_may_be_framed_and_nothing_else_may(self, client, spoken):
        card = client.get("/embed/jurisdictions/omaha-ne/")
        assert "frame-ancestors *" in card["Content-Security-Policy"] and "X-Frame-Options" not in card
        for path in ("/", *EMBEDDED, "/oembed", "/api/v1/redirects/", "/embed/jurisdictions/nowhere/x/"):
            answer = client.get(path)
            assert "frame-ancestors 'none'" in answer["Content-Security-Policy"], path
            assert answer["X-Frame-Options"] == "DENY", path

    def test_brings_no_script_no_cookie_and_loads_nothing(self, client, spoken):
        card = client.get("/embed/jurisdictions/omaha-ne/")
        assert "default-src 'none'" in card["Content-Security-Policy"] and not card.cookies
        assert "Cookie" not in card.get("Vary", "")
        parts = Parts(card.content.decode()).found
        assert not {"script", "img", "iframe"} & {name for name, _attributes in parts}
        assert not any(name == "link" and attributes["rel"] != "canonical" for name, attributes in parts)

    def test_of_a_retracted_statement_says_why_wherever_it_is_framed(self, client, spoken):
        type(spoken).objects.update(status="retracted", retraction_reason="It named the wrong city.")
        card = client.get("/embed/statements/omaha-2025/")
        assert card.status_code == 410 and "frame-ancestors *" in card["Content-Security-Policy"]
        assert "It named the wrong city." in card.content.decode() and b"We will not" not in card.content

    def test_of_a_draft_is_not_there(self, client, spoken):
        type(spoken).objects.update(status="draft")
        assert client.get("/embed/statements/omaha-2025/").status_code == 404

    def test_follows_a_renamed_entry(self, client, spoken):
        spoken.slug = "renamed"
        spoken.save()
        answer = client.get("/embed/statements/omaha-2025/?as_of=2025-02-01")
        assert (answer.status_code, answer["Location"]) == (301, "/embed/statements/renamed/?as_of=2025-02-01")


class TestTheBuilder:
    @pytest.mark.parametrize("path", EMBEDDED)
    def test_shows_the_card_its_code_and_a_plain_quotation(self, client, spoken, path):
        page = client.get(path).content.decode()
        code, blockquote = (html.fromstring(page).get_element_by_id(f"embed-{name}").text for name in ("code", "plain"))
        (name, shown) = next(part for part in Parts(page).found if part[0] == "iframe")
        ((_name, coded),) = Parts(code).found
        assert shown["src"] == coded["src"] == f"{ORIGIN}/embed{path}"
        plain = Parts(blockquote)
        assert {name for name, _attributes in plain.found} == {"blockquote", "p", "strong", "a"}
        for part in ('City of "Omaha" & <more>', "Declines to assist", "Recorded Jan 20, 2025", "except by warrant",
                     "We will not.", "as of "):  # fmt: skip
            assert part in plain.text, part

    def test_names_both_formats_early_in_the_head(self, client, spoken):
        for path in EMBEDDED:
            text = client.get(path).content.decode()
            for form in ("application/json+oembed", "text/xml+oembed"):
                assert 0 < text.index(form) < 100_000
                assert text.index(form) < text.index("</head>")
