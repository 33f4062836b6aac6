"""Whole pages, rendered once a change: kept by address under the version of the data, so that none is ever stale."""

import hashlib
from collections import OrderedDict
from functools import lru_cache
from threading import Lock

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpResponse, HttpResponseNotModified
from django.utils import timezone
from django.utils.http import parse_etags

from jurisdictions.search.index.changelog import data_version

OWN_RULES = (
    "/api/",
    "/static/",
    "/healthz",
    "/readyz",
    "/report/",
    "/cards/",
    "/data/",
)  # they keep or count themselves
SUFFIXES = ("py", "html", "css", "js", "yaml", "svg")


class Pages:
    """Finished answers by address, as many bytes as settings allow; all forgotten when the data changes."""

    def __init__(self):
        self.version, self.kept, self.bytes, self.lock = None, OrderedDict(), 0, Lock()

    def get(self, version, key):
        with self.lock:
            if version != self.version:
                self.version, self.kept, self.bytes = version, OrderedDict(), 0
            if key in self.kept:
                self.kept.move_to_end(key)
                return self.kept[key]
        return None

    def put(self, version, key, answer):
        with self.lock:
            if version != self.version or key in self.kept:
                return
            self.kept[key] = answer
            self.bytes += len(answer[1])
            while self.bytes > settings.PAGE_CACHE_BYTES:
                _key, (_headers, content) = self.kept.popitem(last=False)
                self.bytes -= len(content)


pages = Pages()


def kept_pages(get_response):
    """Middleware, outside of all that shapes an answer."""

    def middleware(request):
        version = version_for(request)
        if version is None:
            return get_response(request)
        key = key_of(request)
        if (answer := pages.get(version, key)) is None:
            response = get_response(request)
            if not may_be_kept(response):
                return response
            response.headers["ETag"] = etag_of(version, key)
            response.headers.setdefault("Cache-Control", "no-cache")
            answer = dict(response.items()), response.content
            pages.put(version, key, answer)
        return answered(request, *answer)

    return middleware


def version_for(request):
    """The version of data, code and day that an answer holds for; None where it is not kept.

    Staff see pages of their own, and what a transaction holds is not committed yet.
    """
    if (
        not settings.PAGE_CACHE_BYTES
        or request.method not in ("GET", "HEAD")
        or request.path.startswith((*OWN_RULES, f"/{settings.ADMIN_PATH}"))
        or settings.SESSION_COOKIE_NAME in request.COOKIES
        or connection.in_atomic_block
    ):
        return None
    try:
        return (*data_version(), release(), timezone.localdate().isoformat())
    except DatabaseError:
        return None


def key_of(request):
    packed = "gzip" in request.META.get("HTTP_ACCEPT_ENCODING", "")
    return request.get_full_path(), request.META.get("HTTP_HOST"), request.scheme, request.method == "HEAD", packed


def may_be_kept(response):
    return response.status_code == 200 and not response.streaming and not response.cookies


def etag_of(version, key):
    return f'W/"{hashlib.sha256(repr((version, key)).encode()).hexdigest()[:20]}"'


def answered(request, headers, content):
    """The kept answer, or 304 for whoever holds it already."""
    known = parse_etags(request.META.get("HTTP_IF_NONE_MATCH", ""))
    if headers["ETag"] in known or "*" in known:
        response = HttpResponseNotModified()
        for name in ("ETag", "Cache-Control", "Vary"):
            if name in headers:
                response.headers[name] = headers[name]
        return response
    return HttpResponse(content, headers=headers)


@lru_cache
def release():
    """Of the code that renders, by its files: pages of an earlier one are not its own."""
    digest = hashlib.sha256()
    for folder in ("directory", "jurisdictions", "templates", "static"):
        for path in sorted((settings.BASE_DIR / folder).rglob("*")):
            if path.suffix.lstrip(".") in SUFFIXES:
                status = path.stat()
                digest.update(f"{path}{status.st_size}{status.st_mtime_ns}".encode())
    return digest.hexdigest()[:12]
