"""A shared link shows a dated picture that can be read on a phone, whatever the words on it."""

import datetime
import io
import re

import extruct
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from jurisdictions.models.vocabulary import POSITION_CHOICES
from jurisdictions.site.newsroom.cards import layout
from jurisdictions.site.newsroom.cards.content import Card
from jurisdictions.site.newsroom.cards.lettering import drawable
from jurisdictions.site.newsroom.cards.picture import png_of
from tests.factories import a_body, a_statement, an_article, an_official

DAY = datetime.date
LONG = "Unified Government of Llanfairpwllgwyngyllgogerychwyrndrobwll and the Consolidated City of Everything Else "
WORDS = "“" + "We will go on protecting each and every resident of this county, as we always have. " * 12 + "”"
LONGEST = Card("limits", LONG, LONG * 3, "Limits cooperation", LONG, f"Condition: {LONG}", WORDS, LONG * 2, LONG)


def a_card(**changed):
    plain = {"stance": "declines", "kicker": "City government · Nebraska", "name": "City of Omaha", "condition": "",
             "label": "Declines to assist", "recorded": "Recorded Jan 20, 2025", "words": "“We will not.”",
             "by": "Jean Doe, Mayor · Policy", "day": "2 sources · as of Nov 25, 2026"}  # fmt: skip
    return Card(**plain | changed)


def overlap(one, other):
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def misplaced(card):
    """Lines that leave the page's margins or touch another."""
    lines, _shape = layout.set_card(card)
    boxes = [line.box for line in lines]
    right, bottom = layout.WIDTH - layout.RIGHT + 1, layout.HEIGHT - 12
    out = [line for line, box in zip(lines, boxes, strict=True) if box[2] > right or box[3] > bottom or box[0] < 70]
    return out + [lines[n] for n, box in enumerate(boxes) for other in boxes[:n] if overlap(box, other)]


class TestNoWords:
    @pytest.mark.parametrize("card", [a_card(), LONGEST, a_card(name="X" * 400), a_card(words=WORDS, by=""),
                                      a_card(words="", by="", recorded="")])  # fmt: skip
    def test_leave_the_card_or_run_into_each_other(self, card):
        assert misplaced(card) == []

    @given(st.text(max_size=300), st.text(max_size=900), st.text(max_size=200))
    def test_of_any_alphabet_do(self, name, words, by):
        assert misplaced(a_card(name=name or "x", words=words, by=by)) == []

    def test_are_smaller_than_14_pixels_on_a_card_600_wide(self):
        assert min(line.size for line in layout.set_card(LONGEST)[0]) >= 28

    def test_of_a_quote_are_left_out_unmarked(self):
        last = [line.text for line in layout.set_card(LONGEST)[0] if line.weight == 400][-2]
        assert last.endswith("…”")


class TestLetters:
    @pytest.mark.parametrize("name", ["Doña Ana County", "Cañon City", "Kauaʻi", "Łódź Šumava Ōmaha", "“So” — §287(g)"])
    def test_with_accents_are_drawn_as_they_are(self, name):
        assert drawable(name) == name

    def test_no_font_here_draws_are_never_an_empty_box(self):
        assert drawable("a中b\u0001") == "a?b?"


@pytest.mark.parametrize("stance", [value for value, _label in POSITION_CHOICES])
def test_every_stance_is_a_png_of_the_size_networks_want_and_under_60_kb(stance):
    png = png_of(a_card(stance=stance, words=WORDS, name=LONG))
    assert Image.open(io.BytesIO(png)).size == (1200, 630)
    assert len(png) < 60_000


def test_the_longest_card_is_under_60_kb():
    assert len(png_of(LONGEST)) < 60_000


@pytest.mark.parametrize("field", ["name", "label", "recorded", "condition", "words", "by", "day"])
def test_other_words_have_another_address(field):
    assert a_card(**{field: "Other"}).hash != a_card().hash == a_card().hash


