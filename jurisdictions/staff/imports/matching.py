"""Which body, person and source of the record a row of a table means. In doubt nobody is chosen: the desk chooses."""

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache

from jurisdictions.models import Alias, Jurisdiction, Official, SourceArticle
from jurisdictions.models.addresses import canonical_address
from jurisdictions.models.folding import fold
from jurisdictions.models.vocabulary import STATES, AgencyType

CODES = {fold(name): code for code, name in STATES.items()}
MOST_CANDIDATES = 12
COMMON = {"city", "of", "county", "the", "department", "office", "town", "village"}


@dataclass
class Match:
    """`body` when certain; else the `candidates`, and in `doubt` why."""

    body: object = None
    candidates: list = field(default_factory=list)
    doubt: str = ""


class Bodies:
    """Every body by slug and by folded name, read once; a name is only ever looked for inside one state."""

    def __init__(self):
        self.by_slug, self.by_name, self.by_word = {}, defaultdict(list), defaultdict(set)
        by_key = {}
        for body in Jurisdiction.objects.only("slug", "name", "agency_type", "state", "city", "county"):
            self.by_slug[body.slug] = by_key[body.pk] = body
            self.learn(body, body.name)
        for key, name in Alias.objects.values_list("jurisdiction", "name"):
            self.learn(by_key[key], name)

    def learn(self, body, name):
        self.by_name[body.state, fold(name)].append(body)
        for word in set(fold(f"{name} {body.city}").split()) - COMMON:
            self.by_word[body.state, word].add(body.slug)

    def match(self, fields, chosen=None):
        """Match for the columns jurisdiction, agency_type, state, city, county; `chosen`: the slug the desk chose."""
        named = fields.get("jurisdiction", "")
        if chosen in self.by_slug or named in self.by_slug:
            return Match(self.by_slug[chosen if chosen in self.by_slug else named])
        if not named:
            return Match(doubt="jurisdiction: missing. Name the body.")
        state = fields.get("state", "").strip()
        code = state.upper() if state.upper() in STATES else CODES.get(fold(state))
        if state and not code:
            return Match(doubt=f"state: “{state}” is none. Write two letters.")
        exact = self.narrowed(self.exact(code, fold(named)), fields)
        if code and len(exact) == 1:
            return Match(exact[0])
        near = exact or self.narrowed(self.near(code, named), fields) or self.near(code, named)
        place = STATES[code] if code else "any state"
        doubt = f"jurisdiction: “{named}” names no body of {place} for certain."
        if exact and not code:
            doubt = f"jurisdiction: “{named}” alone does not say in which state. Add a column “state”."
        elif len(exact) > 1:
            doubt = f"jurisdiction: {len(exact)} bodies of {place} are named “{named}”."
        return Match(None, near[:MOST_CANDIDATES], doubt if near else f"{doubt} Add it at the desk first.")

    def exact(self, code, name):
        states = [code] if code else STATES
        return list(dict.fromkeys(body for state in states for body in self.by_name.get((state, name), ())))

    def near(self, code, named):
        """Bodies that share every telling word, else any of them, of this state; of all states only the former."""
        words = [word for word in fold(named).split() if word not in COMMON]
        found = []
        for state in [code] if code else STATES:
            sets = [self.by_word.get((state, word), set()) for word in words]
            shared = set.intersection(*sets) if sets else set()
            found += sorted(shared or (set().union(*sets) if code else ()))
        return [self.by_slug[slug] for slug in found[: MOST_CANDIDATES * 4]]

    def narrowed(self, bodies, fields):
        """Those of the kind and place that the row states."""
        kind = kinds().get(fold(fields.get("agency_type", "")))
        wanted = {"agency_type": kind} if kind else {}
        wanted |= {name: fields[name] for name in ("city", "county") if fields.get(name)}
        return [b for b in bodies if all(fold(getattr(b, name)) == fold(value) for name, value in wanted.items())]


@cache
def kinds():
    return {fold(spelling): value for value, label in AgencyType.choices for spelling in (value, str(label))}


class People:
    """People of the record by body and folded name, their printed variants included."""

    def __init__(self):
        self.by_name, self.slugs = defaultdict(set), set()
        rows = Official.objects.values_list("slug", "jurisdiction__slug", "name", "name_variants")
        for slug, body, name, variants in rows:
            self.slugs.add(slug)
            for one in (name, *variants):
                self.by_name[body, fold(one)].add(slug)

    def match(self, named, body):
        """The slug of the one person meant; None for nobody known; ValueError where two are."""
        if named in self.slugs:
            return named
        found = self.by_name.get((body.slug, fold(named)), set())
        if len(found) > 1:
            raise ValueError(
                f"official: two people of {body} are named “{named}”: {', '.join(sorted(found))}. Write one of these."
            )
        return next(iter(found), None)


class Sources:
    def __init__(self):
        rows = SourceArticle.objects.values_list("slug", "canonical_url")
        self.by_address = {address: slug for slug, address in rows}
        self.slugs = set(self.by_address.values())

    def match(self, url):
        return self.by_address.get(canonical_address(url)[:1000])
