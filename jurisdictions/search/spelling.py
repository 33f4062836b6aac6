"""Near spellings of a word that occurs nowhere."""

from bisect import bisect_left

from rapidfuzz import process
from rapidfuzz.distance import OSA

from jurisdictions.models.folding import AFTER_ALL

LEAST_LETTERS = 3


def most_slips(typed):
    """How many are forgiven: one in a short word, none in one of fewer than three letters or with digits."""
    if len(typed) < LEAST_LETTERS or not typed.isalpha():
        return 0
    return 1 if len(typed) < 6 else 2


class Vocabulary:
    """All words of a list, ready to be compared."""

    def __init__(self, words):
        self.words = sorted(word for word in set(words) if word.isalpha())

    def near(self, typed):
        """[[words one slip away], [two slips away]]: a slip is a letter too many, missing, wrong, or two swapped.

        A word that the typed one begins is one slip away.
        """
        if not (most := most_slips(typed)):
            return [[], []]
        first, last = (bisect_left(self.words, end) for end in (typed, typed + AFTER_ALL))
        groups = [self.words[first:last], []]
        for word, slips, at in process.extract(typed, self.words, scorer=OSA.distance, score_cutoff=most, limit=None):
            if not first <= at < last:
                groups[slips - 1].append(word)
        return groups


def nearest(typed, vocabulary, count):
    """The near spelling that most rows have, by `count(word)`; of the nearest that any has; or None."""
    for group in vocabulary.near(typed):
        found = [(-number, word) for word in group if (number := count(word))]
        if found:
            return min(found)[1]
    return None
