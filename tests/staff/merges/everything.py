"""All that a merge could touch, as plain values, and a body or a person with one of everything."""

import datetime

from django.apps import apps
from django.db.models import QuerySet
from simple_history.models import HistoricalChanges

from jurisdictions.models import (
    Alias,
    FindableName,
    Identifier,
    IndexChange,
    JudgedPair,
    LoadedRow,
    Merge,
    ParentTie,
    PermanentAddress,
    PositionSpan,
    Report,
    Territory,
)  # fmt: skip
from jurisdictions.staff.corrections import correct
from tests.factories import a_body, a_statement, an_official

JOURNALS = (Merge, IndexChange, LoadedRow)
RENUMBERED = (PositionSpan, FindableName)  # derived anew


def everything():
    """{model: its rows as sorted tuples}, versions and what keeps account of merges left out."""
    found = {}
    for model in apps.get_app_config("jurisdictions").get_models(include_auto_created=True):
        if issubclass(model, HistoricalChanges) or model in JOURNALS:
            continue
        names = [field.attname for field in model._meta.concrete_fields]
        names = [name for name in names if not (model in RENUMBERED and name == "id")]
        if model._meta.auto_created:
            names.remove("id")
        found[model.__name__] = sorted(QuerySet(model).values_list(*names), key=str)
    return found


def a_full_body(name, **fields):
    """A body on which hangs one of everything."""
    body = a_body(name=name, website=f"https://{name.lower().replace(' ', '')}.example.org/", **fields)
    Alias.objects.create(jurisdiction=body, name=f"{name} alias")
    Identifier.objects.create(jurisdiction=body, scheme="ocd", value="ocd-division/country:us")
    Territory.objects.create(jurisdiction=body, geoid="3137000")
    above, below = a_body(), a_body(agency_type="police")
    ParentTie.objects.create(child=body, parent=above, relation="territorial")
    ParentTie.objects.create(child=below, parent=body, relation="administrative")
    person = an_official(body, name_variants=["Another Spelling"])
    said = a_statement(body, official=person, speaker_title="Mayor", stated_on=datetime.date(2025, 3, 1))
    said.applies_to.add(below)
    a_statement(above, stance="limits").applies_to.add(body)
    a_statement(body, status="draft")
    correct(body, {"website": "A"}, {"website": "B"}, why="Misprinted.", by=None)
    Report.objects.create(jurisdiction=body, statement=said, kind="error", text="It is wrong.", sender="x")
    JudgedPair.objects.create(kind="body", first=min(body.slug, above.slug), second=max(body.slug, above.slug))
    return body


def addresses_of(row):
    return set(PermanentAddress.objects.leading_to(row).values_list("slug", flat=True))
