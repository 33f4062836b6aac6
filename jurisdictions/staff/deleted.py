"""What was deleted, and what of it can come back. What went by a merge is not among it: undoing the merge brings it."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import pairwise

from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from jurisdictions.models import (
    Alias,
    Citation,
    Identifier,
    Jurisdiction,
    Merge,
    Official,
    ParentTie,
    PermanentAddress,
    SourceArticle,
    Statement,
    Territory,
)
from jurisdictions.models.address_history import kind_of
from jurisdictions.models.versions import CHANGED, CREATED, DELETED, Versions, newest_versions
from jurisdictions.models.vocabulary import Status
from jurisdictions.staff.timeline import values_in, with_links
from jurisdictions.staff.wording import EMPTY, Names, label_of

KINDS = {model._meta.model_name: model for model in (Statement, Jurisdiction, Official, SourceArticle)}
HUNG = {  # what goes with a row and comes back with it: (model, its foreign key to the row)
    Jurisdiction: [(Alias, "jurisdiction"), (Identifier, "jurisdiction"), (Territory, "jurisdiction"),
                   (ParentTie, "child"), (ParentTie, "parent")],
    Statement: [(Citation, "statement")],
}  # fmt: skip
TOGETHER = timedelta(seconds=1)  # what a deletion took along bears its time, nearly so in versions of older programs
EMPTIED = "derived_from"  # a row stands without it; without any other relation it does not
NOT_SHOWN = frozenset({"slug", "status", "retraction_reason"})


def rights(model):
    """Who may enter and delete rows of a kind may take a deletion back."""
    return [f"{model._meta.app_label}.{verb}_{model._meta.model_name}" for verb in ("add", "delete")]


def deletions(model):
    """The newest version of each row that is gone and was not merged into another, newest first."""
    newer = model.history.filter(id=OuterRef("id"), history_id__gt=OuterRef("history_id"))
    stored = model._default_manager.filter(pk=OuterRef("id"))
    found = model.history.filter(~Exists(newer), ~Exists(stored), history_type=DELETED)
    merged = Merge.objects.standing().of_kind(model).filter(old_key=OuterRef("id"))
    return found.filter(~Exists(merged)).select_related("history_user").order_by("-history_date", "-history_id")


def deletion_of(model, key):
    """The deletion of the row with this key, or None."""
    return deletions(model).filter(id=key).first()


def row_in(version):
    values = {column.attname: getattr(version, column.attname) for column in version.tracked_fields}
    return version.instance_type(**values)


def rows_in(versions):
    """Rows as these versions of one model have them, each with its body, gone or not: without it they have no name."""
    rows = [row_in(version) for version in versions]
    keys = {row.jurisdiction_id for row in rows if hasattr(row, "jurisdiction_id")}
    bodies = Jurisdiction.objects.defer("name_text", "search_text").in_bulk(keys)
    gone = newest_versions(Jurisdiction, keys - bodies.keys())
    for row in rows:
        if key := getattr(row, "jurisdiction_id", None):
            unknown = Jurisdiction(pk=key, name=_("a deleted row (%d)") % key)
            row.jurisdiction = bodies.get(key) or (row_in(gone[key]) if key in gone else unknown)
    return rows


def in_full(deletion):
    """The version that says what the row last said, links included: a deletion keeps none of these."""
    kept = newest_versions(deletion.instance_type, [deletion.id], history_type__in=[CREATED, CHANGED]).get(
        deletion.id, deletion
    )
    return with_links([kept])[0]


def facts(deletion):
    """[(field, what it said)] of what was not empty."""
    model, values = deletion.instance_type, values_in(in_full(deletion))
    names = Names(model, [values])
    lines = [(label_of(model, name), names.shown(name, values)) for name in values if name not in NOT_SHOWN]
    return [line for line in lines if line[1] != EMPTY]


@dataclass
class Return:
    """What brings a row back: `row` and `parts` are not stored yet; `lost` and `problems` are sentences."""

    row: object
    parts: list = field(default_factory=list)
    links: dict = field(default_factory=dict)
    mentions: list = field(default_factory=list)  # statements that apply to the body again
    derivatives: list = field(default_factory=list)  # sources that derive from the source again
    former: list = field(default_factory=list)  # [(retired slug, day)]
    lost: list = field(default_factory=list)
    problems: list = field(default_factory=list)


def make_return(deletion, *, lock=False):
    """The Return of a deletion as things stand; with `lock` nobody deletes meanwhile what it leads to."""
    model, kept = deletion.instance_type, in_full(deletion)
    (row,), parts = rows_in([kept]), parts_of(deletion)
    if isinstance(row, Statement):
        row.status, row.retraction_reason = Status.DRAFT, ""
    found = Return(row, former=former_addresses(row))
    many = {name: model._meta.get_field(name).related_model for name in getattr(kept, "links", {})}
    ends = Ends([row, *parts], [(many[name], key) for name in many for key in kept.links[name]], lock)
    lead_row(found, ends)
    lead_parts(found, parts, ends)
    for name, related in many.items():
        found.links[name] = sorted({ends.today(related, key) for key in kept.links[name]} - {None})
        found.lost += [told(label_of(model, name), ends.name(related, key)) for key in kept.links[name]
                       if ends.today(related, key) is None]  # fmt: skip
    found.mentions = mentions_of(deletion) if model is Jurisdiction else []
    found.derivatives = derivatives_of(deletion) if model is SourceArticle else []
    found.problems = found.problems or obstacles(row)
    return found


def told(what, end):
    return _("%(what)s: “%(end)s” is gone.") % {"what": what, "end": end}


def around(deletion):
    return {"history_date__range": (deletion.history_date - TOGETHER, deletion.history_date + TOGETHER)}


def parts_of(deletion):
    """What the deletion took along, as it was; what had been taken away before stays away."""
    found = []
    for model, name in HUNG.get(deletion.instance_type, ()):
        found += [row_in(one) for one in deletions(model).filter(**{name: deletion.id}, **around(deletion))]
    return sorted(found, key=lambda part: (type(part)._meta.model_name, part.pk))


def relations_of(row):
    """[(foreign key, key)] of a row, those that are empty left out."""
    fields = [one for one in row._meta.concrete_fields if one.related_model]
    return [(one, getattr(row, one.attname)) for one in fields if getattr(row, one.attname) is not None]


class Ends:
    """What rows lead to, as it stands today. The first row is stored by nobody yet, and counts as there."""

    def __init__(self, rows, links, lock):
        self.own, wanted = (type(rows[0]), rows[0].pk), defaultdict(set)
        wanted[Jurisdiction] = set()  # bodies are locked before all else
        for related, key in [*links, *((one.related_model, key) for row in rows for one, key in relations_of(row))]:
            wanted[related].add(key)
        self.keys, self.names = {}, {}
        for model, keys in wanted.items():
            merged = {one.old_key: one.row.pk for one in Merge.objects.standing().of_rows(model, keys).with_rows()}
            stored = model._default_manager.filter(pk__in=keys | set(merged.values())).order_by("pk")
            there = set((stored.select_for_update(no_key=True) if lock else stored).values_list("pk", flat=True))
            self.keys[model] = {key: merged.get(key, key) for key in keys if merged.get(key, key) in there}
            gone = list(newest_versions(model, keys - self.keys[model].keys()).values())
            self.names[model] = {row.pk: str(row) for row in rows_in(gone)} if model in KINDS.values() else {}

    def today(self, model, key):
        """The key, or that of the row which it was merged into; None for what is gone."""
        return key if (model, key) == self.own else self.keys[model].get(key)

    def name(self, model, key):
        return self.names[model].get(key) or _("a deleted row (%d)") % key


def lead_row(found, ends):
    for one, key in relations_of(found.row):
        today, gone = ends.today(one.related_model, key), ends.name(one.related_model, key)
        if today is None and one.name == EMPTIED:
            found.lost.append(told(label_of(type(found.row), one.name), gone))
        elif today is None:
            found.problems.append(_("“%s” is gone, and it does not stand without it: bring that back first.") % gone)
            continue
        setattr(found.row, one.attname, today)


def lead_parts(found, parts, ends):
    """An end that is gone is told. A part whose ends are one row today, or a second one like it, is left out."""
    seen = set()
    for part in parts:
        today = {one: ends.today(one.related_model, key) for one, key in relations_of(part)}
        what = type(part)._meta.verbose_name
        lost = [told(what, ends.name(one.related_model, getattr(part, one.attname))) for one in today if not today[one]]
        found.lost += lost
        leads_to = (type(part), *((one.related_model, key) for one, key in today.items()))
        if lost or len(today) > 1 and (leads_to in seen or len(set(leads_to)) < len(leads_to)):
            continue
        seen.add(leads_to)
        for one, key in today.items():
            setattr(part, one.attname, key)
        found.parts.append(part)


def mentions_of(deletion):
    """Statements that applied to the body, as their newest versions still say."""
    through = Versions.m2m_models[Statement._meta.get_field("applies_to")]
    named = through.objects.filter(jurisdiction=deletion.id).values("history")
    newer = Statement.history.filter(id=OuterRef("id"), history_id__gt=OuterRef("history_id"))
    told_so = Statement.history.filter(~Exists(newer), history_id__in=named)
    return list(Statement.objects.filter(pk__in=told_so.values("id")).select_related("jurisdiction").order_by("pk"))


def derivatives_of(deletion):
    """Sources that derived from it until it was deleted, and derive from nothing now."""
    derived = SourceArticle.history.filter(derived_from=deletion.id).values("id")
    emptied = SourceArticle.history.filter(derived_from=None, **around(deletion)).values("id")
    return list(SourceArticle.objects.filter(derived_from=None, pk__in=derived).filter(pk__in=emptied).order_by("pk"))


def former_addresses(row):
    """Slugs it had before, each with the day it was renamed; those that lead elsewhere now stay where they are."""
    if isinstance(row, Statement):
        return []  # a draft's are forgotten
    versions = type(row).history.filter(id=row.pk).order_by("history_id").values_list("slug", "history_date")
    renamed = {was: timezone.localdate(at) for (was, _day), (now, at) in pairwise(versions) if was != now}
    taken = PermanentAddress.objects.filter(kind=kind_of(type(row)), slug__in=renamed).values_list("slug", flat=True)
    return [(slug, day) for slug, day in renamed.items() if slug not in {row.slug, *taken}]


def obstacles(row):
    """Why the record has no room for it any more: a sentence each."""
    if taken := PermanentAddress.objects.filter(kind=kind_of(type(row)), slug=row.slug).first():
        return [_("Its address is that of another entry now: %s.") % taken.row]
    if isinstance(row, Statement) and row.official_id and row.official.jurisdiction_id != row.jurisdiction_id:
        return [_("“%s” is of another body now: move the person back first.") % row.official]
    try:
        row.validate_unique()
        row.validate_constraints()
    except ValidationError as error:
        return error.messages
    return []
