"""Each kind of row as a plain dict, for the API and for files: addresses in full, dates with their precision.

The functions read what is loaded and never query: the docstring of each says what it needs.
"""

from dataclasses import dataclass

from django.db.models import Prefetch, prefetch_related_objects

from jurisdictions.models import Citation, Correction, Report
from jurisdictions.models import vocabulary as words
from jurisdictions.models.addresses import page_of
from jurisdictions.models.correction import subject_of

POSITION_LABELS = dict(words.POSITION_CHOICES)


@dataclass(frozen=True)
class Links:
    """Full addresses on the site at `base`, as in "https://example.org"; joined: `reverse` costs more than a row."""

    base: str

    def both(self, name, slug):
        return {"url": f"{self.base}{page_of(name, slug)}", "api_url": self.api(name, slug)}

    def api(self, name, slug):
        return f"{self.base}{page_of(f'api-{name}', slug)}"


def with_citations(statements):
    """Give each statement its citations with their articles, without the model's costlier order, and its dispute."""
    statements = list(statements)
    cited = Citation.objects.select_related("article").order_by("pk")
    prefetch_related_objects(statements, Prefetch("citations", queryset=cited))
    return with_disputes(statements, "statement")


def with_disputes(rows, name="jurisdiction"):
    """Give each body, or each statement, `disputed_on`: the day of the newest accepted reply that disputes it."""
    days = Report.objects.disputing().filter(**{f"{name}__in": [row.pk for row in rows]}).newest_by(name)
    for row in rows:
        row.disputed_on = days.get(row.pk)
    return rows


def with_marks(statements):
    """`with_citations`, and with the day of the newest correction; another query for all."""
    statements = with_citations(statements)
    days = Correction.objects.of_any(statements=[statement.pk for statement in statements]).newest_days()
    for statement in statements:
        statement.corrected_on = days.get(("statement", statement.pk))
    return statements


def with_corrections(bodies):
    """Give each body the day of the newest correction of itself, or of what its position rests on; one query."""
    said = [body.statement_id for body in bodies if body.statement_id]
    days = Correction.objects.of_any(bodies=[body.pk for body in bodies], statements=said).newest_days()
    for body in bodies:
        told = days.get(("jurisdiction", body.pk)), days.get(("statement", body.statement_id))
        body.corrected_on = max(filter(None, told), default=None)
    return bodies


def iso(day):
    return day.isoformat() if day else None


def body_named(body, links):
    """A body where it is only mentioned: enough to tell it from all others of its name."""
    return {
        "slug": body.slug,
        "name": body.name,
        "agency_type": body.agency_type,
        "city": body.city,
        "county": body.county,
        "state": body.state,
        **links.both("jurisdiction", body.slug),
    }


def official_named(official, links):
    return {"slug": official.slug, "name": official.name, **links.both("official", official.slug)}


def position_row(body):
    """Of a body after `as_of` and `with_statements`; None without a position on record."""
    if not body.statement:
        return None
    return {
        "stance": body.stance,
        "label": str(POSITION_LABELS[body.stance]),
        "since": iso(body.since),
        "since_precision": body.since_precision,
        "recorded_on": iso(body.recorded_on),
        "recorded_precision": body.statement.date_precision,
        "form": body.statement.form,
        "statement": body.statement.slug,
    }


def jurisdiction_row(body, links):
    """Of a body after `as_of`, `with_statements`, `with_corrections` and `with_disputes`."""
    return {
        **body_named(body, links),
        "population": body.population,
        "latitude": None if body.latitude is None else float(body.latitude),
        "longitude": None if body.longitude is None else float(body.longitude),
        "website": body.website,
        "position": position_row(body),
        "corrected_on": iso(body.corrected_on),
        "disputed_on": iso(body.disputed_on),
    }


def statement_row(statement, links):
    """Of a statement with its body and its official, after `with_marks`."""
    official = statement.official
    return {
        "slug": statement.slug,
        **links.both("statement", statement.slug),
        "jurisdiction": body_named(statement.jurisdiction, links),
        "official": official_named(official, links) if official else None,
        "speaker_title": statement.speaker_title,
        "capacity": statement.capacity,
        "stated_on": iso(statement.stated_on),
        "date_precision": statement.date_precision,
        "date_note": statement.date_note,
        "form": statement.form,
        "is_act": statement.is_act,
        "stance": statement.stance,
        "themes": statement.themes,
        "condition": statement.condition,
        "quote": statement.quote,
        "summary": statement.summary,
        "public_note": statement.public_note,
        "disputed_on": iso(statement.disputed_on),
        "sources": [citation_row(citation, links) for citation in statement.citations.all()],
        "corrected_on": iso(statement.corrected_on),
    }


def citation_row(citation, links):
    """A source as one statement rests on it."""
    article = citation.article
    return {
        **source_named(article, links),
        "carried_as": citation.carried_as,
        "locator": citation.locator,
        "note": citation.note,
    }


def source_named(article, links):
    return {
        "slug": article.slug,
        **links.both("source", article.slug),
        "publisher": article.publisher,
        "title": article.title,
        "article_url": article.url,
        "published_on": iso(article.published_on),
        "date_precision": article.date_precision,
        "kind": article.kind,
    }


def source_row(article, links):
    """Of a source with `derived_from`; `url` is its page here, `article_url` the document itself."""
    return {
        **source_named(article, links),
        "author": article.author,
        "accessed_on": iso(article.accessed_on),
        "archived_url": article.archived_url,
        "archived_on": iso(article.archived_on),
        "derived_from": article.derived_from.slug if article.derived_from else None,
        "derived_from_note": article.derived_from_note,
        "reliability_note": article.reliability_note,
    }


def official_row(official, links):
    """Of an official with the body."""
    return {
        **official_named(official, links),
        "title": official.title,
        "jurisdiction": body_named(official.jurisdiction, links),
        "party": official.party,
        "term_start_on": iso(official.term_start_on),
        "term_end_on": iso(official.term_end_on),
        "name_variants": official.name_variants,
    }


def correction_row(correction, links):
    """Of a correction `with_subjects`: in the words readers saw. Who made it is not public."""
    kind = subject_of(correction.subject)
    return {
        "slug": correction.slug,
        "url": f"{links.base}{correction.get_absolute_url()}",
        "about": {"kind": kind, "slug": correction.subject.slug, **links.both(kind, correction.subject.slug)},
        "field": correction.field,
        "label": str(correction.label),
        "was": correction.was,
        "now": correction.now,
        "why": correction.why,
        "corrected_on": iso(correction.corrected_on),
    }
