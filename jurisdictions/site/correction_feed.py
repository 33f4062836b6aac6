"""Our corrections as Atom: the newest fifty, each under an id that neither a rename nor a move of the site changes."""

import datetime
from uuid import NAMESPACE_URL, uuid5

from django.contrib.syndication.views import Feed
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.cache import get_conditional_response, set_response_etag
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from jurisdictions.models import Correction

SHOWN = 50


def permanent_id(name):
    return f"urn:uuid:{uuid5(NAMESPACE_URL, f'local-positions/corrections/{name}')}"


class CorrectionFeed(Feed):
    feed_type = Atom1Feed
    title = gettext_lazy("Local Positions: corrections")
    subtitle = gettext_lazy("What the directory had wrong: what it was, what it is, and why.")
    author_name = gettext_lazy("Local Positions")
    link = reverse_lazy("corrections")
    feed_guid = permanent_id("")

    def __call__(self, request, *args, **kwargs):
        """A reader that has seen just this is answered 304."""
        response = set_response_etag(super().__call__(request, *args, **kwargs))
        return get_conditional_response(request, etag=response["ETag"], response=response)

    def items(self):
        return Correction.objects.published().with_subjects().newest_first()[:SHOWN]

    def item_title(self, correction):
        return f"{correction.subject} – {correction.label}"

    def item_description(self, correction):
        return _("It was: %(was)s\nIt is: %(now)s\nWhy: %(why)s") % {
            "was": correction.was or "–", "now": correction.now or "–", "why": correction.why,
        }  # fmt: skip

    def item_guid(self, correction):
        return permanent_id(correction.slug)

    def item_pubdate(self, correction):
        return timezone.make_aware(datetime.datetime.combine(correction.corrected_on, datetime.time.min))

    item_updateddate = item_pubdate
