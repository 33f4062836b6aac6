"""An entry as a small page for other sites to frame: no script, no cookie, nothing loaded. No other page may be."""

import hashlib
from base64 import b64encode
from dataclasses import dataclass
from math import ceil

from csp.decorators import csp
from django.conf import settings
from django.template.response import TemplateResponse
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.views.decorators.clickjacking import xframe_options_exempt

from jurisdictions.models import Statement
from jurisdictions.models.addresses import page_of
from jurisdictions.models.vocabulary import Status
from jurisdictions.site.newsroom.cards.content import ROOMS, card_of
from jurisdictions.site.newsroom.entries import find_entry
from jurisdictions.site.newsroom.redirects import follows_old_addresses
from jurisdictions.site.pages.details import day_asked

NARROWEST, WIDEST, USUAL = 280, 800, 600
LOWEST = 160
SMALL, BOLD, WORDS, HEADING = (7.5, 25), (9.5, 28), (9.7, 28), (11.5, 30)  # pixels a letter and a line take at most
STYLE = (settings.BASE_DIR / "templates/embeds/card.css").read_text(encoding="utf-8")
POLICY = {
    "default-src": ["'none'"],
    "style-src": [f"'sha256-{b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()}'"],
    "base-uri": ["'none'"],
    "form-action": ["'none'"],
    "frame-ancestors": ["*"],
}


@xframe_options_exempt
@csp(POLICY)
@follows_old_addresses()
def embed(request, room, slug):
    retracted = Statement.objects.filter(status=Status.RETRACTED, slug=slug).select_related("jurisdiction").first()
    if room == "statements" and retracted:
        url = request.build_absolute_uri(retracted.get_absolute_url())
        context = {"statement": retracted, "url": url, "canonical_url": url, "title": retracted.jurisdiction}
        return TemplateResponse(request, "embeds/card.html", context | {"style": mark_safe(STYLE)}, status=410)
    entry = find_entry(room, slug, day_asked(request)[0])
    frame = Frame(entry, request.build_absolute_uri)
    answer = TemplateResponse(request, "embeds/card.html", frame.context)
    answer["Cache-Control"] = "public, max-age=3600"
    return answer


@dataclass
class Frame:
    """An entry as other sites frame it; `absolute` makes a full address of a path."""

    entry: object
    absolute: callable

    def __post_init__(self):
        self.card = card_of(self.entry)
        asked = f"?as_of={self.entry.day.isoformat()}" if self.entry.is_dated else ""
        self.url = self.absolute(self.entry.row.get_absolute_url() + asked)
        path = page_of("embed", self.entry.row.slug, (ROOMS[self.entry.kind],))
        self.embed_url = self.absolute(path + asked)

    @property
    def title(self):
        return f"{self.card.name} ({self.card.kicker}): {self.card.label}"

    @property
    def context(self):
        statement = self.entry.statement
        return {
            "card": self.card, "title": self.title, "style": mark_safe(STYLE), "url": self.url,
            "canonical_url": self.absolute(self.entry.row.get_absolute_url()),
            "is_quote": bool(statement and statement.quote),
        }  # fmt: skip

    def height(self, width):
        """Pixels the card needs at this width, a little more rather than less: a frame cannot grow without a script."""
        room, card = width - 40, self.card
        foot = card.day + " " * 46  # the words of the link
        lines = [(card.kicker, SMALL), (card.name, HEADING), (card.label, HEADING), (card.recorded, BOLD),
                 (card.condition, BOLD), (card.words, WORDS), (card.by, SMALL), (foot, SMALL)]  # fmt: skip
        return 82 + sum(ceil(len(text) * letter / room) * line for text, (letter, line) in lines if text)

    def iframe(self, width, height):
        return format_html(
            '<iframe src="{}" title="{}" width="{}" height="{}" style="max-width:100%;border:0" loading="lazy">'
            "</iframe>",
            self.embed_url, self.title, width, height,
        )  # fmt: skip

    @property
    def phone_height(self):
        return self.height(300)

    @property
    def code(self):
        """For any column: as wide as there is room, as high as a phone needs."""
        return self.iframe("100%", self.phone_height)

    @property
    def blockquote(self):
        """For sites that strip frames."""
        card = self.card
        facts = ". ".join(filter(None, [card.label, card.recorded, card.condition]))
        by = format_html("<p>{}</p>", card.by) if card.by else ""
        return format_html(
            '<blockquote cite="{}"><p><strong>{}</strong> ({}): {}.</p><p>{}</p>{}'
            '<p>{} · <a href="{}">{}</a></p></blockquote>',
            self.url, card.name, card.kicker, facts, card.words, by, card.day, self.url, card.site,
        )  # fmt: skip
