"""One body, one statement, one person in office, one source."""

import datetime

from django.db.models import Case, F, IntegerField, Max, Min, OuterRef, Q, Subquery, When
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _

from jurisdictions.models import (
    Correction,
    Jurisdiction,
    Official,
    Place,
    PositionSpan,
    SourceArticle,
    Statement,
)
from jurisdictions.models import vocabulary as words
from jurisdictions.models.positions import STALE_AFTER, is_firm
from jurisdictions.models.span import position_on, rivals_on
from jurisdictions.search.filters import AsOfFilter, forms
from jurisdictions.search.values import echoed
from jurisdictions.site.newsroom.redirects import follows_old_addresses
from jurisdictions.site.pages.paging import Pages

RELATED_SHOWN = 6
HISTORY_SHOWN = 20  # a page
BEARING_SHOWN, PEOPLE_SHOWN, CHILDREN_SHOWN = 25, 25, 25


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


@follows_old_addresses("jurisdiction")
def jurisdiction(request, slug):
    """A body with its position on a day, the words, a page of the history and everything that rests on."""
    bodies = Jurisdiction.objects.defer("search_text", "name_text").prefetch_related("aliases", "identifiers")
    body = get_object_or_404(bodies, slug=slug)
    day, shown = then(request)
    position, said, replaced = position_and_history(body, day, request.GET.get("page"))
    bearing, children = bearing_on(body, day), children_of(body, shown["as_of"])
    stale = is_stale(position, day)
    context = {
        **shown, "jurisdiction": body, "position": position, "today": timezone.localdate(), "page_obj": said,
        "pages": said.paginator.get_elided_page_range(said.number, on_each_side=1, on_ends=1),
        "history": entries_of(said, replaced, position), "bearing": bearing,
        "rivals": rivals_on(body, position, day, said.object_list if said.number == 1 else ()),
        "officials": people_of(body, shown["as_of"]),
        "parents": body.parent_ties.select_related("parent").order_by("relation", "parent__name"),
        "children": children[:CHILDREN_SHOWN],
        "child_count": body.children.count() if len(children) > CHILDREN_SHOWN else len(children),
        "sources": resting_on([*said.object_list, *bearing]),
        "is_stale": stale, "has_newer": stale and has_newer(body, position, day),
        "places": places_of(body), "about": body.slug,
        "replies": list(body.reports.published().as_of(day).select_related("statement")),
        "corrections": corrected(Correction.objects.bearing_on(body)),
    }  # fmt: skip
    return render(request, "pages/jurisdiction_detail.html", context)


def bearing_on(body, day):
    """The newest statements of other bodies that apply to this one; asked by their keys, which are few."""
    keys = list(Statement.applies_to.through.objects.filter(jurisdiction=body).values_list("statement", flat=True))
    if not keys:
        return []
    said = Statement.objects.published().as_of(day).filter(pk__in=keys).exclude(jurisdiction=body)
    return list(said.for_cards().with_sources().newest_first()[:BEARING_SHOWN])


def children_of(body, as_of):
    """Its parts, one more than are shown where there are more."""
    children = body.children.as_of(as_of).defer("search_text", "name_text").order_by("name", "slug")
    return list(children[: CHILDREN_SHOWN + 1])


def position_and_history(body, day, page):
    """(Position, a page of the body's statements, newest first, {primary key: the stance it replaced})"""
    act = Case(When(form__in=words.ACTS, then=1), default=0, output_field=IntegerField())
    said = Statement.objects.published().as_of(day).filter(jurisdiction=body).order_by("-stated_on", -act, "-slug")
    said = said.select_related("official").defer("search_text", "official__search_text").with_sources()
    history = Pages(said, HISTORY_SHOWN).get_page(page)
    history.object_list = list(history.object_list)
    for statement in history.object_list:
        statement.jurisdiction = body
    return position_on(body, day, history.object_list), history, changes_among(body, history.object_list)


def entries_of(history, replaced, position):
    return [
        {"statement": statement, "replaced": replaced.get(statement.pk), "is_firm": is_firm(statement),
         "is_position": statement == position.statement}
        for statement in history.object_list
    ]  # fmt: skip


def changes_among(body, statements):
    """{primary key of a statement: the stance it replaced} of these statements of a body."""
    before = PositionSpan.objects.filter(jurisdiction=body, starts_on__lt=OuterRef("starts_on")).order_by("-starts_on")
    spans = body.spans.filter(statement__in=[statement.pk for statement in statements]).order_by()
    replaced = spans.annotate(before=Subquery(before.values("stance")[:1])).exclude(before=F("stance"))
    return dict(replaced.exclude(before=words.NO_POSITION).values_list("statement", "before"))


