import json
import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jurisdictions.geography.carried import states
from jurisdictions.geography.drawing import draw, simplified
from jurisdictions.geography.gazetteer import COUNTIES, place_of, rows_of
from jurisdictions.geography.governments import CountyGovernment, government_of
from jurisdictions.geography.maps import MAPS, Albers, apart, state_map
from jurisdictions.models import vocabulary as words

LATITUDES, LONGITUDES = st.floats(18, 71), st.floats(-187, -66)
NATION = Albers(29.5, 45.5, -96)
POINTS = st.lists(st.tuples(st.floats(0, 1000), st.floats(0, 1000)), max_size=25)
SQUARES = {
    "transform": {"scale": [1, 1], "translate": [-100, 41]},
    "arcs": [[[1, 0], [0, 2]], [[1, 2], [-1, 0], [0, -2], [1, 0]], [[1, 0], [1, 0], [0, 2], [-1, 0]]],
}


class TestTheProjection:
    @given(LATITUDES, LONGITUDES)
    def test_keeps_areas(self, latitude, longitude):
        step = 1e-3
        (ax, ay), (bx, by), (cx, cy) = (
            NATION(*point)
            for point in ((latitude, longitude), (latitude, longitude + step), (latitude + step, longitude))
        )
        drawn = abs((bx - ax) * (cy - ay) - (cx - ax) * (by - ay))
        true = math.radians(step) ** 2 * math.cos(math.radians(latitude))
        assert drawn == pytest.approx(true, rel=1e-3)

    @given(LATITUDES, LATITUDES)
    def test_draws_its_meridian_upright(self, one, other):
        (x, low), (_x, high) = NATION(min(one, other), -96), NATION(max(one, other), -96)
        assert x == 0 and low <= high

    @given(st.sampled_from([29.5, 45.5]), st.floats(-120, -70))
    def test_is_true_to_scale_along_its_parallels(self, latitude, longitude):
        length = math.dist(NATION(latitude, longitude), NATION(latitude, longitude + 1e-3))
        assert length == pytest.approx(math.radians(1e-3) * math.cos(math.radians(latitude)), rel=1e-4)

    def test_agrees_with_the_worked_example_of_its_source(self):
        """Snyder, p. 291: 35° N, 75° W about 23° N, with the origin at 23° N, on a globe of radius 1."""
        (x, y), (_x, origin) = NATION(35, -75), NATION(23, -96)
        assert (x, y - origin) == (pytest.approx(0.2952720, abs=1e-6), pytest.approx(0.2416774, abs=1e-6))


class TestAMap:
    def test_is_carried_for_every_state_and_nothing_else(self):
        assert {path.stem.upper() for path in MAPS.glob("*.json")} == set(words.STATES)

    @pytest.mark.parametrize("code", words.STATES)
    def test_shows_every_county_within_its_frame(self, code):
        drawing = state_map(code)
        for geoid, path in drawing.counties.items():
            corners = list(corners_of(path))
            assert len(set(corners)) > 2, geoid
            assert all(-3 <= x <= drawing.width + 3 and -3 <= y <= drawing.height + 3 for x, y in corners), geoid
        assert {geoid[:2] for geoid in drawing.counties} == {states()[code].fips}

    def test_is_light(self):
        assert max(path.stat().st_size for path in MAPS.glob("*.json")) < 40_000

    def test_puts_places_where_they_are(self):
        for code, latitude, longitude, county in (("NE", 41.26, -95.94, "31055"), ("AK", 61.22, -149.9, "02020"),
                                                  ("HI", 21.31, -157.86, "15003"), ("PR", 18.47, -66.11, "72127"),
                                                  ("AK", 51.88, -176.65, "02016")):  # fmt: skip
            drawing = state_map(code)
            x, y = drawing.place(latitude, longitude)
            corners = list(corners_of(drawing.counties[county]))
            assert min(c[0] for c in corners) - 5 <= x <= max(c[0] for c in corners) + 5, code
            assert min(c[1] for c in corners) - 5 <= y <= max(c[1] for c in corners) + 5, code

    def test_draws_neighbours_with_one_border(self):
        shapes = [{"id": "31001", "type": "Polygon", "arcs": [[0, 1]]},
                  {"id": "31003", "type": "MultiPolygon", "arcs": [[[2, -1]]]}]  # fmt: skip
        everywhere = [{**shapes[0], "id": f"{state.fips}001"} for state in states().values() if state.fips != "31"]
        drawn = draw({**SQUARES, "objects": {"counties": {"geometries": shapes + everywhere}}})["NE"]
        west, east = (set(corners_of(path)) for path in drawn["counties"].values())
        assert len(west & east) == 2 and len(json.dumps(drawn)) < 400


def corners_of(path):
    """Absolute corners of path data made of M, l and z."""
    for x, y, steps in re.findall(r"M(-?\d+) (-?\d+)l([^z]*)z", path):
        x, y = int(x), int(y)
        yield x, y
        numbers = [int(n) for n in re.findall(r"-?\d+", steps)]
        for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
            x, y = x + dx, y + dy
            yield x, y


@given(st.lists(st.tuples(st.integers(0, 99), st.integers(0, 99)), min_size=2, max_size=40))
def test_a_simplified_line_keeps_its_ends_and_stays_near(line):
    short = simplified(line)
    assert (short[0], short[-1]) == (line[0], line[-1]) and set(short) <= set(line)


@given(POINTS)
def test_marks_never_cover_each_other_and_move_no_farther_than_they_must(points):
    placed = apart(points, 36)
    assert all(math.dist(a, b) >= 35.99 for i, a in enumerate(placed) for b in placed[:i])
    assert placed[:1] == points[:1] and all(
        math.dist(point, spot) <= 36 * (1 + i) for i, (point, spot) in enumerate(zip(points, placed, strict=True))
    )


def test_hundreds_of_marks_on_one_spot_stay_near_it():
    placed = apart([(500, 500)] * 400, 36)
    assert len({(round(x), round(y)) for x, y in placed}) == 400
    assert max(math.dist((500, 500), spot) for spot in placed) < 36 * 15


def test_as_many_counties_have_a_government_as_the_census_of_governments_counts():
    counties = [place_of(row, words.PlaceKind.COUNTY) for row in rows_of(COUNTIES)]
    grounds = {row["geoid"]: row["ground"] for row in rows_of(COUNTIES)}
    for county in counties:
        county.ground_id = grounds[county.geoid] or None
    own = [c for c in counties if government_of(c) == CountyGovernment.OWN and c.state != "PR"]
    assert len(own) == 3031
