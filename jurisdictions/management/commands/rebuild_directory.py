from django.core.management.base import BaseCommand
from django.db import transaction

from jurisdictions.models import SourceArticle, Statement
from jurisdictions.models.positions import rebuild_positions
from jurisdictions.search.text import refresh_search_text


class Command(BaseCommand):
    help = "Rebuild everything derived from the record: positions, their spans, date ranges and search text."

    @transaction.atomic
    def handle(self, **options):
        SourceArticle.objects.all().refill()
        Statement.objects.all().refill()
        changed = rebuild_positions()
        refresh_search_text()
        self.stdout.write(f"Rebuilt; {changed} cached positions differed from the record.")
