"""Keeps what can be found in step with the record."""

from django.dispatch import receiver

from jurisdictions.models.freshness import bodies_changed
from jurisdictions.search.names import refresh_names
from jurisdictions.search.text import refresh_search_text


@receiver(bodies_changed, dispatch_uid="what can be found follows the record")
def follow(sender, bodies, **kwargs):
    refresh_search_text(bodies)
    refresh_names(bodies)
