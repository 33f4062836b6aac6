"""What a merge would do, row by row, before anything is written. The merge itself carries out this very plan."""

import hashlib
import json
from collections import defaultdict
from dataclasses import asdict, dataclass, field
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jurisdictions.curation.rows import RELATED
from jurisdictions.models import JudgedPair, Jurisdiction
from jurisdictions.models.vocabulary import AddressReason
from jurisdictions.staff.merges import doubts
from jurisdictions.staff.merges.relations import FILLED, MOVES, OF_HISTORY, REBUILT, REDIRECTED, relations_of

Values = dict[str, Any]
OWN_WORDS = gettext_lazy("A statement applies to its own body anyway.")


@dataclass
class Change:
    """One row: `was` and `now` are {column: value}, None where there is no row. `why` is for the preview."""

    model: str
    key: int | None
    label: str
    was: Values | None
    now: Values | None
    why: str = ""

    @property
    def entry(self):
        """As the journal keeps it."""
        return {name: value for name, value in asdict(self).items() if name != "why"}


@dataclass
class Plan:
    """`problems` forbid the merge, `warnings` have to be confirmed, `notes` are for what comes after."""

    duplicate: Any
    kept: Any
    changes: list[Change] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def stamp(self):
        """The same for the same plan: what was shown is what is done."""
        said = json.dumps([[one.entry for one in self.changes], self.warnings], sort_keys=True)
        return hashlib.sha256(said.encode()).hexdigest()

    def of(self, kind):
        """{model name: changes} of one kind: moved, left (dropped), added, filled."""
        found = defaultdict(list)
        for change in self.changes:
            if self.kind_of(change) == kind:
                found[change.model].append(change)
        return dict(found)

    def kind_of(self, change):
        if change.was is None:
            return "added"
        if change.now is None:
            return "gone" if self.is_of(change, self.duplicate) else "left"
        if change.model == "permanentaddress":
            return "redirected"
        return "filled" if self.is_of(change, self.kept) else "moved"

    @staticmethod
    def is_of(change, row):
        return (change.model, change.key) == (row._meta.model_name, row.pk)


def make_plan(duplicate, kept, *, day):
    """The Plan of merging `duplicate` into `kept` on this day; both as they are stored."""
    plan = Plan(duplicate, kept)
    for model, name, treatment in relations_of(type(duplicate)):
        if treatment == MOVES:
            plan.changes += [moved(row, name, kept) for row in hanging(model, name, duplicate)]
        elif treatment == REDIRECTED:
            plan.changes += [redirected(row, name, kept, day) for row in hanging(model, name, duplicate)]
        elif treatment not in (REBUILT, OF_HISTORY):
            plan.changes += told_apart(plan, model, name, treatment)
    plan.changes += [*named(plan), *filled(plan), *pairs_kept_apart(plan)]
    plan.changes.append(Change(duplicate._meta.model_name, duplicate.pk, str(duplicate), values_of(duplicate), None))
    plan.problems += doubts.problems(plan)
    plan.warnings += doubts.warnings(plan)
    plan.notes += doubts.notes(plan)
    return plan


def hanging(model, name, row):
    rows = model._default_manager.filter(**{name: row}).order_by("pk")
    related = ("statement__jurisdiction",) if model._meta.auto_created else RELATED.get(model, (name,))
    return list(rows.select_related(*related))


def stored(value):
    """A column's value as JSON holds it, nothing of it lost; the field's `to_python` reads it back."""
    if hasattr(value, "isoformat"):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


def values_of(row):
    """{column: value} of all that is not derived, its key left out."""
    derived = getattr(row, "DERIVED", ())
    columns = [column for column in row._meta.concrete_fields if not column.primary_key]
    found = {column.attname: stored(getattr(row, column.attname)) for column in columns}
    return {name: value for name, value in found.items() if name.removesuffix("_id") not in derived
            and name not in derived}  # fmt: skip


def label_of(row):
    """A link of a many-to-many field is called after the statement at its other end."""
    return str(row.statement if row._meta.auto_created else row)[:300]