def meta(client, address):
    """{property: content} as a reader of Open Graph finds it."""
    text = client.get(address).content.decode()
    (found,) = extruct.extract(text, syntaxes=["opengraph"])["opengraph"]
    names = dict(re.findall(r'<meta name="(twitter:[\w:]+)" content="([^"]*)">', text))
    return dict(found["properties"]) | names


@pytest.fixture
def spoken(db):
    body = a_body(slug="omaha-ne", name="City of Omaha")
    person = an_official(body, name="Jean Doe")
    return a_statement(body, slug="omaha-2025", official=person, speaker_title="Mayor", quote="We will not.",
                       condition="except by warrant", article=an_article(slug="a-paper"))  # fmt: skip


@pytest.mark.parametrize("address", ["/jurisdictions/omaha-ne/", "/statements/omaha-2025/"])
def test_a_body_and_a_statement_have_a_picture_that_says_it_in_words_too(client, spoken, address):
    found = meta(client, address)
    assert found["twitter:card"] == "summary_large_image"
    picture = client.get(found["og:image"].removeprefix("http://testserver"))
    assert (picture.status_code, picture["Content-Type"]) == (200, "image/png")
    assert "immutable" in picture["Cache-Control"]
    size = Image.open(io.BytesIO(picture.content)).size
    assert size == (int(found["og:image:width"]), int(found["og:image:height"]))
    for part in ("City of Omaha", "Nebraska", "Declines to assist", "Recorded Jan 20, 2025", "except by warrant",
                 "“We will not.”", "1 source · as of "):  # fmt: skip
        assert part in found["og:image:alt"], part


@pytest.mark.parametrize("address", ["/", "/jurisdictions/?state=NE", "/sources/a-paper/", "/about/", "/places/ne/"])
def test_every_other_page_has_its_title_and_address(client, spoken, address):
    found = meta(client, address)
    title = re.search("<title>(.*) · ", client.get(address).content.decode()).group(1)
    assert found["og:title"] == title and found["og:description"]
    assert found["og:url"] == f"http://testserver{address.split('?')[0]}"
    assert found["twitter:card"] == "summary" and "og:image" not in found


def test_a_picture_of_an_earlier_day_shows_that_day(client, spoken):
    a_statement(spoken.jurisdiction, stance="limits", stated_on=DAY(2026, 1, 1))
    then = meta(client, "/jurisdictions/omaha-ne/?as_of=2025-02-01")
    assert "as_of=2025-02-01" in then["og:url"] and "as of Feb 1, 2025" in then["og:image:alt"]
    assert "Declines" in then["og:image:alt"] and "Limits" in meta(client, "/jurisdictions/omaha-ne/")["og:image:alt"]
    assert client.get(then["og:image"].removeprefix("http://testserver")).status_code == 200


def test_an_outdated_picture_leads_to_the_present_one(client, spoken):
    present = meta(client, "/jurisdictions/omaha-ne/")["og:image"].removeprefix("http://testserver")
    answer = client.get("/cards/jurisdictions/omaha-ne.0123456789ab.png")
    assert (answer.status_code, answer["Location"]) == (302, present)


@pytest.mark.parametrize("status", ["draft", "retracted"])
def test_what_is_not_published_has_no_picture(client, spoken, status):
    address = meta(client, "/statements/omaha-2025/")["og:image"].removeprefix("http://testserver")
    type(spoken).objects.update(status=status, retraction_reason="Wrong.")
    assert client.get(address).status_code == 404
    assert b"og:image" not in client.get("/statements/omaha-2025/").content


def test_a_contested_second_hand_or_single_member_s_position_says_so(client, db):
    listed = a_statement(carried_as="group_listing")
    member = a_statement(capacity="member")
    assert "as one member" in meta(client, member.get_absolute_url())["og:image:alt"]
    a_statement(listed.jurisdiction, stance="limits", carried_as="group_listing")
    alt = meta(client, listed.jurisdiction.get_absolute_url())["og:image:alt"]
    assert "another stance is on record too" in alt and "known at second hand" in alt
