"""Which words of a text are those a question found."""

import re

from jurisdictions.models.folding import fold, stem
from jurisdictions.search.question import Phrase, Prefix, Word

TOKENS = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


class Highlighter:
    """Marks what the parts of a question found: `pieces(text)` are its pieces in order, each found or not."""

    def __init__(self, parts):
        self.parts, self.known = parts, {}
        self.phrases = [part.words for part in parts if isinstance(part, Phrase)]

    def pieces(self, text):
        """[(piece, was it found?)], which joined are the text."""
        tokens = [(match.start(), match.end(), fold(match.group())) for match in TOKENS.finditer(text)]
        found = {n for n, (_start, _end, word) in enumerate(tokens) if self.is_found(word)}
        for phrase in self.phrases:
            found |= places_of(phrase, [word for _start, _end, word in tokens])
        pieces, reached = [], 0
        for n in sorted(found):
            start, end, _word = tokens[n]
            pieces += [(text[reached:start], False), (text[start:end], True)]
            reached = end
        return [piece for piece in [*pieces, (text[reached:], False)] if piece[0]]

    def is_found(self, word):
        """As a word in any of its forms, or by its beginning."""
        if word not in self.known:
            self.known[word] = (
                any(
                    (isinstance(part, Word) and stem(part.word) == stem(word))
                    or (isinstance(part, Prefix) and word.startswith(part.start))
                    for part in self.parts
                )
                if word
                else False
            )
        return self.known[word]


def places_of(phrase, words):
    """Numbers of the words at which the phrase stands."""
    length = len(phrase)
    starts = [n for n in range(len(words) - length + 1) if tuple(words[n : n + length]) == phrase]
    return {start + n for start in starts for n in range(length)}
