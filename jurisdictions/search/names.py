"""Writes the table of findable names: what a search box can complete, and how well known each thing is."""

from collections import Counter, defaultdict
from itertools import groupby, islice
from operator import attrgetter

from django.db import transaction
from django.db.models import Sum

from jurisdictions.models import Alias, FindableName, Identifier, Jurisdiction, Official, Place, Territory, bulk
from jurisdictions.models.folding import fold, padded
from jurisdictions.models.vocabulary import STATES, AgencyType, FindableKind, PlaceKind, Scheme

BATCH = 1000
BODY = ("pk", "slug", "name", "agency_type", "city", "county", "state", "population")
PERSON = ("pk", "slug", "name", "name_variants", "title", "jurisdiction_id")
AGENCY_TYPES = dict(AgencyType.choices)
COLUMNS = ("text", "whole", "initial", "weight", "all_words", "kind", "body_id", "place_id", "person_id", "slug",
           "label", "type", "within", "state")  # fmt: skip
OWNERS = (FindableKind.BODY, FindableKind.PLACE, FindableKind.PERSON)
SILENT = frozenset({"of", "the", "and", "for", "in", "de"})
# Words of half the names: a name is found by its other words first.
GENERIC = SILENT | frozenset(
    "city town village borough county parish municipality township state commonwealth department division office bureau"
    " police sheriff sheriffs school schools district public unified independent attorney general".split()
)
COMMON = 1 << 30  # taken off the weight of a start at a generic word
RANKS = {FindableKind.BODY: 2, FindableKind.PLACE: 1, FindableKind.PERSON: 0}  # among equally many people
RANK_COUNT = len(RANKS)
MOST_CHARACTERS = 200
COUNTY_DIGITS, TOWN_DIGITS = 5, 10  # a town's Census number begins with its county's
SHORTENED = (AgencyType.POLICE, AgencyType.SHERIFF, AgencyType.SCHOOL_DISTRICT)


@transaction.atomic
def refresh_names(bodies=None):
    """Rewrite the names of these bodies (primary keys; all when None) and of the people in their offices.

    A person whose only words are drafts has none: a draft must not betray itself.
    """
    old = FindableName.objects.exclude(kind=FindableKind.PLACE)
    if bodies is not None:
        old = old.filter(body__in=bodies) | old.filter(person__jurisdiction__in=bodies)
    FindableName.objects.filter(pk__in=old.values("pk"))._raw_delete(using=old.db)
    rows, people = Jurisdiction.objects.order_by("pk"), Official.objects.published().order_by("jurisdiction_id", "pk")
    if bodies is not None:
        rows, people = rows.filter(pk__in=bodies), people.filter(jurisdiction__in=bodies)
    rows = beside(each(rows, BODY), each(people, PERSON))
    while batch := list(islice(rows, BATCH)):
        write_names(batch)


def each(rows, columns):
    """Named tuples: a national record has as many rows that as model objects they would take several times as long."""
    return rows.values_list(*columns, named=True).iterator(chunk_size=BATCH)


def beside(bodies, people):
    """(body, its people); both come in the order of the bodies."""
    offices = groupby(people, key=attrgetter("jurisdiction_id"))
    key, holders = next(offices, (None, ()))
    for body in bodies:
        own = []
        if body.pk == key:
            own = list(holders)
            key, holders = next(offices, (None, ()))
        yield body, own


def write_names(batch):
    """Of these bodies and their people."""
    bodies, fresh = [body for body, _people in batch], []
    served, also = people_served(bodies), aliases_of(bodies)
    for body, people in batch:
        context = [body.city, body.county, AGENCY_TYPES[body.agency_type], STATES[body.state]]
        known = {"state": body.state, "people": served[body.pk]}
        fresh += names_of(body, body_names(body, also[body.pk]), context, **known, kind=FindableKind.BODY,
                          type=body.agency_type)  # fmt: skip
        for person in people:
            fresh += names_of(person, [person.name, *person.name_variants], [person.title, body.name, *context],
                              kind=FindableKind.PERSON, type=person.title, within=body.name, **known)  # fmt: skip
    bulk.write(FindableName._meta.db_table, COLUMNS, fresh)


def aliases_of(bodies):
    """{body's primary key: [name]}"""
    names, found = defaultdict(list), Alias.objects.filter(jurisdiction__in=[body.pk for body in bodies])
    for key, name in found.values_list("jurisdiction", "name"):
        names[key].append(name)
    return names


