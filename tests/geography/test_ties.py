"""Ties on divisions and points the tests make themselves; the county and state lists are the carried ones."""

from decimal import Decimal

import pytest

from jurisdictions.geography.divisions import Division, Divisions
from jurisdictions.geography.ties import Place, propose, tie
from jurisdictions.models import Identifier, Jurisdiction
from tests.factories import a_body

pytestmark = pytest.mark.django_db
US = "ocd-division/country:us"


def division(path, name, geoid):
    return Division(f"{US}/{path}", name, geoid)


DIVISIONS = Divisions(
    [
        division("state:fl/place:jacksonville", "Jacksonville city", "1235000"),
        division("state:fl/place:jacksonville_beach", "Jacksonville Beach city", "1235050"),
        division("state:mo/place:st_louis", "St. Louis city", "2965000"),
        division("state:mo/county:st_louis", "St. Louis County", "29189"),
        division("state:md/place:baltimore", "Baltimore city", "2404000"),
        division("state:md/county:baltimore", "Baltimore County", "24005"),
        division("state:mo/place:kansas_city", "Kansas City city", "2938000"),
        division("state:ks/place:kansas_city", "Kansas City city", "2036000"),
        division("state:ks/county:wyandotte", "Wyandotte County", "20209"),
        division("state:oh/county:franklin", "Franklin County", "39049"),
        division("state:in/county:franklin", "Franklin County", "18047"),
        division("state:pa/place:lancaster", "Lancaster city", "4241216"),
        division("state:pa/county:lancaster/place:lancaster", "Lancaster township", "4207141224"),
        division("state:nj/county:gloucester/place:washington", "Washington township", "3401577180"),
        division("state:nj/county:morris/place:washington", "Washington township", "3402777240"),
        division("state:nh/place:hanover", "Hanover town", "3300933860"),
        division("state:ny/place:new_york", "New York city", "3651000"),
        division("state:nv/place:carson_city", "Carson City", "3209700"),
        division("state:co/place:denver", "Denver city", "0820000"),
        division("state:hi/county:honolulu", "Honolulu County", "15003"),
        division("state:hi/county:hawaii", "Hawaii County", "15001"),
        division("state:ct/place:new_haven", "New Haven city", "0952000"),
        division("territory:pr/municipio:aguadilla", "Aguadilla Municipio", "72005"),
        division("state:ne/place:omaha", "Omaha city", "3137000"),
        division("state:pa/place:centerville_a", "Centerville borough", "4212224"),
        division("state:pa/place:centerville_b", "Centerville borough", "4212216"),
    ]
)


class Ground:
    """Stands in for GeoNames and the Census shapes."""

    PLACES = {
        ("FL", "Jacksonville"): Place(30.33, -81.66, 1000, "12031", True),
        ("MO", "St. Louis"): Place(38.63, -90.2, 2000, "29510", True),
        ("MD", "Baltimore"): Place(39.29, -76.61, 3000, "24510", True),
        ("MO", "Kansas City"): Place(39.1, -94.58, 4000, "29095", False),
        ("KS", "Kansas City"): Place(39.11, -94.63, 5000, "20209", True),
        ("NH", "Hanover"): Place(43.7, -72.29, 6000, "33009", True),
        ("NY", "New York city"): Place(40.71, -74.01, 7000, "36061", False),
        ("NV", "Carson City"): Place(39.16, -119.77, 8000, "32510", True),
        ("CO", "Denver"): Place(39.74, -104.98, 9000, "08031", False),
        ("CT", "New Haven"): Place(41.31, -72.93, 1100, "09009", True),
        ("NE", "Omaha"): Place(41.26, -95.94, 1200, "31055", True),
        ("PA", "Centerville"): Place(40.05, -79.97, 1300, "42125", True),
        ("DC", "Washington"): Place(38.9, -77.04, 1400, "11001", True),
    }

    def places(self, state, name):
        return [self.PLACES[state, name]] if (state, name) in self.PLACES else []

    def county_point(self, geoid):
        return 40.0, -90.0

    def state_point(self, fips):
        return 41.0, -99.0


def proposed(name, agency_type, state, **fields):
    return propose(Jurisdiction(name=name, agency_type=agency_type, state=state, **fields), DIVISIONS, Ground())


def geoid_of(*args, **fields):
    return proposed(*args, **fields).identifiers.get("geoid")


def test_a_county_of_a_common_name_is_told_apart_by_its_state():
    assert geoid_of("Franklin County", "county", "OH", county="Franklin County") == "39049"
    assert geoid_of("Franklin County", "county", "IN", county="Franklin County") == "18047"


def test_jacksonville_is_not_jacksonville_beach():
    assert geoid_of("City of Jacksonville", "city", "FL", city="Jacksonville") == "1235000"
    beach = proposed("City of Jacksonville Beach", "city", "FL", city="Jacksonville Beach")
    assert beach.identifiers["geoid"] == "1235050"
    assert "latitude" not in beach.fields


@pytest.mark.parametrize(
    ("state", "city", "city_geoid", "county_geoid"),
    [("MO", "St. Louis", "2965000", "29189"), ("MD", "Baltimore", "2404000", "24005")],
)
def test_an_independent_city_is_not_the_county_of_its_name(state, city, city_geoid, county_geoid):
    of_city = proposed(f"City of {city}", "city", state, city=city)
    assert of_city.identifiers["geoid"] == city_geoid
    assert "county" not in of_city.fields
    assert geoid_of(f"{city} County", "county", state, county=f"{city} County") == county_geoid
    assert "county" not in proposed(f"{city} Police Department", "police", state, city=city).fields


