"""The words a row can be found by: folded to lower case, without accents or punctuation."""

import re
import unicodedata

from jurisdictions.models import Statement
from jurisdictions.models.vocabulary import STATES

SAINT = re.compile(r"\bst\b")


def fold(text):
    """Lower case, accents and apostrophes dropped, other punctuation to spaces, "St." to "saint"."""
    plain = unicodedata.normalize("NFKD", text.replace("’", "").replace("'", ""))
    plain = "".join(c for c in plain if not unicodedata.combining(c)).lower()
    return SAINT.sub("saint", re.sub(r"[^a-z0-9]+", " ", plain)).strip()


def words_of(query):
    """At most 12 folded words of what somebody typed."""
    return fold(query.replace("\x00", " ")[:400]).split()[:12]


def refresh_search_text(bodies):
    """Rewrite the search text of these bodies and of their statements. Only published words are public."""
    bodies = list(bodies.prefetch_related("aliases", "officials"))
    statements = Statement.objects.filter(jurisdiction__in=[b.pk for b in bodies]).select_related("official")
    said = {}
    for statement in statements:
        said.setdefault(statement.jurisdiction_id, []).append(statement)
    for body in bodies:
        own = [body.name, body.city, body.county, body.state, STATES[body.state]]
        own += [alias.name for alias in body.aliases.all()]
        everything = list(own) + [official.name for official in body.officials.all()]
        for statement in said.get(body.pk, []):
            parts = [
                statement.quote,
                statement.summary,
                statement.official.name if statement.official else "",
            ]
            statement.search_text = f" {fold(' '.join(own + parts))} "
            if statement.status == "published":
                everything += parts
        body.search_text = f" {fold(' '.join(everything))} "
    type(bodies[0]).objects.bulk_update(bodies, ["search_text"], batch_size=300) if bodies else None
    Statement.objects.bulk_update([s for group in said.values() for s in group], ["search_text"], batch_size=300)
