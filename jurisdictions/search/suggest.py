"""What somebody who types this may mean: bodies, places, people in office, ZIP codes, states; best known first."""

import re
from collections import defaultdict
from dataclasses import dataclass, field

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jurisdictions.models import FindableName, ZipCode
from jurisdictions.models.addresses import page_of, page_of_place
from jurisdictions.models.vocabulary import STATES, AgencyType, FindableKind
from jurisdictions.search.matches import FOLDED_STATES, Question, matches
from jurisdictions.search.names import COMMON
from jurisdictions.search.slips import slips_forgiven
from jurisdictions.search.text import readable

MOST_PEOPLE, MOST_STATES = 2, 2
DIGITS = re.compile(r"[0-9][0-9-]*")
ZIP = re.compile(r"([0-9]{5})(-[0-9]{4})?")


@dataclass(frozen=True)
class Suggestion:
    """`detail` says type and state, whatever the kind."""

    kind: str  # body, place, person, zip or state
    label: str
    detail: str
    state: str  # postal code; empty where a ZIP code crosses a state line
    url: str


def suggest(text, limit=8):
    """At most `limit` Suggestions: exact names first, then the most people; up to two people in office last."""
    text = readable(text)
    if DIGITS.fullmatch(text):
        return zip_codes(text, limit)
    asked = Question.read(text)
    wanted = {FindableKind.BODY: limit, FindableKind.PLACE: limit, FindableKind.PERSON: MOST_PEOPLE}
    found = matches(asked, wanted)
    if not found and not states(asked) and (respelt := slips_forgiven(asked)):
        asked, found = respelt, matches(respelt, wanted)
    people = [match for match in found if match.kind == FindableKind.PERSON][:MOST_PEOPLE]
    others = [match for match in found if match.kind != FindableKind.PERSON]
    shown = [*states(asked), *map(suggestion_of, others[:limit])][: limit - len(people)]
    return shown + [suggestion_of(match) for match in people]


def suggestion_of(found):
    """Of a Match or a FindableName, whatever its kind."""
    if found.kind == FindableKind.BODY:
        detail, url = AgencyType(found.type).label, page_of("jurisdiction", found.slug)
    elif found.kind == FindableKind.PERSON:
        detail, url = found.type or _("Person in office"), page_of("official", found.slug)
    else:
        detail, url = found.type, page_of_place(found.state, found.slug)
    parts = [str(detail), found.within, found.state]
    return Suggestion(found.kind, found.label, ", ".join(filter(None, parts)), found.state, url)


def states(asked):
    """The state of exactly that name or code, then at most two whose names are begun."""
    exact, begun = [], []
    for code, name in FOLDED_STATES.items():
        if asked.whole in (name, code.lower()):
            exact.append(code)
        elif asked.words and all(any(f" {spelling}" in f" {name}" for spelling in word) for word in asked.words):
            begun.append(code)
    return [state_suggestion(code) for code in exact + begun[:MOST_STATES]]


def state_suggestion(code):
    kind = {"DC": _("Federal district"), "PR": _("Territory")}.get(code, _("State"))
    return Suggestion("state", STATES[code], f"{kind}, {code}", code, reverse("place-state", args=[code.lower()]))


def zip_codes(digits, limit):
    """ZIP codes that begin with these digits; of a ZIP+4 code, the five that say where."""
    start = digits[:5] if ZIP.fullmatch(digits) else digits
    known = ZipCode.objects.filter(code__range=(start.ljust(5, "0"), start.ljust(5, "9")))[:limit]
    return [zip_suggestion(code, places) for code, places in reached(known).items()]


def reached(zip_codes):
    """{code: Suggestions of the places it reaches}, largest first."""
    codes, links = {zip_code.pk: zip_code.code for zip_code in zip_codes}, defaultdict(set)
    for key, place in ZipCode.places.through.objects.filter(zipcode__in=codes).values_list("zipcode", "place"):
        links[place].add(codes[key])
    names = FindableName.objects.filter(place__in=links).exclude(whole="")
    places = {code: {} for code in codes.values()}
    for name in sorted(names, key=lambda name: (-(name.weight % COMMON), name.state, name.slug, name.pk)):
        for code in links[name.place_id]:
            places[code].setdefault(name.place_id, suggestion_of(name))
    return {code: list(found.values()) for code, found in places.items()}


def zip_suggestion(code, places):
    """Leads to its place, or to the list of its places where there are several."""
    detail, crossed = _("ZIP code"), {place.state for place in places}
    if places:
        detail = f"{detail}, {places[0].label}, {places[0].state}"
    if (more := len(places) - 1) > 0:
        detail = ngettext("%(detail)s and %(n)s more place", "%(detail)s and %(n)s more places", more) % {
            "detail": detail, "n": more}  # fmt: skip
    url = places[0].url if len(places) == 1 else f"{reverse('jurisdictions')}?q={code}"
    return Suggestion("zip", code, detail, crossed.pop() if len(crossed) == 1 else "", url)


@dataclass(frozen=True)
class Reading:
    """What a search from the plain form means, as far as the gazetteer knows.

    `zip_code` is set when it is one, known or not; `places` (Suggestions) are then all it reaches, else the nearest
    in name.
    """

    places: list = field(default_factory=list)
    zip_code: str = ""
    is_malformed_zip: bool = False
    is_unknown: bool = False  # words were typed and no place has them in its name

    @property
    def only_place(self):
        """Where a ZIP code leads without doubt, or None."""
        return self.places[0] if self.zip_code and len(self.places) == 1 else None


def resolve(text, limit=5):
    text = readable(text)
    if zip_code := ZIP.fullmatch(text):
        places = reached(ZipCode.objects.filter(code=zip_code[1])).get(zip_code[1], [])
        return Reading(places, zip_code=zip_code[1])
    if DIGITS.fullmatch(text):
        return Reading(is_malformed_zip=True)
    places = places_named(text, limit)
    return Reading(places, is_unknown=bool(text) and not places)


def places_named(text, limit):
    """Places of the gazetteer, those of exactly that name first, then the largest."""
    found = matches(Question.read(text), {FindableKind.PLACE: limit})[:limit]
    return [suggestion_of(match) for match in found]
