"""Addresses of places that share a name."""

from jurisdictions.geography.compiling import Row
from jurisdictions.geography.divisions import Division
from jurisdictions.geography.slugs import give_slugs

ADAMS = Row("39001", "OH", "Adams County", "County")
BROWN = Row("39015", "OH", "Brown County", "County")


def slugs(*places, counties=(ADAMS, BROWN), kept=()):
    rows = [*counties, *places]
    give_slugs(counties, places, dict(kept))
    return {row.geoid: row.slug for row in rows}


def franklin(geoid, designation, **fields):
    return Row(geoid, "OH", "Franklin", designation, **fields)


def test_the_most_populous_keeps_the_plain_name_and_the_others_say_what_they_are():
    found = slugs(franklin("1", "city", population=9000), franklin("2", "village", population=700))
    assert (found["1"], found["2"]) == ("franklin", "franklin-village")


def test_places_alike_in_name_and_designation_add_their_county():
    found = slugs(franklin("1", "township", counties={"39001"}), franklin("2", "township", counties={"39015"}))
    assert (found["1"], found["2"]) == ("franklin-township-adams-county", "franklin-township-brown-county")


def test_what_nothing_tells_apart_has_its_number():
    found = slugs(franklin("3900001", "village"), franklin("3900002", "village"))
    assert (found["3900001"], found["3900002"]) == ("franklin-village-3900001", "franklin-village-3900002")


def test_a_city_of_unknown_size_comes_before_the_township_around_it():
    found = slugs(franklin("3900001", "city"), franklin("3900100002", "township"))
    assert (found["3900001"], found["3900100002"]) == ("franklin", "franklin-township")


def test_an_address_once_given_is_kept_though_another_grew_larger():
    small, large = franklin("1", "city", population=10), franklin("2", "village", population=20)
    found = slugs(small, large, kept={"1": "franklin"})
    assert (found["1"], found["2"]) == ("franklin", "franklin-village")


def test_a_county_yields_its_address_to_the_place_that_is_its_ground():
    county = Row("32510", "NV", "Carson City", "independent city", ground="3209700")
    city = Row("3209700", "NV", "Carson City", "independent city")
    assert slugs(city, counties=[county]) == {"32510": "carson-city-independent-city", "3209700": "carson-city"}


def test_signs_in_names_leave_no_trace():
    names = ["O'Fallon", "Lee’s Summit", "Hartsville/Trousdale County", "Española", "St. Louis"]
    places = [Row(str(number), "OH", name, "city") for number, name in enumerate(names)]
    assert list(slugs(*places, counties=()).values()) == [
        "ofallon", "lees-summit", "hartsville-trousdale-county", "espanola", "st-louis"
    ]  # fmt: skip


def test_the_divisions_official_name_gives_name_and_designation():
    def parts(name):
        division = Division("", name, "0000000")
        return division.bare_name, division.designation

    assert parts("Omaha city") == ("Omaha", "city")
    assert parts("Kansas City city") == ("Kansas City", "city")
    assert parts("Clinton charter township") == ("Clinton", "charter township")
    assert parts("Juneau city and borough") == ("Juneau", "city and borough")
    assert parts("Carson City") == ("Carson City", "")
    assert parts("Aguadilla Municipio") == ("Aguadilla", "municipio")


def test_a_divisions_id_names_the_counties_that_tell_it_apart():
    place = "ocd-division/country:us/state:mn/place:"
    assert Division(f"{place}st_anthony_~hennepin~ramsey_counties~", "", "").named_counties == {"hennepin", "ramsey"}
    assert Division(f"{place}st_anthony_~stearns_county~", "", "").named_counties == {"stearns"}
    assert Division(f"{place}o~kean", "", "").named_counties == set()
