"""Changes of published statements that wait for a second person, and the corrections readers see."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminTextareaWidget
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from jurisdictions.models import Correction, ProposedChange
from jurisdictions.models.vocabulary import Outcome
from jurisdictions.staff import proposals

from .record import is_reviewer

VERBS = {
    "approve": (proposals.approve, _("Approved. Readers see the change from now on.")),
    "refuse": (proposals.refuse, _("Refused. Nothing has changed for readers.")),
    "withdraw": (proposals.withdraw, _("Withdrawn. Nothing has changed for readers.")),
}


class VerdictForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"), required=False, widget=AdminTextareaWidget(attrs={"rows": 2}), max_length=2000,
        help_text=_("Needed to refuse it."),
    )  # fmt: skip


class ReadOnly:
    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(ProposedChange)
class ProposedChangeAdmin(ReadOnly, admin.ModelAdmin):
    list_display = ["statement", "outcome", "proposed_by", "proposed_at", "decided_by", "decided_at"]
    list_select_related = ["statement__jurisdiction", "proposed_by", "decided_by"]
    list_filter = ["outcome", "is_correction", "proposed_at"]
    ordering = ["-proposed_at"]

    def has_change_permission(self, request, obj=None):
        return False

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """What is, what would be, what it does to the position, and the verdict."""
        change = get_object_or_404(ProposedChange.objects.with_people(), pk=object_id)
        if not self.has_view_permission(request, change):
            raise PermissionDenied
        form = VerdictForm(request.POST or None)
        if form.is_valid() and self.decided(request, change, form):
            return HttpResponseRedirect(reverse("admin:jurisdictions_statement_change", args=[change.statement_id]))
        waits = change.outcome == Outcome.WAITING
        context = {
            **self.admin_site.each_context(request), "title": _("A proposed change"), "opts": self.opts, "form": form,
            "change": change, "lines": proposals.shown(change), "media": self.media,
            "impact": proposals.impact(change, timezone.localdate()) if waits else [],
            "may_decide": waits and is_reviewer(request), "is_own": change.proposed_by == request.user,
            "citations": change.statement.citations.select_related("article"),
        }  # fmt: skip
        return render(request, "admin/jurisdictions/proposedchange.html", context)

    def decided(self, request, change, form):
        verb, done = VERBS.get(request.POST.get("verdict"), (None, ""))
        if verb is None:
            return False
        reason = {"reason": form.cleaned_data["reason"]} if verb is proposals.refuse else {}
        try:
            verb(change, by=request.user, **reason)
        except ValidationError as error:
            form.add_error("reason" if reason else None, error.messages)
            return False
        self.message_user(request, done, messages.SUCCESS)
        return True


@admin.register(Correction)
class CorrectionAdmin(ReadOnly, admin.ModelAdmin):
    """Written by the form of what they correct; here a reviewer mends their words. None is ever removed."""

    list_display = ["__str__", "was", "now", "corrected_on", "corrected_by"]
    list_filter = ["corrected_on"]
    search_fields = ["slug", "was", "now", "why"]
    fields = ["was", "now", "why", "corrected_on", "corrected_by", "slug"]
    readonly_fields = ["corrected_on", "corrected_by", "slug"]

    def get_queryset(self, request):
        return super().get_queryset(request).with_subjects().select_related("corrected_by")

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and is_reviewer(request)
