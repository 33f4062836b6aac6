"""Addresses of counties and places, unique in their state. An address once given is kept."""

from collections import Counter, defaultdict

from django.utils.text import slugify


def give_slugs(counties, places, kept):
    """Set `slug` on every row; `kept` is {GEOID: slug} of the rows carried so far.

    A county is called by its full name; one that yields its page to a place yields its address too.
    """
    rows = [*counties, *places]
    for row in rows:
        row.slug = kept.get(row.geoid, "")
    taken = {(row.state, row.slug) for row in rows}
    names = {county.geoid: county.name for county in counties}
    namesakes = defaultdict(list)
    for place in places:
        namesakes[place.state, address(place.name)].append(place)
    give([county for county in counties if not county.ground], lambda county: address(county.name), taken)
    give(places, lambda place: address(place.name) if is_largest(place, namesakes) else "", taken)
    give([county for county in counties if county.ground], lambda county: address(county.name), taken)
    give(rows, lambda row: address(row.name, row.designation), taken)
    give(places, lambda place: address(place.name, place.designation, *county_of(place, names)), taken)
    give(rows, lambda row: address(row.name, row.designation, row.geoid), taken)


def give(rows, wish, taken):
    """Give each row without a slug the one it wishes for, unless another has it or wishes for it too."""
    wishes = {row.geoid: (row.state, wish(row)) for row in rows if not row.slug}
    counts = Counter(wishes.values())
    for row in rows:
        wished = wishes.get(row.geoid)
        if wished and wished[1] and counts[wished] == 1 and wished not in taken:
            row.slug = wished[1]
            taken.add(wished)


def county_of(place, names):
    return [names[min(place.counties)]] if place.counties else []


def address(*words):
    return slugify(" ".join(words).replace("'", "").replace("’", "").replace("/", " "))


def is_largest(place, namesakes):
    """Whether the plain name leads to this place: none of its name is larger, or it is the only one that is no town."""
    others = [one for one in namesakes[place.state, address(place.name)] if one is not place]
    if place.population:
        return all(place.population > (one.population or 0) for one in others)
    return not others or not (place.is_town or any(one.population or not one.is_town for one in others))
