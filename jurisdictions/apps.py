from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class JurisdictionsConfig(AppConfig):
    name = "jurisdictions"
    verbose_name = _("Directory")

    def ready(self):
        from jurisdictions.search import freshness  # noqa: F401
