import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jurisdictions.models import Alias, FindableName, Official, Statement, ZipCode
from jurisdictions.search.names import refresh_names, refresh_place_names
from jurisdictions.search.suggest import resolve, suggest
from tests.factories import a_body, a_county, a_place, a_statement, a_territory, an_official

pytestmark = pytest.mark.django_db
TYPED = st.text(max_size=30) | st.lists(
    st.sampled_from(["st", "St.", "ne", "NE", ",", "omaha", "saint", "681", "-", "%", "_", "'", '"', "\x00", "ß", "İ",
                     "٣", "county", "of", "new york", "\\", "a" * 500]), max_size=8).map(" ".join)  # fmt: skip


@pytest.fixture
def ground(db):
    """A small gazetteer with the traps of the large one."""
    douglas = a_county("Douglas County", slug="douglas-county")
    a_county("Douglas County", state="KS", slug="douglas-county")
    places = {
        "omaha": a_place("Omaha", population=486051, counties=[douglas]),
        "small omaha": a_place("Omaha", state="TX", population=900),
        "ralston": a_place("Ralston", population=6000, counties=[douglas]),
        "paul": a_place("St. Paul", state="MN", population=311000),
        "jose": a_place("San Jose", state="CA", population=1013000),
        "stockton": a_place("Stockton", state="CA", population=320000),
        "los angeles": a_place("Los Angeles", state="CA", population=3898000),
        "kansas": a_place("Kansas City", state="KS", population=156000),
        "missouri": a_place("Kansas City", state="MO", population=508000),
        "lake": a_place("Lake", state="MS", population=300),
        "fort": a_place("Fort Wayne", state="IN", population=263000),
        "portland": a_place("Portland", state="OR", population=652000),
        "maine": a_place("Portland", state="ME", population=68000),
    }
    francisco = a_place("San Francisco", state="CA", population=873000)
    a_county("San Francisco County", state="CA", ground=francisco)
    for code, *reached in [("68102", "omaha"), ("68127", "ralston", "omaha"), ("95101", "jose")]:
        ZipCode.objects.create(code=code).places.set([places[name] for name in reached])
    refresh_place_names()
    return places


@pytest.fixture
def directory(ground):
    """Bodies and people on that ground."""
    city = a_body(name="City of Omaha", city="Omaha", slug="omaha")
    a_territory(city, ground["omaha"])
    a_territory(a_body(name="Omaha Police Department", agency_type="police", city="Omaha"), ground["omaha"])
    police = a_body(name="Los Angeles Police Department", agency_type="police", city="Los Angeles", state="CA")
    a_territory(police, ground["los angeles"])
    a_territory(a_body(name="City of Saint Paul", city="St. Paul", state="MN"), ground["paul"])
    an_official(city, name="Jean Doe", title="Mayor", slug="jean")
    return city


def labels(text, **kwargs):
    return [f"{found.label} ({found.detail})" for found in suggest(text, **kwargs)]


def first(text):
    return next(iter(labels(text)), None)


