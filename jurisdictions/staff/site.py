"""The desk's admin site: with REQUIRE_SECOND_FACTOR nothing of it opens to a password alone."""

from functools import update_wrapper

from django.conf import settings
from django.contrib import admin
from django.contrib.auth.views import redirect_to_login
from django.http import HttpResponseRedirect
from django.urls import path, reverse


class DeskSite(admin.AdminSite):
    def has_permission(self, request):
        return super().has_permission(request) and not self.lacks_second_factor(request)

    def lacks_second_factor(self, request):
        """Signed in as staff by password, and still owing the code."""
        if not (settings.REQUIRE_SECOND_FACTOR and admin.AdminSite.has_permission(self, request)):
            return False
        return not request.user.is_verified()

    def admin_view(self, view, cacheable=False):
        """Like Django's, but who only owes the code is asked for the code, and may always leave."""
        inner = super().admin_view(view, cacheable)

        def guarded(request, *args, **kwargs):
            if not self.lacks_second_factor(request):
                return inner(request, *args, **kwargs)
            if request.path == reverse("admin:logout", current_app=self.name):
                return self.logout(request)
            return redirect_to_login(request.get_full_path(), reverse("admin:second-factor", current_app=self.name))

        return update_wrapper(guarded, view)

    def login(self, request, extra_context=None):
        """The password form, except for who only owes the code."""
        if request.method == "GET" and self.lacks_second_factor(request):
            return HttpResponseRedirect(f"{reverse('admin:second-factor')}?{request.GET.urlencode()}")
        return super().login(request, extra_context)

    def index(self, request, extra_context=None):
        """The first page: what waits, where the record may be wrong, then Django's lists."""
        from jurisdictions.staff.admin.home import home_context

        return super().index(request, {**home_context(request), **(extra_context or {})})

    def get_urls(self):
        from jurisdictions.staff import signing_in
        from jurisdictions.staff.admin import deleted, home, imports, merges

        return [
            path("second-factor/", signing_in.staff_only(signing_in.ask), name="second-factor"),
            path("second-factor/set-up/", signing_in.staff_only(signing_in.set_up), name="second-factor-set-up"),
            path("second-factor/codes/", signing_in.staff_only(signing_in.codes), name="second-factor-codes"),
            *imports.urls(),
            *home.urls(),
            *merges.urls(),
            *deleted.urls(),
            *super().get_urls(),
        ]
