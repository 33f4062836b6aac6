"""Web addresses: which are allowed, when two of them are one, and those of our own pages."""

import re
from functools import lru_cache
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

from django.core.validators import URLValidator
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

web_address = URLValidator(
    schemes=["http", "https"], message=_("Enter a web address that starts with https:// or http://.")
)

SAME_HOST = re.compile(r"^(?:www\d?|m|mobile|amp)\.(?=[^.]+\.)")  # hosts that show a site's pages once more
# Pages of other publishers, shown by a cache: what stands behind is the page's own address.
CACHED = re.compile(r"^(?:google\.[a-z.]+/amp|[^/]+\.cdn\.ampproject\.org/[a-z])/(?:s/)?(?=[^/]+\.)")
TRACKING = re.compile(
    r"^(?:utm_.*|mc_[ce]id|[a-z]*clid|gclsrc|igshid|_ga|_gl|ref_(?:src|url)|cmpid|cid_src|icid|ncid|sr_share|smid|smtyp"
    r"|amp|outputtype|fb_action_ids|fb_source|s_kwcid|mkt_tok|_hs(?:enc|mi)|wt\.mc_id|share_id|guccounter)$",
    re.IGNORECASE,
)
A_SLUG = "qqqqqqqqqq"  # or the ten characters of a short address; part of no path
SAFE = "!$&'()*+,;=:@/~-._"


def canonical_address(url):
    """The one spelling of all addresses that lead to the same article. For comparing only: it may not open.

    Same: http and https, upper and lower case of the host, default ports, www, mobile and AMP copies, a slash at the
    end, fragments, the order of parameters, and the parameters that tell a publisher where a reader came from.
    """
    found = url.strip()
    for _cache_in_a_cache in range(50):
        simpler = once(found)
        if simpler == found:
            break
        found = simpler
    return found


def once(url):
    try:
        parts = urlsplit(url)
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        return url
    if parts.scheme.lower() not in ("http", "https") or not host:
        return url
    while SAME_HOST.match(host):
        host = SAME_HOST.sub("", host)
    usual = port is None or port == {"http": 80, "https": 443}[parts.scheme.lower()]
    host = f"[{host}]" if ":" in host else host
    path = quote(unquote(parts.path, errors="surrogateescape"), safe=SAFE, errors="surrogateescape")
    path = re.sub(r"(?:/+amp)*/*$", "", path)
    place = f"{host}{'' if usual else f':{port}'}{path}"
    kept = [(name, value) for name, value in parse_qsl(parts.query, True) if not TRACKING.match(name)]
    query = f"?{urlencode(sorted(kept))}" if kept else ""
    return f"https://{CACHED.sub('', place)}{query}"


def page_of(name, slug, before=(), after=()):
    """Path of a page by the name of its address; a page full of links asks for hundreds, and only the slug differs."""
    start, end = around_slug(name, before, after)
    return f"{start}{slug}{end}"


def page_of_place(state, slug):
    """Path of the page of a place in a state named by its postal code."""
    return f"{page_of('place-state', state.lower())}{slug}/"


@lru_cache
def around_slug(name, before, after):
    """What stands before and after the slug in addresses of that name with these parts before and after it."""
    return reverse(name, args=[*before, A_SLUG, *after]).split(A_SLUG)


@lru_cache
def only_page(name):
    """Path of a page that there is once."""
    return reverse(name)
