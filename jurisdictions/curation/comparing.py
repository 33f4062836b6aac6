"""What loading rows would do to the record, row by row, before anything is written."""

from dataclasses import dataclass

from jurisdictions.curation.loader import file_row, judge
from jurisdictions.curation.reader import Row, by_model
from jurisdictions.curation.rows import FIELDS, Fields, named_rows


@dataclass
class Comparison:
    """`verdict`: "+" added, "~" changed, "=" same. `before` is the stored row, empty for a new one."""

    row: Row
    verdict: str
    before: Fields
    after: Fields

    @property
    def label(self):
        return self.row.model._meta.verbose_name

    @property
    def told(self):
        """What tells a reader which row this is, beyond its key."""
        return next((self.after[name] for name in ("summary", "title", "name") if name in self.after), "")

    @property
    def changes(self):
        """[(field, before, after)] of the fields that differ."""
        names = [name for name in FIELDS[self.row.model] if self.before.get(name) != self.after.get(name)]
        return [(name, self.before.get(name), self.after.get(name)) for name in names]


def compare(rows):
    """A Comparison for each of these checked rows, in their order; a few queries for 500 of them."""
    found = {}
    for model, listed in by_model(rows).items():
        stored = named_rows(model, listed)
        for row in listed:
            _instance, current = stored.get(row.key, (None, None))
            wanted = file_row(row)
            found[id(row)] = Comparison(row, judge(wanted, current, None, overwrite=True), current or {}, wanted)
    return [found[id(row)] for row in rows]
