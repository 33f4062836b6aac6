from django.core.management.base import BaseCommand
from django.utils import timezone

from jurisdictions.site.dataset import shelf


class Command(BaseCommand):
    help = "Build the files of /data/: the whole dataset as a data package and as an SQLite file."

    def handle(self, **options):
        for download in shelf.build(timezone.localdate()):
            self.stdout.write(f"{download.sha256}  {download.name}  {download.size} bytes, of {download.built_on}")
