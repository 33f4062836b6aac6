"""Which public pages, lists and feeds show a statement: the desk is told before it saves."""

from dataclasses import dataclass

from django.db.models import Q
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from jurisdictions.models import Place, Territory
from jurisdictions.models.address_history import public_rows
from jurisdictions.models.vocabulary import AgencyType

SHOWN = 5  # links of a line; the number tells of the rest


@dataclass(frozen=True)
class Group:
    """A line of the preview: what it is, and [(label, url or "")] of the first of them."""

    title: str
    links: list


def pages_showing(statements, bodies, applied, officials, articles):
    """[Group] of what changes for readers when these statements are published; rows may still be unsaved."""
    rows = [*statements, *dict.fromkeys([*bodies, *applied]), *officials, *articles]
    return [group for group in (entries(rows), places(bodies), lists(bodies, officials, articles), feeds(bodies))
            if group.links]  # fmt: skip


def entries(rows):
    """Their own pages; one that readers cannot open yet has no link."""
    shown = public(rows)
    links = [(str(row), row.get_absolute_url() if (type(row), row.pk) in shown else "") for row in rows]
    title = ngettext("%(n)d page of an entry", "%(n)d pages of entries", len(links)) % {"n": len(links)}
    return Group(title, links[: 2 * SHOWN])


def public(rows):
    """{(model, primary key)} of those that have a page now."""
    found = set()
    for model in {type(row) for row in rows}:
        keys = [row.pk for row in rows if type(row) is model and row.pk]
        found |= {(model, row.pk) for row in public_rows(model).filter(pk__in=keys).only("pk")}
    return found


def places(bodies):
    """Pages of places that show these bodies: their own ground, what lies in it, and of a state everything."""
    found = places_showing(bodies)
    count = found.count()
    title = ngettext("%(n)d page of a place that lists the body", "%(n)d pages of places that list the body", count)
    return Group(title % {"n": count}, [(str(one), one.get_absolute_url()) for one in found.largest_first()[:SHOWN]])


def places_showing(bodies):
    ground = Territory.objects.filter(jurisdiction__in=[body.pk for body in bodies]).values("geoid")
    states = {body.state for body in bodies if body.agency_type == AgencyType.STATE}
    there = Q(geoid__in=ground) | Q(counties__geoid__in=ground) | Q(other_numbers__geoid__in=ground)
    same = Place.objects.filter(there | Q(state__in=states)).values("pk")
    return Place.objects.filter(pk__in=same, ground=None)


def lists(bodies, officials, articles):
    """Each list as it is, and those of bodies and statements as readers filter them most."""
    names = [("jurisdictions", _("bodies")), ("statements", _("statements"))]
    names += [("officials", _("people"))] if officials else []
    names += [("sources", _("sources"))] if articles else []
    links = [(name, reverse(path)) for path, name in names]
    links += [(f"{name}, {what}", filtered(path, **asked)) for path, name in names[:2] for what, asked in cuts(bodies)]
    links += [(_("newest changes"), reverse("changes")), (_("home page"), reverse("home"))]
    return Group(_("Lists, with every filter it fits"), links)


def feeds(bodies):
    links = [(_("all statements"), reverse("statements-feed"))]
    links += [(what, filtered("statements-feed", **asked)) for what, asked in cuts(bodies)]
    return Group(_("Feeds, with every filter it fits"), links)


def cuts(bodies):
    """[(what, filter)] of the first states and kinds of these bodies."""
    states = {body.get_state_display(): {"state": body.state} for body in bodies}
    kinds = {str(body.get_agency_type_display()): {"agency_type": body.agency_type} for body in bodies}
    return [*list(states.items())[:SHOWN], *list(kinds.items())[:SHOWN]]


def filtered(name, **asked):
    return f"{reverse(name)}?{urlencode(asked)}"
