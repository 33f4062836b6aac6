"""Which admin site Django's admin is."""

from django.contrib.admin.apps import AdminConfig


class Desk(AdminConfig):
    default_site = "jurisdictions.staff.site.DeskSite"
