from django.core.management.base import BaseCommand
from django.db import transaction

from jurisdictions.models import Statement
from jurisdictions.models.positions import rebuild_positions
from jurisdictions.search.text import refresh_search_text


class Command(BaseCommand):
    help = "Rebuild everything derived from the record: positions, their spans, date ranges and search text."

    @transaction.atomic
    def handle(self, **options):
        statements = list(Statement.objects.all())
        for statement in statements:
            statement.fill_derived()
        Statement.objects.bulk_update(statements, ["last_possible_on"], batch_size=500)
        changed = rebuild_positions()
        refresh_search_text()
        self.stdout.write(f"Rebuilt; {changed} cached positions differed from the record.")
