"""Atom feeds in pages (RFC 4287, RFC 5005). Whatever is listed newest first can be one: see `paged_feed`."""

import datetime
import hashlib
import re
from dataclasses import dataclass

from django.core.cache import cache
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.feedgenerator import Atom1Feed
from django.utils.http import quote_etag
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from jurisdictions.models.dates import shown_date
from jurisdictions.models.statement import read_sources
from jurisdictions.search.query import Statements
from jurisdictions.site.dating import edited_at, later, moment, newest
from jurisdictions.site.outlets import in_force, with_filters
from jurisdictions.site.strictness import PAGE, PAGE_SIZE, asked_strictly, refusing

LONG_AGO = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)  # when a feed without entries was last updated
NO_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # characters that no XML document may hold


@dataclass(frozen=True)
class Entry:
    """`key` names the thing for ever, as in "statements/<slug>", or is an id already (a URN); `content` is HTML."""

    key: str
    title: str
    url: str
    published_at: datetime.datetime
    updated_at: datetime.datetime
    content: str
    terms: tuple = ()


class PagedAtom(Atom1Feed):
    def root_attributes(self):
        return {**super().root_attributes(), "xmlns:opensearch": "http://a9.com/-/spec/opensearch/1.1/"}

    def latest_post_date(self):
        return max((item["updateddate"] for item in self.items), default=LONG_AGO)

    def add_root_elements(self, handler):
        super().add_root_elements(handler)
        for relation, address in self.feed["pages"].items():
            handler.addQuickElement("link", "", {"rel": relation, "href": address})
        handler.addQuickElement("link", "", {"rel": "license", "href": self.feed["license"]})
        for name, number in self.feed["numbers"].items():
            handler.addQuickElement(f"opensearch:{name}", str(number))

    def add_item_elements(self, handler, item):
        super().add_item_elements(handler, item)
        handler.addQuickElement("content", item["content"], {"type": "html"})


def paged_feed(request, *, total, entries_of, title, subtitle, list_url, params, key=""):
    """One page of a feed; `entries_of(offset, limit)` gives its Entries, `params` (a QueryDict) what was asked.

    `key` names the feed for ever; without one its address does.
    """
    number, last = int(params.get(PAGE) or 1), max(1, -(-total // PAGE_SIZE))
    if number > last:
        said = _("There are %(last)s pages, and no page %(asked)s.") % {"last": last, "asked": number}
        return HttpResponse(f"{PAGE}: {said}\n", content_type="text/plain; charset=utf-8", status=404)
    offset = (number - 1) * PAGE_SIZE
    address = page_addresses(request, params)
    feed = PagedAtom(
        title=title, description=subtitle, subtitle=subtitle, language="en-us",
        link=request.build_absolute_uri(list_url), feed_url=address(number),
        feed_guid=tag_of(request, key or address(1).partition(request.get_host())[2][1:]),
        author_name="Local Positions", license="https://creativecommons.org/licenses/by/4.0/",
        feed_copyright=_("CC BY 4.0, Local Positions. Articles remain their publishers’."),
        numbers={"totalResults": total, "startIndex": offset + 1, "itemsPerPage": PAGE_SIZE},
        pages={"first": address(1), "last": address(last)} | ({"previous": address(number - 1)} if number > 1 else {})
        | ({"next": address(number + 1)} if number < last else {}),
    )  # fmt: skip
    for entry in entries_of(offset, PAGE_SIZE):
        add(feed, entry, request)
    return conditional(request, feed)


def page_addresses(request, params):
    """A function that gives the absolute address of a page; the first has no number."""

    def address(number):
        asked = params.copy()
        asked.pop(PAGE, None)
        if number > 1:
            asked[PAGE] = number
        query = asked.urlencode()
        return request.build_absolute_uri(request.path + (f"?{query}" if query else ""))

    return address


def add(feed, entry, request):
    feed.add_item(
        title=clean(entry.title), link=request.build_absolute_uri(entry.url), description=None,
        unique_id=tag_of(request, entry.key), pubdate=entry.published_at, updateddate=entry.updated_at,
        categories=entry.terms, content=clean(entry.content),
    )  # fmt: skip


def clean(text):
    return NO_XML.sub("", text)


def tag_of(request, key):
    """A tag: address (RFC 4151), the same over http and https and whatever the page's address becomes; or its URN."""
    if key.startswith("urn:"):
        return key
    return f"tag:{request.get_host().partition(':')[0]},2026:{key}"


def conditional(request, feed):
    """The feed, or 304 if the reader holds these bytes already."""
    body = feed.writeString("utf-8").encode()
    digest = hashlib.sha256(body).hexdigest()
    response = HttpResponse(body, content_type=feed.content_type)
    response["ETag"], seen_at = quote_etag(digest[:32]), first_seen(request.build_absolute_uri(), digest)
    response.headers["Last-Modified"] = seen_at.strftime("%a, %d %b %Y %H:%M:%S GMT")
    response["Cache-Control"] = "public, max-age=300"
    return get_conditional_response(request, response["ETag"], int(seen_at.timestamp()), response)


def first_seen(address, digest):
    """When this process first saw these bytes here. A day named in the record would be older than a late edit, and
    whoever asks by time alone would never hear of that edit.
    """
    key = "feed:" + hashlib.sha256(address.encode()).hexdigest()
    known = cache.get(key)
    if not known or known[0] != digest:
        known = (digest, timezone.now().astimezone(datetime.UTC))
        cache.set(key, known, timeout=None)
    return known[1]


@require_safe
@refusing
def statements(request):
    """Statements newest first, with the filters of their list."""
    query = asked_strictly(Statements, request.GET)
    return paged_feed(
        request, total=query.total(), params=query.params, title=_("Local Positions: statements"),
        entries_of=lambda offset, limit: statement_entries(query.page(offset, limit)),
        subtitle=_("Where U.S. local governments stand on taking part in federal immigration enforcement"),
        list_url=with_filters("statements", in_force(query)),
    )  # fmt: skip


def statement_entries(rows):
    read_sources(rows)
    edited = edited_at(rows)
    return [statement_entry(statement, edited.get(statement.pk)) for statement in rows]


def statement_entry(statement, edited_at):
    day = shown_date(statement.stated_on, statement.date_precision)
    articles = [citation.article for citation in statement.citations.all()]
    return Entry(
        key=f"statements/{statement.slug}", url=reverse("statement", args=[statement.slug]),
        title=f"{statement.jurisdiction}: {statement.get_stance_display()}, {day}",
        published_at=moment(statement.stated_on),
        updated_at=later(newest(statement.stated_on, *(article.published_on for article in articles)), edited_at),
        content=render_to_string("feeds/_statement.html", {"statement": statement}),
        terms=(statement.stance, statement.form, *statement.themes),
    )  # fmt: skip
