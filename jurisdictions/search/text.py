"""The words a row can be found by: folded to lower case, without accents or punctuation."""

import re
import unicodedata
from collections import defaultdict

from jurisdictions.models import Jurisdiction, Statement
from jurisdictions.models.vocabulary import STATES, Status

SAINT = re.compile(r"\bst\b")
TRAILING_CODE = re.compile(r"(?P<rest>.*\S)(?P<gap>\s*,\s*|\s+)(?P<code>[A-Za-z]{2})\.?\s*$", re.DOTALL)
ALSO_WORDS = {"AL", "DE", "HI", "ID", "IN", "LA", "MA", "ME", "OH", "OK", "OR", "PA", "CO", "MO", "AS", "PR"}
MOST_WORDS, MOST_CHARACTERS = 12, 400


def fold(text):
    """Lower case, accents and apostrophes dropped, other punctuation to spaces, "St." to "saint"."""
    plain = unicodedata.normalize("NFKD", text.replace("’", "").replace("'", ""))
    plain = "".join(c for c in plain if not unicodedata.combining(c)).lower()
    return SAINT.sub("saint", re.sub(r"[^a-z0-9]+", " ", plain)).strip()


def words_of(query):
    """At most 12 folded words of what somebody typed; a closing state code reads as the state's name.

    "Omaha, NE", "omaha ne" and "Omaha Nebraska" are the same question. A code that is also a word ("or", "in")
    counts as one only after a comma or in capitals.
    """
    query = query.replace("\x00", " ")[:MOST_CHARACTERS]
    found = TRAILING_CODE.match(query)
    if found and (state := STATES.get(found["code"].upper())):
        certain = "," in found["gap"] or found["code"].isupper()
        if certain or found["code"].upper() not in ALSO_WORDS:
            query = f"{found['rest']} {state}"
    return fold(query).split()[:MOST_WORDS]


def padded(*parts):
    """Folded text with a space before and after each word, so that " word" finds the start of one."""
    return f" {fold(' '.join(filter(None, parts)))} "


def refresh_search_text(bodies=None):
    """Rewrite what these bodies (primary keys; all when None) and their statements can be found by.

    A body is found by its published words only; a draft must not betray itself through search.
    """
    rows = Jurisdiction.objects.prefetch_related("aliases", "officials").order_by("pk")
    statements = Statement.objects.select_related("official").order_by("pk")
    if bodies is not None:
        rows, statements = rows.filter(pk__in=bodies), statements.filter(jurisdiction__in=bodies)
    said = defaultdict(list)
    for statement in statements:
        said[statement.jurisdiction_id].append(statement)
    rows = list(rows)
    for body in rows:
        write_texts(body, said[body.pk])
    Jurisdiction.objects.bulk_update(rows, ["name_text", "search_text"], batch_size=300)
    Statement.objects.bulk_update([s for own in said.values() for s in own], ["search_text"], batch_size=300)


def write_texts(body, statements):
    names = [body.name, *(alias.name for alias in body.aliases.all()), body.city, body.county]
    names += [body.state, STATES[body.state]]
    body.name_text = padded(*names)
    everything = list(names)
    silent = {s.official_id for s in statements if s.status == Status.DRAFT}
    heard = {s.official_id for s in statements if s.status != Status.DRAFT}
    for person in body.officials.all():
        if person.pk in heard or person.pk not in silent:
            everything += [person.name, person.title, *person.name_variants]
    for statement in statements:
        own = [statement.quote, statement.summary, statement.condition, statement.speaker_title]
        own.append(statement.official.name if statement.official else "")
        statement.search_text = padded(*names, *own)
        if statement.status == Status.PUBLISHED:
            everything += own
    body.search_text = padded(*everything)
