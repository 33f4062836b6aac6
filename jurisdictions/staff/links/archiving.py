"""Asks an archive service to keep a copy of an article. Off unless ARCHIVE_SERVICE_URL names one.

The service is asked as `<ARCHIVE_SERVICE_URL><address of the article>` and names its copy in Content-Location, in a
Link of the kind "memento", or by redirecting to it, as the large web archives do.
"""

import re
from urllib.parse import urljoin

import httpcore
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone

from jurisdictions.models.addresses import web_address

from . import reach

PATIENCE = 120  # seconds: the service fetches the page while we wait
MEMENTO = re.compile(r'<([^>]+)>[^,]*rel="?[^",]*\bmemento\b')


def is_on():
    return bool(settings.ARCHIVE_SERVICE_URL)


def copy_of(url, ask=reach.ask):
    """Address of the copy the service has just made, or "" if it made none."""
    asked = settings.ARCHIVE_SERVICE_URL + url
    try:
        answer = ask(asked, "GET", patience=PATIENCE)
    except (httpcore.NetworkError, httpcore.TimeoutException, httpcore.ProtocolError, reach.PrivateAddress):
        return ""
    link = MEMENTO.search(answer.headers.get("link", ""))
    named = answer.headers.get("content-location") or (link and link.group(1)) or answer.headers.get("location", "")
    found = urljoin(asked, named) if named and answer.status < 400 else ""
    try:
        web_address(found)
    except ValidationError:
        return ""
    return found if len(found) <= 800 else ""


def keep(article, ask=reach.ask):
    """Store where the service keeps its copy; False if it made none."""
    found = copy_of(article.url, ask)
    if found:
        article.archived_url, article.archived_on = found, timezone.localdate()
        article.save(update_fields=["archived_url", "archived_on"])
    return bool(found)
