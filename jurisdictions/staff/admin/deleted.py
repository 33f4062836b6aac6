"""Deleted rows at the desk: lists of them, what would come back and what not, the reason, one button."""

from collections import defaultdict
from operator import attrgetter

from django import forms
from django.contrib import messages
from django.contrib.admin.widgets import AdminTextareaWidget
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponseRedirect
from django.urls import path, reverse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from jurisdictions.models import Merge, Statement
from jurisdictions.staff.deleted import HUNG, KINDS, deletion_of, deletions, facts, make_return, rights, rows_in
from jurisdictions.staff.merges.verbs import UNDO
from jurisdictions.staff.merges.wording import MOST as MOST_LINES
from jurisdictions.staff.merges.wording import Group, title_of
from jurisdictions.staff.restoring import bring_back
from jurisdictions.staff.wording import EMPTY, Names, label_of, values_of

from .merges import form_of
from .pages import needs, page

MOST = 200


class BringBackForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=2000, widget=AdminTextareaWidget(attrs={"rows": 3}))


def readable(user, kind=""):
    """Names of the kinds whose deleted rows this person may read, or this one of them."""
    if kind and kind not in KINDS:
        raise Http404
    kinds = [name for name in ([kind] if kind else KINDS) if user.has_perm(f"jurisdictions.view_{name}")]
    if not kinds:
        raise PermissionDenied
    return kinds


@needs()
def deleted(request, kind=""):
    """Rows of one kind or of all, the newest deletion first."""
    models = [KINDS[name] for name in readable(request.user, kind)]
    found = [version for model in models for version in named(list(deletions(model)[:MOST]))]
    others = [(name, capfirst(KINDS[name]._meta.verbose_name_plural)) for name in readable(request.user)]
    return page(
        request, "deleted/list", _("Deleted"), kind=kind, kinds=others, count=sum(deletions(m).count() for m in models),
        deletions=sorted(found, key=attrgetter("history_date"), reverse=True)[:MOST],
    )  # fmt: skip


def named(versions):
    """The same deletions of one model, each with its `label` and its `kind`."""
    for version, row in zip(versions, rows_in(versions), strict=True):
        version.label, version.kind = str(row), row._meta.model_name
        version.kind_label = capfirst(row._meta.verbose_name)
    return versions


@needs()
def deleted_row(request, kind, pk):
    """What it said, what would come back and what not; sent with a reason, it is back."""
    (kind,) = readable(request.user, kind)
    if (deletion := deletion_of(KINDS[kind], pk)) is None:
        return HttpResponseRedirect(where_else(request, KINDS[kind], pk))
    may_restore = request.user.has_perms(rights(KINDS[kind]))
    if request.method == "POST" and not may_restore:
        raise PermissionDenied
    form = BringBackForm(request.POST or None)
    if form.is_valid() and (row := brought_back(request, deletion, form)):
        return HttpResponseRedirect(form_of(row))
    return page(request, "deleted/row", _("Deleted"), form=form, may_restore=may_restore, **shown(deletion))


def where_else(request, model, key):
    """The form of a row that is there, and the merge by which it went otherwise."""
    if row := model._default_manager.filter(pk=key).first():
        return form_of(row)
    merge = Merge.objects.standing().of_rows(model, [key]).first()
    if merge is None:
        raise Http404
    return reverse("admin:merge-undo", args=[merge.pk]) if request.user.has_perm(UNDO) else reverse("admin:merges")


def brought_back(request, deletion, form):
    """The row once it is stored; a refusal is told on the form."""
    try:
        row = bring_back(deletion, reason=form.cleaned_data["reason"], by=request.user)
    except ValidationError as error:
        form.add_error(None, error.messages)
        return None
    text = _("Restored as a draft.") if isinstance(row, Statement) else _("Restored.")
    messages.success(request, text)
    return row


def shown(deletion):
    found = make_return(deletion)
    (version,) = named([deletion])
    return {
        "deletion": version, "facts": facts(deletion), "found": found, "groups": groups(found),
        "is_statement": isinstance(found.row, Statement), "slug": found.row.slug,
        "kind": version.kind, "kinds": capfirst(found.row._meta.verbose_name_plural),
    }  # fmt: skip


def groups(found):
    """What comes back beside the row itself, kind by kind."""
    by_model = defaultdict(list)
    for part in found.parts:
        by_model[type(part)].append(part)
    told = [(title_of(model._meta.model_name), in_words(model, parts, found.row)) for model, parts in by_model.items()]
    for name, keys in found.links.items():
        names = Names(type(found.row), [{name: keys}])
        told.append((label_of(type(found.row), name), [names.shown(name, {name: [key]}) for key in keys]))
    told += [(_("Statements that apply to it"), found.mentions), (_("Sources derived from it"), found.derivatives),
             (_("Former addresses that lead to it"), [slug for slug, _day in found.former])]  # fmt: skip
    return [Group(title, len(rows), [(row, "") for row in rows[:MOST_LINES]]) for title, rows in told if rows]


def in_words(model, parts, row):
    """Each of these as a line: all it says but the row on which it hangs."""
    columns = [field.name for field in model._meta.concrete_fields if not field.primary_key]
    values = [values_of(part, columns) for part in parts]
    names, own = Names(model, values), {name for hung, name in HUNG[type(row)] if hung is model}
    lines = [
        [names.shown(name, one) for name in columns if not (name in own and one[name] == row.pk)] for one in values
    ]
    return [" · ".join(text for text in line if text != EMPTY) for line in lines]


def urls():
    return [
        path("deleted/", deleted, name="deleted"),
        path("deleted/<slug:kind>/", deleted, name="deleted"),
        path("deleted/<slug:kind>/<int:pk>/", deleted_row, name="deleted-row"),
    ]
