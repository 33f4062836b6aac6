"""Drawing the maps of data/maps from the county lines of us-atlas; only `manage.py draw_maps` imports this.

Lines are simplified arc by arc, so that neighbours keep sharing their border.
"""

import json
import math
from collections import defaultdict

from .carried import states
from .maps import MAPS, Albers, westward

SIZE = 1000  # units of the longer side
TOLERANCE = 0.8  # units a line may move when it is simplified
SMALLEST_ISLAND = 12  # square units; a county's largest part is drawn at any size
SMALLEST_MARK = 3  # square units; the source has Falls Church, Virginia, as two points
FARTHEST_ISLAND = {"15": -161}  # Hawaii without the uninhabited islands in the northwest, which would make it tiny


def draw(topology):
    """{USPS code: drawing} from a us-atlas topology, unprojected."""
    arcs = [unquantized(arc, topology["transform"]) for arc in topology["arcs"]]
    counties = defaultdict(dict)
    for shape in topology["objects"]["counties"]["geometries"]:
        counties[shape["id"][:2]][shape["id"]] = rings_of(shape)
    return {code: draw_state(counties[state.fips], arcs, state.fips) for code, state in states().items()}


def unquantized(arc, transform):
    """[(longitude, latitude)]: TopoJSON stores each arc as whole-number steps from its first point."""
    x = y = 0
    points = []
    for step_x, step_y in arc:
        x, y = x + step_x, y + step_y
        points.append((westward(x * transform["scale"][0] + transform["translate"][0]),
                       y * transform["scale"][1] + transform["translate"][1]))  # fmt: skip
    return points


def rings_of(shape):
    """Every ring of a county, outlines and holes alike, as lists of arc numbers."""
    polygons = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
    return [ring for polygon in polygons for ring in polygon]


def draw_state(counties, arcs, fips):
    west = FARTHEST_ISLAND.get(fips, -math.inf)
    counties = {geoid: [ring for ring in rings if is_east(ring, arcs, west)] for geoid, rings in counties.items()}
    used = {index if index >= 0 else ~index for rings in counties.values() for ring in rings for index in ring}
    points = [point for index in used for point in arcs[index]]
    longitudes, latitudes = zip(*points, strict=True)
    margin = (max(latitudes) - min(latitudes)) / 6
    parallels = min(latitudes) + margin, max(latitudes) - margin
    projection = [round(n, 4) for n in (*parallels, (min(longitudes) + max(longitudes)) / 2)]
    project = Albers(*projection)
    projected = {index: [project(latitude, longitude) for longitude, latitude in arcs[index]] for index in used}
    xs, ys = zip(*(point for line in projected.values() for point in line), strict=True)
    scale = SIZE / max(max(xs) - min(xs), max(ys) - min(ys))
    left, top = min(xs) * scale, max(ys) * scale
    drawn = {index: [(x * scale - left, top - y * scale) for x, y in line] for index, line in projected.items()}
    simple = {index: simplified(line) for index, line in drawn.items()}
    return {
        "projection": projection, "scale": round(scale, 2), "left": round(left, 2), "top": round(top, 2),
        "width": math.ceil((max(xs) - min(xs)) * scale), "height": math.ceil((max(ys) - min(ys)) * scale),
        "counties": {geoid: path_of(rings, simple, drawn) for geoid, rings in sorted(counties.items())},
    }  # fmt: skip


def is_east(ring, arcs, west):
    index = ring[0] if ring[0] >= 0 else ~ring[0]
    return arcs[index][0][0] > west


def simplified(line):
    """Douglas and Peucker: the fewest of its points such that none lies farther than TOLERANCE from the line."""
    kept, open_parts = {0, len(line) - 1}, [(0, len(line) - 1)]
    while open_parts:
        first, last = open_parts.pop()
        far, distance = max(
            ((i, distance_to(line[i], line[first], line[last])) for i in range(first + 1, last)),
            key=lambda found: found[1],
            default=(None, 0),
        )
        if distance > TOLERANCE:
            kept.add(far)
            open_parts += [(first, far), (far, last)]
    return [line[i] for i in sorted(kept)]


def distance_to(point, start, end):
    (x, y), (ax, ay), (bx, by) = point, start, end
    length = math.dist(start, end)
    if not length:
        return math.dist(point, start)
    along = max(0, min(1, ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / length**2))
    return math.dist(point, (ax + along * (bx - ax), ay + along * (by - ay)))


def path_of(rings, simple, drawn):
    """Path data in whole units; a county too small for that is drawn in full, one without extent as a mark."""
    rounded = sorted((joined(ring, simple) for ring in rings), key=area, reverse=True)
    large = [ring for ring in rounded if area(ring) >= SMALLEST_ISLAND]
    if not large:
        whole = max((joined(ring, drawn) for ring in rings), key=area)
        large = [whole if area(whole) >= SMALLEST_MARK else mark_at(whole[0])]
    return "".join(as_path(ring) for ring in large)


def mark_at(point):
    x, y = point
    return [(x - 2, y), (x, y - 2), (x + 2, y), (x, y + 2)]


def joined(ring, lines):
    """Arcs end to end, a negative number being an arc taken backwards, in whole units; no point twice in a row."""
    points = []
    for index in ring:
        line = lines[index] if index >= 0 else lines[~index][::-1]
        for x, y in line:
            if not points or points[-1] != (round(x), round(y)):
                points.append((round(x), round(y)))
    return points[:-1] if len(points) > 1 and points[0] == points[-1] else points


def area(ring):
    return abs(sum(ax * by - bx * ay for (ax, ay), (bx, by) in zip(ring, ring[1:] + ring[:1], strict=True))) / 2


def as_path(ring):
    steps = [(bx - ax, by - ay) for (ax, ay), (bx, by) in zip(ring, ring[1:], strict=False)]
    numbers = " ".join(f"{x} {y}" for x, y in steps).replace(" -", "-")
    return f"M{ring[0][0]} {ring[0][1]}l{numbers}z"


def write_maps(atlas_path):
    """Write one file a state; returns {USPS code: bytes}."""
    MAPS.mkdir(exist_ok=True)
    sizes = {}
    for code, drawing in draw(json.loads(atlas_path.read_text(encoding="utf-8"))).items():
        text = json.dumps(drawing, indent=0, separators=(",", ":")) + "\n"
        sizes[code] = (MAPS / f"{code.lower()}.json").write_text(text, encoding="utf-8")
    return sizes
