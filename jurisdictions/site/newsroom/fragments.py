"""A link to the very words in a publisher's page (a text fragment: the browser scrolls to them and marks them)."""

import re
from urllib.parse import quote

LONGEST_WHOLE = 8  # words; of a longer run the first and last ones frame the passage
FRAME = 4
FEWEST = 3
# What a publisher may print otherwise than we do: changes in brackets, omissions, the shape of quotation marks.
UNSURE = re.compile(r"\[[^\]]*\]|\.\.\.|…|—|–|\S*[’‘'“”\"]\S*")


def fragment_url(url, words):
    """`url` with the surest words of a quote marked, or "" where they are too few or the document is no page."""
    runs = [run.split() for run in UNSURE.split(words)]
    surest = max(runs, key=len)
    if len(surest) < FEWEST or url.lower().split("?")[0].endswith(".pdf"):
        return ""
    if len(surest) <= LONGEST_WHOLE:
        text = encoded(surest)
    else:
        text = f"{encoded(surest[:FRAME])},{encoded(surest[-FRAME:])}"
    return f"{url}{'' if '#' in url else '#'}:~:text={text}"


def encoded(words):
    """A hyphen has a meaning of its own in a text fragment, as comma and ampersand have."""
    return quote(" ".join(words).strip(".,;:"), safe="").replace("-", "%2D")
