"""Reports and replies as readers meet them: what may be sent, how often, and what of it is shown."""

import time
from datetime import timedelta

from django import forms
from django.core.signing import BadSignature, TimestampSigner
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from directory.lockout import client_address
from jurisdictions.models import Report
from jurisdictions.models.vocabulary import ReportKind

LEAST = 4  # seconds between opening the form and sending it; people take longer, programs do not
MOST = 24 * 60 * 60  # seconds a form may stay open
AN_HOUR = timedelta(hours=1)
FROM_ONE = 5  # an hour from one address
FROM_ALL = 100  # an hour from everybody: a flood from many addresses does not bury the desk
SIGNER = TimestampSigner(salt="report")


class ReportForm(forms.Form):
    kind = forms.ChoiceField(
        label=_("What is it?"), choices=ReportKind, initial=ReportKind.ERROR, widget=forms.RadioSelect
    )
    text = forms.CharField(label=_("Your message"), max_length=5000, widget=forms.Textarea(attrs={"rows": 8}))
    name = forms.CharField(label=_("Your name and office"), max_length=150, required=False)
    contact = forms.CharField(label=_("How we can reach you"), max_length=200, required=False)
    website = forms.CharField(required=False)  # no person sees it; programs fill in whatever they find
    opened = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean(self):
        cleaned = super().clean()
        try:
            opened_at = float(SIGNER.unsign(cleaned.get("opened") or "", max_age=MOST))
        except BadSignature:
            raise forms.ValidationError(_("This form was open for too long. Send it again.")) from None
        if time.time() - opened_at < LEAST:
            raise forms.ValidationError(_("That was very quick. Wait a few seconds and send it again."))
        if cleaned.get("kind") == ReportKind.REPLY and not (cleaned.get("name") and cleaned.get("contact")):
            raise forms.ValidationError(
                _("A reply needs your name and office and how we can reach you: we check who sent it.")
            )
        return cleaned

    @property
    def is_trap_filled(self):
        return bool(self.cleaned_data.get("website"))


def now_signed():
    return SIGNER.sign(str(time.time()))


def sender_of(request):
    """Tells senders apart for an hour's limit without keeping where they are."""
    return salted_hmac("report sender", client_address(request)).hexdigest()[:64]


def is_flood(sender):
    """Has this sender, or have all together, sent enough in the last hour?"""
    lately = Report.objects.filter(received_at__gt=timezone.now() - AN_HOUR)
    return lately.filter(sender=sender).count() >= FROM_ONE or lately.count() >= FROM_ALL


def store(form, body, statement, sender):
    told = {name: form.cleaned_data[name] for name in ("kind", "text", "name", "contact")}
    return Report.objects.create(jurisdiction=body, statement=statement, sender=sender, **told)
