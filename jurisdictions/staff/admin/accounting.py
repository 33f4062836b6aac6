"""What a form owes to history: the version it was opened on, the kind of change, and why."""

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from jurisdictions.models import Statement
from jurisdictions.models.correction import FACTS
from jurisdictions.models.freshness import held
from jurisdictions.staff.corrections import is_public
from jurisdictions.staff.proposals import GUARDED, ProposedChange
from jurisdictions.staff.timeline import values_in, with_links
from jurisdictions.staff.wording import Names, is_same, label_of, value_of, values_of

ROUTINE, CORRECTION = "routine", "correction"
ACCOUNT = ("version_stamp", "kind_of_change", "why")


def stamp_of(row, hung):
    """The newest version of the row and of each model that hangs on it: "12.40.0"."""
    newest = [type(row).history.filter(id=row.pk).aggregate(newest=Max("history_id"))]
    newest += [model.history.filter(**{name: row.pk}).aggregate(newest=Max("history_id")) for model, name in hung]
    return ".".join(str(one["newest"] or 0) for one in newest)


def locked(row):
    """The row as stored, locked after the bodies it bears on."""
    held(type(row).bodies_of(row.own_rows()))
    return type(row).objects.select_for_update().get(pk=row.pk)


class AccountingForm(forms.ModelForm):
    """`hung` is set by its admin: [(model, name of its foreign key to the row)]."""

    version_stamp = forms.CharField(required=False, widget=forms.HiddenInput)
    kind_of_change = forms.ChoiceField(
        label=_("This change is"),
        required=False,
        choices=[
            (ROUTINE, _("a routine edit: better words, a detail added, news about the same fact")),
            (CORRECTION, _("a correction readers should see: we had it wrong")),
        ],
        widget=forms.RadioSelect,
    )
    why = forms.CharField(
        label=_("Reason"),
        required=False,
        max_length=2000,
        widget=AdminTextareaWidget(attrs={"rows": 2}),
        help_text=_("Kept in the history; of a correction readers see it too."),
    )
    hung = ()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["version_stamp"] = stamp_of(self.instance, self.hung)
        self.newer, self.taken_over = [], []

    def clean(self):
        cleaned = super().clean() or self.cleaned_data
        self.changed_public = []
        if self.instance.pk:
            self.stored = locked(self.instance)
            self.check_version(cleaned)
            self.changed_public = self.changed_facts(cleaned) if is_public(self.stored) else []
            self.was = values_of(self.stored, self.changed_public)
            self.check_account(cleaned)
        return cleaned

    # Whose version is it?

    def check_version(self, cleaned):
        """Refuse to save over a version that this form has not shown; show it, and keep everything typed."""
        newest = stamp_of(self.stored, self.hung)
        if cleaned.get("version_stamp") == newest:
            return
        versions = type(self.stored).history.filter(id=self.stored.pk)
        seen = with_links(list(versions.filter(history_id=number_in(cleaned.get("version_stamp")))))
        version = versions.order_by("-history_id").first()
        self.compare(cleaned, values_in(seen[0]) if seen else {})
        self.data = self.data.copy()
        self.data[self.add_prefix("version_stamp")] = newest
        for name, value in self.taken_over_values.items():
            self.type_in(name, value)
        text = _("%(name)s saved a newer version while this form was open, so yours was not saved. Nothing you typed "
                 "is lost: both stand on this page. Saving now writes what the form says.")  # fmt: skip
        self.add_error(None, forms.ValidationError(text, params={"name": person(version)}))

    def compare(self, cleaned, base):
        """Sort out who wrote what: fields only the other changed are taken over, the others are shown side by side."""
        names = [name for name in self.fields if name in cleaned and name not in ACCOUNT]
        names = [name for name in names if name in model_fields(self.stored)]
        mine, theirs = {name: stored_form(cleaned[name]) for name in names}, values_of(self.stored, names)
        both = [name for name in names if not is_same(mine[name], theirs[name])]
        alone = [name for name in both if name in base and is_same(mine[name], base[name])]
        self.taken_over_values = {name: theirs[name] for name in alone}
        words, model = Names(type(self.stored), [mine, theirs]), type(self.stored)
        lines = {name: (label_of(model, name), words.shown(name, theirs), words.shown(name, mine)) for name in both}
        self.newer = [lines[name] for name in both if name not in alone]
        self.taken_over = [lines[name] for name in alone]

    def type_in(self, name, value):
        """Put a value into the posted data, as a browser would have sent it."""
        typed, key = self.fields[name].prepare_value(value), self.add_prefix(name)
        if isinstance(typed, list | tuple):
            self.data.setlist(key, [str(one) for one in typed])
        else:
            self.data[key] = "" if typed is None else str(typed)

    # What kind of change is it?

    def check_account(self, cleaned):
        """Of a fact readers see: routine or correction? A correction, and what is guarded, needs its reason."""
        changed, guarded = self.changed_public, self.guarded
        if changed and not cleaned.get("kind_of_change"):
            labels = ", ".join(str(label_of(type(self.stored), name)) for name in changed)
            text = _("Readers see what you changed (%(labels)s): say which kind of change this is.")
            self.add_error("kind_of_change", forms.ValidationError(text, params={"labels": labels}))
        if (guarded or changed and cleaned.get("kind_of_change") == CORRECTION) and not cleaned.get("why"):
            self.add_error("why", _("Give a reason."))
        if guarded and ProposedChange.objects.waiting().filter(statement=self.stored.pk).exists():
            text = _("A change of this statement waits for approval already: decide about that one first.")
            self.add_error(guarded[0] if guarded[0] in self.fields else None, text)

    def changed_facts(self, cleaned):
        facts = [name for name in FACTS[type(self.stored)] if name in self.fields and name in cleaned]
        return [n for n in facts if not is_same(stored_form(cleaned[n]), value_of(self.stored, n))]

    @property
    def guarded(self):
        """What of the change waits for a second person."""
        return [name for name in self.changed_public if name in GUARDED and isinstance(self.stored, Statement)]

    @property
    def is_correction(self):
        return self.cleaned_data.get("kind_of_change") == CORRECTION


def number_in(stamp):
    first = (stamp or "").split(".")[0]
    return int(first) if first.isdecimal() else 0


def person(version):
    return (version and version.history_user) or _("A load of the curated files or a command")


def model_fields(row):
    return {field.name for field in (*row._meta.fields, *row._meta.many_to_many)}


def stored_form(value):
    """A cleaned value as the column holds it."""
    if hasattr(value, "values_list"):
        return sorted(value.values_list("pk", flat=True))
    return getattr(value, "pk", value)
