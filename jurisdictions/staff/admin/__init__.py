"""The desk: one module a model. Editors write drafts, reviewers publish; every save refreshes what readers see."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from . import jurisdictions, officials, proposals, reports, sources, statements  # noqa: F401
from .exports import export_as_csv

admin.site.add_action(export_as_csv)
admin.site.site_header = _("The desk of the directory")
admin.site.site_title = _("Desk")
admin.site.index_title = _("The record")
admin.site.enable_nav_sidebar = False  # four lists need no menu, the lists need the width
