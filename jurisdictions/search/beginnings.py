"""Which rows hold words that begin so: for the desk, where half a word is enough and drafts count too."""

from django.db.models import Q
from tantivy import Order

from jurisdictions.models import Citation, Jurisdiction, Official, SourceArticle, Statement
from jurisdictions.models.vocabulary import Status
from jurisdictions.search.index.asking import Asked, any_of
from jurisdictions.search.index.kinds import Bodies, Officials, Sources, Statements
from jurisdictions.search.index.store import CannotAnswer, current
from jurisdictions.search.question import Prefix

MOST_KEYS = 10_000  # that are worth handing to the database; of more it soon meets enough by reading
NOT_INDEXED = [status for status in Status.values if status != Status.PUBLISHED]


class NamedBodies(Bodies):
    """Bodies by their names and places alone, whatever was said."""

    def in_words(self, part, *fields, **more):
        return super().in_words(part, "names", "name_stems")


class CarryingSources(Sources):
    """Sources by their own words and by those of the statements they carry; those readers do not see among them."""

    def parameters(self):
        return ((name, query) for name, query in super().parameters() if name != "scope")

    def in_words(self, part, *fields, **more):
        own = [Asked.in_words(self, part, words) for words in ("words", "unseen")]
        return any_of([*own, self.of_statements("source", (), parts=[part])])


ASKED = {Statement: Statements, Jurisdiction: NamedBodies, Official: Officials, SourceArticle: CarryingSources}


def few_rows(model, words, narrowed=None):
    """[Q, ...] of the rows of `model` that can hold all these folded words: those the index knows, and those it does
    not know whole, of which the texts have to tell. None where they are many or it cannot say.

    `narrowed`: {parameter of the lists: [values]} of which rows alone are wanted.
    """
    try:
        keys = keys_in_index(current(), model, words, narrowed or {})
    except CannotAnswer:
        return None
    return None if keys is None else [Q(pk__in=keys), *not_indexed(model)]


def keys_in_index(snapshot, model, words, narrowed):
    parts = [Prefix(word) for word in words]
    if model is SourceArticle:  # the rare ones of them are enough, and to collect what carries a common one takes long
        parts = [part for part in parts if Statements(snapshot, {"parts": [part]}).total() <= MOST_KEYS]
    if not parts:
        return None
    asked = ASKED[model](snapshot, {**narrowed, "parts": parts})
    if asked.total() > MOST_KEYS:
        return None
    keys, _total = asked.page_of(asked.query(), "own", Order.Asc, 0, MOST_KEYS)
    return keys


def not_indexed(model):
    """What readers do not see, or what bears on it; of bodies readers see all."""
    if model is Statement:
        return [Q(status__in=NOT_INDEXED)]
    unseen = Statement.objects.filter(status__in=NOT_INDEXED).order_by()
    if model is Official:
        return [Q(pk__in=list(unseen.exclude(official=None).values_list("official", flat=True).distinct()))]
    if model is SourceArticle:
        cited = Citation.objects.filter(statement__in=unseen).order_by()
        return [Q(pk__in=list(cited.values_list("article", flat=True).distinct()))]
    return []
