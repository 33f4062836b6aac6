"""The parts of the kit below a page: what to cite, link and embed."""

from django.utils import timezone

from jurisdictions.models.address_history import short_code
from jurisdictions.models.addresses import page_of
from jurisdictions.site.newsroom.bibliographies import FILES
from jurisdictions.site.newsroom.cards.content import card_path
from jurisdictions.site.newsroom.cards.layout import HEIGHT, WIDTH
from jurisdictions.site.newsroom.embeds import Frame
from jurisdictions.site.newsroom.entries import Entry
from jurisdictions.site.newsroom.oembed import discovery
from jurisdictions.site.newsroom.redirects import LETTERS, ROOMS
from jurisdictions.site.newsroom.references import reference_to
from jurisdictions.site.newsroom.styles import as_apa, as_chicago, as_sentence

ROOM_OF = {kind: room for room, kind in ROOMS.items()}


def entry_of_page(context):
    """The Entry that a detail page shows, from what its view put into the context; None on other pages."""
    match = getattr(context.get("request"), "resolver_match", None)
    kind = match.url_name if match else None
    row = context.get(kind) if kind in ROOM_OF else None
    if row is None or getattr(row, "status", "published") != "published":
        return None
    position = {"position": context["position"], "rivals": context["rivals"]} if kind == "jurisdiction" else {}
    asked = context.get("as_of")
    at_hand = {name: context.get(name) for name in ("corrections", "replies")}
    return Entry(kind, row, asked or timezone.localdate(), bool(asked), **position, **at_hand)


def shared(kit, request, canonical):
    """What a network shows of a shared page: its address, and the picture of a body or statement."""
    if not kit:
        return {"url": canonical or request.build_absolute_uri(request.path)} if request else {}
    entry, frame = kit["entry"], kit["frame"]
    asked = f"?as_of={entry.day.isoformat()}" if entry.is_dated else ""
    found = {"url": request.build_absolute_uri(entry.row.get_absolute_url() + asked)}
    if frame:
        card = frame.card
        found |= {"image": request.build_absolute_uri(card_path(entry, card)), "text": card.text,
                  "width": WIDTH, "height": HEIGHT,
                  "oembed": discovery(found["url"], request.build_absolute_uri)}  # fmt: skip
    return found


def kit_of(entry, absolute):
    """What the template shows of an Entry."""
    reference = reference_to(entry, absolute)
    code = short_code(entry.kind, entry.row.slug)
    asked = entry.path.partition("?")[2]
    texts = [("news", as_sentence(entry, reference)), ("apa", as_apa(reference)), ("chicago", as_chicago(reference))]
    return {
        "entry": entry, "reference": reference, "texts": dict(texts),
        "frame": Frame(entry, absolute) if entry.kind != "source" else None,
        "files": [
            {"ending": ending, "name": name, "media_type": media_type, "text": write(reference),
             "url": page_of("citation", entry.row.slug, (ROOM_OF[entry.kind],), (ending,)) + (asked and f"?{asked}")}
            for ending, (write, media_type, name) in FILES.items()
        ],
        "short_url": absolute(page_of("short", code, (LETTERS[entry.kind],))),
        "dated_url": absolute(f"{entry.row.get_absolute_url()}?as_of={entry.day.isoformat()}"),
        "anchor_url": entry.kind == "statement" and absolute(f"{entry.body.get_absolute_url()}#{entry.row.slug}"),
    }  # fmt: skip