def moved(row, name, kept, /, **more):
    column = row._meta.get_field(name).attname
    was = {column: getattr(row, column), **more}
    return Change(row._meta.model_name, row.pk, label_of(row), was, {**was, column: kept.pk})


def redirected(address, name, kept, day):
    change = moved(address, name, kept, retired_on=stored(address.retired_on), reason=address.reason)
    if address.retired_on is None:
        change.now |= {"retired_on": stored(day), "reason": AddressReason.MERGED.value}
    return change


# What hangs on a row once: it moves unless the kept row has the same


def told_apart(plan, model, name, telling):
    column = model._meta.get_field(telling).attname
    own = {folded(getattr(row, column)): row for row in hanging(model, name, plan.kept)}
    for row in hanging(model, name, plan.duplicate):
        value = getattr(row, column)
        if why := reason_to_leave(plan, row, telling, own.get(folded(value))):
            yield left(row, why)
        else:
            yield moved(row, name, plan.kept, **{column: value})
    if telling == "statement":  # the kept body, named by a statement that becomes its own
        yield from (left(row, OWN_WORDS) for row in own.values() if row.statement.jurisdiction_id == plan.duplicate.pk)


def left(row, why):
    return Change(row._meta.model_name, row.pk, label_of(row), values_of(row), None, why)


def folded(value):
    return value.casefold() if isinstance(value, str) else value


def reason_to_leave(plan, row, telling, same):
    """Why this row does not move, or nothing."""
    other = getattr(row, telling)
    if same:
        return doubts.difference(plan, row, same)
    if telling == "name" and folded(other) == folded(plan.kept.name):
        return _("It is the name of the one that stays.")
    if other == plan.kept:
        return _("Nothing stands under itself.")
    if telling == "statement" and other.jurisdiction_id in (plan.duplicate.pk, plan.kept.pk):
        return OWN_WORDS
    return ""


# What the kept row gains


def named(plan):
    """The name of the duplicate is another name of the kept row; a person's goes with all its spellings."""
    duplicate, kept = plan.duplicate, plan.kept
    if isinstance(kept, Jurisdiction):
        known = {folded(kept.name)} | {folded(alias.name) for row in (kept, duplicate) for alias in row.aliases.all()}
        if folded(duplicate.name) not in known:
            now = {"jurisdiction_id": kept.pk, "name": duplicate.name}
            yield Change("alias", None, duplicate.name, None, now, _("The name of the one that goes."))
        return
    variants = list(kept.name_variants)
    for name in (duplicate.name, *duplicate.name_variants):
        variants += [name] if name not in (kept.name, *variants) else []
    if variants != kept.name_variants:
        yield Change("official", kept.pk, ", ".join(variants), {"name_variants": kept.name_variants},
                     {"name_variants": variants}, _("Names as printed."))  # fmt: skip


def filled(plan):
    """Facts that only the duplicate states."""
    for group in FILLED[plan.kept._meta.model_name]:
        was, now = ({name: stored(getattr(row, name)) for name in group} for row in (plan.kept, plan.duplicate))
        if not any(was.values()) and any(now.values()):
            labels = [str(plan.kept._meta.get_field(name).verbose_name) for name in group if now[name]]
            told = ", ".join(str(now[name]) for name in group if now[name])
            yield Change(plan.kept._meta.model_name, plan.kept.pk, told, was, now, ", ".join(labels))


def pairs_kept_apart(plan):
    """Whatever is not the duplicate is not the kept one either: the desk is not asked again."""
    for pair in doubts.judged(plan):
        other = pair.second if pair.first == plan.duplicate.slug else pair.first
        first, second = sorted((other, plan.kept.slug))
        known = JudgedPair.objects.filter(kind=pair.kind, first=first, second=second).exists()
        if other != plan.kept.slug and not known:
            now = {"kind": pair.kind, "first": first, "second": second, "judged_by_id": pair.judged_by_id}
            yield Change("judgedpair", None, f"{first} ≠ {second}", None, now, _("Judged of the one that goes."))
