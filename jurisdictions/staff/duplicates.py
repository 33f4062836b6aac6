"""Bodies and people that look like one entered twice. Compared inside one state only, and a pair once judged different
is remembered and never asked about again.
"""

from collections import defaultdict
from dataclasses import dataclass
from itertools import combinations

from django.urls import reverse

from jurisdictions.models import JudgedPair, Jurisdiction, Official
from jurisdictions.models.folding import fold
from jurisdictions.models.vocabulary import FindableKind

SAYS_LITTLE = frozenset(
    "the of a and for city town village borough county parish municipality government police department dept pd sheriff"
    " sheriffs office so schools school district isd usd public unified".split()
)
MOST_OF_A_NAME = 12  # so many rows of one name are a pattern, not a slip


@dataclass(frozen=True)
class Pair:
    kind: str
    first: object
    second: object

    @property
    def key(self):
        return (self.kind, *sorted((self.first.slug, self.second.slug)))

    @property
    def rows(self):
        return [(row, reverse(f"admin:jurisdictions_{row._meta.model_name}_change", args=[row.pk]))
                for row in (self.first, self.second)]  # fmt: skip

    @property
    def merge_url(self):
        return reverse("admin:merge", args=[self.first._meta.model_name, self.second.pk, self.first.pk])


def likely_duplicates():
    """Pairs that look alike and were not judged yet; three queries whatever there is."""
    judged = set(JudgedPair.objects.values_list("kind", "first", "second"))
    return [pair for pair in (*pairs_of_bodies(), *pairs_of_people()) if pair.key not in judged]


def pairs_of_bodies():
    """Of one kind and state, with the same telling words in their names, whatever their order and the words around."""
    alike = defaultdict(list)
    for body in Jurisdiction.objects.only("slug", "name", "agency_type", "state").order_by("state", "slug"):
        alike[body.state, body.agency_type, telling(body.name)].append(body)
    return pairs(FindableKind.BODY, alike)


def pairs_of_people():
    """Of one state, with the same first and last name: initials, accents and what stands between do not count."""
    alike = defaultdict(list)
    rows = Official.objects.select_related("jurisdiction").order_by("jurisdiction__state", "slug")
    for person in rows:
        names = [name for name in fold(person.name).split() if name not in ("jr", "sr", "ii", "iii")]
        alike[person.jurisdiction.state, *names[:1], *names[1:][-1:]].append(person)
    return pairs(FindableKind.PERSON, alike)


def pairs(kind, alike):
    for rows in alike.values():
        if 1 < len(rows) <= MOST_OF_A_NAME:
            yield from (Pair(kind, *two) for two in combinations(rows, 2))


def telling(name):
    words = fold(name).split()
    return frozenset(word for word in words if word not in SAYS_LITTLE) or frozenset(words)


def judge_different(kind, first, second, *, by):
    """Remember that these two slugs of a kind name two things."""
    first, second = sorted((first, second))
    return JudgedPair.objects.get_or_create(kind=kind, first=first, second=second, defaults={"judged_by": by})[0]
