"""What a merge does with each relation that leads to a body or a person. A test fails for one that stands not here."""

from django.apps import apps
from simple_history.models import HistoricalChanges

MOVES = "moves"  # to the kept row, all of it
REBUILT = "rebuilt"  # derived: it goes with the row and is derived anew
REDIRECTED = "redirected"  # by `redirect_to`
OF_HISTORY = "kept"  # versions stay as they were written

TREATED = {  # (model, its foreign key): a word from above, or the column that tells apart what hangs on one row
    ("official", "jurisdiction"): MOVES,
    ("statement", "jurisdiction"): MOVES,
    ("statement", "official"): MOVES,
    ("statement_applies_to", "jurisdiction"): "statement",
    ("alias", "jurisdiction"): "name",
    ("identifier", "jurisdiction"): "scheme",
    ("territory", "jurisdiction"): "geoid",
    ("parenttie", "child"): "parent",
    ("parenttie", "parent"): "child",
    ("correction", "jurisdiction"): MOVES,
    ("correction", "official"): MOVES,
    ("report", "jurisdiction"): MOVES,
    ("merge", "jurisdiction"): MOVES,
    ("merge", "official"): MOVES,
    ("permanentaddress", "jurisdiction"): REDIRECTED,
    ("permanentaddress", "official"): REDIRECTED,
    ("positionspan", "jurisdiction"): REBUILT,
    ("findablename", "body"): REBUILT,
    ("findablename", "person"): REBUILT,
}
# Facts of its own that the kept row takes over where it has none of the group.
FILLED = {
    "jurisdiction": [("population",), ("latitude", "longitude"), ("website",), ("exists_from", "exists_until")],
    "official": [("title",), ("party",), ("term_start_on", "term_end_on")],
}


def model_named(name):
    return apps.get_model("jurisdictions", name)


def relations_of(model):
    """[(model, foreign key, treatment)] of all that leads to rows of this model, links of many-to-many fields included.

    KeyError for a relation nobody has decided about.
    """
    leading = [field for field in model._meta.get_fields(include_hidden=True) if field.one_to_many]
    return [(one.related_model, one.field.name, treatment_of(one.related_model, one.field.name)) for one in leading]


def treatment_of(model, name):
    return OF_HISTORY if issubclass(model, HistoricalChanges) else TREATED[model._meta.model_name, name]
