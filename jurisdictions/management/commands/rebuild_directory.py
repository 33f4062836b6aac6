from django.core.management.base import BaseCommand
from django.db import transaction

from jurisdictions.models import SourceArticle, Statement
from jurisdictions.models.address_history import claim_addresses, models_with_addresses
from jurisdictions.models.positions import rebuild_positions
from jurisdictions.search.names import refresh_names, refresh_place_names
from jurisdictions.search.text import refresh_search_text


class Command(BaseCommand):
    help = "Rebuild what is derived: addresses, positions, spans, date ranges, search text, findable names."

    @transaction.atomic
    def handle(self, **options):
        for model in models_with_addresses():
            claim_addresses(model.objects.all())
        SourceArticle.objects.all().refill()
        Statement.objects.all().refill()
        changed = rebuild_positions()
        refresh_search_text()
        refresh_place_names()
        refresh_names()
        self.stdout.write(f"Rebuilt; {changed} cached positions differed from the record.")
