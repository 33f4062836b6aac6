import datetime

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from jurisdictions.models import Jurisdiction, Official, SourceArticle, Statement
from jurisdictions.models import vocabulary as words
from jurisdictions.models.positions import derive_position

STALE_AFTER = datetime.timedelta(days=730)


def as_of(request):
    """The day asked for, or None: a bad value is forgiven on pages."""
    try:
        return datetime.date.fromisoformat(request.GET.get("as_of", ""))
    except ValueError:
        return None


def history_of(statements, position, day):
    """Newest first, marking where the stance differs from the rule stated before it."""
    entries, before = [], None
    for statement in sorted(statements, key=lambda s: (s.stated_on, s.slug)):
        rule = statement.capacity == words.Capacity.BODY and statement.stance in words.RULE_STANCES
        changed = rule and before is not None and before != statement.stance
        before = statement.stance if rule else before
        entries.append({"statement": statement, "changed": changed, "is_current": statement == position.statement})
    return entries[::-1]


def jurisdiction(request, slug):
    body = get_object_or_404(Jurisdiction.objects.prefetch_related("aliases", "identifiers", "officials"), slug=slug)
    today = timezone.localdate()
    day = min(as_of(request) or today, today)
    said = Statement.objects.published().as_of(day).select_related("official", "jurisdiction").with_sources()
    own = list(said.filter(jurisdiction=body).prefetch_related("applies_to"))
    position = derive_position(own, day)
    bearing = list(said.filter(applies_to=body).exclude(jurisdiction=body).newest_first())
    sources = {c.article for s in [*own, *bearing] for c in s.citations.all()}
    context = {
        "jurisdiction": body, "position": position, "as_of": day if day != today or as_of(request) else None,
        "history": history_of(own, position, day), "bearing": bearing,
        "officials": body.officials.all(), "aliases": body.aliases.all(), "identifiers": body.identifiers.all(),
        "parents": body.parent_ties.select_related("parent"),
        "children": body.child_ties.select_related("child").order_by("child__name"),
        "sources": sorted(sources, key=lambda a: (a.publisher, a.title)),
        "nothing_newer": bool(own) and max(s.stated_on for s in own) < day - STALE_AFTER,
    }  # fmt: skip
    return render(request, "pages/jurisdiction_detail.html", context)


def statement(request, slug):
    """A retracted statement answers 410 and says why; a draft does not exist for the public."""
    rows = Statement.objects.for_cards().with_sources().prefetch_related("applies_to")
    row = get_object_or_404(rows.exclude(status=words.Status.DRAFT), slug=slug)
    if row.status == words.Status.RETRACTED:
        return render(request, "pages/statement_retracted.html", {"statement": row}, status=410)
    siblings = Statement.objects.published().for_cards().filter(jurisdiction=row.jurisdiction)
    context = {
        "statement": row, "citations": row.citations.all(), "applies_to": row.applies_to.all(),
        "related": siblings.exclude(pk=row.pk).newest_first()[:6],
    }  # fmt: skip
    return render(request, "pages/statement_detail.html", context)


def official(request, slug):
    person = get_object_or_404(Official.objects.for_cards(), slug=slug)
    said = person.statements.published().for_cards().newest_first()
    return render(request, "pages/official_detail.html", {"official": person, "statements": said})


def source(request, slug):
    article = get_object_or_404(SourceArticle.objects.select_related("derived_from"), slug=slug)
    carried = article.citations.filter(statement__status=words.Status.PUBLISHED)
    carried = carried.select_related("statement__jurisdiction", "statement__official").order_by("statement__slug")
    if not carried and article.citations.exists():
        raise Http404
    return render(request, "pages/source_detail.html", {"source": article, "citations": carried})
