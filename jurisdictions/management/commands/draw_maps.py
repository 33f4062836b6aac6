from pathlib import Path

from django.core.management.base import BaseCommand

from jurisdictions.geography.drawing import write_maps


class Command(BaseCommand):
    help = "Draw the map of each state (jurisdictions/geography/data/maps) from counties-10m.json of us-atlas 3."

    def add_arguments(self, parser):
        parser.add_argument("atlas", type=Path, help="counties-10m.json, in degrees")

    def handle(self, *, atlas, **options):
        sizes = write_maps(atlas)
        largest = max(sizes, key=sizes.get)
        self.stdout.write(
            f"Drew {len(sizes)} maps, {sum(sizes.values())} bytes; the largest, {largest}: {sizes[largest]}."
        )
