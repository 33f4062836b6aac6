"""Does the address of a source still open? One answer is one SourceCheck, and all of them are kept."""

import ssl
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

import httpcore

from jurisdictions.models.addresses import canonical_address
from jurisdictions.models.vocabulary import LinkStatus

from . import reach
from .robots import Robots

MOST_REDIRECTS = 10
REDIRECTS = (301, 302, 303, 307, 308)
PERMANENT = (301, 308)
STATUSES = {401: LinkStatus.REFUSED, 403: LinkStatus.REFUSED, 451: LinkStatus.REFUSED, 404: LinkStatus.GONE,
            410: LinkStatus.GONE, 429: LinkStatus.BUSY, 503: LinkStatus.BUSY}  # fmt: skip
FINAL = (410, 429)  # what a server says to HEAD it means for GET as well


KNOWN = (
    httpcore.NetworkError, httpcore.TimeoutException, httpcore.ProtocolError, httpcore.UnsupportedProtocol,
    ssl.SSLError, UnicodeError, ValueError,
)  # fmt: skip


@dataclass(frozen=True)
class Finding:
    status: str
    final_url: str = ""
    note: str = ""
    retry_after: float = 0  # seconds the site wants to be left alone


class Checker:
    """Asks addresses one at a time. `pause` is called with an address before each request but the first to it."""

    def __init__(self, ask=reach.ask, pause=lambda url: None):
        self.ask, self.pause, self.robots = ask, pause, Robots(ask)

    def check(self, url):
        """Finding about this address, whatever happens on the way."""
        seen, at = [], url
        try:
            while True:
                if not self.robots.allows(at):
                    return Finding(LinkStatus.NOT_ASKED, at, "robots.txt asks programs to stay away")
                answer = self.answer(at)
                seen.append(at)
                if answer.status not in REDIRECTS or "location" not in answer.headers:
                    return self.judged(url, at, answer, len(seen) - 1)
                at = urljoin(at, answer.headers["location"]).partition("#")[0]
                if urlsplit(at).scheme not in ("http", "https"):
                    return Finding(LinkStatus.FAILS, at[:2000], "redirects to something that is no web address")
                if at in seen or len(seen) > MOST_REDIRECTS:
                    return Finding(LinkStatus.UNREACHABLE, at[:2000], f"redirects go round: {len(seen)} of them")
                self.pause(at)
        except reach.PrivateAddress as error:
            return Finding(LinkStatus.NOT_ASKED, at[:2000], f"inside a private network: {error}"[:400])
        except KNOWN as error:
            return Finding(LinkStatus.UNREACHABLE, at[:2000], reason(error)[:400])

    def answer(self, url):
        """HEAD; and GET, without its body, where HEAD brings nothing good: some servers know only GET."""
        try:
            answer = self.ask(url, "HEAD")
            if answer.status < 400 or answer.status in FINAL:
                return answer
        except (httpcore.RemoteProtocolError, httpcore.ReadError):
            pass
        self.pause(url)
        return self.ask(url, "GET")

    def judged(self, asked, at, answer, redirects):
        moved = canonical_address(at) != canonical_address(asked)
        if 200 <= answer.status < 300:
            status = LinkStatus.MOVED if moved else LinkStatus.WORKS
        else:
            status = STATUSES.get(answer.status, LinkStatus.FAILS)
        wait = seconds(answer.headers.get("retry-after", "")) if status == LinkStatus.BUSY else 0
        note = f"answer {answer.status}" + (f", after {redirects} redirects" if redirects else "")
        note += f", asks to wait {wait:.0f} s" if wait else ""
        return Finding(status, at[:2000], note, wait)


def reason(error):
    text = str(error) or type(error).__name__
    if "certificate" in text.lower() or isinstance(error, ssl.SSLError) or "SSL" in text:
        return f"its certificate or encryption is wrong: {text}"
    if isinstance(error, httpcore.TimeoutException):
        return f"too slow: {text}"
    return text


def seconds(text):
    """Retry-After in seconds; a date or nonsense counts as an hour."""
    if not text:
        return 0
    return min(float(text), 86_400) if text.isascii() and text.isdigit() else 3_600
