"""All addresses: staff under /admin/, everything else belongs to the public site."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [path("admin/", admin.site.urls), path("", include("jurisdictions.urls"))]
handler404 = "jurisdictions.site.errors.not_found"
