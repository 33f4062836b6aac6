from django.core.management.base import BaseCommand, CommandError

from jurisdictions.search.index import store
from jurisdictions.search.index.comparing import differences
from jurisdictions.search.index.schema import KINDS

SHOWN = 10


class Command(BaseCommand):
    help = "Compare the search index with the database, row by row, and say what differs."

    def handle(self, **options):
        try:
            snapshot = store.current()
        except store.CannotAnswer:
            raise CommandError("There is no search index to check: run rebuild_index.") from None
        wrong = 0
        for kind in KINDS:
            for what, keys in zip(("missing", "gone from the database", "different"), differences(snapshot, kind),
                                  strict=True):  # fmt: skip
                wrong += len(keys)
                if keys:
                    listed = ", ".join(map(str, sorted(keys)[:SHOWN])) + (" ..." if len(keys) > SHOWN else "")
                    self.stdout.write(f"{kind}: {len(keys)} {what}: {listed}")
        if wrong:
            raise CommandError(f"{wrong} rows of the index are not as the database has them: run rebuild_index.")
        self.stdout.write(f"The search index equals the database at version {snapshot.version}.")
