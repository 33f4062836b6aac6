from django.http import HttpResponse
from django.shortcuts import redirect

from jurisdictions.site.newsroom.cards.content import card_of, card_path
from jurisdictions.site.newsroom.cards.picture import png_of
from jurisdictions.site.newsroom.entries import find_entry
from jurisdictions.site.newsroom.redirects import follows_old_addresses
from jurisdictions.site.pages.details import day_asked

FOR_GOOD = "public, max-age=31536000, immutable"


@follows_old_addresses()
def card(request, room, slug, hash):
    """The picture whose words the address names; an older one leads to the present one, never to a wrong picture."""
    entry = find_entry(room, slug, day_asked(request)[0])
    present = card_of(entry)
    if hash != present.hash:
        return redirect(card_path(entry, present))
    answer = HttpResponse(png_of(present), content_type="image/png")
    answer["Cache-Control"] = FOR_GOOD
    return answer
