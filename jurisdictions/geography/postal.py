"""ZIP codes at build time: the names they carry and the counties they reach."""

from collections import Counter, defaultdict

from .carried import plain, states


class Postal:
    def __init__(self, entries, county_equivalents, ground):
        """`entries` as the package zipcodes lists them."""
        geoids = {(state, plain(name)): geoid for geoid, state, name in county_equivalents}
        self.states, self.names, self.counties = {}, {}, {}
        self.counties_named = defaultdict(set)  # {(state, plain name): counties of the codes of that name}
        for entry in entries:
            code, state = entry["zip_code"], entry["state"]
            if state in states():
                self.states[code] = state
                self.names[code] = {plain(name) for name in (entry["city"], *entry["acceptable_cities"])}
                self.counties[code] = home = geoids.get((state, plain(entry["county"])), "")
                # A code whose point lies outside its county is named for a place near the border: either may be right.
                is_inside = home == ground.county_at(state, float(entry["lat"]), float(entry["long"]))
                self.counties_named[state, plain(entry["city"])].add(home if is_inside else "")

    def places(self, compilation):
        """({code: GEOIDs}, names that fit no place): the places that a code is named for, in its county if known.

        A code that is named for none of them (a settlement without a government, a quarter of a city) has its county.
        """
        own = {county.ground: county.geoid for county in compilation.counties if county.ground}
        (new_york,) = compilation.by_name["NY", "new york"]
        containing = {county: new_york.geoid for county in new_york.counties}
        containing |= {geoid: ground for ground, geoid in own.items()}
        found, unmatched = {}, Counter()
        for code, state in sorted(self.states.items()):
            home, reached = self.counties[code], set()
            for name in self.names[code]:
                fitting = {
                    place.geoid
                    for place in compilation.by_name[state, name]
                    if home in (place.counties or {own.get(place.geoid, home)})
                }
                reached |= fitting
                unmatched[state, name] += not fitting
            if reached or home:
                found[code] = reached or {containing.get(home, home)}
        return found, +unmatched
