import pytest
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError

from jurisdictions.curation.loader import load
from jurisdictions.curation.problems import problems_of
from jurisdictions.curation.reader import read
from jurisdictions.geography.carried import counties, independent_cities, states
from jurisdictions.geography.checks import findings
from jurisdictions.models import Identifier, ParentTie, Territory
from jurisdictions.models.vocabulary import STATES
from tests.factories import a_body

pytestmark = pytest.mark.django_db


def number(body, geoid, ocd):
    for scheme, value in (("geoid", geoid), ("ocd", f"ocd-division/country:us/{ocd}")):
        Identifier.objects.create(jurisdiction=body, scheme=scheme, value=value)


def serving(geoid, **fields):
    body = a_body(**fields)
    Territory.objects.create(jurisdiction=body, geoid=geoid)
    return body


def a_city(**fields):
    fields = {"city": "Omaha", "county": "Douglas County", "latitude": 41.25, "longitude": -95.94, **fields}
    body = serving("3137000", **fields)
    number(body, "3137000", "state:ne/place:omaha")
    return body


def problems():
    return {(finding.slug, finding.problem) for finding in findings()}


def test_every_place_of_the_curated_record_is_tied_or_accepted(capsys):
    load(read(settings.BASE_DIR / "fixtures")[0])
    call_command("check_places")
    assert "take it off" not in capsys.readouterr().out


def test_coordinates_of_the_curated_record_are_read_as_written():
    assert not [problem for problem in problems_of(read(settings.BASE_DIR / "fixtures")[0]) if "tude:" in problem]


def test_a_new_unresolved_place_fails_and_an_accepted_one_does_not(tmp_path, capsys):
    body = a_city(county="")
    accepted = tmp_path / "accepted.txt"
    accepted.write_text("# none\n")
    with pytest.raises(CommandError, match="1 new"):
        call_command("check_places", accepted=accepted)
    assert f"{body.slug} no-county" in capsys.readouterr().err
    accepted.write_text(f"{body.slug} no-county It reaches into Sarpy County.\ngone no-point Once.\n")
    call_command("check_places", accepted=accepted)
    assert "take it off accepted.txt: gone no-point" in capsys.readouterr().out


def test_a_whole_city_is_in_order():
    a_city()
    assert problems() == set()


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"county": "Orange County"}, "unknown-county"),
        ({"latitude": None, "longitude": None}, "no-point"),
        ({"latitude": 33.18, "longitude": -94.74}, "point-elsewhere"),
        ({"state": "TX", "county": "Harris County", "latitude": 33.18, "longitude": -94.74}, "identifier-elsewhere"),
    ],
)
def test_a_city_of_another_state_is_noticed(fields, problem):
    assert (a_city(**fields).slug, problem) in problems()


def test_a_government_without_its_number_is_unresolved():
    body = a_body(agency_type="state", latitude=41, longitude=-99)
    assert problems() == {(body.slug, "no-identifier")}


def test_a_county_under_a_namesakes_number_is_noticed():
    body = serving(
        "39049", agency_type="county", state="OH", county="Franklin County", latitude=39.97, longitude=-83.01
    )
    number(body, "39047", "state:oh/county:fayette")
    assert problems() == {(body.slug, "wrong-identifier")}


def test_a_force_must_not_carry_its_citys_number_or_people():
    city = a_city()
    police = a_city(agency_type="police", population=486051)
    ParentTie.objects.create(child=police, parent=city, relation="administrative")
    wrong = {problem for slug, problem in problems() if slug == police.slug}
    assert wrong == {"borrowed-identifier", "borrowed-population", "shared-identifier"}


def test_a_force_needs_a_parent_once_the_directory_holds_its_government():
    point = {"city": "Omaha", "county": "Douglas County", "latitude": 41.25, "longitude": -95.94}
    police = serving("3137000", agency_type="police", **point)
    assert problems() == set()
    city = a_city()
    assert problems() == {(police.slug, "no-parent")}
    ParentTie.objects.create(child=police, parent=city, relation="administrative")
    assert problems() == set()


def test_an_independent_city_needs_no_county_and_may_not_have_one():
    baltimore = {"state": "MD", "city": "Baltimore", "agency_type": "police", "latitude": 39.29, "longitude": -76.61}
    serving("2404000", **baltimore)
    wrong = serving("2404000", **baltimore, county="Baltimore County")
    assert problems() == {(wrong.slug, "needless-county")}


def test_the_carried_lists_cover_every_state():
    assert set(states()) == set(STATES)
    assert {state for state, _name in counties()} == set(STATES) - {"DC"}
    assert len(independent_cities()) == 41
    assert states()["AK"].holds(52.9, 172.9) and not states()["AK"].holds(41.25, -95.94)


@pytest.mark.parametrize(
    ("geoid", "problem"),
    [("3137001", "unknown-territory"), ("2938000", "territory-elsewhere"), ("31055", None), ("3100102900", None)],
)
def test_a_territory_is_a_number_of_the_gazetteer_in_the_bodys_state(geoid, problem):
    body = serving(geoid, agency_type="agency")
    assert problems() == ({(body.slug, problem)} if problem else set())


def test_the_county_of_a_ground_with_its_city_yields():
    body = serving("08031", agency_type="agency", state="CO")
    assert problems() == {(body.slug, "yielding-territory")}


@pytest.mark.parametrize("agency_type", ["city", "county", "police", "sheriff"])
def test_a_body_with_a_place_serves_a_ground(agency_type):
    body = a_body(agency_type=agency_type)
    assert (body.slug, "no-territory") in problems()
