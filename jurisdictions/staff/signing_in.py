"""The pages that ask for the second factor and set it up. The password alone opens these and nothing else."""

from functools import wraps

from django import forms
from django.conf import settings
from django.contrib import admin
from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django_otp import login as remember_device

from jurisdictions.staff import second_factor


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("Code"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "autofocus": True, "size": 12}),
    )


def staff_only(view):
    @never_cache
    @sensitive_post_parameters("code")
    @wraps(view)
    def guarded(request):
        if not admin.AdminSite.has_permission(admin.site, request):
            return redirect_to_login(request.get_full_path(), reverse("admin:login"))
        return view(request)

    return guarded


def ask(request):
    """The code, before anything else of the desk opens."""
    if not second_factor.has_one(request.user):
        return HttpResponseRedirect(f"{reverse('admin:second-factor-set-up')}?{request.GET.urlencode()}")
    form = CodeForm(request.POST or None)
    if form.is_valid():
        device = second_factor.verify(request.user, form.cleaned_data["code"])
        if device:
            return opened(request, device)
        form.add_error("code", _("This code is not right, or it was used or tried too often. Wait for the next one."))
    return page(request, "ask", _("Second step of signing in"), form=form)


def set_up(request):
    """A new phone: shows the secret, and takes it once a code proves that the phone has it."""
    if second_factor.has_one(request.user) and not request.user.is_verified():
        return redirect_to_login(request.get_full_path(), reverse("admin:second-factor"))
    form = CodeForm(request.POST or None)
    if form.is_valid():
        device = second_factor.confirm(request.user, form.cleaned_data["code"])
        if device:
            trust(request, device)
            return show_codes(request)
        form.add_error(
            "code", _("The phone shows another code. Check its clock, wait for the next code, type it again.")
        )
    device = second_factor.pending(request.user)
    shown = {"picture": second_factor.picture(device), "secret": second_factor.secret(device)}
    return page(request, "set_up", _("Set up the second step of signing in"), form=form, **shown)


def codes(request):
    """Backup codes, made anew; nobody sees them twice."""
    if not request.user.is_verified():
        return redirect_to_login(request.get_full_path(), reverse("admin:second-factor"))
    if request.method == "POST":
        return show_codes(request)
    return page(request, "new_codes", _("Backup codes"))


def show_codes(request):
    made = second_factor.new_backup_codes(request.user)
    return page(request, "codes", _("Your backup codes"), codes=made, next_url=after(request))


def trust(request, device):
    """From here on this session has both factors; its key changes, as at every gain of rights."""
    request.session.cycle_key()
    remember_device(request, device)
    request.user.otp_device = device


def opened(request, device):
    trust(request, device)
    return HttpResponseRedirect(after(request))


def after(request):
    """Where this person was going, if that is on this site."""
    wanted = request.GET.get("next", "")
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if safe else reverse("admin:index")


def page(request, name, title, **context):
    owes = admin.site.lacks_second_factor(request)
    shared = {
        **admin.site.each_context(request),
        "title": title,
        "owes": owes,
        "required": settings.REQUIRE_SECOND_FACTOR,
    }
    return render(request, f"admin/signing_in/{name}.html", {**shared, **context})
