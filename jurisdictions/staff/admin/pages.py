"""Pages of the desk that are no list and no form of a row: who may open them, and what every one of them shows."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.shortcuts import render


def needs(*rights):
    """Lets only those open a view who have all of these."""

    def decorate(view):
        def guarded(request, *args, **kwargs):
            if not request.user.has_perms(rights):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return admin.site.admin_view(guarded)

    return decorate


def page(request, template, title, **context):
    """`template` stands under `templates/admin/`, without its ending."""
    shared = {**admin.site.each_context(request), "title": title}
    return render(request, f"admin/{template}.html", {**shared, **context})
