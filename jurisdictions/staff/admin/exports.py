"""Any list of the desk as a CSV file: the selected rows, or all the list shows when all are selected."""

import csv

from django.contrib import admin
from django.contrib.admin.utils import display_for_field, display_for_value, lookup_field
from django.http import StreamingHttpResponse
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _

from jurisdictions.curation.rows import FIELDS, MANY, RELATED, row_of

AS_FORMULA = ("=", "+", "-", "@", "\t", "\r")
CHUNK = 1000


class Echo:
    """What csv writes, line by line."""

    def write(self, line):
        return line


@admin.action(description=_("Download the selected as CSV"), permissions=["view"])
def export_as_csv(desk, request, queryset):
    lines = csv.writer(Echo())
    table = record_table(queryset) if desk.model in FIELDS else shown_table(desk, request, queryset)
    name = f"{desk.opts.model_name}-{timezone.localdate():%Y-%m-%d}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    written = (lines.writerow([guarded(cell) for cell in row]) for row in table)
    return StreamingHttpResponse(written, content_type="text/csv; charset=utf-8", headers=headers)


def record_table(queryset):
    """The fields of the curated files, under their names: an import reads them again."""
    model = queryset.model
    yield FIELDS[model]
    rows = queryset.select_related(None).select_related(*RELATED.get(model, ()))
    many = [name for name in FIELDS[model] if name in MANY]
    for instance in rows.prefetch_related(*many).iterator(chunk_size=CHUNK):
        fields = row_of(instance)
        yield [as_cell(fields.get(name)) for name in FIELDS[model]]


def shown_table(desk, request, queryset):
    """The columns of the list and nothing more: other tables hold what no file should."""
    columns = [name for name in desk.get_list_display(request) if name != "action_checkbox"]
    yield [name if isinstance(name, str) else name.__name__ for name in columns]
    for instance in queryset.iterator(chunk_size=CHUNK):
        yield [shown(name, instance, desk) for name in columns]


def shown(name, instance, desk):
    field, _attribute, value = lookup_field(name, instance, desk)
    return strip_tags(str(display_for_field(value, field, "") if field else display_for_value(value, "")))


def as_cell(value):
    if isinstance(value, list):
        return "; ".join(one[0] if isinstance(one, list) else one for one in value)
    return "" if value is None else str(value)


def guarded(cell):
    """A cell a spreadsheet would run as a formula gets an apostrophe before it; an import takes it off again."""
    return f"'{cell}" if cell.startswith(AS_FORMULA) and not is_number(cell) else cell


def is_number(cell):
    return cell.lstrip("-").replace(".", "", 1).isdigit()
