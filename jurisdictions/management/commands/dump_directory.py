from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand

from jurisdictions.curation.dumper import dump


class Command(BaseCommand):
    help = "Write the curated files from the database; load, dump, diff is empty."

    def add_arguments(self, parser):
        parser.add_argument("--folder", type=Path, default=settings.BASE_DIR / "fixtures")

    def handle(self, *, folder, **options):
        self.stdout.write(f"Wrote {dump(folder)} files under {folder.name}/")
