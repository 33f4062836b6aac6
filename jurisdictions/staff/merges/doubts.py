"""What speaks against a merge: what forbids it, what an editor has to confirm, what to look at afterwards."""

from django.db.models import Q
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from jurisdictions.models import JudgedPair, Jurisdiction, ParentTie, ProposedChange, Statement
from jurisdictions.models.folding import fold
from jurisdictions.models.vocabulary import FindableKind

PAIRED = {"jurisdiction": FindableKind.BODY, "official": FindableKind.PERSON}
TELLING = {  # fields of which two entries for one thing would say the same
    "jurisdiction": ("agency_type", "city", "county"),
    "official": ("title", "party", "term_start_on", "term_end_on"),
}


def problems(plan):
    """Sentences that say why these two cannot be merged, and what to do first."""
    found = [other_place(plan), *waiting(plan), circle(plan)]
    return [text for text in found if text]


def other_place(plan):
    duplicate, kept = plan.duplicate, plan.kept
    if isinstance(kept, Jurisdiction):
        if duplicate.state != kept.state:
            return _("They are in different states. If one state is wrong, correct it first.")
    elif duplicate.jurisdiction_id != kept.jurisdiction_id:
        return _("They held office in different bodies: a person has an entry for each office. If the bodies are one,"
                 " merge those first.")  # fmt: skip
    return ""


def waiting(plan):
    """Changes that wait for a second person and name the duplicate, which stands in them as a number only."""
    name, key = plan.duplicate._meta.model_name, plan.duplicate.pk
    named = Q(**{f"was__{name}": key}) | Q(**{f"now__{name}": key})
    for change in ProposedChange.objects.waiting().filter(named).select_related("statement__jurisdiction"):
        yield _("A proposed change of “%s” names the one that goes: decide about it first.") % change.statement


def circle(plan):
    """Whether the merged body would stand above itself, by way of others."""
    if not isinstance(plan.kept, Jurisdiction):
        return ""
    both = {plan.duplicate.pk, plan.kept.pk}
    seen, level = set(), parents_of(both) - both
    while level:
        seen |= level
        level = parents_of(level) - seen
        if level & both:
            return _("One stands above the other, by way of a third body: mend the parents first.")
    return ""


def parents_of(keys):
    return set(ParentTie.objects.filter(child__in=keys).values_list("parent", flat=True))


def difference(plan, row, same):
    """Why `row` stays behind where the kept one has `same`; a contradiction is a warning too."""
    model = row._meta.model_name
    if model == "identifier" and row.value != same.value:
        text = _("Their numbers differ (%(scheme)s: %(one)s and %(other)s): are they one body?")
        names = {"scheme": row.get_scheme_display(), "one": row.value, "other": same.value}
        plan.warnings.append(text % names)
        return _("The one that stays keeps its own: %s.") % same.value
    if model == "parenttie" and row.relation != same.relation:
        return _("The one that stays has this tie as “%s”.") % same.get_relation_display()
    return _("The one that stays has the same.")


def warnings(plan):
    """Sentences that an editor confirms by a tick."""
    duplicate, kept = plan.duplicate, plan.kept
    for name in TELLING[kept._meta.model_name]:
        one, other = getattr(duplicate, name), getattr(kept, name)
        if one and other and fold(str(one)) != fold(str(other)):
            yield _("%(field)s differs: “%(one)s” and “%(other)s”.") % {
                "field": capfirst(kept._meta.get_field(name).verbose_name),
                "one": shown(duplicate, name), "other": shown(kept, name),
            }  # fmt: skip
    if isinstance(kept, Jurisdiction) and duplicate.pk in parents_of([kept.pk]) | children_of(kept.pk):
        yield _("One of them stands under the other: are they one body?")
    for pair in judged(plan).filter(Q(first=kept.slug) | Q(second=kept.slug)):
        yield _("%(name)s judged them to be two.") % {"name": pair.judged_by or _("Somebody")}


def children_of(key):
    return set(ParentTie.objects.filter(parent=key).values_list("child", flat=True))


def shown(row, name):
    words = getattr(row, f"get_{name}_display", None)
    return words() if words else getattr(row, name)


def judged(plan):
    """Pairs that the duplicate was judged in."""
    slug = plan.duplicate.slug
    pairs = JudgedPair.objects.filter(kind=PAIRED[plan.kept._meta.model_name]).order_by("pk")
    return pairs.filter(Q(first=slug) | Q(second=slug)).select_related("judged_by")


def notes(plan):
    """What a merge leaves to be looked at: people, and statements of one day, that then stand twice."""
    if isinstance(plan.kept, Jurisdiction):
        own = {fold(person.name): person for person in plan.kept.officials.all()}
        for person in plan.duplicate.officials.all():
            if same := own.get(fold(person.name)):
                yield _("“%(name)s” then stands in it twice (%(one)s, %(other)s): merge those two next.") % {
                    "name": person.name, "one": person.slug, "other": same.slug}  # fmt: skip
    yield from said_twice(plan)


def said_twice(plan):
    name = plan.kept._meta.model_name
    days = set(Statement.objects.filter(**{name: plan.kept}).values_list("stated_on", "stance"))
    for statement in Statement.objects.filter(**{name: plan.duplicate}).select_related("jurisdiction"):
        if (statement.stated_on, statement.stance) in days:
            yield _("“%s” and one of the other say the same of one day: is it one statement?") % statement
