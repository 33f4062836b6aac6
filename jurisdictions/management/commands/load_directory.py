from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from jurisdictions.curation.loader import files_are_loaded, load, remember_files
from jurisdictions.curation.problems import problems_of
from jurisdictions.curation.reader import read
from jurisdictions.management.progress import progress_bar


class Command(BaseCommand):
    help = "Check the curated files and load them: everything or nothing."

    def add_arguments(self, parser):
        parser.add_argument("--folder", type=Path, default=settings.BASE_DIR / "fixtures")
        parser.add_argument("--dry-run", action="store_true", help="check and count, write nothing")
        parser.add_argument("--only", nargs="+", default=(), metavar="STATE", help="only these states' files")
        parser.add_argument("--overwrite", action="store_true", help="also overwrite what staff edited")
        parser.add_argument("--if-changed", action="store_true", help="stop at once if the files are loaded already")

    def handle(self, *, folder, dry_run, only, overwrite, if_changed, **options):
        if if_changed and files_are_loaded(folder):
            self.stdout.write("The curated record is loaded already.")
            return
        rows, problems = read(folder, tuple(state.lower() for state in only))
        problems += problems_of(rows)
        if problems:
            for problem in problems:
                self.stderr.write(problem)
            raise CommandError(f"{len(problems)} problems; nothing was written. Mend the lines above and try again.")
        outcome = load(rows, overwrite=overwrite, dry_run=dry_run, progress=progress_bar(self.stderr))
        if not (dry_run or only):
            remember_files(folder)
        counts = outcome.counts
        for row in outcome.kept:
            self.stdout.write(f"! kept the desk's {row.model._meta.verbose_name} “{row.key}” ({row.place})")
        self.stdout.write(
            f"{'Would load' if dry_run else 'Loaded'} {len(rows)} rows: + {counts['+']} added, ~ {counts['~']} changed,"
            f" = {counts['=']} same, ! {counts['!']} kept because staff edited them, - {counts['-']} removed"
        )
