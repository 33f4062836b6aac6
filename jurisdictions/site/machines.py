"""What machines ask for at fixed addresses: robots.txt, security.txt and the picture beside an address."""

import datetime

from django.conf import settings
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone

from jurisdictions.search import query as ask
from jurisdictions.search.corrections import Corrections

LISTS = {
    "jurisdictions": ask.Jurisdictions, "statements": ask.Statements, "officials": ask.Officials,
    "sources": ask.Sources, "corrections": Corrections, "map": ask.Jurisdictions,
}  # fmt: skip
OUT = ("/admin/", "/jurisdictions.csv", "/jurisdictions.json", "/statements.csv", "/statements.json", "/feeds/")
AN_HOUR = "public, max-age=3600"
VALID_FOR = datetime.timedelta(days=180)


def robots(request):
    """Crawlers read every page and no combination of filters, of which there are more than they could ever read.

    Each filter is named as the first of an address, because simple crawlers know no wildcards and read "/list/?" as
    the whole list; the wildcard lines are for the others.
    """
    lines = ["User-agent: *", *(f"Disallow: {start}" for start in OUT), "Disallow: /*?*&", "Disallow: /*?as_of="]
    for name, query_class in LISTS.items():
        words = (*query_class.filter_class.base_filters, "sort")
        lines += [f"Disallow: {reverse(name)}?{word}=" for word in words]
    lines += [
        f"Disallow: {reverse('changes')}?kind=",
        f"Disallow: {reverse('compare')}?",
        "",
        f"Sitemap: {request.build_absolute_uri(reverse('sitemap'))}",
    ]
    return plain(lines)


def security(request):
    """RFC 9116: where to report a weakness. Every answer renews it, so it never runs out while it is served."""
    contacts = [contact.strip() for contact in settings.SECURITY_CONTACT.split(",") if contact.strip()]
    if not contacts:
        raise Http404
    expires_on = (timezone.now() + VALID_FOR).astimezone(datetime.UTC).date()
    lines = [f"Contact: {contact if ':' in contact else f'mailto:{contact}'}" for contact in contacts]
    lines += [f"Expires: {expires_on:%Y-%m-%d}T00:00:00Z", "Preferred-Languages: en"]
    lines.append(f"Canonical: {request.build_absolute_uri(request.path)}")
    return plain(lines)


def plain(lines):
    text = "".join(f"{line}\n" for line in lines)
    return HttpResponse(text, content_type="text/plain; charset=utf-8", headers={"Cache-Control": AN_HOUR})


def favicon(request):
    """Browsers ask for it wherever a page names none, as at the desk and on cards."""
    return HttpResponseRedirect(static("img/mark.svg"))
