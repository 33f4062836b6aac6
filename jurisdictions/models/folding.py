"""Text as it is searched: lower case, without accents or punctuation, and with the stems of its words."""

import re
import unicodedata

from tantivy import Filter, TextAnalyzerBuilder, Tokenizer

TEXT_FORMAT = 2  # one more whenever `searchable` writes the same words differently: stored texts are then rewritten
MOST_STEMS = 500_000  # kept in memory
OTHER = re.compile(r"[^a-z0-9]+")
ENGLISH = TextAnalyzerBuilder(Tokenizer.raw()).filter(Filter.stemmer("english")).build()
PLAIN = {code: " " for code in range(128) if not chr(code).isalnum()} | {ord("'"): None}
PLAIN |= {ord(letter.upper()): letter for letter in "abcdefghijklmnopqrstuvwxyz"}
AFTER_ALL = "~"  # sorts after every folded letter
BOUNDARY = "\x1f"  # ASCII's own word for the end of a field; text hardly ever holds it
FIELDS = PLAIN | {ord(BOUNDARY): "|"}


def fold(text):
    """Lower case, accents and apostrophes dropped, other punctuation to spaces, "St." to "saint"."""
    if text.isascii():
        words = text.translate(PLAIN).split()  # the same, several times faster
    else:
        plain = unicodedata.normalize("NFKD", text.replace("’", "").replace("'", ""))
        plain = "".join(c for c in plain if not unicodedata.combining(c)).lower()
        words = OTHER.sub(" ", plain).split()
    return " ".join("saint" if word == "st" else word for word in words) if "st" in words else " ".join(words)


class Stems(dict):
    """{folded word: what it shares with its other forms}: "policies" and "policy" are "polici"."""

    def __missing__(self, word):
        if len(self) >= MOST_STEMS:
            self.clear()
        self[word] = found = ENGLISH.analyze(word)[0]
        return found


STEMS = Stems()


def stem(word):
    return STEMS[word]


def padded(*parts):
    """Folded text with a space before and after each word, so that " word" finds the start of one."""
    return f" {fold(' '.join(filter(None, parts)))} "


def searchable(fields):
    """The text a row is found by, as one column: its words in order with `|` between fields, then the stem of every
    word as `=stem`.

    " =stem " finds a word in any form, " word" its start, " two words " a phrase, never across fields.
    """
    words, text = folded_words(list(filter(None, fields)))
    stems = dict.fromkeys(map(STEMS.__getitem__, words))
    stems.pop("|", None)
    return f" {text} ={' ='.join(stems)} " if stems else f" {text} "


def folded_words(fields):
    """All words of these texts with `|` between two texts, in a list and as one text.

    Plain texts are folded as one, in half the time.
    """
    text = f" {BOUNDARY} ".join(fields)
    if text.isascii() and text.count(BOUNDARY) < len(fields):
        words = text.translate(FIELDS).split()
        text = " ".join(words)
        if " st " not in f" {text} " and "| |" not in f"| {text} |":  # nothing but punctuation is no field
            return words, text
    text = " | ".join(filter(None, map(fold, fields)))
    return text.split(), text


def words_in(text):
    """The words, once each, of a text in the form of `searchable`."""
    words = set(text[: text.find(" =")].split())
    words.discard("|")
    return words
