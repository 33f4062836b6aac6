"""One body, one statement, one person in office, one source."""

import datetime

from django.db.models import F, Max, Min, Q
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _

from jurisdictions.models import Jurisdiction, Official, Place, SourceArticle, Statement
from jurisdictions.models import vocabulary as words
from jurisdictions.models.positions import STALE_AFTER, changes_of, derive_position, is_firm, rivals_of
from jurisdictions.search.filters import AsOfFilter, forms
from jurisdictions.search.values import echoed

RELATED_SHOWN = 6


def day_asked(request):
    """(day or None, problems): a bad `as_of` is forgiven on pages, and said."""
    text = request.GET.get("as_of", "")
    try:
        return AsOfFilter().field.clean(text), []
    except forms.ValidationError as error:
        return None, [_("“%(value)s” is left out. As of: %(error)s") % {
            "value": echoed(text), "error": " ".join(error.messages)}]  # fmt: skip


def history_of(statements, changes, position):
    """Newest first, each marked with the stance it replaced, if it did, and whether it is known at second hand."""
    entries = []
    for statement in sorted(statements, key=lambda s: (s.stated_on, s.is_act, s.slug)):
        replaced = changes.get(statement.pk)
        entries.append({"statement": statement, "replaced": replaced, "is_firm": is_firm(statement),
                        "is_position": statement == position.statement})  # fmt: skip
    return entries[::-1]


def then(request):
    """(day, what the page needs to say which day it shows): today, or the one asked with `as_of`."""
    asked, problems = day_asked(request)
    return asked or timezone.localdate(), {"as_of": asked, "problems": problems}


def jurisdiction(request, slug):
    """A body with its position on a day, the words, the history and everything they rest on."""
    body = get_object_or_404(Jurisdiction.objects.prefetch_related("aliases", "identifiers"), slug=slug)
    day, shown = then(request)
    said = Statement.objects.published().as_of(day).for_cards().with_sources().newest_first()
    own = list(said.filter(jurisdiction=body).prefetch_related("applies_to"))
    position = derive_position(own, day)
    bearing = list(said.filter(applies_to=body).exclude(jurisdiction=body))
    spans = [span for span in body.spans.order_by("starts_on") if span.starts_on <= day]
    context = {
        **shown, "jurisdiction": body, "position": position, "today": timezone.localdate(),
        "history": history_of(own, changes_of(spans), position), "bearing": bearing,
        "rivals": rivals_of(position, own, day),
        "officials": newest_speaker_first(Official.objects.published().filter(jurisdiction=body), shown["as_of"]),
        "parents": body.parent_ties.select_related("parent").order_by("relation", "parent__name"),
        "children": body.children.as_of(shown["as_of"]).order_by("name", "slug"),
        "sources": resting_on([*own, *bearing]),
        "is_stale": is_stale(position, day),
        "has_newer": any(s.stated_on > (position.recorded_on or day) for s in own),
        "places": places_of(body), "about": body.slug,
        "replies": list(body.reports.published().as_of(day).select_related("statement")),
    }  # fmt: skip
    return render(request, "pages/jurisdiction_detail.html", context)


def is_stale(position, day):
    """The statement it rests on is more than two years old, whatever was said since without stating a rule."""
    return bool(position.statement) and position.statement.last_possible_on < day - STALE_AFTER


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


def statement(request, slug):
    """A retracted statement answers 410 and says why; a draft does not exist for the public."""
    rows = Statement.objects.ever_public().for_cards().with_sources().prefetch_related("applies_to")
    row = get_object_or_404(rows, slug=slug)
    if row.status == words.Status.RETRACTED:
        return render(request, "pages/statement_retracted.html", {"statement": row}, status=410)
    day, shown = then(request)
    siblings = Statement.objects.published().as_of(day).for_cards().filter(jurisdiction=row.jurisdiction)
    own = list(siblings.with_sources().newest_first())
    position = derive_position(own, day)
    context = {
        **shown, "is_later": row.stated_on > day, "position": position,
        "statement": row, "citations": row.citations.all(), "applies_to": row.applies_to.all(),
        "is_firm": is_firm(row), "is_position": position.statement == row,
        "rivals": rivals_of(position, own, day),
        "related": [sibling for sibling in own if sibling != row][:RELATED_SHOWN],
        "about": row.slug, "replies": list(row.reports.published().as_of(day)),
    }  # fmt: skip
    return render(request, "pages/statement_detail.html", context)


def official(request, slug):
    person = get_object_or_404(Official.objects.published().for_cards(), slug=slug)
    day, shown = then(request)
    said = person.statements.published().as_of(day).for_cards().newest_first()
    return render(request, "pages/official_detail.html", {**shown, "official": person, "statements": said})


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
