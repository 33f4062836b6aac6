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
    """A DirectoryQuery as a file: columns for CSV, a dict a row for JSON, a chunk of its rows at a time."""

    columns = ()
    name = kind = ""

    def __init__(self, query, address):
        """`address` is the site's own, without a slash at its end."""
        self.query, self.address = query, address

    @cached_property
    def day(self):
        return self.query.day

    def chunks(self, beside):
        """Chunks of rows with what the kept questions `beside` answer about them.

        All corrections and disputes are asked for before: people made or accepted each, so there are few.
        """
        self.corrections = newest_days(Correction.objects.days())
        self.disputes = dict(Report.objects.disputing().newest_by(self.kind))
        return chunks.in_chunks(self.query, self.fields, beside)

    def pieces(self):
        """Lists of `columns`, each a list of as many cells."""
        for chunk, beside in self.chunks(self.beside_flat()):
            yield self.flat(chunk, *beside)

    def dicts(self):
        for chunk, beside in self.chunks(self.beside_nested()):
            yield from self.nested(chunk, *beside)


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

    def beside_flat(self):
        return [chunks.identifiers_of, chunks.statements_behind(self.query, self.of_statement)]

    beside_nested = beside_flat

    def parts(self, chunk, identifiers, statements):
        """(own columns, identifiers, position, columns of its statement or None, (corrected, disputed)) of each row."""
        numbers = {(body, scheme): value for body, scheme, value in identifiers}
        said = {number: row for number, *row in statements}
        split = len(self.own)
        for row in chunk:
            identifiers = [numbers.get((row[0], scheme), "") for scheme in self.schemes]
            marks = body_corrected_on(self.corrections, row[0], row[-1]), self.disputes.get(row[0])
            yield row[:split], identifiers, row[split:-1], said.get(row[-1]), marks

    def flat(self, chunk, *beside):
        owns, identifiers, positions, said, marks = zip(*self.parts(chunk, *beside), strict=True)
        nothing = [""] * len(self.of_statement)
        own, position = columns_of(owns), columns_of(positions)
        precision, *rest = columns_of([one or nothing for one in said])
        return [*own, *columns_of(identifiers), position[0], [STANCES[stance] for stance in position[0]], *position[1:],
                precision, *rest, *columns_of(marks), [self.day] * len(chunk),
                [f"{self.address}/jurisdictions/{slug}/" for slug in own[1]]]  # fmt: skip

    def nested(self, chunk, *beside):
        for own, identifiers, position, said, (corrected, disputed) in self.parts(chunk, *beside):
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
    cited_flat = staticmethod(chunks.sources_with("article__slug", "article__publisher", "article__url"))
    cited_nested = staticmethod(chunks.sources_with(*(f"article__{name}" for name in source), "carried_as", "locator"))

    def beside_flat(self):
        return [self.cited_flat]

    def beside_nested(self):
        return [self.cited_nested]

    def flat(self, chunk, cited):
        own, split = columns_of(chunk), len(self.head)
        keys, slugs, stances = own[0], own[1], own[split - 1]
        sources = chunks.by_first(cited)
        theirs = [sources[key] for key in keys]
        _keys, *of_sources = columns_of([one[0] if len(one) == 1 else joined(one) for one in theirs])
        return [*own[:split], [STANCES[stance] for stance in stances], [chunks.joined_up(text) for text in own[split]],
                *own[split + 1 :], list(map(len, theirs)), *of_sources,
                [self.corrections.get(("statement", key)) for key in keys], [self.disputes.get(key) for key in keys],
                [self.day] * len(chunk), [f"{self.address}/statements/{slug}/" for slug in slugs]]  # fmt: skip

    def nested(self, chunk, cited):
        sources = chunks.by_first(cited)
        split, source = len(self.head), (*self.source, "carried_as", "locator")
        for row in chunk:
            yield {
                **dict(zip(self.head, row[:split], strict=True)), "stance_label": STANCES[row[split - 1]],
                "themes": chunks.listed(row[split]), **dict(zip(self.words, row[split + 1 :], strict=True)),
                "sources": [dict(zip(source, one[1:], strict=True)) for one in sources[row[0]]],
                "corrected_on": self.corrections.get(("statement", row[0])), "disputed_on": self.disputes.get(row[0]),
                "url": f"{self.address}/statements/{row[1]}/",
            }  # fmt: skip


def columns_of(rows):
    return list(zip(*rows, strict=True))


def joined(cited):
    """Of several sources, each in one cell: the statement's key, slugs, publishers and addresses."""
    keys, slugs, publishers, urls = zip(*cited, strict=True) if cited else ((None,), (), (), ())
    return keys[0], ";".join(slugs), "; ".join(publishers), " ".join(urls)