def test_kansas_city_in_two_states_has_two_numbers_and_a_county_only_where_it_is_certain():
    missouri = proposed("City of Kansas City", "city", "MO", city="Kansas City")
    kansas = proposed("City of Kansas City", "city", "KS", city="Kansas City")
    assert (missouri.identifiers["geoid"], kansas.identifiers["geoid"]) == ("2938000", "2036000")
    assert "county" not in missouri.fields
    assert kansas.fields["county"] == "Wyandotte County"


def test_a_government_merged_of_city_and_county_is_not_numbered_as_either():
    merged = proposed("Unified Government of Wyandotte County and Kansas City", "city", "KS", city="Kansas City")
    assert merged.identifiers == {}
    assert merged.doubts


def test_washington_dc_is_numbered_as_a_district_and_its_police_lie_in_no_county():
    assert proposed("District of Columbia", "state", "DC").identifiers == {"geoid": "11", "ocd": f"{US}/district:dc"}
    police = proposed("Metropolitan Police Department", "police", "DC", city="Washington")
    assert police.fields == {"latitude": Decimal("38.9"), "longitude": Decimal("-77.04")}


def test_the_kind_of_government_tells_a_city_from_the_township_around_it():
    assert geoid_of("City of Lancaster", "city", "PA", city="Lancaster") == "4241216"
    assert geoid_of("Lancaster Township", "city", "PA", city="Lancaster") == "4207141224"


def test_a_township_of_a_common_name_needs_its_county():
    assert geoid_of("Washington Township", "city", "NJ", city="Washington") is None
    assert geoid_of("Washington Township", "city", "NJ", city="Washington", county="Morris County") == "3402777240"


def test_two_boroughs_of_one_name_leave_everything_open():
    assert proposed("Borough of Centerville", "city", "PA", city="Centerville").fields == {}
    assert proposed("Centerville Police Department", "police", "PA", city="Centerville").fields == {}


def test_a_town_lies_in_the_county_it_is_numbered_under_and_takes_no_settlements_people():
    hanover = proposed("Town of Hanover", "city", "NH", city="Hanover").fields
    assert hanover["county"] == "Grafton County"
    assert "latitude" in hanover and "population" not in hanover


def test_a_city_of_five_counties_has_none():
    new_york = proposed("New York City", "city", "NY", city="New York")
    assert new_york.identifiers["geoid"] == "3651000"
    assert new_york.fields["population"] == 7000
    assert "county" not in new_york.fields


def test_a_city_that_is_one_with_its_county_carries_that_county():
    assert proposed("City and County of Denver", "city", "CO", city="Denver").fields["county"] == "Denver County"
    assert geoid_of("City and County of Honolulu", "city", "HI", city="Honolulu", county="Honolulu County") == "15003"
    assert "county" not in proposed("Carson City", "city", "NV", city="Carson City").fields


def test_connecticut_and_puerto_rico_leave_the_county_empty():
    assert "county" not in proposed("City of New Haven", "city", "CT", city="New Haven").fields
    aguadilla = proposed("Municipality of Aguadilla", "city", "PR", city="Aguadilla")
    assert aguadilla.identifiers["geoid"] == "72005"
    assert "county" not in aguadilla.fields


def test_a_force_takes_the_point_of_its_place_but_neither_number_nor_people():
    police = proposed("Omaha Police Department", "police", "NE", city="Omaha")
    sheriff = proposed("Franklin County Sheriff's Office", "sheriff", "OH", county="Franklin County")
    assert police.fields == {"county": "Douglas County", "latitude": Decimal("41.26"), "longitude": Decimal("-95.94")}
    assert sheriff.fields == {"latitude": Decimal("40.0"), "longitude": Decimal("-90.0")}
    assert police.identifiers == sheriff.identifiers == {}


def test_a_department_of_a_county_is_not_the_county():
    assert geoid_of("Franklin County Jail", "county", "OH", county="Franklin County") is None
    assert geoid_of("Hawaiʻi County", "county", "HI", county="Hawaii County") == "15001"


def test_school_districts_and_agencies_are_left_alone():
    for agency_type in ("school_district", "agency", "prosecutor"):
        proposal = proposed("Omaha Public Body", agency_type, "NE", city="Omaha")
        assert (proposal.fields, proposal.identifiers) == ({}, {})


def test_a_different_value_is_kept_and_reported_and_a_second_run_writes_nothing():
    omaha = a_body(name="City of Omaha", city="Omaha", population=7)
    Identifier.objects.create(jurisdiction=omaha, scheme="ocd", value="elsewhere")
    first = tie(DIVISIONS, Ground())
    omaha.refresh_from_db()
    assert (omaha.population, omaha.county) == (7, "Douglas County")
    assert len(first.differing) == 2
    assert dict(omaha.identifiers.values_list("scheme", "value")) == {"ocd": "elsewhere", "geoid": "3137000"}
    assert not tie(DIVISIONS, Ground()).written


def test_a_dry_run_writes_nothing():
    omaha = a_body(name="City of Omaha", city="Omaha")
    assert tie(DIVISIONS, Ground(), dry_run=True).written["geoid"] == 1
    omaha.refresh_from_db()
    assert (omaha.latitude, omaha.identifiers.count()) == (None, 0)
