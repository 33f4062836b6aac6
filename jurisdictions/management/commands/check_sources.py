from collections import Counter
from datetime import timedelta

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from jurisdictions.management.progress import progress_bar
from jurisdictions.models.vocabulary import LinkStatus
from jurisdictions.staff.links import archiving, rounds

OPEN = (LinkStatus.WORKS, LinkStatus.MOVED)


class Command(BaseCommand):
    help = (
        "Ask whether the sources still open, politely: one request at a time, a delay for each site, robots.txt"
        " respected. Each answer is kept as it comes, so a run that was broken off goes on where it stopped."
    )

    def add_arguments(self, parser):
        parser.add_argument("--limit", type=int, help="at most this many sources")
        parser.add_argument("--older-than", type=int, default=30, metavar="DAYS", help="asked last this long ago (30)")
        parser.add_argument(
            "--delay", type=float, default=5, metavar="SECONDS", help="between two requests to a site (5)"
        )
        parser.add_argument("--archive", action="store_true", help="have copies made of those without one")
        parser.add_argument("--dry-run", action="store_true", help="name what would be asked, ask nothing")

    def handle(self, *, limit, older_than, delay, archive, dry_run, **options):
        if archive and not archiving.is_on():
            raise CommandError("Set ARCHIVE_SERVICE_URL to the service that shall keep copies.")
        articles = rounds.waiting(timezone.now() - timedelta(days=older_than), limit)
        if dry_run:
            for article in articles:
                self.stdout.write(article.url)
            self.stdout.write(f"Would ask {len(articles)} sources.")
            return
        counts, draw, walk = Counter(), progress_bar(self.stderr), rounds.Round(delay)
        for done, (article, check) in enumerate(walk.run(articles), 1):
            counts[check.get_status_display() if check else "Left for the next run"] += 1
            if check and check.status not in OPEN:
                self.stdout.write(f"{check.status} {article.url} ({check.note})")
            if archive and check and check.status in OPEN and not article.archived_url:
                walk.pause(settings.ARCHIVE_SERVICE_URL)
                counts["Copies made" if archiving.keep(article) else "Copies not made"] += 1
            draw(done, len(articles))
        told = ", ".join(f"{name}: {count}" for name, count in counts.most_common())
        self.stdout.write(f"Asked {len(articles)} sources. {told}")
