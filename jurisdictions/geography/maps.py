"""The map of a state: its county lines as carried in data/maps, and where a point lies on it."""

import json
import math
import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, count

from .carried import DATA

MAPS = DATA / "maps"
NUMBER = re.compile(r"-?\d+")
EASILY_SEEN = 40  # units of the drawing


@dataclass(frozen=True)
class Albers:
    """Equal-area conic projection of a globe of radius 1 (Snyder, Map Projections, 1987, p. 100)."""

    south: float  # the two standard parallels, degrees
    north: float
    meridian: float  # drawn upright

    def __call__(self, latitude, longitude):
        """(x, y), y upwards; longitudes may count on below -180."""
        first, second = math.radians(self.south), math.radians(self.north)
        n = (math.sin(first) + math.sin(second)) / 2
        c = math.cos(first) ** 2 + 2 * n * math.sin(first)
        radius, origin = (math.sqrt(c - 2 * n * math.sin(at)) / n for at in (math.radians(latitude), first))
        angle = n * math.radians(longitude - self.meridian)
        return radius * math.sin(angle), origin - radius * math.cos(angle)


def westward(longitude):
    """The Aleutians beyond the antimeridian lie west of the others."""
    return longitude - 360 if longitude > 0 else longitude


@dataclass(frozen=True)
class StateMap:
    """Units of the drawing: x to the right and y down from the upper left corner, within `width` and `height`."""

    projection: Albers
    scale: float  # units a radian
    left: float
    top: float
    width: int
    height: int
    counties: dict  # GEOID: path data

    def place(self, latitude, longitude):
        x, y = self.projection(float(latitude), westward(float(longitude)))
        return x * self.scale - self.left, self.top - y * self.scale

    def ring(self, geoid):
        """(x, y, radius) of a circle that makes a county too small to be seen findable, or None."""
        left, top, right, bottom = extent(self.counties[geoid])
        if max(right - left, bottom - top) >= EASILY_SEEN:
            return None
        return round((left + right) / 2), round((top + bottom) / 2), EASILY_SEEN


def extent(path):
    """(left, top, right, bottom) of path data as data/maps has it: a start, then steps."""
    xs, ys = [], []
    for part in path.split("M")[1:]:
        numbers = [int(number) for number in NUMBER.findall(part)]
        xs += accumulate(numbers[::2])
        ys += accumulate(numbers[1::2])
    return min(xs), min(ys), max(xs), max(ys)


@cache
def state_map(code):
    drawing = json.loads((MAPS / f"{code.lower()}.json").read_text(encoding="utf-8"))
    return StateMap(Albers(*drawing.pop("projection")), **drawing)


def apart(points, gap):
    """The points in their order, each moved just so far that none lies nearer than `gap` to one before it."""
    placed, squares = [], defaultdict(list)  # of the plane, as wide as the gap: only neighbours can be too near
    for point in points:
        spot = next(spot for spot in around(point, gap) if is_free(spot, gap, squares))
        placed.append(spot)
        squares[square_of(spot, gap)].append(spot)
    return placed


def square_of(spot, gap):
    return math.floor(spot[0] / gap), math.floor(spot[1] / gap)


def is_free(spot, gap, squares):
    column, row = square_of(spot, gap)
    near = (squares.get((column + x, row + y), ()) for x in (-1, 0, 1) for y in (-1, 0, 1))
    return all(math.dist(spot, other) >= gap for others in near for other in others)


def around(point, gap):
    """The point, then ever wider circles of spots about it."""
    x, y = point
    yield point
    for ring in count(1):
        for step in range(6 * ring):
            angle = math.tau * step / (6 * ring)
            yield x + ring * gap * math.cos(angle), y + ring * gap * math.sin(angle)
