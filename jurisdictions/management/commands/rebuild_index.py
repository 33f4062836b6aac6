import time

from django.core.management.base import BaseCommand, CommandError

from jurisdictions.management.progress import progress_bar
from jurisdictions.models import Jurisdiction, Official, SourceArticle, Statement
from jurisdictions.search.index import store

KINDS = {"bodies": Jurisdiction, "statements": Statement, "officials": Official, "sources": SourceArticle}


class Command(BaseCommand):
    help = "Build the search index anew, beside the old one, and put it in its place. At every deploy."

    def add_arguments(self, parser):
        parser.add_argument("--if-missing", action="store_true", help="stop at once if it is there and up to date")

    def handle(self, *, if_missing, **options):
        if not store.is_on():
            raise CommandError("SEARCH_INDEX_DIR is empty: name a folder for the index and run the command again.")
        if if_missing and store.is_current():
            self.stdout.write("The search index is up to date.")
            return
        began = time.monotonic()
        totals = {kind: model.objects.count() for kind, model in KINDS.items()}
        bar, done = progress_bar(self.stderr), dict.fromkeys(KINDS, 0)

        def progress(kind, count):
            done[kind] = min(count, totals[kind])
            bar(sum(done.values()), sum(totals.values()))

        version, counts = store.build(progress)
        listed = ", ".join(f"{count} {kind}" for kind, count in counts.items())
        self.stdout.write(f"Indexed {listed} at version {version} in {time.monotonic() - began:.1f} s.")
