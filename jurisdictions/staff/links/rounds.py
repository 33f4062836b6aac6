"""A round over many sources: no site is asked twice within its delay, others are asked meanwhile."""

import heapq
import time
from collections import defaultdict, deque
from urllib.parse import urlsplit

from django.db.models import F, Max, Q
from django.utils import timezone

from jurisdictions.models import SourceArticle, SourceCheck
from jurisdictions.models.vocabulary import LinkStatus

from .checking import Checker


def waiting(before, limit=None):
    """Articles not asked since `before`, those never asked first. Each is recorded when it is asked: a round that was
    broken off goes on where it stopped.
    """
    rows = SourceArticle.objects.annotate(last_at=Max("checks__checked_at"))
    rows = rows.filter(Q(last_at__isnull=True) | Q(last_at__lt=before))
    return list(rows.order_by(F("last_at").asc(nulls_first=True), "pk")[:limit])


class Round:
    """`delay`: seconds between two requests to a site, more where its robots.txt wants more."""

    def __init__(self, delay, checker=None, clock=time.monotonic, sleep=time.sleep):
        self.delay, self.clock, self.sleep = delay, clock, sleep
        self.checker = checker or Checker()
        self.checker.pause = self.pause
        self.free_at = defaultdict(float)

    def run(self, articles):
        """Yields (article, its new SourceCheck); None for those of a site that asked to be left alone."""
        queues = defaultdict(deque)
        for article in articles:
            queues[site_of(article.url)].append(article)
        turns = [(0.0, number, site) for number, site in enumerate(queues)]
        while turns:
            _at, number, site = heapq.heappop(turns)
            article = queues[site].popleft()
            self.pause(article.url)
            finding = self.checker.check(article.url)
            self.taken(article.url)
            yield article, record(article, finding)
            if finding.status == LinkStatus.BUSY:
                yield from ((left, None) for left in queues.pop(site))
            elif queues[site]:
                heapq.heappush(turns, (self.free_at[site], number, site))

    def pause(self, url):
        """Wait until this site may be asked again."""
        left = self.free_at[site_of(url)] - self.clock()
        if left > 0:
            self.sleep(left)
        self.taken(url)

    def taken(self, url):
        wanted = self.checker.robots.known.get(f"{urlsplit(url).scheme}://{urlsplit(url).netloc}")
        longer = self.checker.robots.delay(url) if wanted else 0
        self.free_at[site_of(url)] = self.clock() + max(self.delay, longer)


def site_of(url):
    return urlsplit(url).netloc.lower()


def record(article, finding):
    return SourceCheck.objects.create(
        article=article,
        checked_at=timezone.now(),
        status=finding.status,
        final_url=finding.final_url,
        note=finding.note,
    )
