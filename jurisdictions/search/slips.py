"""What somebody may have meant who began to type a name with a slip of the finger or two."""

from collections import defaultdict
from dataclasses import dataclass, field, replace
from threading import Lock

from django.db import connection
from rapidfuzz.distance import OSA

from jurisdictions.models import FindableName
from jurisdictions.search.index.changelog import data_version
from jurisdictions.search.spelling import most_slips

FIRST_WORDS = {
    "sqlite": "SELECT substr(text || ' ', 1, instr(text || ' ', ' ') - 1) AS word, max(weight) FROM {} GROUP BY word",
    "postgresql": "SELECT split_part(text, ' ', 1) AS word, max(weight) FROM {} GROUP BY word",
}


@dataclass
class Beginnings:
    """Every word that a findable name may be begun at, by its first letter, with the weight of the best known name."""

    version: tuple = ()
    by_letter: dict = field(default_factory=dict)
    lock: Lock = field(default_factory=Lock)

    def current(self):
        """Read anew when the data changed; it takes a moment, so only whoever mistyped waits for it."""
        version = data_version()
        with self.lock:
            if version != self.version or connection.in_atomic_block:
                self.by_letter = read_beginnings()
                self.version = version
            return self.by_letter


beginnings = Beginnings()


def read_beginnings():
    found = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(FIRST_WORDS[connection.vendor].format(FindableName._meta.db_table))
        for word, weight in cursor.fetchall():
            if word:
                found[word[0]].append((word, weight))
    return found


def slips_forgiven(asked):
    """The Question with each word that begins no name replaced by the nearest that does, or None."""
    known, words, is_other = beginnings.current(), [], False
    for spellings in asked.words:
        if any(word.startswith(spellings) for word, _weight in known.get(spellings[0][0], ())):
            words.append(spellings)
        elif near := nearest_beginning(spellings[0], known):
            words.append((near,))
            is_other = True
        else:
            return None
    whole = " ".join(spellings[0] for spellings in words)
    return replace(asked, whole=whole, name=whole, words=tuple(words)) if is_other else None


def nearest_beginning(typed, known):
    """The word with the fewest slips in its beginning, of several the one of the best known name.

    The first letter is taken to be right, or swapped with the second.
    """
    if not (most := most_slips(typed)):
        return None
    best = None
    for letter in {typed[0], typed[1]}:
        for word, weight in known.get(letter, ()):
            starts = (word[:length] for length in range(len(typed) - 1, len(typed) + 2))
            slips = min(OSA.distance(typed, start, score_cutoff=most) for start in starts)
            if slips <= most and (best is None or (slips, -weight) < best[:2]):
                best = slips, -weight, word
    return best and best[2]
