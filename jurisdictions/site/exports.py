"""What a row of a file carries: `/jurisdictions.csv`, `/statements.csv` and the same as JSON."""

from django.utils.functional import cached_property

from jurisdictions.models import Correction, Report
from jurisdictions.models import vocabulary as words
from jurisdictions.models.correction import newest_days
from jurisdictions.search import query as ask
from jurisdictions.site.files import chunks
from jurisdictions.site.rows import body_corrected_on

STANCES = {value: str(label) for value, label in words.POSITION_CHOICES}


class Export:
    """A DirectoryQuery as rows: tuples of `columns` for CSV, dicts for JSON, both from `rows()` of the query."""

    columns = ()
    name = kind = ""

    def __init__(self, query, address):
        """`address` is the site's own, without a slash at its end."""
        self.query, self.address = query, address

    @cached_property
    def day(self):
        return self.query.day

    @cached_property
    def corrections(self):
        """All are asked for once a file: people make them, so there are few, and a chunk need not look for its own."""
        return newest_days(Correction.objects.days())

    @cached_property
    def disputes(self):
        """As few: a person has accepted each."""
        return dict(Report.objects.disputing().newest_by(self.kind))

    def tuples(self):
        for chunk in chunks.in_chunks(self.query, self.fields):
            yield from self.flat(chunk)

    def dicts(self):
        for chunk in chunks.in_chunks(self.query, self.fields):
            yield from self.nested(chunk)


class JurisdictionExport(Export):
    name, kind, query_class = "jurisdictions", "jurisdiction", ask.Jurisdictions
    own = ("id", "slug", "name", "agency_type", "city", "county", "state", "population", "latitude", "longitude",
           "website")  # fmt: skip
    position = ("stance", "since", "since_precision", "recorded_on")
    fields = (*own, *position, "statement_id")
    of_statement = ("date_precision", "form", "slug", "condition", "summary")
    schemes = tuple(words.Scheme.values)
    columns = (*own, *schemes, "stance", "stance_label", "since", "since_precision", "recorded_on",
               "recorded_precision", "form", "statement", "condition", "summary", "corrected_on", "disputed_on",
               "as_of", "url")  # fmt: skip

    def parts(self, chunk):
        """(own columns, identifiers, position, columns of its statement or None, (corrected, disputed)) of each row."""
        numbers = chunks.identifiers_of([row[0] for row in chunk])
        said = chunks.statements_of([row[-1] for row in chunk if row[-1]], self.of_statement)
        split = len(self.own)
        for row in chunk:
            identifiers = [numbers.get((row[0], scheme), "") for scheme in self.schemes]
            marks = body_corrected_on(self.corrections, row[0], row[-1]), self.disputes.get(row[0])
            yield row[:split], identifiers, row[split:-1], said.get(row[-1]), marks

    def flat(self, chunk):
        for own, identifiers, (stance, since, since_precision, recorded_on), said, marks in self.parts(chunk):
            precision, *rest = said or [""] * len(self.of_statement)
            yield (*own, *identifiers, stance, STANCES[stance], since, since_precision, recorded_on, precision,
                   *rest, *marks, self.day, f"{self.address}/jurisdictions/{own[1]}/")  # fmt: skip

    def nested(self, chunk):
        for own, identifiers, position, said, (corrected, disputed) in self.parts(chunk):
            row = dict(zip((*self.own, *self.schemes), (*own, *identifiers), strict=True))
            yield {**row, "position": self.told(position, said), "corrected_on": corrected, "disputed_on": disputed,
                   "url": f"{self.address}/jurisdictions/{own[1]}/"}  # fmt: skip

    def told(self, position, said):
        if said is None:
            return None
        stance, since, since_precision, recorded_on = position
        precision, form, slug, condition, summary = said
        return {
            "stance": stance, "label": STANCES[stance], "since": since, "since_precision": since_precision,
            "recorded_on": recorded_on, "recorded_precision": precision, "form": form, "statement": slug,
            "condition": condition, "summary": summary,
        }  # fmt: skip


class StatementExport(Export):
    name, kind, query_class = "statements", "statement", ask.Statements
    of_body = ("name", "agency_type", "city", "county", "state")
    own = ("speaker_title", "stated_on", "date_precision", "form", "stance")
    words = ("condition", "quote", "summary", "capacity", "public_note")
    fields = ("id", "slug", "jurisdiction__slug", *(f"jurisdiction__{name}" for name in of_body),
              "official__slug", "official__name", *own, "themes", *words)  # fmt: skip
    head = ("id", "slug", "jurisdiction", "jurisdiction_name", *of_body[1:], "official", "official_name", *own)
    columns = (*head, "stance_label", "themes", *words, "source_count", "sources", "source_publishers", "source_urls",
               "corrected_on", "disputed_on", "as_of", "url")  # fmt: skip
    source = ("slug", "publisher", "title", "url", "kind", "published_on", "date_precision")
    source_fields = (*(f"article__{name}" for name in source), "carried_as", "locator")

    def flat(self, chunk):
        sources = chunks.sources_of([row[0] for row in chunk], ["article__slug", "article__publisher", "article__url"])
        split, address, day = len(self.head), f"{self.address}/statements/", self.day
        for row in chunk:
            cited = sources[row[0]]
            slugs, publishers, urls = cited[0] if len(cited) == 1 else joined(cited)
            yield (*row[:split], STANCES[row[split - 1]], ";".join(chunks.listed(row[split])), *row[split + 1 :],
                   len(cited), slugs, publishers, urls, self.corrections.get(("statement", row[0])),
                   self.disputes.get(row[0]), day, f"{address}{row[1]}/")  # fmt: skip

    def nested(self, chunk):
        sources = chunks.sources_of([row[0] for row in chunk], self.source_fields)
        split, source = len(self.head), (*self.source, "carried_as", "locator")
        for row in chunk:
            yield {
                **dict(zip(self.head, row[:split], strict=True)), "stance_label": STANCES[row[split - 1]],
                "themes": chunks.listed(row[split]), **dict(zip(self.words, row[split + 1 :], strict=True)),
                "sources": [dict(zip(source, cited, strict=True)) for cited in sources[row[0]]],
                "corrected_on": self.corrections.get(("statement", row[0])), "disputed_on": self.disputes.get(row[0]),
                "url": f"{self.address}/statements/{row[1]}/",
            }  # fmt: skip


def joined(cited):
    """Slugs, publishers and addresses of several sources, each in one cell."""
    slugs, publishers, urls = zip(*cited, strict=True) if cited else ((), (), ())
    return ";".join(slugs), "; ".join(publishers), " ".join(urls)
