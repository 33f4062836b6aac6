"""Writes a plan, and takes back what a journal says was written."""

from collections import defaultdict

from django.core.exceptions import ValidationError
from django.db.models import F, Q
from django.utils.translation import gettext as _

from jurisdictions.models import Merge, Statement
from jurisdictions.models.address_history import redirect_back, redirect_to
from jurisdictions.models.versions import CHANGED, keep_first, keep_versions
from jurisdictions.staff.merges.plan import stored
from jurisdictions.staff.merges.relations import model_named

LINK = "statement_applies_to"
MOST_NAMED = 5  # of what stands in the way of undoing


def carry_out(plan, *, day):
    """Write the plan; `key` of what is added becomes known. What is left behind goes before anything moves."""
    duplicate, kept = plan.duplicate, plan.kept
    linked = statements_of([*plan.of("moved").get(LINK, ()), *plan.of("left").get(LINK, ())])
    keep_first(linked)
    for name, changes in plan.of("left").items():
        model_named(name).objects.filter(pk__in=[change.key for change in changes]).delete()
    for name, changes in plan.of("moved").items():
        for column, keys in by_column(changes, kept.pk).items():
            model_named(name).objects.filter(pk__in=keys).update(**{column: kept.pk})
    keep_versions(list(linked), CHANGED)
    redirect_to(duplicate, kept, on=day)
    type(duplicate).objects.get(pk=duplicate.pk).delete()
    for name, changes in plan.of("added").items():
        for change in changes:
            change.key = model_named(name).objects.create(**change.now).pk
    fill(kept, [change.now for changes in plan.of("filled").values() for change in changes])


def statements_of(links):
    """Statements whose links to bodies change, as a QuerySet."""
    return Statement.objects.filter(pk__in=[link.was["statement_id"] for link in links])


def by_column(changes, key):
    """{column: keys of the rows whose column moves to `key`}"""
    found = defaultdict(list)
    for change in changes:
        (column,) = [name for name, value in change.now.items() if value != change.was[name]]
        found[column].append(change.key)
    return found


def fill(row, many_values):
    """Set these columns of the stored row, if there are any."""
    values = {name: value for values in many_values for name, value in values.items()}
    if values:
        stored_row = type(row).objects.get(pk=row.pk)
        for name, value in values.items():
            setattr(stored_row, name, row._meta.get_field(name).to_python(value))
        stored_row.save(update_fields=[*values])


# Undoing


class Journal:
    """The changes of one standing merge, each with the row as it stands today."""

    def __init__(self, merge):
        self.merge, self.kept = merge, merge.row
        self.model = type(self.kept)
        self.entries = merge.changes
        self.rows = {}
        for name in {entry["model"] for entry in self.entries}:
            keys = [entry["key"] for entry in self.entries if entry["model"] == name]
            self.rows[name] = model_named(name)._default_manager.in_bulk(keys)

    def of(self, kind):
        return [entry for entry in self.entries if kind_of(entry) == kind]

    def row_of(self, entry):
        """The row as stored, or None; a link is the same whatever its number."""
        row = self.rows[entry["model"]].get(entry["key"])
        if row is None and entry["model"] == LINK and entry["now"]:
            return model_named(LINK).objects.filter(**entry["now"]).first()
        return row

    def problems(self):
        """Why the merge cannot be undone without losing what was written since: a sentence each."""
        found = newer_merge(self.merge)
        for entry in self.of("changed"):
            row = self.row_of(entry)
            if row is None:
                deleted = _("“%s” was deleted after the merge.") % entry["label"]
                found.append(merged_since(model_named(entry["model"]), entry["key"]) or deleted)
            elif differs(row, entry["now"]):
                found.append(_("“%s” was changed after the merge.") % entry["label"])
        for entry in self.of("added"):
            row = self.row_of(entry)
            if row and differs(row, entry["now"]):
                found.append(_("“%s” was changed after the merge.") % entry["label"])
        for entry in self.of("removed"):
            found += lost_relations(entry, self.merge.old_key, self.model)
        return found[:MOST_NAMED] + ([_("And %d more.") % (len(found) - MOST_NAMED)] if found[MOST_NAMED:] else [])

    def take_back(self):
        """Write everything as it was; ValidationError where the record has no room for it any more."""
        linked = self.linked_statements()
        keep_first(linked)
        addresses = [entry for entry in self.of("changed") if entry["model"] == "permanentaddress"]
        redirect_back({one["key"]: (date_of(one), one["was"]["reason"]) for one in addresses}, self.merge.old_key)
        (own,) = [one for one in self.of("removed") if self.is_duplicate(one)]
        for entry in self.of("added"):
            model_named(entry["model"]).objects.filter(pk=entry["key"]).delete()
        fill(self.kept, [one["was"] for one in self.of("changed") if self.is_filled(one)])
        bring_back(own)
        moved = [one for one in self.of("changed") if one not in addresses and not self.is_filled(one)]
        self.move_back(moved)
        for entry in self.of("removed"):
            if entry is not own:
                bring_back(entry)
        keep_versions(list(linked), CHANGED)
        check_speakers(self)

    def is_duplicate(self, entry):
        return (entry["model"], entry["key"]) == (self.model._meta.model_name, self.merge.old_key)

    def is_filled(self, entry):
        return (entry["model"], entry["key"]) == (self.model._meta.model_name, self.kept.pk)

    def linked_statements(self):
        keys = [(one["now"] or one["was"])["statement_id"] for one in self.entries if one["model"] == LINK]
        return Statement.objects.filter(pk__in=keys)

    def move_back(self, entries):
        """Rows that get the same values at once: a body may have made thousands of statements."""
        alike = defaultdict(list)
        for entry in entries:
            alike[entry["model"], *sorted(entry["was"].items())].append(self.row_of(entry).pk)
        for (name, *values), keys in alike.items():
            model_named(name)._default_manager.filter(pk__in=keys).update(**dict(values))


