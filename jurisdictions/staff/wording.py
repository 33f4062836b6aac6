"""What a field and its value are called where people compare versions."""

from collections import defaultdict

from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from jurisdictions.curation.rows import RELATED
from jurisdictions.models import Merge
from jurisdictions.models.dates import shown_date
from jurisdictions.models.vocabulary import Theme

EMPTY = "–"
DATED = ("stated_on", "published_on")


def label_of(model, name):
    return capfirst(model._meta.get_field(name).verbose_name)


def values_of(row, names):
    """{field: stored value} of a row; relations by primary key, several as a sorted list of them."""
    return {name: value_of(row, name) for name in names}


def value_of(row, name):
    field = row._meta.get_field(name)
    if not field.many_to_many:
        return getattr(row, field.attname)
    return sorted(getattr(row, name).values_list("pk", flat=True)) if row.pk else []


def is_same(one, other):
    """Both say the same: nothing is nothing, and a list has no order."""
    one, other = (sorted(value) if isinstance(value, list) else value for value in (one, other))
    return (one or None) == (other or None)


class Names:
    """Names of related rows, read once for many values: `shown` says a value in words."""

    def __init__(self, model, many_values):
        wanted = defaultdict(set)
        for values in many_values:
            for name, value in values.items():
                if related := model._meta.get_field(name).related_model:
                    wanted[related].update(value if isinstance(value, list) else [value])
        self.model = model
        self.known = {
            related: {row.pk: str(row) for row in related.objects.select_related(*RELATED.get(related, ())).filter(
                pk__in=keys - {None})}
            for related, keys in wanted.items()
        }  # fmt: skip
        for related, keys in wanted.items():
            gone = keys - {None} - self.known[related].keys()
            self.known[related] |= Merge.objects.of_rows(related, gone).labels() if gone else {}

    def shown(self, name, values):
        """What stands under `name` among these {field: value}, dates with the precision that stands beside them."""
        value = values.get(name)
        field = self.model._meta.get_field(name)
        if value in (None, "", []):
            return EMPTY
        if related := field.related_model:
            keys = value if isinstance(value, list) else [value]
            return "; ".join(self.known[related].get(key, _("a deleted row (%d)") % key) for key in keys)
        if isinstance(value, list):
            return ", ".join(str(dict(Theme.choices).get(one, one)) for one in value)
        if isinstance(field, models.DateField):
            own_precision = name in DATED and values.get("date_precision")
            return shown_date(value, own_precision or "day")
        return str(dict(field.flatchoices).get(value, value))


def differences(model, was, now):
    """[(label, was, is)] in words, of two {field: value}, only what differs, in the order of `now`."""
    names = Names(model, [was, now])
    return [
        (label_of(model, name), names.shown(name, was), names.shown(name, now))
        for name, value in now.items()
        if not is_same(was.get(name), value)
    ]
