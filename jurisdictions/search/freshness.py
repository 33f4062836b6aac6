"""Keeps what can be found in step with the record."""

from django.db import connection
from django.db.models.signals import post_migrate
from django.dispatch import receiver

from jurisdictions.models import IndexSource, SourceArticle
from jurisdictions.models.folding import TEXT_FORMAT
from jurisdictions.models.freshness import bodies_changed
from jurisdictions.search.index import store, triggers
from jurisdictions.search.names import refresh_names
from jurisdictions.search.text import refresh_search_text


@receiver(bodies_changed, dispatch_uid="what can be found follows the record")
def follow(sender, bodies, **kwargs):
    refresh_search_text(bodies)
    refresh_names(bodies)
    store.keep_up_after_commit()


@receiver(post_migrate, dispatch_uid="what can be found follows the tables")
def prepare(sender, plan=(), **kwargs):
    """The triggers stand again, and texts written in an older format are written anew."""
    if sender.name != "jurisdictions" or not is_migrated():
        return
    source, _is_new = IndexSource.objects.get_or_create()
    triggers.install()
    if source.text_format != TEXT_FORMAT:
        SourceArticle.objects.all().refill()
        refresh_search_text()
        source.text_format = TEXT_FORMAT
        source.save()
    if plan:
        triggers.log_everything()


def is_migrated():
    """Not after going back to before there was a log."""
    return IndexSource._meta.db_table in connection.introspection.table_names()
