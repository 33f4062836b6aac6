"""Rows of a table of statements into the rows the loader knows: a statement, its citation, its source, its speaker.

Nothing is guessed: a body that is not certain, a date that could be two, a word nobody knows is a problem of that row.
A statement that is on record already is completed by what the table says of it; empty cells change nothing.
"""

import re
from functools import cache

from jurisdictions.curation.reader import Row
from jurisdictions.curation.rows import FIELDS, row_of
from jurisdictions.models import Citation, Jurisdiction, Official, SourceArticle, Statement
from jurisdictions.models import vocabulary as words
from jurisdictions.models.addresses import canonical_address
from jurisdictions.models.folding import fold
from jurisdictions.staff.slugs import first_free, proposed_slug

from .days import read_day
from .matching import Bodies, People, Sources

VOCABULARY = {"form": words.Form, "stance": words.Stance, "capacity": words.Capacity, "confidence": words.Confidence,
              "date_precision": words.Precision, "status": words.Status, "source_kind": words.SourceKind,
              "carried_as": words.Carriage}  # fmt: skip
PLAIN = ["speaker_title", "capacity", "form", "stance", "date_note", "condition", "quote", "summary", "public_note",
         "editor_note", "confidence", "status", "retraction_reason"]  # fmt: skip
OF_SOURCE = {"source_title": "title", "publisher": "publisher", "source_author": "author", "source_kind": "kind"}


class Table:
    """Converts entries one by one; `rows`, `problems` [(place, text)] and `matches` {place: Match} grow meanwhile."""

    def __init__(self, choices):
        self.choices = choices
        self.rows, self.problems, self.matches = [], [], {}
        self.bodies, self.people, self.sources = Bodies(), People(), Sources()
        self.statement_slugs = set(Statement.objects.values_list("slug", flat=True))
        self.taken = set(self.statement_slugs)
        self.known = {}  # {(body, day, precision, speaker, summary): slug}, of the record and of this table
        told = Statement.objects.values_list(
            "slug", "jurisdiction__slug", "stated_on", "date_precision", "official__slug", "summary"
        )
        for slug, body, day, precision, speaker, summary in told:
            self.known[body, day.isoformat(), precision, speaker, summary] = slug
        self.stored = None
        self.made = {}  # {slug: fields} of what this table has added already

    def take(self, place, fields):
        match = self.matches[place] = self.bodies.match(fields, self.choices.get(place))
        if match.body is None:
            self.problems.append((place, match.doubt))
            return
        try:
            values = understood(fields)
            speaker = self.speaker(place, values, match.body)
            slug = self.statement(place, values, match.body, speaker)
            self.citation(place, values, slug)
        except ValueError as error:
            self.problems.append((place, str(error)))

    def speaker(self, place, values, body):
        """Slug of the person who spoke, added to the record if new; None where the body speaks alone."""
        named = values.get("official")
        if not named:
            return None
        slug = self.people.match(named, body)
        if slug is None:
            if not values.get("speaker_title"):
                raise ValueError(f"speaker_title: missing. “{named}” is new here: give the title held then.")
            slug = first_free(proposed_slug(Official(name=named, jurisdiction=body)), self.people.slugs)
            self.people.slugs.add(slug)
            self.people.by_name[body.slug, fold(named)].add(slug)
            self.add(place, Official, slug=slug, name=named, title=values["speaker_title"], jurisdiction=[body.slug])
        return slug

    def statement(self, place, values, body, speaker):
        """Slug of the statement this row tells, new or on record."""
        day, precision = values.get("stated_on"), values.get("date_precision")
        key = (body.slug, day, precision, speaker, values.get("summary", ""))
        slug = values.get("slug") or self.known.get(key)
        fields = {name: values[name] for name in (*PLAIN, "themes", "stated_on", "date_precision") if name in values}
        fields |= {"jurisdiction": [body.slug]} | ({"official": [speaker]} if speaker else {})
        if "applies_to" in values:
            fields["applies_to"] = [[one] for one in values["applies_to"]]
        if slug in self.made:
            self.agree(slug, fields)
            return slug
        if slug in self.statement_slugs:
            fields = {**self.on_record(place, slug), **fields}
        elif not slug:
            slug = first_free(self.new_slug(body, day, precision, values), self.taken)
        self.known[key] = slug
        self.taken.add(slug)
        self.made[slug] = self.add(place, Statement, **{**fields, "slug": slug})
        return slug

    def agree(self, slug, fields):
        for name, value in fields.items():
            if value != self.made[slug].get(name, value):
                raise ValueError(f"{name}: another row says “{self.made[slug][name]}” of this same statement.")

    def new_slug(self, body, day, precision, values):
        statement = Statement(jurisdiction=body, summary=values.get("summary", ""), date_precision=precision or "day")
        statement.stated_on = statement._meta.get_field("stated_on").to_python(day)
        return proposed_slug(statement)

    def on_record(self, place, slug):
        """The fields of a statement as stored, with its citations as rows of their own: a table only adds to them."""
        if self.stored is None:
            rows = Statement.objects.select_related("jurisdiction", "official")
            self.stored = rows.prefetch_related("applies_to").with_sources().in_bulk(field_name="slug")
        statement = self.stored[slug]
        for citation in statement.citations.all():
            citation.statement = statement
            fields = row_of(citation)
            self.made[f"{slug} {fields['article'][0]}"] = self.add(place, Citation, **fields)
        return row_of(statement)

    def citation(self, place, values, statement):
        article = self.source(place, values)
        if article is None:
            return
        told = {name: values[name] for name in ("carried_as", "locator", "note") if name in values}
        if (earlier := self.made.get(f"{statement} {article}")) is not None:
            earlier.update(told)
            return
        fields = {"statement": [statement], "article": [article], **told}
        self.made[f"{statement} {article}"] = self.add(place, Citation, **fields)

    def source(self, place, values):
        """Slug of the source this row names, added if its address is new."""
        named, url = values.get("article"), values.get("source_url")
        if named or not url:
            return named
        told = {target: values[name] for name, target in OF_SOURCE.items() if name in values}
        if slug := self.sources.match(url):
            self.same_source(slug, told)
            return slug
        missing = [name for name in ("source_title", "publisher", "source_kind") if name not in values]
        if missing:
            raise ValueError(f"{', '.join(missing)}: missing, and this source is new here. Give them.")
        fields = {"url": url, **told}
        if "source_published_on" in values:
            fields |= {"published_on": values["source_published_on"], "date_precision": values["source_precision"]}
        fields["slug"] = first_free(self.slug_of_source(fields), self.sources.slugs)
        self.sources.slugs.add(fields["slug"])
        self.sources.by_address[canonical_address(url)[:1000]] = fields["slug"]
        self.made[fields["slug"]] = self.add(place, SourceArticle, **fields)
        return fields["slug"]

    def same_source(self, slug, told):
        for name, value in told.items() if slug in self.made else ():
            if self.made[slug].get(name, value) != value:
                raise ValueError(f"{name}: another row says “{self.made[slug][name]}” of this same source.")

    def slug_of_source(self, fields):
        source = SourceArticle(publisher=fields["publisher"], title=fields["title"])
        source.published_on = source._meta.get_field("published_on").to_python(fields.get("published_on"))
        source.date_precision = fields.get("date_precision", "")
        return proposed_slug(source)

    def add(self, place, model, **fields):
        row = Row(model, {name: fields[name] for name in FIELDS[model] if fields.get(name) not in ("", None)}, place)
        self.rows.append(row)
        return row.fields


