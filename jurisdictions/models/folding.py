"""Text as it is searched: lower case, without accents or punctuation."""

import re
import unicodedata

SAINT = re.compile(r"\bst\b")


def fold(text):
    """Lower case, accents and apostrophes dropped, other punctuation to spaces, "St." to "saint"."""
    plain = unicodedata.normalize("NFKD", text.replace("’", "").replace("'", ""))
    plain = "".join(c for c in plain if not unicodedata.combining(c)).lower()
    return SAINT.sub("saint", re.sub(r"[^a-z0-9]+", " ", plain)).strip()


def padded(*parts):
    """Folded text with a space before and after each word, so that " word" finds the start of one."""
    return f" {fold(' '.join(filter(None, parts)))} "
