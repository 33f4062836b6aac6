"""Text as it is searched: lower case, without accents or punctuation, and with the stems of its words."""

import re
import unicodedata
from functools import lru_cache

from tantivy import Filter, TextAnalyzerBuilder, Tokenizer

TEXT_FORMAT = 2  # one more whenever `searchable` writes the same words differently: stored texts are then rewritten
SAINT = re.compile(r"\bst\b")
OTHER = re.compile(r"[^a-z0-9]+")
ENGLISH = TextAnalyzerBuilder(Tokenizer.raw()).filter(Filter.stemmer("english")).build()
PLAIN = {code: " " for code in range(128) if not chr(code).isalnum()} | {ord("'"): None}
PLAIN |= {ord(letter.upper()): letter for letter in "abcdefghijklmnopqrstuvwxyz"}


def fold(text):
    """Lower case, accents and apostrophes dropped, other punctuation to spaces, "St." to "saint"."""
    if text.isascii():
        plain = " ".join(text.translate(PLAIN).split())  # the same, several times faster
    else:
        plain = unicodedata.normalize("NFKD", text.replace("’", "").replace("'", ""))
        plain = "".join(c for c in plain if not unicodedata.combining(c)).lower()
        plain = OTHER.sub(" ", plain).strip()
    return SAINT.sub("saint", plain) if "st" in plain else plain


@lru_cache(maxsize=200_000)
def stem(word):
    """What a folded word shares with its other forms: "policies" and "policy" are "polici"."""
    return ENGLISH.analyze(word)[0]


def padded(*parts):
    """Folded text with a space before and after each word, so that " word" finds the start of one."""
    return f" {fold(' '.join(filter(None, parts)))} "


def searchable(fields, said_elsewhere=()):
    """The text a row is found by, as one column: its words in order with `|` between fields, then each word that is
    only `said_elsewhere` (other rows' texts in this form) as `+word`, then the stem of every word as `=stem`.

    " =stem " finds a word in any form, " word" and " +word" its start, " two words " a phrase, never across fields.
    """
    own = f" {' | '.join(filter(None, map(fold, fields)))} "
    words = set(own.split())
    words.discard("|")
    other = {word for text in said_elsewhere for word in text[: text.find(" =")].split()} - words
    other.discard("|")
    stems = {stem(word) for word in words | other}
    return f"{own}{''.join(f'+{word} ' for word in sorted(other))}{''.join(f'={found} ' for found in sorted(stems))}"
