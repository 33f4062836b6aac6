"""The carried gazetteer in the database, against public facts written down by hand."""

import csv
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import transaction

from jurisdictions.geography import gazetteer
from jurisdictions.models import LoadedRow, Place, ZipCode
from jurisdictions.search.names import refresh_place_names
from jurisdictions.search.suggest import resolve

with Path(__file__).with_name("known_places.csv").open(encoding="utf-8", newline="") as file:
    KNOWN = [(row["name"], row["state"], [*filter(None, row["counties"].split("|"))]) for row in csv.DictReader(file)]


@pytest.fixture(scope="module", autouse=True)
def loaded(django_db_setup, django_db_blocker):
    """The whole gazetteer, loaded once for this file."""
    with django_db_blocker.unblock(), transaction.atomic():
        gazetteer.load()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def findable(db):
    """The names of the whole gazetteer, as the search box knows them."""
    refresh_place_names()


def place(state, slug):
    return Place.objects.get(state=state, slug=slug)


def counties_of(place):
    return sorted(county.name for county in place.counties.all())


def places_of(code):
    return sorted((row.name, row.state, row.designation) for row in ZipCode.objects.get(code=code).places.all())


@pytest.mark.parametrize(("name", "state", "counties"), KNOWN, ids=[f"{name}, {state}" for name, state, _ in KNOWN])
def test_a_known_place_lies_in_its_counties(name, state, counties):
    towns_and_cities = Place.objects.filter(kind="place", name=name, state=state).largest_first()
    assert counties_of(towns_and_cities[0]) == counties


def test_a_known_place_is_what_its_name_and_state_lead_to(findable):
    astray = {}
    for name, state, _counties in KNOWN:
        found = next(iter(resolve(f"{name}, {state}").places), None)
        largest = Place.objects.filter(kind="place", name=name, state=state).largest_first()[0]
        if found is None or found.url != largest.page_url:
            astray[name, state] = found
    assert not astray


def test_every_state_has_all_its_counties():
    held = Place.objects.filter(kind="county")
    assert held.count() == 3221 + 9  # the nine planning regions of Connecticut beside its eight counties
    for state, count in {"TX": 254, "GA": 159, "VA": 95 + 38, "DE": 3, "DC": 1, "PR": 78, "LA": 64, "NV": 17}.items():
        assert held.filter(state=state).count() == count, state


def test_every_place_lies_in_a_county_of_its_own_state():
    links = Place.counties.through.objects.values_list("from_place__geoid", "to_place__geoid", "to_place__kind")
    assert not [link for link in links if link[0][:2] != link[1][:2] or link[2] != "county"]


@pytest.mark.parametrize("name", ["Franklin County", "Lake County", "Orange County", "Washington County"])
def test_counties_of_one_name_are_told_apart_by_state(name):
    held = Place.objects.filter(kind="county", name=name)
    assert held.count() > 3
    assert held.count() == held.values("state").distinct().count()
    assert {county.slug for county in held} == {name.lower().replace(" ", "-")}


def test_a_county_and_a_township_of_one_name_are_two():
    assert place("OH", "lake-county").geoid == "39085"
    townships = Place.objects.filter(state="OH", name="Lake", designation="township")
    assert {counties_of(one)[0] for one in townships} == {
        "Ashland County",
        "Logan County",
        "Stark County",
        "Wood County",
    }
    assert len({one.slug for one in townships}) == 4


@pytest.mark.parametrize(
    ("state", "city", "county"),
    [("MO", "2965000", "29189"), ("MD", "2404000", "24005"), ("VA", "5126496", "51059"), ("VA", "5167000", "51159")],
)
def test_an_independent_city_is_not_in_the_county_of_its_name(state, city, county):
    city, county = Place.objects.get(geoid=city), Place.objects.get(geoid=county)
    assert city.name in county.name and city.state == county.state == state
    assert not city.counties.exists()
    (own,) = city.other_numbers.all()
    assert own.designation == "independent city" and county.ground is None


