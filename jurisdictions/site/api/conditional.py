"""Answers a client need not fetch twice: ETag, Last-Modified and 304."""

import hashlib
import time

from django.core.cache import cache
from django.utils.cache import get_conditional_response
from django.utils.http import http_date

REMEMBERED_FOR = 24 * 60 * 60  # seconds


def version_of(address, content):
    """(ETag, Unix time) of what stands at this address.

    The tag is drawn from the content; the time is when this process first met that content there, so another process
    may name a later one. Such a client is sent the answer once more, never an old one.
    """
    digest = hashlib.blake2b(content, digest_size=16).hexdigest()
    key = f"version:{hashlib.blake2b(address.encode(), digest_size=16).hexdigest()}"
    seen_digest, seen_at = cache.get(key, (None, 0))
    if seen_digest != digest:
        seen_at = max(int(time.time()), seen_at + 1)  # two versions of one second must differ
        cache.set(key, (digest, seen_at), REMEMBERED_FOR)
    return f'"{digest}"', seen_at


def unless_known(request, response):
    """The rendered answer with its version, or 304 for a client that has this version."""
    etag, modified_at = version_of(request.build_absolute_uri(), response.content)
    for name, value in (("ETag", etag), ("Last-Modified", http_date(modified_at)), ("Cache-Control", "no-cache")):
        response.headers[name] = value
    return get_conditional_response(request, etag=etag, last_modified=modified_at, response=response)
