"""What the page of a county shows beside its layers: every body in it, their words, its places, a map."""

from collections import Counter

from django.utils import timezone

from jurisdictions.geography.maps import state_map
from jurisdictions.models import Jurisdiction, Statement, Territory
from jurisdictions.search.layers import in_order
from jurisdictions.search.standing import with_statements
from jurisdictions.site.pages.grouping import by_stance, by_type

NEWEST_SHOWN = 5


def county_parts(county, day):
    """Bodies of the county and of every place in it, found by number; `day` is None for today."""
    places = list(county.places.largest_first())
    numbers = [county.geoid, *(place.geoid for place in places)]
    ties = list(Territory.objects.filter(geoid__in=numbers).values_list("geoid", "jurisdiction"))
    found = Jurisdiction.objects.as_of(day).filter(pk__in={body for _geoid, body in ties})
    bodies = with_statements(in_order(found))
    served = Counter(geoid for geoid, _body in ties)
    said = Statement.objects.published().as_of(day or timezone.localdate()).filter(jurisdiction__in=bodies)
    return {
        "total": len(bodies), "groups": by_type(bodies), "stances": by_stance(body.stance for body in bodies),
        "newest": said.for_cards().newest_first()[:NEWEST_SHOWN], "places": places,
        "places_with_bodies": [{"place": place, "count": served[place.geoid]} for place in places
                               if place.geoid in served],
        "locator": locator(county),
    }  # fmt: skip


def locator(county):
    """The state's lines with this county marked; None where the lines know no such county (they are of 2017)."""
    outline = state_map(county.state)
    if county.geoid not in outline.counties:
        return None
    others = [path for geoid, path in outline.counties.items() if geoid != county.geoid]
    return {"outline": outline, "others": others, "here": outline.counties[county.geoid],
            "ring": outline.ring(county.geoid)}  # fmt: skip
