"""What stands around a body or a statement on its page, each a kept question: such a page asks fifteen of them."""

from django.db.models import Case, Count, Exists, F, IntegerField, Max, Min, OuterRef, Q, Subquery, When

from jurisdictions.models import (
    Alias,
    Citation,
    Correction,
    Identifier,
    Jurisdiction,
    Official,
    ParentTie,
    Place,
    PositionSpan,
    Report,
    Statement,
    Territory,
)
from jurisdictions.models import vocabulary as words
from jurisdictions.models.asking import together
from jurisdictions.models.kept import AnyOf, Given, attach, kept
from jurisdictions.models.span import named_span_on, span_on

RELATED_SHOWN = 6
HISTORY_SHOWN = 20  # a page
BEARING_SHOWN, PEOPLE_SHOWN, CHILDREN_SHOWN = 25, 25, 25


@kept
def bodies_at(slug: Given):
    """What it has none of, as most have of most, need not be asked for."""
    body = OuterRef("pk")
    return Jurisdiction.objects.defer("search_text", "name_text").filter(slug=slug).annotate(
        has_aliases=Exists(Alias.objects.order_by().filter(jurisdiction=body)),
        has_identifiers=Exists(Identifier.objects.order_by().filter(jurisdiction=body)),
        has_parents=Exists(ParentTie.objects.order_by().filter(child=body)),
        has_children=Exists(ParentTie.objects.order_by().filter(parent=body)),
        has_places=Exists(Territory.objects.order_by().filter(jurisdiction=body)),
        has_replies=Exists(Report.objects.published().order_by().filter(jurisdiction=body)),
        is_corrected=Exists(Correction.objects.bearing_on(body).order_by()),
        is_reached=Exists(Statement.applies_to.through.objects.filter(jurisdiction=body)),
    )  # fmt: skip


@kept
def aliases_of(body: Given):
    return Alias.objects.filter(jurisdiction=body)


@kept
def identifiers_of(body: Given):
    return Identifier.objects.filter(jurisdiction=body)


@kept
def parents_of(body: Given):
    return ParentTie.objects.filter(child=body).select_related("parent").order_by("relation", "parent__name")


@kept
def children_of(body: Given, as_of: Given):
    """Its parts, one more than are shown where there are more."""
    children = Jurisdiction.objects.filter(parent_ties__parent=body).as_of(as_of).order_by("name", "slug")
    return children.defer("search_text", "name_text")[: CHILDREN_SHOWN + 1]


@kept
def places_shown_with(body: Given):
    ground = Territory.objects.filter(jurisdiction=body).values("geoid")
    return Place.objects.filter(geoid__in=ground).select_related("ground")


@kept
def people_of(body: Given, as_of: Given):
    """Of the newest speakers those whom readers may see; who they are is found in indexes: hundreds may have spoken."""
    heard = newest_speaker_first(Official.objects.filter(jurisdiction=body).values("pk"), as_of, "pk")
    shown = Official.objects.published().filter(pk__in=heard.values("pk")[:PEOPLE_SHOWN])
    return newest_speaker_first(shown.defer("search_text"), as_of)


def newest_speaker_first(officials, as_of, *ties):
    """With the years of their first and last statement: a predecessor must not read as current.

    As of a day only those who had spoken by then. `ties` are by name unless told otherwise.
    """
    made = Q(statements__status=words.Status.PUBLISHED)
    made &= Q(statements__stated_on__lte=as_of) if as_of else Q()
    last = Max("statements__stated_on", filter=made)
    officials = officials.annotate(first_on=Min("statements__stated_on", filter=made), last_on=last)
    officials = officials.filter(last_on__isnull=False) if as_of else officials
    return officials.order_by(F("last_on").desc(nulls_last=True), *(ties or ("name", "slug")))


def history_of(body, day):
    """Its statements, on the same day acts first."""
    act = Case(When(form__in=words.ACTS, then=1), default=0, output_field=IntegerField())
    said = Statement.objects.published().as_of(day).filter(jurisdiction=body).order_by("-stated_on", -act, "-slug")
    return said.select_related("official").defer("search_text", "official__search_text")


@kept
def newest_of(body: Given, day: Given):
    return history_of(body, day)[:HISTORY_SHOWN]