def test_there_are_41_independent_cities_and_each_yields_to_its_city():
    cities = Place.objects.filter(designation="independent city", kind="county").select_related("ground")
    assert cities.count() == 41
    assert all(city.ground.name == city.name.removesuffix(" city") for city in cities)


def test_one_ground_has_one_page():
    assert place("CO", "denver-county").ground == place("CO", "denver")
    assert place("CA", "san-francisco-county").ground == place("CA", "san-francisco")
    assert place("PA", "philadelphia-county").ground == place("PA", "philadelphia")
    assert place("DC", "district-of-columbia").ground == place("DC", "washington")
    assert place("NV", "carson-city").kind == "place"


def test_a_city_that_leaves_others_in_its_county_is_not_the_county():
    for state, county in (("FL", "duval-county"), ("KY", "jefferson-county"), ("TN", "davidson-county")):
        assert place(state, county).ground is None


def test_kansas_city_is_in_two_states():
    both = Place.objects.filter(slug="kansas-city")
    assert {(one.state, one.geoid) for one in both} == {("KS", "2036000"), ("MO", "2938000")}


def test_new_york_and_new_york_city_are_one():
    city = place("NY", "new-york")
    assert city.geoid == "3651000" and city.population > 8_000_000
    assert place("NY", "new-york-county").kind == "county"


def test_the_largest_of_a_name_has_the_plain_address():
    for state, slug, geoid in (
        ("NE", "omaha", "3137000"),
        ("IL", "springfield", "1772000"),
        ("NJ", "princeton", "3460900"),
        ("NY", "hempstead", "3633139"),
        ("CT", "stonington-town", "0901173770"),
    ):
        assert place(state, slug).geoid == geoid


def test_a_zip_code_may_reach_several_places():
    assert places_of("64133") == [("Kansas City", "MO", "city"), ("Raytown", "MO", "city")]
    assert places_of("07930") == [("Chester", "NJ", "borough"), ("Chester", "NJ", "township")]


@pytest.mark.parametrize(
    ("code", "place"),
    [
        ("68102", ("Omaha", "NE", "city")),
        ("11201", ("New York", "NY", "city")),
        ("20500", ("Washington", "DC", "city")),
        ("63101", ("St. Louis", "MO", "city")),
        ("21201", ("Baltimore", "MD", "city")),
        ("21286", ("Baltimore County", "MD", "County")),
        ("20814", ("Montgomery County", "MD", "County")),  # Bethesda has no government of its own
        ("00901", ("San Juan Municipio", "PR", "Municipio")),
        ("96815", ("Honolulu County", "HI", "County")),
    ],
)
def test_a_zip_code_of_one_place(code, place):
    assert places_of(code) == [place]


def test_loading_again_changes_nothing():
    def rows():
        return set(Place.objects.values_list("pk", "geoid", "slug", "ground", "name_text"))

    before = rows()
    assert gazetteer.load() == 0
    assert rows() == before


def test_loading_mends_what_differs():
    Place.objects.filter(slug="carson-city", state="NV").update(slug="elsewhere")
    Place.objects.filter(slug="omaha", state="NE").update(population=1)
    place("NE", "lincoln").counties.clear()
    ZipCode.objects.filter(code="68102").delete()
    assert gazetteer.load() == 3
    assert place("NV", "carson-city").other_numbers.count() == 1
    assert place("NE", "omaha").population > 400_000
    assert counties_of(place("NE", "lincoln")) == ["Lancaster County"]
    assert places_of("68102") == [("Omaha", "NE", "city")]


def test_files_that_are_loaded_are_passed_by(capsys):
    call_command("load_places", if_changed=True)
    assert "loaded already" in capsys.readouterr().out
    LoadedRow.objects.filter(model=gazetteer.MEMORY).update(digest="other")
    call_command("load_places", if_changed=True)
    assert "Loaded the gazetteer" in capsys.readouterr().out
