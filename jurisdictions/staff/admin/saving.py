"""What the form of a statement does when it is saved: write, propose, submit or publish."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseRedirect
from django.utils.translation import gettext_lazy as _

from jurisdictions.models import Jurisdiction, Statement
from jurisdictions.models.vocabulary import Status
from jurisdictions.staff import proposals, workflow
from jurisdictions.staff.wording import values_of

from .accounting import AccountingForm, stored_form
from .forms import PUBLISH_BUTTON, SUBMIT_BUTTON
from .jurisdictions import position_line
from .keeping import WAITS


class SavingAdmin:
    """Facts of a published statement are proposed, everything else is written."""

    def save_model(self, request, obj, form, change):
        """A draft that was published while its form was open is no longer saved from it."""
        if change and Statement.objects.select_for_update().get(pk=obj.pk).status != obj.status:
            raise PermissionDenied
        if not (change and form.guarded):
            return super().save_model(request, obj, form, change)
        wanted = {name: stored_form(form.cleaned_data[name]) for name in form.guarded}
        proposals.fill(obj, values_of(form.stored, wanted))  # what is guarded stays as it is stored
        request.only_proposes = not set(form.changed_data) - set(wanted) - set(AccountingForm.base_fields)
        if not request.only_proposes:
            super().save_model(request, obj, form, change)
        why, is_correction = form.cleaned_data["why"], form.is_correction
        proposals.propose(obj, wanted, reason=why, is_correction=is_correction, by=request.user)
        if obj.proposed_changes.waiting().exists():
            self.message_user(request, WAITS, messages.WARNING)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if any(formset.has_changed() for formset in formsets):
            request.only_proposes = False

    def response_add(self, request, obj, post_url_continue=None):
        return self.move_saved(request, obj) or super().response_add(request, obj, post_url_continue)

    def response_change(self, request, obj):
        if getattr(request, "only_proposes", False):  # "was changed successfully" would not be true
            return self.response_post_save_change(request, obj)
        return self.move_saved(request, obj) or super().response_change(request, obj)

    def log_change(self, request, obj, message):
        """What only waits has its own line in the log, written where it is proposed."""
        if not getattr(request, "only_proposes", False):
            return super().log_change(request, obj, message)

    def move_saved(self, request, statement):
        """Submit or publish what the form has just saved, if that button was pressed; back to the form, which says
        how the body now reads.
        """
        if not {PUBLISH_BUTTON, SUBMIT_BUTTON} & request.POST.keys():
            return None
        verb = workflow.publish if PUBLISH_BUTTON in request.POST else workflow.submit
        try:
            verb(statement, by=request.user)
        except ValidationError as error:
            text = _("Saved, but nothing else: %s") % " ".join(error.messages)
            self.message_user(request, text, messages.ERROR)
        else:
            self.tell_moved(request, statement)
        return HttpResponseRedirect(self.url_of("change", statement.pk))

    def tell_moved(self, request, statement):
        if statement.status == Status.IN_REVIEW:
            self.message_user(request, _("Submitted for review."), messages.SUCCESS)
        else:
            body = Jurisdiction.objects.select_related("position_statement").get(pk=statement.jurisdiction_id)
            text = _("Published. %(body)s now reads: %(position)s.")
            self.message_user(request, text % {"body": body, "position": position_line(body)}, messages.SUCCESS)
