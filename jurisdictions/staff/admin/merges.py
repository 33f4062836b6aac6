"""Merging at the desk: which two, what would move, the reason, one button; the list of merges and their undoing."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminTextareaWidget
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jurisdictions.models import Jurisdiction, Merge, Official
from jurisdictions.staff.duplicates import telling
from jurisdictions.staff.merges import wording
from jurisdictions.staff.merges.journal import Journal
from jurisdictions.staff.merges.verbs import MERGE, READ, UNDO, merge, preview, undo_merge

from .pages import needs, page

MODELS = {"jurisdiction": Jurisdiction, "official": Official}
TITLES = {"jurisdiction": _("Merge two bodies"), "official": _("Merge two people")}
MOST, MOST_FOUND = 200, 30


class MergeForm(forms.Form):
    """The tick is asked for only where the two contradict each other."""

    stamp = forms.CharField(widget=forms.HiddenInput)
    confirmed = forms.BooleanField(label=_("They are one all the same"))
    reason = forms.CharField(
        label=_("Reason"), max_length=2000, widget=AdminTextareaWidget(attrs={"rows": 3}),
        help_text=_("Readers see it in the list of changes."),
    )  # fmt: skip

    def __init__(self, *args, plan, **kwargs):
        super().__init__(*args, initial={"stamp": plan.stamp}, **kwargs)
        if not plan.warnings:
            del self.fields["confirmed"]


class MergingAdmin:
    """A way to the preview from the form of a row, and from two rows ticked in the list."""

    actions = ["merge_selected"]

    def has_merge_permission(self, request):
        return request.user.has_perm(MERGE)

    def has_delete_permission(self, request, obj=None):
        """Addresses of what was merged into it lead there, for good."""
        return super().has_delete_permission(request, obj) and not (obj and obj.merges.standing().exists())

    def get_deleted_objects(self, objs, request):
        to_delete, counts, lacking, protected = super().get_deleted_objects(objs, request)
        grown = self.model.objects.filter(pk__in=[row.pk for row in objs], merges__in=Merge.objects.standing())
        kept = [_("%s – another entry was merged into it") % row for row in grown.distinct()]
        return to_delete, counts, set() if kept else lacking, [*protected, *kept]

    def render_change_form(self, request, context, *args, obj=None, **kwargs):
        if obj and self.has_merge_permission(request):
            context["merge_url"] = reverse("admin:merge-choose", args=[self.opts.model_name, obj.pk])
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)

    @admin.action(description=_("Merge the two selected…"), permissions=["merge"])
    def merge_selected(self, request, queryset):
        keys = list(queryset.order_by("pk").values_list("pk", flat=True)[:3])
        if len(keys) != 2:
            self.message_user(request, _("Select exactly two entries to merge."), messages.ERROR)
            return None
        return HttpResponseRedirect(reverse("admin:merge", args=[self.opts.model_name, keys[1], keys[0]]))


def two_rows(kind, *keys):
    """Rows by kind and key, in this order; 404 for a kind that is not merged, None for a row that is gone."""
    if kind not in MODELS:
        raise Http404
    return [MODELS[kind].objects.filter(pk=key).first() for key in keys]  # `in_bulk` fails for a number too long


@needs(MERGE)
def choose(request, kind, pk):
    """Which entry stays: those found by name where this one could belong."""
    (duplicate,) = two_rows(kind, pk)
    if duplicate is None:
        raise Http404
    asked = request.GET.get("q", " ".join(sorted(telling(duplicate.name))) if kind == "jurisdiction" else "")
    found = candidates(request, duplicate, asked)
    links = [(row, reverse("admin:merge", args=[kind, pk, row.pk])) for row in found[:MOST_FOUND]]
    return page(request, "merges/choose", TITLES[kind], duplicate=duplicate, asked=asked, links=links,
                has_more=len(found) > MOST_FOUND)  # fmt: skip


def candidates(request, duplicate, asked):
    """Other bodies of its state, or other people of its body, that hold every word asked for; one more than shown."""
    model = type(duplicate)
    where = {"state": duplicate.state} if model is Jurisdiction else {"jurisdiction": duplicate.jurisdiction_id}
    desk = admin.site._registry[model]
    rows = desk.get_queryset(request).filter(**where).exclude(pk=duplicate.pk)
    return list(desk.get_search_results(request, rows, asked)[0].order_by("name", "slug")[: MOST_FOUND + 1])


@needs(MERGE)
def merging(request, kind, pk, into):
    """What would happen; sent with a reason, it happens."""
    duplicate, kept = two_rows(kind, pk, into)
    if not (duplicate and kept) or duplicate == kept:
        messages.error(request, _("One of the two is gone, or both are the same: it may be merged already."))
        return HttpResponseRedirect(reverse("admin:merges"))
    plan = preview(duplicate, kept)
    form = MergeForm(request.POST or None, plan=plan)
    if request.method == "POST" and form.is_valid() and (done := merged(request, plan, form)):
        messages.success(request, _("Merged. It can be undone from the list of merges."))
        return HttpResponseRedirect(form_of(done.row))
    swapped_url = reverse("admin:merge", args=[kind, into, pk])
    return page(request, "merges/preview", TITLES[kind], form=form, plan=plan, swapped_url=swapped_url,
                **in_words(plan))  # fmt: skip


def merged(request, plan, form):
    """The Merge once it is written; a refusal is told on the form."""
    given = form.cleaned_data
    try:
        return merge(plan.duplicate, into=plan.kept, by=request.user, reason=given["reason"],
                     despite_warnings=given.get("confirmed", False), as_shown=given["stamp"])  # fmt: skip
    except ValidationError as error:
        form.add_error(None, error.messages)
        form.data = {**form.data.dict(), "stamp": plan.stamp}  # the page shows this plan now


def in_words(plan):
    return {
        "facts": wording.facts(plan), "positions": wording.positions(plan, timezone.localdate()),
        "moved": wording.groups(plan.of("moved")), "left": wording.groups(plan.of("left")),
        "gained": wording.groups(plan.of("added")) + wording.groups(plan.of("filled"), _("Facts of the other")),
        "addresses": wording.addresses(plan), "kept_url": form_of(plan.kept), "duplicate_url": form_of(plan.duplicate),
    }  # fmt: skip


@needs(READ)
def merges(request):
    found = Merge.objects.with_rows().select_related("merged_by", "undone_by").defer("changes").newest_first()
    return page(request, "merges/list", _("Merges"), merges=found[:MOST], count=found.count(),
                may_undo=request.user.has_perm(UNDO))  # fmt: skip


@needs(UNDO)
def undo(request, pk):
    """What comes back, or why it cannot; one button."""
    merge = get_object_or_404(Merge.objects.with_rows().standing(), pk=pk)
    refused = []
    if request.method == "POST":
        try:
            row = undo_merge(merge, by=request.user)
        except ValidationError as error:
            refused = error.messages
        else:
            messages.success(request, _("Undone: both entries are as they were."))
            return HttpResponseRedirect(form_of(row))
    journal = Journal(merge)
    return page(request, "merges/undo", _("Undo a merge"), merge=merge, refused=refused or journal.problems(),
                groups=wording.returning(journal))  # fmt: skip


def form_of(row):
    return reverse(f"admin:jurisdictions_{row._meta.model_name}_change", args=[row.pk])


def urls():
    return [
        path("merges/", merges, name="merges"),
        path("merges/<int:pk>/undo/", undo, name="merge-undo"),
        path("merges/<slug:kind>/<int:pk>/", choose, name="merge-choose"),
        path("merges/<slug:kind>/<int:pk>/into/<int:into>/", merging, name="merge"),
    ]
