"""What the directory holds against what exists, and which of its positions are old."""

from dataclasses import dataclass

from django.db.models import Count, Max, Q
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jurisdictions.models import Jurisdiction, Place, Statement, Territory
from jurisdictions.models import vocabulary as words
from jurisdictions.models.positions import STALE_AFTER
from jurisdictions.site.pages.paging import Pages

PAGE_SIZE = 50


@dataclass(frozen=True)
class Source:
    name: str
    url: str


# The counts were read in publications that quote this table and agree, not in the table itself: the page says so.
CENSUS = Source(
    _("U.S. Census Bureau, 2022 Census of Governments – Organization: Local Governments by Type, U.S. and State"),
    "https://data.census.gov/table/GOVSTIMESERIES.CG00ORG02",
)
JUSTICE = Source(
    _("Bureau of Justice Statistics, Census of State and Local Law Enforcement Agencies 2018"),
    "https://ojp.gov/library/publications/census-state-and-local-law-enforcement-agencies-2018-statistical-tables",
)
EXISTING = {
    words.AgencyType.CITY: (_("19,491 municipal and 16,214 town or township governments"), CENSUS),
    words.AgencyType.COUNTY: (_("3,031 county governments"), CENSUS),
    words.AgencyType.STATE: (_("50 states, the District of Columbia and Puerto Rico"), None),
    words.AgencyType.POLICE: (_("67% of 17,541 state and local law enforcement agencies"), JUSTICE),
    words.AgencyType.SHERIFF: (_("17% of 17,541 state and local law enforcement agencies"), JUSTICE),
    words.AgencyType.SCHOOL_DISTRICT: (_("12,546 independent school districts; systems run by a state, county or city"
                                         " are not counted as districts"), CENSUS),
}  # fmt: skip


def coverage(request):
    held = counts_by_type_and_state()
    paginator = Pages(stale_bodies(timezone.localdate()), PAGE_SIZE)
    page = paginator.get_page(request.GET.get("page"))
    context = {
        "types": [
            {"value": value, "label": label, "held": sum(held.get((value, code), 0) for code in words.STATES),
             "existing": EXISTING.get(value, (None, None))}
            for value, label in words.AgencyType.choices
        ],
        "states": states_with_counts(held), "total": sum(held.values()), "today": timezone.localdate(),
        "stale": with_newest_words(page.object_list), "stale_count": paginator.count, "page_obj": page,
        "pages": paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1),
    }  # fmt: skip
    return TemplateResponse(request, "pages/coverage.html", context)


def counts_by_type_and_state():
    rows = Jurisdiction.objects.order_by().values_list("agency_type", "state").annotate(n=Count("pk"))
    return {(kind, state): n for kind, state, n in rows}


def states_with_counts(held):
    """[{code, name, counts a type, counties and places: (with a body of their own, in the gazetteer)}]"""
    is_served = Q(geoid__in=Territory.objects.values("geoid"))
    grounds = Place.objects.order_by().values_list("state", "kind")
    grounds = {(state, kind): (served, n) for state, kind, served, n in
               grounds.annotate(served=Count("pk", filter=is_served), n=Count("pk"))}  # fmt: skip
    return [
        {
            "code": code, "name": name, "counts": [held.get((kind, code), 0) for kind in words.AgencyType.values],
            "counties": grounds.get((code, words.PlaceKind.COUNTY), (0, 0)),
            "places": grounds.get((code, words.PlaceKind.PLACE), (0, 0)),
        }
        for code, name in words.STATES.items()
    ]  # fmt: skip


def stale_bodies(day):
    """Bodies with a position and nothing said for STALE_AFTER before `day`, the longest silent first."""
    is_public = Q(statements__status=words.Status.PUBLISHED, statements__stated_on__lte=day)
    bodies = Jurisdiction.objects.as_of().filter(statement_id__isnull=False)
    bodies = bodies.annotate(newest_on=Max("statements__last_possible_on", filter=is_public))
    return bodies.filter(newest_on__lt=day - STALE_AFTER).order_by("newest_on", "name", "slug")


def with_newest_words(bodies):
    """Give each body of a page its newest statement, whose date keeps its precision."""
    bodies = list(bodies)
    said = Statement.objects.published().filter(jurisdiction__in=[body.pk for body in bodies])
    newest = {statement.jurisdiction_id: statement for statement in said.order_by("last_possible_on", "slug")}
    for body in bodies:
        body.newest = newest[body.pk]
    return bodies
