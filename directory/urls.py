"""All addresses: staff under ADMIN_PATH, everything else belongs to the public site."""

from django.conf import settings
from django.contrib import admin
from django.urls import include, path

urlpatterns = [path(settings.ADMIN_PATH, admin.site.urls), path("", include("jurisdictions.urls"))]
handler404 = "jurisdictions.site.errors.not_found"
