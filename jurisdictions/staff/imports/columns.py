"""The columns a table of statements may have, and the other names people give them."""

import re

COLUMNS = [
    "slug", "jurisdiction", "agency_type", "city", "county", "state", "official", "speaker_title", "capacity", "form",
    "stance", "themes", "stated_on", "date_precision", "date_note", "condition", "quote", "summary", "applies_to",
    "public_note", "editor_note", "confidence", "status", "retraction_reason", "article", "source_url", "source_title",
    "publisher", "source_author", "source_published_on", "source_kind", "carried_as", "locator", "note",
]  # fmt: skip
ALSO = {
    "body": "jurisdiction", "jurisdiction_name": "jurisdiction", "type": "agency_type", "speaker": "official",
    "speaker_name": "official", "title": "speaker_title", "date": "stated_on", "theme": "themes", "url": "source_url",
    "link": "source_url", "source": "source_url", "headline": "source_title", "source_publisher": "publisher",
    "author": "source_author", "published": "source_published_on", "published_on": "source_published_on",
    "source_date": "source_published_on", "kind": "source_kind", "paragraph": "locator",
}  # fmt: skip


def column_of(name):
    """The column that a heading means, or None."""
    plain = re.sub(r"[^a-z0-9]+", "_", str(name).strip().lower()).strip("_")
    plain = ALSO.get(plain, plain)
    return plain if plain in COLUMNS else None