def kind_of(entry):
    if entry["was"] is None:
        return "added"
    return "removed" if entry["now"] is None else "changed"


def differs(row, values):
    return any(stored(getattr(row, name)) != value for name, value in values.items())


def date_of(entry):
    return model_named("permanentaddress")._meta.get_field("retired_on").to_python(entry["was"]["retired_on"])


def newer_merge(merge):
    """Merges into one row are undone in turn, the newest first: a newer one rests on this one."""
    newest = merge.row.merges.standing().filter(pk__gt=merge.pk).values_list("old_label", flat=True).first()
    return [_("“%s” was merged after it: undo that merge first.") % newest] if newest else []


def merged_since(model, key):
    """What to undo first where this row, which is gone, went by a merge."""
    label = Merge.objects.standing().of_rows(model, [key]).labels().get(key)
    return _("“%s” was merged since: undo that merge first.") % label if label else ""


def lost_relations(entry, old_key, own_model):
    """What this row hung on besides the duplicate, and is gone."""
    for field in model_named(entry["model"])._meta.concrete_fields:
        related, key = field.related_model, entry["was"].get(field.attname)
        if not related or key is None or (related is own_model and key == old_key):
            continue
        if not related._default_manager.filter(pk=key).exists():
            deleted = _("“%s” hung on a row that was deleted since.") % entry["label"]
            yield merged_since(related, key) or deleted


def bring_back(entry):
    """Store a row again as it was, under its own number."""
    model = model_named(entry["model"])
    values = {name: model._meta.get_field(name).to_python(value) for name, value in entry["was"].items()}
    row = model(pk=entry["key"], **values)
    try:
        row.validate_unique()
        row.validate_constraints()
    except ValidationError as error:
        text = _("“%(row)s” cannot come back as it was: %(why)s")
        params = {"row": entry["label"], "why": " ".join(error.messages)}
        raise ValidationError(text, params=params) from error
    row.save(force_insert=True)


def check_speakers(journal):
    """A person's words stay with the office: a statement entered since may name somebody who goes back."""
    people = [one["key"] for one in journal.entries if one["model"] == "official"]
    statements = [one["key"] for one in journal.entries if one["model"] == "statement"]
    touched = Statement.objects.filter(Q(official__in=people) | Q(pk__in=statements))
    for statement in touched.exclude(jurisdiction=F("official__jurisdiction")).select_related("official")[:1]:
        text = _("“%(statement)s” names %(person)s, who would be of another body: move the statement first.")
        raise ValidationError(text, params={"statement": statement, "person": statement.official.name})
