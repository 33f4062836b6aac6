"""A plan in the words of its page."""

from dataclasses import dataclass

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jurisdictions.models import Jurisdiction, Statement
from jurisdictions.models.addresses import page_of
from jurisdictions.models.correction import FACTS
from jurisdictions.models.positions import derive_position
from jurisdictions.staff.merges.relations import model_named
from jurisdictions.staff.preview import recorded, since
from jurisdictions.staff.wording import EMPTY, Names, label_of, values_of

MOST = 20  # of one kind that are named one by one
NAMED = {
    "statement_applies_to": gettext_lazy("Mentions in “applies to”"),
    "parenttie": gettext_lazy("Ties to parents and children"),
    "judgedpair": gettext_lazy("Pairs judged different"),
}


@dataclass(frozen=True)
class Group:
    """Rows of one kind: `lines` are [(text, why)] of the first of them."""

    title: str
    count: int
    lines: list

    @property
    def more(self):
        return self.count - len(self.lines)


def groups(changes_by_model, title=""):
    return [
        Group(title or title_of(name), len(changes), [(change.label, change.why) for change in changes[:MOST]])
        for name, changes in changes_by_model.items()
    ]


def title_of(name):
    return NAMED.get(name) or capfirst(model_named(name)._meta.verbose_name_plural)


def facts(plan):
    """[(field, of the one that goes, of the one that stays)], as far as either says something."""
    model = type(plan.kept)
    values = [values_of(row, ("slug", *FACTS[model])) for row in (plan.duplicate, plan.kept)]
    names = Names(model, values)
    lines = [(label_of(model, name), *(names.shown(name, one) for one in values)) for name in values[0]]
    return [line for line in lines if line[1:] != (EMPTY, EMPTY)]


def positions(plan, day):
    """[(what, of the one that goes, of the one that stays, once merged)]; nothing for people."""
    if not isinstance(plan.kept, Jurisdiction):
        return []
    both = list(Statement.objects.published().filter(jurisdiction__in=[plan.duplicate, plan.kept]).with_sources())
    own = [[one for one in both if one.jurisdiction_id == row.pk] for row in (plan.duplicate, plan.kept)]
    three = [derive_position(said, day) for said in (*own, both)]
    shown = [(_("Position"), lambda position: position.label), (_("Recorded"), recorded), (_("Since"), since)]
    return [(name, *(str(show(position)) for position in three)) for name, show in shown]


def addresses(plan):
    """[(address that leads on, where to)]"""
    own = plan.duplicate.addresses.order_by("pk").values_list("kind", "slug")
    return [(page_of(kind, slug), plan.kept.get_absolute_url()) for kind, slug in own]


def returning(journal):
    """Groups of what an undoing would move back or store again."""
    found = {}
    for entry in journal.entries:
        if entry["was"] is not None and entry["model"] != "permanentaddress" and not journal.is_duplicate(entry):
            found.setdefault(entry["model"], []).append(entry["label"])
    return [
        Group(title_of(name), len(labels), [(label, "") for label in labels[:MOST]]) for name, labels in found.items()
    ]
