"""What is unresolved or doubtful in where bodies are; needs only the database and the lists the project carries."""

from collections import defaultdict
from dataclasses import dataclass

from jurisdictions.models import Jurisdiction
from jurisdictions.models.vocabulary import AgencyType, Scheme

from .carried import counties, lies_in_no_county, states
from .divisions import ocd_of_state
from .territories import numbers, page_number

GOVERNMENTS = (AgencyType.CITY, AgencyType.COUNTY, AgencyType.STATE)
FORCES = (AgencyType.POLICE, AgencyType.SHERIFF)
CENSUS_SCHEMES = (Scheme.GEOID, Scheme.OCD)


@dataclass(frozen=True)
class Finding:
    slug: str
    problem: str  # one of the words `manage.py check_places` and the accepted list know a problem by
    text: str

    def __str__(self):
        return f"{self.slug} {self.problem}: {self.text}"


def findings():
    """Every Finding of the directory, in the order of the bodies."""
    bodies = list(Jurisdiction.objects.prefetch_related("identifiers", "parents", "territories"))
    numbers, governments = defaultdict(list), defaultdict(list)
    for body in bodies:
        for identifier in body.identifiers.all():
            numbers[identifier.scheme, identifier.value].append(body)
        if body.agency_type == AgencyType.CITY or (body.agency_type == AgencyType.COUNTY and census_numbers(body)):
            governments[body.agency_type, body.state, body.city or body.county].append(body)
    for body in bodies:
        for check in (check_identifiers, check_county, check_point, check_population, check_territories):
            yield from (Finding(body.slug, *found) for found in check(body))
        yield from (Finding(body.slug, *found) for found in check_sharing(body, numbers))
        if body.agency_type in FORCES:
            yield from (Finding(body.slug, *found) for found in check_parents(body, governments))


def accepted(path):
    """{(slug, problem): reason} of the accepted list; lines starting with # explain it. ValueError for a bad line."""
    lines = (line.split(maxsplit=2) for line in path.read_text(encoding="utf-8").splitlines())
    entries = [words for words in lines if words and not words[0].startswith("#")]
    for words in entries:
        if len(words) != 3:
            raise ValueError(f"{path.name}: “{' '.join(words)}” needs a slug, a problem and a reason.")
    return {(slug, problem): reason for slug, problem, reason in entries}


def census_numbers(body):
    return {one.scheme: one.value for one in body.identifiers.all() if one.scheme in CENSUS_SCHEMES}


def check_identifiers(body):
    held = census_numbers(body)
    if body.agency_type not in GOVERNMENTS:
        if held:
            yield "borrowed-identifier", f"it is no Census entity, {', '.join(held.values())} is another body's number"
        return
    if missing := [scheme.label for scheme in CENSUS_SCHEMES if scheme not in held]:
        yield "no-identifier", f"a government has one; missing: {', '.join(map(str, missing))}"
    geoid, ocd = held.get(Scheme.GEOID, ""), held.get(Scheme.OCD, "")
    if geoid and not geoid.startswith(states()[body.state].fips):
        yield "identifier-elsewhere", f"GEOID {geoid} is not of {body.state}"
    if ocd and not f"{ocd}/".startswith(f"{ocd_of_state(body.state)}/"):
        yield "identifier-elsewhere", f"{ocd} is not of {body.state}"
    if geoid and body.agency_type == AgencyType.COUNTY and geoid != counties().get((body.state, body.county)):
        yield "wrong-identifier", f"GEOID {geoid} is not that of {body.county or 'no county'}"


def check_county(body):
    if body.county and (body.state, body.county) not in counties():
        yield "unknown-county", f"{body.state} has no “{body.county}”"
    is_of_one_city = body.agency_type in (AgencyType.CITY, AgencyType.POLICE) and body.city
    if body.county and is_of_one_city and lies_in_no_county(body.state, body.city):
        yield "needless-county", f"{body.city} lies in no county, or in none that all lists know"
    if body.county or body.agency_type not in (*FORCES, AgencyType.CITY, AgencyType.COUNTY):
        return
    if not (body.city and lies_in_no_county(body.state, body.city)):
        yield "no-county", "its county is empty and no rule says why"


def check_point(body):
    if body.latitude is None or body.longitude is None:
        if body.agency_type in (*GOVERNMENTS, *FORCES):
            yield "no-point", "it has no coordinates"
    elif not states()[body.state].holds(body.latitude, body.longitude):
        yield "point-elsewhere", f"{body.latitude}, {body.longitude} lies outside {body.state}"


def check_population(body):
    if body.population is not None and body.agency_type not in GOVERNMENTS:
        yield "borrowed-population", "people live in a city, county or state, not in an agency"


def check_territories(body):
    served = [territory.geoid for territory in body.territories.all()]
    if not served and body.agency_type in (AgencyType.CITY, AgencyType.COUNTY, *FORCES):
        yield "no-territory", "it serves no ground of the gazetteer"
    for geoid in served:
        if geoid not in numbers():
            yield "unknown-territory", f"the gazetteer has no {geoid}"
        elif numbers()[geoid]["state"] != body.state:
            yield "territory-elsewhere", f"{geoid} is not of {body.state}"
        elif geoid != page_number(geoid):
            yield "yielding-territory", f"the ground of {geoid} has its page under {page_number(geoid)}"


def check_sharing(body, numbers):
    for scheme, value in census_numbers(body).items():
        others = [other.slug for other in numbers[scheme, value] if other != body]
        if others:
            yield "shared-identifier", f"{value} also stands on {', '.join(others)}"


def check_parents(body, governments):
    """A force without a parent is in order as long as the directory does not hold the government it serves."""
    kind = AgencyType.CITY if body.city else AgencyType.COUNTY
    served = governments[kind, body.state, body.city or body.county]
    parents = list(body.parents.all())
    if not parents and served:
        yield "no-parent", f"tie it to {' or '.join(government.slug for government in served)}"
    if any(parent.state != body.state for parent in parents):
        yield "parent-elsewhere", "a parent is a body of another state"
