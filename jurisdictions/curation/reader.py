"""Reads the curated files into rows; what is wrong with a row is for `problems` to say."""

import datetime
from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

import yaml
from django.core.exceptions import ValidationError

from jurisdictions import models as m
from jurisdictions.curation.rows import MANY, NAMES, RELATIONS, key_of

READ = {**NAMES, m.PermanentAddress._meta.model_name: m.PermanentAddress}
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass
class Row:
    model: type
    fields: dict
    place: str  # file:line

    @property
    def key(self):
        return key_of(self.model, self.fields)

    def slug_of(self, name):
        """The slug a relation names, or None."""
        value = self.fields.get(name)
        return value[0] if isinstance(value, list) and value else None


def read(folder, only=()):
    """(rows, problems) of every *.yaml file under `folder`; `only` limits to files of these stems."""
    rows, problems = [], []
    for path in sorted(folder.rglob("*.yaml")):
        if only and path.stem not in only and "sources" not in path.parts:
            continue
        found, wrong = read_text(path.read_bytes(), path.relative_to(folder).as_posix())
        rows += found
        problems += wrong
    return rows, problems


def read_text(text, name):
    """(rows, problems) of one file, given as text or as bytes; `name` stands before each line number."""
    rows, problems = [], []
    try:
        loader = LOADER(text.decode() if isinstance(text, bytes) else text)
        node = loader.get_single_node()
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        line = getattr(getattr(error, "problem_mark", None), "line", 0) + 1
        return [], [f"{name}:{line}: not readable YAML in UTF-8: {str(error).splitlines()[0]}. Mend the file."]
    if node is not None and not isinstance(node, yaml.SequenceNode):
        return [], [f"{name}:1: expected a list of rows, each starting with “- model:”. See fixtures/README.md."]
    for item in node.value if node is not None else []:
        place = f"{name}:{item.start_mark.line + 1}"
        entry = loader.construct_document(item) if isinstance(item, yaml.MappingNode) else None
        model = READ.get(str((entry or {}).get("model", "")).removeprefix("jurisdictions."))
        if model is None or not isinstance(entry.get("fields"), dict):
            problems.append(f"{place}: expected a row with a known `model` and `fields`. See fixtures/README.md.")
            continue
        rows.append(Row(model, entry["fields"], place))
    return rows, problems


def instance_of(row, known=None):
    """An unsaved instance of the row's plain fields; relations by primary key from `known` when given."""
    values = {}
    for name, value in row.fields.items():
        if name in MANY or name == "derived_from":
            continue
        if name in RELATIONS:
            if known is not None:
                values[f"{name}_id"] = known[RELATIONS[name]][value[0]]
            continue
        field = row.model._meta.get_field(name)
        if field.get_internal_type() == "DateField":
            value = read_date(name, value)
        # Django would spell 42.8618 with the eight digits the column allows, and refuse the added ones.
        values[name] = Decimal(str(value)) if isinstance(value, float) else value
    return row.model(**values)


def read_date(name, value):
    """A date of ISO text or of YAML's own; ValidationError on `name` for anything else."""
    try:
        return datetime.date.fromisoformat(value) if isinstance(value, str) else value
    except ValueError:
        raise ValidationError({name: "Not a date of the calendar; write YYYY-MM-DD."}) from None


def by_model(rows):
    grouped = defaultdict(list)
    for row in rows:
        grouped[row.model].append(row)
    return grouped
