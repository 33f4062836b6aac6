"""One body, one statement, one person in office, one source."""

import datetime
from dataclasses import replace

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from jurisdictions.models import Correction, Official, SourceArticle, Statement
from jurisdictions.models import vocabulary as words
from jurisdictions.models.asking import together
from jurisdictions.models.kept import attach
from jurisdictions.models.positions import STALE_AFTER, is_firm
from jurisdictions.models.span import named_position_in, position_in, rivals_on
from jurisdictions.models.statement import citations_of, read_sources
from jurisdictions.search.filters import AsOfFilter, forms
from jurisdictions.search.values import echoed
from jurisdictions.site.newsroom.redirects import follows_old_addresses
from jurisdictions.site.pages import around
from jurisdictions.site.pages.around import BEARING_SHOWN, CHILDREN_SHOWN
from jurisdictions.site.pages.paging import Pages


def day_asked(request):
    """(day or None, problems): a bad `as_of` is forgiven on pages, and said."""
    text = request.GET.get("as_of", "")
    try:
        return AsOfFilter().field.clean(text), []
    except forms.ValidationError as error:
        return None, [_("“%(value)s” is left out. As of: %(error)s") % {
            "value": echoed(text), "error": " ".join(error.messages)}]  # fmt: skip


def then(request):
    """(day, what the page needs to say which day it shows): today, or the one asked with `as_of`."""
    asked, problems = day_asked(request)
    return asked or timezone.localdate(), {"as_of": asked, "problems": problems}


def only(found):
    """The one row that was found at an address."""
    if not found:
        raise Http404
    return found[0]


@follows_old_addresses("jurisdiction")
def jurisdiction(request, slug):
    """A body with its position on a day, the words, a page of the history and everything that rests on."""
    body = only(around.bodies_at(slug))
    day, shown = then(request)
    about = around.all_about(body, day, shown["as_of"])
    said, replaced = history_in(about["newest"], body, day, request.GET.get("page"))
    position = position_in(about["spans"], said.object_list)
    bearing, children = bearing_on(body, about["bearing"], day), about["children"]
    stale = is_stale(position, day)
    context = {
        **shown, "jurisdiction": body, "position": position, "today": timezone.localdate(), "page_obj": said,
        "pages": said.paginator.get_elided_page_range(said.number, on_each_side=1, on_ends=1),
        "history": entries_of(said, replaced, position), "bearing": bearing,
        "rivals": rivals_on(body, position, day, said.object_list if said.number == 1 else ()),
        "officials": about["officials"], "parents": about["parents"], "children": children[:CHILDREN_SHOWN],
        "child_count": body.children.count() if len(children) > CHILDREN_SHOWN else len(children),
        "sources": resting_on([*said.object_list, *bearing]),
        "is_stale": stale, "has_newer": stale and has_newer(body, position, day),
        "places": places_among(about["places"]), "about": body.slug, "replies": about["replies"],
        "corrections": corrected(Correction.objects.bearing_on(body)) if body.is_corrected else [],
    }  # fmt: skip
    return TemplateResponse(request, "pages/jurisdiction_detail.html", context)


def bearing_on(body, keys, day):
    """The newest of these statements of other bodies that apply to this one; asked by their keys, which are few."""
    if not keys:
        return []
    said = Statement.objects.published().as_of(day).filter(pk__in=keys).exclude(jurisdiction=body)
    return list(said.for_cards().with_sources().newest_first()[:BEARING_SHOWN])


def history_in(newest, body, day, page):
    """(a page of the body's statements with their sources, newest first, {primary key: the stance it replaced})"""
    history = Pages(around.History(newest, body.pk, day), around.HISTORY_SHOWN).get_page(page)
    keys = [statement.pk for statement in history.object_list]
    citations, begun = together(citations_of.of(keys), around.stances_begun.of(keys))
    attach(history.object_list, "citations", citations, by="statement")
    for statement in history.object_list:
        statement.jurisdiction = body
    return history, {key: before for key, stance, before in begun if before not in (None, stance, words.NO_POSITION)}


def entries_of(history, replaced, position):
    return [
        {"statement": statement, "replaced": replaced.get(statement.pk), "is_firm": is_firm(statement),
         "is_position": statement == position.statement}
        for statement in history.object_list
    ]  # fmt: skip


def has_newer(body, position, day):
    said = Statement.objects.published().as_of(day).filter(jurisdiction=body)
    return said.filter(stated_on__gt=position.recorded_on or day).exists()


def is_stale(position, day):
    """The statement it rests on is more than two years old, whatever was said since without stating a rule."""
    return bool(position.statement) and position.statement.last_possible_on < day - STALE_AFTER


def places_among(places):
    """Those whose pages show the body, where two numbers stand for one ground the one with the page."""
    return list(dict.fromkeys(place.ground or place for place in places))


def resting_on(statements):
    """The sources of these statements, newest first, undated last."""
    articles = {c.article for s in statements for c in s.citations.all()}
    return sorted(articles, key=lambda a: (a.published_on or datetime.date.min, a.slug), reverse=True)


def corrected(corrections):
    """Those of these that are public."""
    return list(corrections.published().with_subjects().newest_first())


@follows_old_addresses("statement")
def statement(request, slug):
    """A retracted statement answers 410 and says why; a draft does not exist for the public."""
    row = only(around.statement_at(slug))
    if row.status == words.Status.RETRACTED:
        read_sources([row])
        return TemplateResponse(request, "pages/statement_retracted.html", {"statement": row}, status=410)
    day, shown = then(request)
    found = around.all_around(row, day)
    attach([row], "citations", found["citations"], by="statement")
    position = named_position_in(found["spans"])
    if is_position := position.statement == row:
        position = replace(position, statement=row)
    context = {
        **shown, "is_later": row.stated_on > day, "position": position,
        "statement": row, "citations": row.citations.all(), "applies_to": found["applies_to"],
        "corrections": corrected(Correction.objects.about(row)) if row.is_corrected else [],
        "is_firm": is_firm(row), "is_position": is_position,
        "rivals": rivals_on(row.jurisdiction, position, day) if is_position else [],
        "related": found["related"], "about": row.slug, "replies": found["replies"],
    }  # fmt: skip
    return TemplateResponse(request, "pages/statement_detail.html", context)


@follows_old_addresses("official")
def official(request, slug):
    person = get_object_or_404(Official.objects.published().for_cards(), slug=slug)
    day, shown = then(request)
    said = person.statements.published().as_of(day).for_cards().newest_first()
    return TemplateResponse(request, "pages/official_detail.html", {**shown, "official": person, "statements": said})


@follows_old_addresses("source")
def source(request, slug):
    """What rests on a source; one whose statements were all retracted keeps its page."""
    article = get_object_or_404(SourceArticle.objects.published().select_related("derived_from"), slug=slug)
    day, shown = then(request)
    carried = article.citations.filter(statement__status=words.Status.PUBLISHED, statement__stated_on__lte=day)
    carried = carried.select_related("statement__jurisdiction", "statement__official")
    context = {
        **shown,
        "source": article,
        "citations": carried.order_by("statement__jurisdiction__name", "-statement__stated_on", "statement__slug"),
        "derivatives": SourceArticle.objects.published().filter(derived_from=article),
    }
    return TemplateResponse(request, "pages/source_detail.html", context)