@transaction.atomic
def refresh_place_names():
    """Rewrite the names of the whole gazetteer; ground with two numbers is found under either name, once."""
    FindableName.objects.filter(kind=FindableKind.PLACE).delete()
    other_names, fresh, people = defaultdict(list), [], people_by_geoid()
    counties = dict(Place.objects.filter(kind=PlaceKind.COUNTY).values_list("geoid", "name"))
    for place in Place.objects.exclude(ground=None):
        other_names[place.ground_id].append(place.name)
    for place in Place.objects.filter(ground=None).order_by("pk"):
        county = counties.get(place.geoid[:COUNTY_DIGITS], "") if len(place.geoid) == TOWN_DIGITS else ""
        fresh += names_of(place, [place.name, *other_names[place.pk]], [place.designation, STATES[place.state], county],
                          people=people.get(place.geoid, 0), state=place.state, kind=FindableKind.PLACE,
                          type=place.designation or place.get_kind_display(), within=county)  # fmt: skip
    bulk.write(FindableName._meta.db_table, COLUMNS, fresh)


def people_by_geoid():
    """{Census number: people}; of a county nobody counted, those of its places, shared where a place has several."""
    people = dict(Place.objects.exclude(population=None).values_list("geoid", "population"))
    inside = Place.counties.through.objects.exclude(from_place__population=None)
    parts = list(inside.values_list("from_place__geoid", "to_place__geoid"))
    share, known = Counter(place for place, _county in parts), dict(people)
    for place, county in parts:
        if county not in known:
            people[county] = people.get(county, 0) + known[place] // share[place]
    return people


def people_served(bodies):
    """{body's primary key: people on the most populous ground it serves}; 0 where nobody has counted.

    The gazetteer's names carry the people of its grounds already, so an edit at the desk counts nothing anew.
    """
    keys, served = [body.pk for body in bodies], defaultdict(set)
    for model, column, scheme in ((Territory, "geoid", {}), (Identifier, "value", {"scheme": Scheme.GEOID})):
        for key, geoid in model.objects.filter(jurisdiction__in=keys, **scheme).values_list("jurisdiction", column):
            served[geoid].add(key)
    people = Counter()
    for number in ("place__geoid", "place__other_numbers__geoid"):
        known = FindableName.objects.filter(kind=FindableKind.PLACE, **{f"{number}__in": served}).exclude(whole="")
        for geoid, weight in known.values_list(number, "weight"):
            for key in served[geoid]:
                people[key] = max(people[key], weight // RANK_COUNT)
    return {body.pk: people[body.pk] or body.population or 0 for body in bodies} | people_of_states(bodies)


def people_of_states(bodies):
    """{primary key of a state's government: people of the state's counted places}"""
    states = {body.pk: body.state for body in bodies if body.agency_type == AgencyType.STATE}
    counted = Place.objects.filter(state__in=states.values()).order_by().values_list("state")
    people = {state: total or 0 for state, total in counted.annotate(Sum("population"))}
    return {key: people.get(state, 0) for key, state in states.items()}


def body_names(body, aliases):
    """Its own, the bare one ("Omaha" of City of Omaha), initials ("LAPD"), and what else people call it."""
    names = [body.name, *aliases]
    before, _of, bare = body.name.rpartition(" of ")
    if bare and set(fold(before).split()) <= GENERIC:
        names.append(bare)
    capitals = [word for word in fold(body.name).split() if word not in SILENT]
    if body.agency_type in SHORTENED and len(capitals) > 2:
        names.append("".join(word[0] for word in capitals))
    return names


def names_of(thing, names, context, *, kind, people, type, state, within=""):
    """A row of COLUMNS for each word that one of the names may be begun at, no text twice."""
    weight, rows = RANK_COUNT * people + RANKS[kind], {}
    all_words, owners = padded(*names, *map(str, context)), [thing.pk if kind == owner else None for owner in OWNERS]
    columns = (all_words, kind.value, *owners, thing.slug, thing.name, type, within, state)
    for name in map(fold, names):
        words = name.split()
        for n, word in enumerate(words):
            text, whole = " ".join(words[n:])[:MOST_CHARACTERS], name[:MOST_CHARACTERS] if n == 0 else ""
            if whole or (word not in SILENT and text not in rows):
                rows[text] = (text, whole, text[0], weight - COMMON * (word in GENERIC), *columns)
    return rows.values()
