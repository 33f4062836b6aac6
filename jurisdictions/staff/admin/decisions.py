"""Publishing from the list, and the decisions that need a reason: each asks for it on a page of its own."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminTextareaWidget
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from jurisdictions.models.freshness import fresh_once
from jurisdictions.models.vocabulary import Status
from jurisdictions.staff import workflow


@dataclass(frozen=True)
class Decision:
    """A verb of the workflow: who may, on which status, how the desk words it, and whether it takes a reason.

    `done` takes the number of statements.
    """

    verb: Any
    permission: str
    status: str
    label: str
    explanation: str
    action: str
    done: str
    takes_reason: bool = True


DECISIONS = {
    "submit": Decision(
        workflow.submit, workflow.EDIT, Status.DRAFT, _("Submit for review…"),
        _("It goes to the reviewers. Whoever wants to go on writing takes it back."),
        _("Submit for review"), _("Submitted for review: %d"), takes_reason=False,
    ),
    "take-back": Decision(
        workflow.take_back, workflow.EDIT, Status.IN_REVIEW, _("Take back…"),
        _("It is a draft again, and no reviewer sees it waiting."),
        _("Take back"), _("Taken back: %d"), takes_reason=False,
    ),
    "publish": Decision(
        workflow.publish, workflow.PUBLISH, Status.IN_REVIEW, _("Publish…"),
        _("You have compared it with its source. Readers see it from now on."),
        _("Publish"), _("Published: %d"), takes_reason=False,
    ),
    "retract": Decision(
        workflow.retract, workflow.RETRACT, Status.PUBLISHED, _("Retract…"),
        _("It stops counting for the position. Its page stays and shows readers the reason you give."),
        _("Retract"), _("Retracted: %d"),
    ),
    "send-back": Decision(
        workflow.send_back, workflow.PUBLISH, Status.IN_REVIEW, _("Send back…"),
        _("It is a draft again. The reason is added to the note for editors; readers never see it."),
        _("Send back"), _("Sent back: %d"),
    ),
    "reinstate": Decision(
        workflow.reinstate, workflow.RETRACT, Status.RETRACTED, _("Publish again…"),
        _("The retraction is undone and the statement counts again. The reason stays in its history."),
        _("Publish again"), _("Published again: %d"),
    ),
}  # fmt: skip


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Reason"), widget=AdminTextareaWidget(attrs={"rows": 4}), max_length=2000)


class AgreedForm(forms.Form):
    """Nothing but the button."""


class DecidingAdmin(admin.ModelAdmin):
    actions = ["submit_selected", "publish_selected", "retract_selected"]

    def has_submit_permission(self, request):
        return request.user.has_perm(workflow.EDIT)

    def has_publish_permission(self, request):
        return request.user.has_perm(workflow.PUBLISH)

    def has_retract_permission(self, request):
        return request.user.has_perm(workflow.RETRACT)

    def decisions_on(self, request, statement):
        """[(label, url)] of what this person may decide about this statement."""
        return [
            (decision.label, decision_url(name, [statement.pk]))
            for name, decision in DECISIONS.items()
            if decision.status == statement.status and request.user.has_perm(decision.permission)
        ]

    @admin.action(description=_("Submit the selected drafts for review"), permissions=["submit"])
    def submit_selected(self, request, queryset):
        self.carry_out(request, queryset, workflow.submit, _("Submitted for review: %d"))

    @admin.action(description=_("Publish the selected statements"), permissions=["publish"])
    def publish_selected(self, request, queryset):
        self.carry_out(request, queryset, workflow.publish, _("Published: %d"))

    @admin.action(description=_("Retract the selected statements…"), permissions=["retract"])
    def retract_selected(self, request, queryset):
        return HttpResponseRedirect(decision_url("retract", queryset.values_list("pk", flat=True)))

    def carry_out(self, request, statements, verb, done, **kwargs):
        """Run `verb` over each statement; refusals are told one by one and stop none of the others."""
        count = 0
        with fresh_once():
            for statement in statements:
                try:
                    verb(statement, by=request.user, **kwargs)
                    count += 1
                except ValidationError as error:
                    self.message_user(request, f"{statement}: {' '.join(error.messages)}", messages.ERROR)
        if count:
            self.message_user(request, done % count, messages.SUCCESS)

    def get_urls(self):
        view = self.admin_site.admin_view(self.decision_view)
        return [path("decide/<slug:name>/", view, name="jurisdictions_statement_decide"), *super().get_urls()]

    def decision_view(self, request, name):
        """Asks for the reason, then decides about all statements named by `?pk=`."""
        decision = DECISIONS.get(name)
        statements = list(self.get_queryset(request).filter(pk__in=numbers(request.GET.getlist("pk"))))
        if not decision or not statements:
            raise Http404
        if not request.user.has_perm(decision.permission):
            raise PermissionDenied
        sent = request.POST if request.method == "POST" else None
        form = (ReasonForm if decision.takes_reason else AgreedForm)(sent)
        if form.is_valid():
            self.carry_out(request, statements, decision.verb, decision.done, **form.cleaned_data)
            return HttpResponseRedirect(back_url(statements))
        context = {
            **self.admin_site.each_context(request), "title": decision.label, "decision": decision, "form": form,
            "statements": statements, "opts": self.opts, "back_url": back_url(statements), "media": self.media,
        }  # fmt: skip
        return render(request, "admin/jurisdictions/statement/decision.html", context)


def numbers(texts):
    return [int(text) for text in texts if text.isdecimal()]


def decision_url(name, keys):
    return (
        reverse("admin:jurisdictions_statement_decide", args=[name]) + "?" + urlencode({"pk": list(keys)}, doseq=True)
    )


def back_url(statements):
    """The form of a single statement, else the list."""
    if len(statements) == 1:
        return reverse("admin:jurisdictions_statement_change", args=[statements[0].pk])
    return reverse("admin:jurisdictions_statement_changelist")
