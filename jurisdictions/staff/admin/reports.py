from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect
from django.utils.translation import gettext_lazy as _

from jurisdictions.models import Report
from jurisdictions.models.vocabulary import ReportKind
from jurisdictions.staff import replies

from .record import is_reviewer

SHOWN = ["shown_text", "shown_name", "disputes"]


class DecisionForm(forms.ModelForm):
    def clean(self):
        """What an accepted reply needs is asked for here, so that nothing typed is lost."""
        cleaned = super().clean()
        for name in ("shown_text", "shown_name") if "_accept" in self.data else ():
            if name in self.fields and not cleaned.get(name, "").strip():
                self.add_error(name, _("Readers see this: fill it in."))
        return cleaned


@admin.register(Report)
class ReportAdmin(admin.ModelAdmin):
    """What came in from outside. The words as sent are never changed; what readers will see is written beside them."""

    form = DecisionForm
    list_display = ["received_at", "kind", "jurisdiction", "status", "accepted_on", "disputes"]
    list_filter = ["status", "kind", "disputes", "jurisdiction__state"]
    list_select_related = ["jurisdiction"]
    search_fields = ["jurisdiction__name", "text", "name"]
    change_form_template = "admin/jurisdictions/report/change_form.html"
    fieldsets = [
        (None, {"fields": ["jurisdiction", "statement", "kind", "received_at", "text", "name", "contact"]}),
        (_("For readers"), {"fields": SHOWN, "description": _("Shown with its date beside the entry once accepted.")}),
        (_("Decision"), {"fields": ["status", "accepted_on", "decided_by"]}),
    ]

    class Media:
        css = {"all": ["css/admin.css"]}

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def get_readonly_fields(self, request, obj=None):
        """An error report has nothing for readers; and what they see is for reviewers to write."""
        written = SHOWN if is_reviewer(request) and (obj is None or obj.kind == ReportKind.REPLY) else []
        every = [name for _title, options in self.fieldsets for name in options["fields"]]
        return [name for name in every if name not in written]

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        decides = {"show_save": False, "show_save_and_continue": False, "may_decide": is_reviewer(request)}
        return super().changeform_view(request, object_id, form_url, {**(extra_context or {}), **decides})

    def save_model(self, request, obj, form, change):
        """Nothing is saved from the form itself: the two verbs store what they decide."""

    def log_change(self, request, obj, message):
        """The verbs write the history."""

    def response_change(self, request, obj):
        shown = {name: getattr(obj, name) for name in SHOWN}
        try:
            if "_accept" in request.POST:
                replies.accept(obj, by=request.user, **shown)
            elif "_decline" in request.POST:
                replies.decline(obj, by=request.user)
        except ValidationError as error:
            self.message_user(request, " ".join(error.messages), messages.ERROR)
            return HttpResponseRedirect(request.get_full_path())
        return HttpResponseRedirect("../../")
