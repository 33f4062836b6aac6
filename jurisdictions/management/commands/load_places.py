from django.core.management.base import BaseCommand
from django.db import transaction

from jurisdictions.geography.gazetteer import files_are_loaded, load
from jurisdictions.management.progress import progress_bar
from jurisdictions.models import Place, ZipCode
from jurisdictions.search.index import triggers
from jurisdictions.search.names import refresh_names, refresh_place_names


class Command(BaseCommand):
    help = "Load the carried gazetteer: counties, places and ZIP codes."

    def add_arguments(self, parser):
        parser.add_argument("--if-changed", action="store_true", help="stop at once if the files are loaded already")

    def handle(self, *, if_changed, **options):
        if if_changed and files_are_loaded():
            self.stdout.write("The gazetteer is loaded already.")
            return
        with transaction.atomic():
            changes = load(progress_bar(self.stderr))
            refresh_place_names()
            refresh_names()
            triggers.log_pages()
        counts = f"{Place.objects.count()} counties and places, {ZipCode.objects.count()} ZIP codes"
        self.stdout.write(f"Loaded the gazetteer: {counts}; {changes} rows differed.")
