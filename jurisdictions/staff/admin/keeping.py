"""History at the desk: the form that accounts for a change, the page of versions, an earlier one restored."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _

from jurisdictions.models.versions import because
from jurisdictions.staff.corrections import correct, is_public
from jurisdictions.staff.restoring import restore, shown
from jurisdictions.staff.timeline import timeline

from .accounting import CORRECTION, AccountingForm, stored_form

WAITS = _("Stance, quote, speaker and date stay as readers see them until a second person approves the change.")


class RestoreForm(forms.Form):
    kind_of_change, why = (AccountingForm.base_fields[name] for name in ("kind_of_change", "why"))

    def __init__(self, *args, needs_kind, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["why"].required = True
        if needs_kind:
            self.fields["kind_of_change"].required = True
        else:
            del self.fields["kind_of_change"]


class KeepingAdmin:
    """`hung` names what hangs on a row and is edited with it: [(model, name of its foreign key to the row)]."""

    form = AccountingForm
    change_form_template = "admin/jurisdictions/change_form.html"
    hung = ()

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        form.hung = self.hung
        return form

    def get_fieldsets(self, request, obj=None):
        fieldsets = list(super().get_fieldsets(request, obj))
        if not (obj and self.has_change_permission(request, obj)):
            return fieldsets
        kind = ["kind_of_change"] if is_public(obj) else []
        return [*fieldsets, (_("About this change"), {"fields": [*kind, "why", "version_stamp"]})]

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        with because(request.POST.get("why", "").strip()):
            return super().changeform_view(request, object_id, form_url, extra_context)

    def changelist_view(self, request, extra_context=None):
        deleted_url = reverse("admin:deleted", args=[self.opts.model_name])
        with because(request.POST.get("why", "").strip()):  # of what is deleted from the list
            return super().changelist_view(request, {"deleted_url": deleted_url, **(extra_context or {})})

    def delete_view(self, request, object_id, extra_context=None):
        with because(request.POST.get("why", "").strip()):
            return super().delete_view(request, object_id, extra_context)

    def _get_obj_does_not_exist_redirect(self, request, opts, object_id):
        """The pages of a deleted row lead to where it can be read and restored."""
        if object_id.isascii() and object_id.isdigit() and self.model.history.filter(id=object_id[:18]).exists():
            return HttpResponseRedirect(reverse("admin:deleted-row", args=[self.opts.model_name, object_id]))
        return super()._get_obj_does_not_exist_redirect(request, opts, object_id)

    def save_model(self, request, obj, form, change):
        """Pressing Save on an unchanged form makes no version."""
        if not change or set(form.changed_data) - set(AccountingForm.base_fields):
            super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        told = [name for name in form.changed_public if name not in form.guarded] if change else []
        if told and form.is_correction:
            now = {name: stored_form(form.cleaned_data[name]) for name in told}
            correct(form.instance, {name: form.was[name] for name in told}, now, why=form.cleaned_data["why"],
                    by=request.user)  # fmt: skip
            self.message_user(request, _("Readers see this correction from now on."), messages.SUCCESS)

    # Versions

    def url_of(self, name, *args):
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_{name}", args=args)

    def get_urls(self):
        own = path(
            "<int:pk>/history/<int:history_id>/restore/",
            self.admin_site.admin_view(self.restore_view),
            name=f"{self.opts.app_label}_{self.opts.model_name}_restore",
        )
        return [own, *super().get_urls()]

    def history_view(self, request, object_id, extra_context=None):
        """Every version with what it changed, who, when and why."""
        row = self.get_object(request, object_id)
        if row is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not self.has_view_or_change_permission(request, row):
            raise PermissionDenied
        context = {
            **self.admin_site.each_context(request), "title": _("History of %s") % row, "opts": self.opts,
            "object": row, "entries": timeline(row, self.hung),
            "can_restore": self.has_change_permission(request, row),
            "back_url": self.url_of("change", row.pk), "list_url": self.url_of("changelist"),
            "restore_url_name": f"admin:{self.opts.app_label}_{self.opts.model_name}_restore", **(extra_context or {}),
        }  # fmt: skip
        return render(request, "admin/jurisdictions/history.html", context)

    def restore_view(self, request, pk, history_id):
        """What would change, the reason, one button."""
        row = self.get_object(request, str(pk))
        version = get_object_or_404(self.model.history, history_id=history_id, id=pk)
        if row is None:
            raise Http404
        if not self.has_change_permission(request, row):
            raise PermissionDenied
        form = RestoreForm(request.POST or None, needs_kind=is_public(row))
        if form.is_valid() and self.restored(request, row, version, form):
            return HttpResponseRedirect(self.url_of("history", pk))
        context = {
            **self.admin_site.each_context(request), "title": _("Restore an earlier version"), "opts": self.opts,
            "object": row, "version": version, "lines": shown(row, version), "form": form,
            "back_url": self.url_of("history", pk), "list_url": self.url_of("changelist"), "media": self.media,
        }  # fmt: skip
        return render(request, "admin/jurisdictions/restore.html", context)

    def restored(self, request, row, version, form):
        """True once it is written; a refusal is told on the form."""
        is_correction = form.cleaned_data.get("kind_of_change") == CORRECTION
        try:
            waits = restore(row, version, reason=form.cleaned_data["why"], is_correction=is_correction, by=request.user)
        except ValidationError as error:
            form.add_error(None, error.messages)
            return False
        if waits and waits.statement.proposed_changes.waiting().exists():
            self.message_user(request, WAITS, messages.WARNING)
        else:
            self.message_user(request, _("Restored."), messages.SUCCESS)
        return True
