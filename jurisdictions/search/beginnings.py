"""Which statements hold words that begin so: for the desk, where half a word is enough and drafts count too."""

from django.db.models import Q

from jurisdictions.models.vocabulary import Status
from jurisdictions.search.index.kinds import Statements
from jurisdictions.search.index.store import CannotAnswer, current
from jurisdictions.search.question import Prefix

MOST_KEYS = 10_000  # that are worth handing to the database; of more it soon meets enough by reading
NOT_INDEXED = [status for status in Status.values if status != Status.PUBLISHED]


def few_statements(words, statement=""):
    """[Q, Q] of the statements that can hold all these folded words, by way of `statement` ("statement__"): those the
    index knows, and those not published, of which the texts have to tell. None where they are many or it cannot say.
    """
    try:
        asked = Statements(current(), {"parts": [Prefix(word) for word in words]})
    except CannotAnswer:
        return None
    if asked.total() > MOST_KEYS:
        return None
    keys = asked.keys("newest", 0, MOST_KEYS)
    return [Q(**{f"{statement}pk__in": keys}), Q(**{f"{statement}status__in": NOT_INDEXED})]