class TestBestMatch:
    @pytest.mark.parametrize(
        "text",
        [
            "Omaha",
            "omaha",
            "Omaha, NE",
            "omaha nebraska",
            "omaha ne",
            "NEBRASKA omaha",
            "City of Omaha",
            "omah",
            "OMAHA, n",
        ],
    )
    def test_is_the_government_of_the_largest_city_of_that_name(self, directory, text):
        assert first(text) == "City of Omaha (City government, NE)"

    def test_is_followed_by_the_bare_place_and_then_by_smaller_namesakes(self, directory):
        assert labels("omaha") == [
            "City of Omaha (City government, NE)", "Omaha (city, NE)", "Omaha (city, TX)",
            "Omaha Police Department (Police department, NE)",
        ]  # fmt: skip

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("LAPD", "Los Angeles Police Department (Police department, CA)"),
            ("police los angeles", "Los Angeles Police Department (Police department, CA)"),
            ("los angeles pol", "Los Angeles Police Department (Police department, CA)"),
            ("San José", "San Jose (city, CA)"),
            ("ft wayne", "Fort Wayne (city, IN)"),
            ("fort wa", "Fort Wayne (city, IN)"),
            ("kansas city", "Kansas City (city, MO)"),
            ("kansas city kansas", "Kansas City (city, KS)"),
            ("Kansas City, KS", "Kansas City (city, KS)"),
            ("portland or", "Portland (city, OR)"),
            ("Portland, ME", "Portland (city, ME)"),
            ("lake", "Lake (city, MS)"),
            ("Douglas County", "Douglas County (County, NE)"),
            ("douglas county kansas", "Douglas County (County, KS)"),
            ("san francisco county", "San Francisco (city, CA)"),
            ("jean doe", "Jean Doe (Mayor, Body, NE)"),
            ("doe", "Jean Doe (Mayor, Body, NE)"),
            ("new york", "New York (State, NY)"),
            ("ne", "Nebraska (State, NE)"),
            ("washington", "Washington (State, WA)"),
            ("district of col", "District of Columbia (Federal district, DC)"),
            ("puerto rico", "Puerto Rico (Territory, PR)"),
        ],
    )
    def test_is_what_people_mean(self, directory, text, expected):
        assert first(text) == expected.replace("Body", "City of Omaha")

    @pytest.mark.parametrize("text", ["St. Paul", "saint paul", "St Paul", "st. paul, mn", "ＳＡＩＮＴ paul"])
    def test_knows_saints_by_both_spellings(self, directory, text):
        assert first(text) == "City of Saint Paul (City government, MN)" and "St. Paul (city, MN)" in labels(text)

    def test_counts_st_as_the_start_of_other_words_until_more_is_typed(self, directory):
        assert {"St. Paul (city, MN)", "Stockton (city, CA)"} <= set(labels("st"))
        assert "Stockton (city, CA)" not in labels("st.")

    def test_is_the_largest_for_a_single_letter(self, directory):
        assert labels("l") == [
            "Louisiana (State, LA)", "Los Angeles Police Department (Police department, CA)", "Los Angeles (city, CA)",
            "Lake (city, MS)",
        ]  # fmt: skip

    @pytest.mark.parametrize("text", ["Los Angeles", "los angeles, ca", "Los Angeles California"])
    def test_is_the_city_before_the_more_populous_county_that_only_begins_like_it(self, ground, text):
        county = a_county("Los Angeles County", state="CA")
        ground["los angeles"].counties.add(county)
        a_place("Long Beach", state="CA", population=450000, counties=[county])
        refresh_place_names()
        assert labels(text)[:2] == ["Los Angeles (city, CA)", "Los Angeles County (County, CA)"]

    @pytest.mark.parametrize("text", ["", "  ", "xqzv", "omaha xqzv", "\x00", "!?", "-"])
    def test_is_none_where_nothing_fits(self, directory, text):
        assert suggest(text) == []

    def test_of_a_county_nobody_counted_weighs_what_its_places_do(self, directory):
        assert labels("douglas")[:2] == ["Douglas County (County, NE)", "Douglas County (County, KS)"]


class TestSuggestions:
    def test_are_at_most_as_many_as_asked_for_and_name_a_thing_once(self, directory):
        Alias.objects.create(jurisdiction=directory, name="Omaha")
        Alias.objects.create(jurisdiction=directory, name="Omaha City Hall")
        assert len(suggest("o", limit=2)) == 2
        assert labels("omaha").count("City of Omaha (City government, NE)") == 1

    def test_keep_room_for_two_people_after_the_rest(self, directory):
        for n in range(5):
            a_body(name=f"Jean Township {n}")
            an_official(directory, name=f"Jean Roe {n}", slug=f"jean-{n}")
        kinds = [found.kind for found in suggest("jean", limit=4)]
        assert kinds == ["body", "body", "person", "person"]

    def test_always_say_type_and_state(self, directory):
        for text in ("o", "omaha", "douglas", "l", "jean", "681", "n"):
            for found in suggest(text):
                assert found.detail and found.url.startswith("/")
                assert found.state == "" or found.state in found.detail

    def test_tell_towns_of_one_name_apart_by_their_county(self, ground):
        for geoid, county in (("17021", "Christian County"), ("17023", "Clark County")):
            a_place(county, kind="county", state="IL", geoid=geoid)
            a_place("Johnson", state="IL", geoid=f"{geoid}38492", designation="township", slug=f"johnson-{geoid}")
        refresh_place_names()
        assert labels("johnson") == ["Johnson (township, Christian County, IL)", "Johnson (township, Clark County, IL)"]

    def test_cost_one_query_however_many_there_are(self, directory):
        for n in range(30):
            an_official(a_body(name=f"Omaha Board {n}", agency_type="agency"), name=f"Omaha Roe {n}")
        for text in ("o", "om", "omaha", "Omaha, NE", "jean", "xqzv"):
            with CaptureQueriesContext(
                connection,
            ) as queries:
                suggest(text)
            assert len(queries) == (3 if text == "xqzv" else 1), text  # whoever mistyped waits for the known words

    @settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
    @given(text=TYPED)
    def test_never_fail(self, directory, text):
        assert len(suggest(text)) <= 8
        assert len(resolve(text).places) <= 5


