"""What a site's robots.txt lets us ask, read once a run."""

from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

import httpcore

from . import reach

MOST_BYTES = 500_000
LONGEST_DELAY = 60  # seconds; who asks for more between two requests is asked by hand


class Robots:
    def __init__(self, ask=reach.ask):
        self.ask, self.known = ask, {}

    def allows(self, url):
        return self.of(url).can_fetch(reach.AGENT, url)

    def delay(self, url):
        """Seconds this site wants between two requests, 0 if it does not say."""
        return min(float(self.of(url).crawl_delay(reach.AGENT) or 0), LONGEST_DELAY)

    def of(self, url):
        parts = urlsplit(url)
        site = f"{parts.scheme}://{parts.netloc}"
        if site not in self.known:
            self.known[site] = self.read(f"{site}/robots.txt")
        return self.known[site]

    def read(self, url):
        """No such file, or nobody who answers: all is allowed. A server in trouble: nothing, this time."""
        rules = RobotFileParser()
        try:
            answer = self.ask(url, most=MOST_BYTES)
            if answer.status >= 500:
                rules.disallow_all = True
            lines = answer.body.decode("utf-8", "replace").splitlines() if answer.status == 200 else []
        except (httpcore.ConnectError, httpcore.TimeoutException, httpcore.ProtocolError, httpcore.NetworkError):
            lines = []
        rules.parse(lines)
        return rules