def understood(fields):
    """The cells in the record's own words; ValueError for the first that has none."""
    values = dict(fields)
    for name, choices in VOCABULARY.items():
        if name in values:
            values[name] = word(name, values[name], choices)
    for name in ("themes", "applies_to"):
        if name in values:
            values[name] = [one for one in re.split(r"\s*[;|,\n]\s*", values[name]) if one]
    if "themes" in values:
        values["themes"] = [word("themes", theme, words.Theme) for theme in values["themes"]]
    for name, precision in (("stated_on", "date_precision"), ("source_published_on", "source_precision")):
        if name in values:
            try:
                values[name], found = read_day(values[name])
            except ValueError as error:
                raise ValueError(f"{name}: {error}") from None
            values.setdefault(precision, found)
    return values


def word(name, text, choices):
    """The stored value of a word or of the label people see."""
    value = spellings(choices).get(fold(text))
    if value is None:
        raise ValueError(f"{name}: “{text}” is none of {', '.join(choices.values)}.")
    return value


@cache
def spellings(choices):
    return {fold(spelling): value for value, label in choices.choices for spelling in (value, str(label))}


def bodies_named(rows):
    """Slugs of the bodies that these rows bear on."""
    found = set()
    for row in rows:
        named = (
            row.fields.get("slug") if row.model is Jurisdiction else row.slug_of("jurisdiction") or row.slug_of("child")
        )
        found |= {named} if named else set()
    return found
