"""What somebody asks in words: `omaha police`, `"judicial warrant"`, `deten*`."""

import re
from dataclasses import dataclass

from django.db.models import Q

from jurisdictions.models.folding import fold, stem
from jurisdictions.search.text import MOST_WORDS, readable, spell_out_state

PIECES = re.compile(r'["“][^"“”]*["”]?|[^\s"“”]+')
LEAST_OF_PREFIX = 2


@dataclass(frozen=True)
class Word:
    """A word in any of its forms."""

    word: str

    def __str__(self):
        return self.word

    def found_in(self, column):
        return Q(**{f"{column}__contains": f" ={stem(self.word)} "})


@dataclass(frozen=True)
class Prefix:
    """Words that begin so."""

    start: str

    def __str__(self):
        return f"{self.start}*"

    def found_in(self, column):
        return Q(**{f"{column}__contains": f" {self.start}"})


@dataclass(frozen=True)
class Phrase:
    """Exactly these words, in this order, within one field."""

    words: tuple[str, ...]

    def __str__(self):
        return f'"{" ".join(self.words)}"'

    def found_in(self, column):
        return Q(**{f"{column}__contains": f" {' '.join(self.words)} "})


def parts_of(text):
    """At most 12 words of a question as Words, Prefixes and Phrases; all of them must be found.

    A state's code at the end reads as its name: "Omaha, NE" and "Omaha Nebraska" are one question.
    """
    parts, left = [], MOST_WORDS
    for piece in PIECES.findall(spell_out_state(readable(text))[0]):
        if left <= 0:
            break
        words = fold(piece).split()[:left]
        left -= len(words)
        parts += read_piece(piece, words)
    return list(dict.fromkeys(parts))


def read_piece(piece, words):
    if not words:
        return []
    if piece[0] in '"“':
        return [Phrase(tuple(words))]
    if piece.endswith("*") and len(words[-1]) >= LEAST_OF_PREFIX:
        return [*map(Word, words[:-1]), Prefix(words[-1])]
    return list(map(Word, words))