@kept
def how_much_said(body: Given, day: Given):
    """[its key and the number of its statements], or [] where there are none."""
    return history_of(body, day).order_by().values_list("jurisdiction").annotate(count=Count("*"))


class History:
    """What Paginator slices: the statements of a body by a day, the `newest_of` them at hand. Most have one page."""

    def __init__(self, newest, body, day):
        self.newest, self.asked = newest, (body, day)

    def __len__(self):
        is_all = len(self.newest) < HISTORY_SHOWN
        return len(self.newest) if is_all else how_much_said(*self.asked)[0][1]

    def __getitem__(self, part):
        return self.newest if part.start == 0 else list(history_of(*self.asked)[part])


@kept
def stances_begun(statements: AnyOf):
    """(statement, the stance that its body took with it, the one it had before or None)"""
    before = PositionSpan.objects.filter(jurisdiction=OuterRef("jurisdiction"), starts_on__lt=OuterRef("starts_on"))
    before = Subquery(before.order_by("-starts_on").values("stance")[:1])
    return PositionSpan.objects.filter(statement__in=statements).order_by().values_list("statement", "stance", before)


@kept
def keys_bearing_on(body: Given):
    """Of statements that apply to it, whoever made them."""
    return Statement.applies_to.through.objects.filter(jurisdiction=body).values_list("statement", flat=True)


@kept
def bodies_reached_by(statement: Given):
    """Those it applies to besides the one that made it."""
    return Jurisdiction.objects.filter(statements_applied=statement).defer("search_text", "name_text")


@kept
def statement_at(slug: Given):
    """What it has none of, as most have, need not be asked for."""
    statement = OuterRef("pk")
    return Statement.objects.ever_public().for_cards().filter(slug=slug).annotate(
        has_replies=Exists(Report.objects.published().order_by().filter(statement=statement)),
        is_corrected=Exists(Correction.objects.order_by().filter(statement=statement)),
        reaches=Exists(Statement.applies_to.through.objects.filter(statement=statement)),
    )  # fmt: skip


@kept
def citations_of_one(statement: Given):
    """By its key alone: PostgreSQL plans anew for each list of keys, and once for all single ones."""
    return Citation.objects.with_articles().filter(statement=statement)


@kept
def others_of(body: Given, day: Given, statement: Given):
    """The newest statements of the body besides this one."""
    said = Statement.objects.published().as_of(day).filter(jurisdiction=body).exclude(pk=statement)
    return said.defer("search_text", "quote").newest_first()[:RELATED_SHOWN]


@kept
def replies_about(body: Given, day: Given):
    return Report.objects.published().as_of(day).filter(jurisdiction=body).select_related("statement")


@kept
def replies_to(statement: Given, day: Given):
    return Report.objects.published().as_of(day).filter(statement=statement)


def all_about(body, day, as_of):
    """{what: rows} of everything on the page of one of the `bodies_at` an address that its own row leads to."""
    asked = {
        "newest": newest_of.of(body.pk, day),
        "spans": span_on.of(body.pk, day),
        "officials": people_of.of(body.pk, as_of),
        "aliases": body.has_aliases and aliases_of.of(body.pk),
        "identifiers": body.has_identifiers and identifiers_of.of(body.pk),
        "parents": body.has_parents and parents_of.of(body.pk),
        "children": body.has_children and children_of.of(body.pk, as_of),
        "places": body.has_places and places_shown_with.of(body.pk),
        "bearing": body.is_reached and keys_bearing_on.of(body.pk),
        "replies": body.has_replies and replies_about.of(body.pk, day),
    }
    found = dict(zip(asked, together(*asked.values()), strict=True))
    attach([body], "aliases", found.pop("aliases"), by="jurisdiction")
    attach([body], "identifiers", found.pop("identifiers"), by="jurisdiction")
    return found


def all_around(statement, day):
    """The same on the page of one of the statements at an address."""
    asked = {
        "citations": citations_of_one.of(statement.pk),
        "spans": named_span_on.of(statement.jurisdiction_id, day),
        "applies_to": statement.reaches and bodies_reached_by.of(statement.pk),
        "related": others_of.of(statement.jurisdiction_id, day, statement.pk),
        "replies": statement.has_replies and replies_to.of(statement.pk, day),
    }
    return dict(zip(asked, together(*asked.values()), strict=True))
