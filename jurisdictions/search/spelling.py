"""Near spellings of a word that occurs nowhere."""

LEAST_LETTERS = 3
LETTERS = {letter: 1 << n for n, letter in enumerate("abcdefghijklmnopqrstuvwxyz")}


class Vocabulary:
    """All words of a list, ready to be compared."""

    def __init__(self, words):
        self.words = [(word, len(word), letters_of(word)) for word in sorted(set(words)) if word.isalpha()]

    def near(self, typed):
        """[[words one slip away], [two slips away]]: a slip is a letter too many, missing, wrong, or two swapped.

        Short words forgive one slip, words of fewer than three letters or with digits none; a word that the typed one
        begins is one slip away.
        """
        groups = [[], []]
        if len(typed) < LEAST_LETTERS or not typed.isalpha():
            return groups
        most, length, letters = 1 if len(typed) < 6 else 2, len(typed), letters_of(typed)
        for word, size, other in self.words:
            if word.startswith(typed):
                groups[0].append(word)
            elif abs(size - length) <= most and (letters ^ other).bit_count() <= 2 * most:
                slips = distance(typed, word, most)
                if slips <= most:
                    groups[slips - 1].append(word)
        return groups


def letters_of(word):
    """A bit for each letter that occurs: a slip changes at most two."""
    bits = 0
    for letter in word:
        bits |= LETTERS.get(letter, 0)
    return bits


def distance(one, other, most):
    """Slips between two words, or most + 1 when there are more."""
    before, row = [], list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        older, before, row = before, row, [i]
        for j, match in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != match))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == match:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return min(row[-1], most + 1)


def nearest(typed, vocabulary, count):
    """The near spelling that most rows have, by `count(word)`; of the nearest that any has; or None."""
    for group in vocabulary.near(typed):
        found = [(-number, word) for word in group if (number := count(word))]
        if found:
            return min(found)[1]
    return None
