"""oEmbed 1.0: what a page of ours looks like inside a page of yours. Statuses and fields are those of oembed.com."""

from urllib.parse import urlsplit
from xml.etree import ElementTree

from django.http import Http404, HttpResponse, JsonResponse, QueryDict
from django.urls import Resolver404, resolve, reverse
from django.utils.http import urlencode

from jurisdictions.models import PermanentAddress
from jurisdictions.models.addresses import only_page
from jurisdictions.search.filters import AsOfFilter, forms
from jurisdictions.site.newsroom.cards.content import ROOMS, card_path
from jurisdictions.site.newsroom.cards.layout import HEIGHT, WIDTH
from jurisdictions.site.newsroom.embeds import LOWEST, NARROWEST, USUAL, WIDEST, Frame
from jurisdictions.site.newsroom.entries import SITE_NAME, find_entry
from jurisdictions.site.newsroom.redirects import SHORT, present_slug

FORMATS = ("json", "xml")
CACHE_SECONDS = 86_400


def oembed(request):
    form = request.GET.get("format", "json")
    if form not in FORMATS:
        return refused(501, "format: json and xml are what this service knows.")
    if "url" not in request.GET:
        return refused(400, "url: name the page to embed.")
    try:
        most = {name: limit(request, name) for name in ("maxwidth", "maxheight")}
        frame = Frame(entry_at(request), request.build_absolute_uri)
    except ValueError as error:
        return refused(400, str(error))
    except PermissionError:
        return refused(401, "url: this page is not public.")
    except Http404:
        return refused(404, "url: nothing to embed is published at this address.")
    return written(described(frame, request.build_absolute_uri("/"), **most), form)


def limit(request, name):
    """Pixels asked for, or None; ValueError naming the parameter."""
    text = request.GET.get(name, "")
    if text and not (text.isascii() and text.isdigit() and int(text) > 0):
        raise ValueError(f"{name}: a whole number of pixels.")
    return int(text) if text else None


def entry_at(request):
    """Entry of the page whose full address was asked for; Http404 for pages of others and without an embed."""
    url = urlsplit(request.GET["url"].strip())
    if url.scheme not in ("http", "https") or url.netloc.lower() != request.get_host().lower():
        raise Http404
    if url.path.startswith(reverse("admin:index")):
        raise PermissionError
    kind, slug = named_by(url.path)
    if kind not in ROOMS:
        raise Http404
    return present_entry(kind, slug, day_in(url.query))


def named_by(path):
    """(kind, slug) of the row an address, full or short, names."""
    try:
        match = resolve(path)
    except Resolver404 as error:
        raise Http404 from error
    if match.url_name == "short":
        kind, code = SHORT[match.kwargs["letter"]], match.kwargs["code"].lower()
        address = PermanentAddress.objects.public().with_rows().filter(kind=kind, code=code).first()
        return kind, address.row.slug if address else ""
    return match.url_name, match.kwargs.get("slug", "")


def present_entry(kind, slug, asked):
    try:
        return find_entry(ROOMS[kind], slug, asked)
    except Http404:
        return find_entry(ROOMS[kind], present_slug(kind, slug) or "", asked)


def day_in(query):
    """The day a dated address asks for; a bad one counts as none, as on the page."""
    try:
        return AsOfFilter().field.clean(QueryDict(query).get("as_of", ""))
    except forms.ValidationError:
        return None


def described(frame, home, maxwidth, maxheight):
    """The answer's fields. A room too small for the card gets a link, which has no size."""
    found = {"version": "1.0", "title": frame.title, "provider_name": SITE_NAME, "provider_url": home,
             "cache_age": CACHE_SECONDS}  # fmt: skip
    width = min(maxwidth or USUAL, WIDEST)
    height = min(frame.height(width), maxheight) if maxheight else frame.height(width)
    if width < NARROWEST or height < LOWEST:
        return found | {"type": "link"}
    if (maxwidth or WIDTH) >= WIDTH and (maxheight or HEIGHT) >= HEIGHT:
        picture = frame.absolute(card_path(frame.entry, frame.card))
        found |= {"thumbnail_url": picture, "thumbnail_width": WIDTH, "thumbnail_height": HEIGHT}
    return found | {"type": "rich", "html": frame.iframe(width, height), "width": width, "height": height}


def written(fields, form):
    if form == "json":
        answer = JsonResponse(fields, json_dumps_params={"ensure_ascii": False})
    else:
        root = ElementTree.Element("oembed")
        for name, value in fields.items():
            ElementTree.SubElement(root, name).text = str(value)
        text = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
        answer = HttpResponse(text, content_type="text/xml; charset=utf-8")
    answer["Access-Control-Allow-Origin"] = "*"
    return answer


def refused(status, reason):
    answer = HttpResponse(f"{reason}\n", content_type="text/plain; charset=utf-8", status=status)
    answer["Access-Control-Allow-Origin"] = "*"
    return answer


def discovery(url, absolute):
    """[(media type, address)] for the head of a page."""
    return [
        (media_type, f"{absolute(only_page('oembed'))}?{urlencode({'url': url, 'format': form})}")
        for form, media_type in (("json", "application/json+oembed"), ("xml", "text/xml+oembed"))
    ]
