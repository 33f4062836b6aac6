from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from jurisdictions.geography.divisions import Divisions
from jurisdictions.geography.ties import tie


class Command(BaseCommand):
    help = "Fill in what is certain of each body's place from public data sets; differing values are kept and listed."

    def add_arguments(self, parser):
        parser.add_argument("--divisions", type=Path, required=True, help="CSV: id, name, census_geoid")
        parser.add_argument("--atlas", type=Path, required=True, help="counties-10m.json of the npm package us-atlas")
        parser.add_argument("--dry-run", action="store_true", help="list and count, write nothing")

    def handle(self, *, divisions, atlas, dry_run, **options):
        try:
            from jurisdictions.geography.ground import Ground
        except ImportError as error:
            raise CommandError(f"{error}. Install the dependency group “geography” first.") from error
        outcome = tie(Divisions.read(divisions), Ground(atlas), dry_run=dry_run)
        for line in outcome.differing:
            self.stdout.write(f"! {line}")
        for line in outcome.doubts:
            self.stdout.write(f"? {line}")
        counts = ", ".join(f"{count} {name}" for name, count in sorted(outcome.written.items())) or "nothing"
        self.stdout.write(f"{'Would write' if dry_run else 'Wrote'} {counts}; ! kept as it was, ? not certain")
