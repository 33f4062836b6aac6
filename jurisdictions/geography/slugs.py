"""Addresses of counties and places, unique in their state. An address once given is kept."""

from collections import Counter, defaultdict

from django.utils.text import slugify


def give_slugs(counties, places, kept):
    """Set `slug` on every row; `kept` is {GEOID: slug} of the rows carried so far."""
    taken = set()
    for row in (*counties, *places):
        row.slug = kept.get(row.geoid, "")
        taken.add((row.state, row.slug))
    for county in counties:
        county.slug = county.slug or address(county.name)
        taken.add((county.state, county.slug))
    names = {county.geoid: county.name for county in counties}
    namesakes = defaultdict(list)
    for place in places:
        namesakes[place.state, address(place.name)].append(place)
    for wish in (
        lambda place: address(place.name) if is_largest(place, namesakes) else None,
        lambda place: address(place.name, place.designation),
        lambda place: address(place.name, place.designation, names[min(place.counties)]) if place.counties else None,
        lambda place: address(place.name, place.designation, place.geoid),
    ):
        wishes = {place.geoid: (place.state, wish(place)) for place in places if not place.slug}
        counts = Counter(wishes.values())
        for place in places:
            wished = wishes.get(place.geoid)
            if wished and wished[1] and counts[wished] == 1 and wished not in taken:
                place.slug = wished[1]
                taken.add(wished)


def address(*words):
    return slugify(" ".join(words).replace("'", "").replace("’", "").replace("/", " "))


def is_largest(place, namesakes):
    """Whether the plain name leads to this place: none of its name is larger, or it is the only one that is no town."""
    others = [one for one in namesakes[place.state, address(place.name)] if one is not place]
    if place.population:
        return all(place.population > (one.population or 0) for one in others)
    return not others or not (place.is_town or any(one.population or not one.is_town for one in others))