class TestFreshness:
    def test_a_new_name_is_found_at_once_and_an_old_one_no_more(self, directory):
        directory.name = "Town of Elsewhere"
        directory.save()
        assert first("elsewhere") == "Town of Elsewhere (City government, NE)"
        assert "City of Omaha (City government, NE)" not in labels("omaha")

    def test_an_alias_is_found_from_its_entry_to_its_removal(self, directory):
        alias = Alias.objects.create(jurisdiction=directory, name="Gateway City")
        assert first("gateway") == "City of Omaha (City government, NE)"
        alias.delete()
        assert suggest("gateway") == []

    def test_a_body_that_is_removed_is_found_no_more(self, directory):
        Official.objects.all().delete()
        directory.delete()
        assert "City of Omaha (City government, NE)" not in labels("omaha")

    def test_ground_makes_a_body_better_known(self, ground):
        small, large = (
            a_body(name="Harbor Board A", agency_type="agency"),
            a_body(name="Harbor Board B", agency_type="agency"),
        )
        assert labels("harbor")[0].startswith("Harbor Board A")
        a_territory(large, ground["omaha"])
        assert labels("harbor")[0].startswith("Harbor Board B")
        large.territories.all().delete()
        a_territory(small, ground["ralston"])
        assert labels("harbor")[0].startswith("Harbor Board A")

    def test_rebuilding_everything_changes_nothing(self, directory):
        before = set(FindableName.objects.values_list("kind", "text", "weight", "all_words"))
        refresh_place_names()
        refresh_names()
        assert set(FindableName.objects.values_list("kind", "text", "weight", "all_words")) == before


class TestADraft:
    def test_never_betrays_its_speaker(self, directory):
        speaker = an_official(directory, name="Secret Roe")
        draft = a_statement(directory, official=speaker, speaker_title="Mayor", status="draft")
        assert suggest("secret") == suggest("roe") == []
        draft.status = "published"
        draft.save()
        assert [found.label for found in suggest("secret")] == ["Secret Roe"]
        Statement.objects.update(status="draft")
        assert suggest("secret") == []
        Statement.objects.update(status="retracted", retraction_reason="It named the wrong city.")
        assert [found.label for found in suggest("secret")] == ["Secret Roe"]


class TestAZipCode:
    @pytest.mark.parametrize("text", ["68102", " 68102 ", "68102-1234"])
    def test_leads_to_its_only_place(self, ground, text):
        (found,) = suggest(text)
        assert (found.kind, found.label, found.detail) == ("zip", "68102", "ZIP code, Omaha, NE")
        assert found.url == "/places/ne/omaha/" == resolve(text).only_place.url

    def test_of_several_places_leads_to_the_choice(self, ground):
        (found,) = suggest("68127")
        assert found.detail == "ZIP code, Omaha, NE and 1 more place" and found.url == "/jurisdictions/?q=68127"
        assert [place.label for place in resolve("68127").places] == ["Omaha", "Ralston"]
        assert resolve("68127").only_place is None

    def test_is_completed_from_its_first_digits(self, ground):
        assert [found.label for found in suggest("681")] == ["68102", "68127"]
        assert [found.label for found in suggest("9")] == ["95101"]

    @pytest.mark.parametrize("text", ["00000", "00000-0000"])
    def test_that_nobody_knows_is_said_to_be_one(self, ground, text):
        assert suggest(text) == [] and resolve(text).zip_code == "00000" and resolve(text).places == []

    @pytest.mark.parametrize("text", ["1", "6810", "681021", "68102-12", "6-8-1", "٦٨١٠٢"])
    def test_is_never_guessed(self, ground, text):
        assert resolve(text).zip_code == "" and resolve(text).only_place is None
        assert resolve(text).is_malformed_zip == text.isascii()


class TestAPlainSearch:
    def test_finds_places_that_no_body_of_the_directory_is_in(self, ground):
        assert [(place.label, place.detail) for place in resolve("omaha").places] == [
            ("Omaha", "city, NE"), ("Omaha", "city, TX")
        ]  # fmt: skip

    def test_finds_at_most_five(self, ground):
        for n in range(9):
            a_place(f"Newtown {n}", population=n)
        refresh_place_names()
        assert [place.label for place in resolve("newtown").places] == [f"Newtown {n}" for n in (8, 7, 6, 5, 4)]

    def test_is_no_zip_code(self, ground):
        assert resolve("Omaha, NE").only_place is None and resolve("").places == []
