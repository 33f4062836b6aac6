"""Up to four bodies side by side, in the order they were chosen: recorded, never ranked."""

from dataclasses import dataclass

from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from jurisdictions.models import Jurisdiction, Statement
from jurisdictions.models.vocabulary import FindableKind
from jurisdictions.search.layers import with_sources
from jurisdictions.search.suggest import Suggestion, suggest
from jurisdictions.search.values import echoed
from jurisdictions.site.newsroom.redirects import present_slug
from jurisdictions.site.pages.details import then

MOST = 4
SAID_SHOWN = 100  # statements of a body


def compare(request):
    """`j` names a body by its slug, as often as there are bodies; `q` is what somebody typed to add one."""
    day, shown = then(request)
    asked, as_of, typed = slugs_asked(request.GET), shown["as_of"], request.GET.get("q", "").strip()
    bodies, missing = bodies_named(asked[:MOST], as_of)
    if present := present_slugs(missing):
        return redirect(address([present.get(slug, slug) for slug in asked], as_of), permanent=True)
    slugs = [body.slug for body in bodies]
    choices = bodies_meant(typed, slugs, as_of) if len(bodies) < MOST else []
    if len(choices) == 1:
        return redirect(choices[0].url)
    shown["problems"] += [*said_of(missing), *too_many(asked), *nothing_meant(typed, choices, bodies)]
    shown |= {"choices": choices, "typed": echoed(typed), "day": day, "today": timezone.localdate(),
              "canonical": request.build_absolute_uri(address(slugs))}  # fmt: skip
    return TemplateResponse(request, "pages/compare.html", shown | side_by_side(bodies, slugs, day, as_of))


def side_by_side(bodies, slugs, day, as_of):
    years, is_cut = by_year(bodies, day)
    return {
        "bodies": bodies, "columns": columns(bodies, slugs, as_of), "years": years, "is_cut": is_cut,
        "has_room": len(bodies) < MOST, "add": address(slugs, as_of, "j="), "plain": address(slugs),
    }  # fmt: skip


def present_slugs(missing):
    """{retired slug: the present one} of those that lead on."""
    found = {slug: present_slug("jurisdiction", slug) for slug in missing}
    return {slug: present for slug, present in found.items() if present}


def slugs_asked(params):
    """Each once, without blank ones, and without the character that PostgreSQL refuses to look for."""
    slugs = [slug.strip()[:200] for slug in params.getlist("j")]
    return list(dict.fromkeys(slug for slug in slugs if slug and "\x00" not in slug))


def bodies_named(slugs, as_of):
    """(the bodies in this order, as `with_sources` gives them; the slugs that name none)"""
    found = Jurisdiction.objects.as_of(as_of).filter(slug__in=slugs) if slugs else []
    found = {body.slug: body for body in found}
    return with_sources([found[slug] for slug in slugs if slug in found], as_of), [s for s in slugs if s not in found]


def address(slugs, as_of=None, last=""):
    """Of these bodies side by side; `last` is written at its end."""
    asked = [("as_of", as_of.isoformat())] if as_of else []
    query = urlencode([*asked, *(("j", slug) for slug in slugs)])
    query = "&".join(filter(None, [query, last]))
    return reverse("compare") + (f"?{query}" if query else "")


def bodies_meant(typed, slugs, as_of):
    """[Suggestion] of bodies, each leading to the comparison with it."""
    found = [one for one in suggest(typed) if one.kind == FindableKind.BODY] if typed else []
    named = [(one, one.url.rstrip("/").rpartition("/")[2]) for one in found]
    return [
        Suggestion(one.kind, one.label, one.detail, one.state, address([*slugs, slug], as_of))
        for one, slug in named
        if slug not in slugs
    ]


def said_of(missing):
    return [_("No body has the name “%s” in its address here. Look for it by its name below.") % echoed(slug)
            for slug in missing]  # fmt: skip


def too_many(asked):
    return [_("Four stand side by side at most: the first four are shown.")] if len(asked) > MOST else []


def nothing_meant(typed, choices, bodies):
    if not typed or choices:
        return []
    if len(bodies) == MOST:
        return [_("Four stand side by side at most: remove one to add another.")]
    said = _(
        "No body of the directory is called “%s” that is not here already. That says nothing about where it stands."
    )
    return [said % echoed(typed)]


def columns(bodies, slugs, as_of):
    """[{body, without}]: `without` is the address of the others."""
    return [{"body": body, "without": address([slug for slug in slugs if slug != body.slug], as_of)} for body in bodies]


@dataclass
class Year:
    """`said` holds a list of statements for each body, in their order."""

    year: int
    said: list


def by_year(bodies, day):
    """([Year], newest first, of all statements made by `day`; whether one of the bodies has more than are shown)"""
    years, is_cut = {}, False
    for n, body in enumerate(bodies):
        said = Statement.objects.published().as_of(day).filter(jurisdiction=body).defer("search_text", "quote")
        said = list(said.newest_first()[: SAID_SHOWN + 1])
        is_cut |= len(said) > SAID_SHOWN
        for statement in said[:SAID_SHOWN]:
            year = years.setdefault(statement.stated_on.year, Year(statement.stated_on.year, [[] for _b in bodies]))
            year.said[n].append(statement)
    return [years[year] for year in sorted(years, reverse=True)], is_cut
