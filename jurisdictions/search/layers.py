"""Who governs a place: the bodies tied to its ground by Census number, and the state by its code; never by name."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Max, Q
from django.utils import timezone

from jurisdictions.geography.governments import CountyGovernment, government_of
from jurisdictions.models import Jurisdiction, Place, Statement, Territory
from jurisdictions.models import vocabulary as words
from jurisdictions.models.positions import STALE_AFTER, is_firm
from jurisdictions.models.statement import read_sources
from jurisdictions.search.standing import with_statements

GOVERNMENTS = (words.AgencyType.CITY, words.AgencyType.COUNTY)
ORDER = [*GOVERNMENTS, words.AgencyType.POLICE, words.AgencyType.SHERIFF, words.AgencyType.SCHOOL_DISTRICT,
         words.AgencyType.PROSECUTOR, words.AgencyType.AGENCY, words.AgencyType.STATE]  # fmt: skip


@dataclass
class Layer:
    """Bodies of one ground in the fixed order; `ground` is None for the state.

    `government` is a CountyGovernment, for counties only. `is_unreviewed`: the government of this ground certainly
    exists and is not in the directory.
    """

    ground: Place | None
    bodies: list
    government: str = ""
    is_unreviewed: bool = False


def layers_of(place, day=None):
    """[Layer]: the place, each of its counties, the state; each body once, on the ground nearest to the place.

    Bodies have their position on `day` (today when None) as after `as_of`, and all that `with_sources` gives them.
    """
    grounds = [place, *place.counties.filter(~Q(ground=place) | Q(ground=None))]
    same_ground = {other.geoid: place.geoid for other in place.other_numbers.all()}
    tied = defaultdict(set)
    numbers = [*same_ground, *(ground.geoid for ground in grounds)]
    for geoid, body in Territory.objects.filter(geoid__in=numbers).values_list("geoid", "jurisdiction_id"):
        tied[same_ground.get(geoid, geoid)].add(body)
    of_the_state = Q(agency_type=words.AgencyType.STATE, state=place.state)
    found = Jurisdiction.objects.as_of(day).filter(of_the_state | Q(pk__in=set().union(*tied.values())))
    bodies = with_sources(in_order(found), day)
    layers, shown = [], set()
    for ground in grounds:
        here = [body for body in bodies if body.pk in tied[ground.geoid]]
        layers.append(layer_of(ground, here, shown))
        shown |= tied[ground.geoid]
    state = Layer(None, [body for body in bodies if body.pk not in shown])
    state.is_unreviewed = not any(body.agency_type == words.AgencyType.STATE for body in bodies)
    return [*layers, state] if state.bodies or state.is_unreviewed else layers


def layer_of(ground, bodies, shown):
    layer = Layer(ground, [body for body in bodies if body.pk not in shown])
    if ground.kind == words.PlaceKind.COUNTY:
        is_held = any(body.agency_type in GOVERNMENTS for body in bodies)
        layer.government = government_of(ground)
        layer.is_unreviewed = layer.government == CountyGovernment.OWN and not is_held
    return layer


def in_order(bodies):
    return sorted(bodies, key=lambda body: (ORDER.index(body.agency_type), body.name, body.slug))


def with_sources(bodies, day=None):
    """Give these bodies `statement` with its sources, `is_firm` (heard at first hand) and `is_stale`."""
    bodies = with_statements(bodies)
    read_sources([body.statement for body in bodies if body.statement])
    newest = newest_statements(day).filter(jurisdiction__in=[body.pk for body in bodies])
    newest = dict(newest.values_list("jurisdiction", "newest_on"))
    eve = (day or timezone.localdate()) - STALE_AFTER
    for body in bodies:
        body.is_stale = bool(body.statement) and newest[body.pk] < eve
        if body.statement:
            body.is_firm = is_firm(body.statement)
            body.statement.jurisdiction = body
    return bodies


def newest_statements(day=None):
    """Rows of jurisdiction and newest_on, the last day on which its newest statement may have been made."""
    said = Statement.objects.published().as_of(day or timezone.localdate())
    return said.order_by().values("jurisdiction").annotate(newest_on=Max("last_possible_on"))


@dataclass(frozen=True)
class Comparison:
    """Bodies that say what they will do, grouped by stance; at least two of them."""

    bodies: list
    by_stance: list  # [(stance, bodies)]

    @property
    def is_differing(self):
        return len(self.by_stance) > 1


def compare(layers):
    """Comparison of the bodies of these layers, or None where fewer than two have a stance that is a rule."""
    bodies = [body for layer in layers for body in layer.bodies if body.stance in words.RULE_STANCES]
    by_stance = [(stance, [body for body in bodies if body.stance == stance]) for stance in words.Stance.values]
    return Comparison(bodies, [found for found in by_stance if found[1]]) if len(bodies) > 1 else None
