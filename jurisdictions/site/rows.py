"""Each kind of row as a plain dict, for the API and for files: addresses in full, dates with their precision.

The functions that make a row read what is loaded and never query: the docstring of each says what it needs.
"""

from dataclasses import dataclass

from jurisdictions.models import Correction, Report
from jurisdictions.models import vocabulary as words
from jurisdictions.models.addresses import page_of
from jurisdictions.models.correction import newest_days, subject_of
from jurisdictions.models.kept import AnyOf, kept
from jurisdictions.models.statement import read_sources

POSITION_LABELS = dict(words.POSITION_CHOICES)


@dataclass(frozen=True)
class Links:
    """Full addresses on the site at `base`, as in "https://example.org"; joined: `reverse` costs more than a row."""

    base: str

    def both(self, name, slug):
        return {"url": f"{self.base}{page_of(name, slug)}", "api_url": self.api(name, slug)}

    def api(self, name, slug):
        return f"{self.base}{page_of(f'api-{name}', slug)}"


@kept
def corrections_of(bodies: AnyOf, statements: AnyOf):
    return Correction.objects.of_any(bodies=bodies, statements=statements).days()


@kept
def disputes_of_bodies(bodies: AnyOf):
    return Report.objects.disputing().filter(jurisdiction__in=bodies).newest_by("jurisdiction")


@kept
def disputes_of_statements(statements: AnyOf):
    return Report.objects.disputing().filter(statement__in=statements).newest_by("statement")


def marked_bodies(bodies):
    """Give each of these bodies `corrected_on` and `disputed_on`, each a day or None; two queries."""
    keys, said = [body.pk for body in bodies], [body.statement_id for body in bodies if body.statement_id]
    corrected, disputed = newest_days(corrections_of(keys, said)), dict(disputes_of_bodies(keys))
    for body in bodies:
        body.corrected_on = body_corrected_on(corrected, body.pk, body.statement_id)
        body.disputed_on = disputed.get(body.pk)
    return bodies


def marked_statements(statements):
    """A list of these statements, each with its sources, `corrected_on` and `disputed_on`; three queries."""
    statements = list(statements)
    keys = [statement.pk for statement in statements]
    read_sources(statements)
    corrected, disputed = newest_days(corrections_of([], keys)), dict(disputes_of_statements(keys))
    for statement in statements:
        statement.corrected_on = corrected.get(("statement", statement.pk))
        statement.disputed_on = disputed.get(statement.pk)
    return statements


def body_corrected_on(days, body, statement):
    """The newest of these `newest_days` that is of the body itself, or of the statement its position rests on."""
    told = days.get(("jurisdiction", body)), days.get(("statement", statement))
    return max(filter(None, told), default=None)


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
    """Of a body after `as_of`, `with_statements` and `marked_bodies`."""
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
    """Of a statement with its body and its official, after `marked_statements`."""
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
