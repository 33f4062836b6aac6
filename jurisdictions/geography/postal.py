"""ZIP codes at build time: the names they carry and the counties they reach."""

from collections import Counter, defaultdict

from .carried import plain, states


class Postal:
    def __init__(self, entries, areas, county_equivalents):
        """`entries` as the package zipcodes lists them; `areas`: (code, USPS code, county) of the Census's ZIP areas."""
        geoids = {(state, plain(name)): geoid for geoid, state, name in county_equivalents}
        self.states, self.names, self.counties = {}, {}, defaultdict(set)
        self.counties_named = defaultdict(set)  # {(state, plain name): counties of the codes of that name}
        self.areas_named = defaultdict(set)  # the same with every county that such a code's area touches
        touched = defaultdict(set)
        for code, state, county in areas:
            touched[code] |= {geoids.get((state, plain(county)))} - {None}
        for entry in entries:
            code, state = entry["zip_code"], entry["state"]
            if state in states():
                self.states[code] = state
                self.names[code] = {plain(name) for name in (entry["city"], *entry["acceptable_cities"])}
                home = {geoids.get((state, plain(entry["county"])))} - {None}
                self.counties[code] = home | touched[code]
                self.counties_named[state, plain(entry["city"])] |= home
                for name in self.names[code]:
                    self.areas_named[state, name] |= self.counties[code]

    def places(self, compilation):
        """({code: GEOIDs}, names that fit no place): the places a code is named for in a county that it reaches.

        A code without any reaches unincorporated land: its counties then.
        """
        own = {county.ground: county.geoid for county in compilation.counties if county.ground}
        yielding = {county.geoid: county.ground for county in compilation.counties if county.ground}
        found, unmatched = {}, Counter()
        for code, state in sorted(self.states.items()):
            near, reached = self.counties[code], set()
            for name in self.names[code]:
                places = [
                    place.geoid
                    for place in compilation.by_name[state, name]
                    if near & (place.counties | {own.get(place.geoid)}) or not (place.counties or own.get(place.geoid))
                ]
                reached.update(places)
                unmatched[state, name] += not places
            reached = reached or {yielding.get(county, county) for county in near}
            if reached:
                found[code] = reached
        return found, +unmatched
