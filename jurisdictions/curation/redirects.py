"""Retired addresses in the curated files, so that a directory loaded elsewhere leads on from them too."""

import datetime

from django.core.exceptions import ValidationError
from django.core.validators import slug_re

from jurisdictions import models as m
from jurisdictions.curation.reader import read_date
from jurisdictions.curation.rows import BATCH, batched, digest
from jurisdictions.models.address_history import lead_on, models_with_addresses
from jurisdictions.models.dates import date_problems
from jurisdictions.models.vocabulary import AddressKind, AddressReason

MODELS = dict(zip(AddressKind.values, models_with_addresses(), strict=True))
FIELDS = ("kind", "slug", "leads_to", "retired_on", "reason")
WORDS = {"kind": AddressKind.values, "reason": AddressReason.values}


def database_rows():
    """{key: (address, fields as the files spell them)} of all retired ones."""
    retired = m.PermanentAddress.objects.retired().with_rows()
    return {f"{one.kind} {one.slug}": (one, row_of(one)) for one in retired}


def row_of(address):
    return {
        "kind": address.kind, "slug": address.slug, "leads_to": [address.row.slug],
        "retired_on": address.retired_on.isoformat(), "reason": address.reason,
    }  # fmt: skip


def retired_slugs():
    """{model: {retired slug: primary key of the row it leads to}}"""
    retired = m.PermanentAddress.objects.retired()
    return {model: dict(retired.filter(kind=kind).values_list("slug", kind)) for kind, model in MODELS.items()}


def split(rows):
    """(rows of models, rows that say where an address leads)"""
    ours = [row for row in rows if row.model is m.PermanentAddress]
    return [row for row in rows if row.model is not m.PermanentAddress], ours


# Checking


def problems(redirects, rows, slugs):
    """(row, text) of everything wrong with these; `slugs` are all that rows may be named by, {model: set}."""
    present = {(row.model, row.fields.get("slug")) for row in rows if isinstance(row.fields.get("slug"), str)}
    seen = {}
    for row in redirects:
        found = list(shape_problems(row.fields))
        if not found:
            found = list(place_problems(row.fields, present, slugs))
            if row.key in seen:
                found.append(f"“{row.key}” stands already at {seen[row.key]}. Keep one of the two.")
            seen[row.key] = row.place
        yield from ((row, text) for text in found)


def shape_problems(fields):
    for name in fields.keys() - {*FIELDS}:
        yield f"unknown field “{name}”. Known: {', '.join(FIELDS)}."
    for name, known in WORDS.items():
        if fields.get(name) not in known:
            yield f"{name}: expected one of {', '.join(known)}."
    slug, target = fields.get("slug"), fields.get("leads_to")
    if not (isinstance(slug, str) and len(slug) <= 200 and slug_re.fullmatch(slug)):
        yield "slug: give the name in the address that was retired, in letters, digits and hyphens."
    if not (isinstance(target, list) and len(target) == 1 and isinstance(target[0], str)):
        yield "leads_to: write it as [the-slug]."
    yield from day_problems(fields.get("retired_on"))


def day_problems(value):
    try:
        day = read_date("retired_on", value)
    except ValidationError:
        day = None
    if type(day) is not datetime.date:
        return ["retired_on: write a date of the calendar as '2025-01-31'."]
    return [f"retired_on: {text}" for text in date_problems("retired_on", day).values()]


def place_problems(fields, present, slugs):
    model, slug, (target,) = MODELS[fields["kind"]], fields["slug"], fields["leads_to"]
    if (model, slug) in present:
        yield f"slug: “{slug}” is the present name of a row of the files. Leave one of the two out."
    if target == slug or target not in slugs[model]:
        yield f"leads_to: nothing else is named “{target}”. Name the row the address leads to now."


# Loading


def release(rows, memories):
    """Forget redirects that the files wrote, where the files have a row of that name again; how many."""
    named = {(row.model, row.fields.get("slug")) for row in rows}
    released = []
    for key, (address, fields) in database_rows().items():
        memory = memories.get((m.PermanentAddress._meta.model_name, key))
        if (MODELS[address.kind], address.slug) in named and memory and memory.digest == digest(fields):
            released.append((address, memory))
    m.PermanentAddress.objects.filter(pk__in=[address.pk for address, _memory in released]).delete()
    m.LoadedRow.objects.filter(pk__in=[memory.pk for _address, memory in released]).delete()
    return len(released)


def borne(rows):
    """Keys of those of these whose address a row here bears today: it stays its own."""
    found = set()
    for slugs in batched([row.fields["slug"] for row in rows], BATCH):
        present = m.PermanentAddress.objects.present().filter(slug__in=slugs)
        found |= {f"{kind} {slug}" for kind, slug in present.values_list("kind", "slug")}
    return found


def write(fields, known):
    key = known[MODELS[fields["kind"]]][fields["leads_to"][0]]
    day = read_date("retired_on", fields["retired_on"])
    lead_on(fields["kind"], fields["slug"], key, on=day, reason=fields["reason"])