def has_newer(body, position, day):
    said = Statement.objects.published().as_of(day).filter(jurisdiction=body)
    return said.filter(stated_on__gt=position.recorded_on or day).exists()


def is_stale(position, day):
    """The statement it rests on is more than two years old, whatever was said since without stating a rule."""
    return bool(position.statement) and position.statement.last_possible_on < day - STALE_AFTER


def people_of(body, as_of):
    people = Official.objects.published().filter(jurisdiction=body).defer("search_text")
    return newest_speaker_first(people, as_of)[:PEOPLE_SHOWN]


def newest_speaker_first(officials, as_of):
    """With the years of their first and last statement: a predecessor must not read as current.

    As of a day only those who had spoken by then.
    """
    made = Q(statements__status=words.Status.PUBLISHED)
    made &= Q(statements__stated_on__lte=as_of) if as_of else Q()
    last = Max("statements__stated_on", filter=made)
    officials = officials.annotate(first_on=Min("statements__stated_on", filter=made), last_on=last)
    officials = officials.filter(last_on__isnull=False) if as_of else officials
    return officials.order_by(F("last_on").desc(nulls_last=True), "name", "slug")


def places_of(body):
    """The places whose pages show this body, where two numbers stand for one ground the one with the page."""
    tied = Place.objects.filter(geoid__in=body.territories.values("geoid")).select_related("ground")
    return list(dict.fromkeys(place.ground or place for place in tied))


def resting_on(statements):
    """The sources of these statements, newest first, undated last."""
    articles = {c.article for s in statements for c in s.citations.all()}
    return sorted(articles, key=lambda a: (a.published_on or datetime.date.min, a.slug), reverse=True)


def corrected(corrections):
    """Most rows have none, which is cheap to find out; who may be told of those there are is not."""
    keys = list(corrections.order_by().values_list("pk", flat=True))
    if not keys:
        return []
    return list(Correction.objects.filter(pk__in=keys).published().with_subjects().newest_first())


@follows_old_addresses("statement")
def statement(request, slug):
    """A retracted statement answers 410 and says why; a draft does not exist for the public."""
    rows = Statement.objects.ever_public().for_cards().with_sources().prefetch_related("applies_to")
    row = get_object_or_404(rows, slug=slug)
    if row.status == words.Status.RETRACTED:
        return render(request, "pages/statement_retracted.html", {"statement": row}, status=410)
    day, shown = then(request)
    siblings = Statement.objects.published().as_of(day).filter(jurisdiction=row.jurisdiction).exclude(pk=row.pk)
    position = position_on(row.jurisdiction, day, [row])
    context = {
        **shown, "is_later": row.stated_on > day, "position": position,
        "statement": row, "citations": row.citations.all(), "applies_to": row.applies_to.all(),
        "corrections": corrected(Correction.objects.about(row)),
        "is_firm": is_firm(row), "is_position": position.statement == row,
        "rivals": rivals_on(row.jurisdiction, position, day) if position.statement == row else [],
        "related": siblings.defer("search_text", "quote").newest_first()[:RELATED_SHOWN],
        "about": row.slug, "replies": list(row.reports.published().as_of(day)),
    }  # fmt: skip
    return render(request, "pages/statement_detail.html", context)


@follows_old_addresses("official")
def official(request, slug):
    person = get_object_or_404(Official.objects.published().for_cards(), slug=slug)
    day, shown = then(request)
    said = person.statements.published().as_of(day).for_cards().newest_first()
    return render(request, "pages/official_detail.html", {**shown, "official": person, "statements": said})


@follows_old_addresses("source")
def source(request, slug):
    """What rests on a source; one whose statements were all retracted keeps its page."""
    article = get_object_or_404(SourceArticle.objects.published().select_related("derived_from"), slug=slug)
    day, shown = then(request)
    carried = article.citations.filter(statement__in=Statement.objects.published().as_of(day))
    carried = carried.select_related("statement__jurisdiction", "statement__official")
    context = {
        **shown,
        "source": article,
        "citations": carried.order_by("statement__jurisdiction__name", "-statement__stated_on", "statement__slug"),
        "derivatives": SourceArticle.objects.published().filter(derived_from=article),
    }
    return render(request, "pages/source_detail.html", context)
