"""The two lists as files: the same parameters as the pages, every row, sent while it is read."""

from django.http import StreamingHttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from jurisdictions.site.exports import JurisdictionExport, StatementExport
from jurisdictions.site.files.writing import csv_pieces, json_pieces
from jurisdictions.site.strictness import asked_strictly, refusing

LICENCE = "https://creativecommons.org/licenses/by/4.0/"
TYPES = {"csv": "text/csv; charset=utf-8", "json": "application/json"}


@require_safe
@refusing
def jurisdictions(request, kind):
    return sent(request, JurisdictionExport, kind)


@require_safe
@refusing
def statements(request, kind):
    return sent(request, StatementExport, kind)


def sent(request, export_class, kind):
    """The file, named after the day; nothing is read for HEAD."""
    query = asked_strictly(export_class.query_class, request.GET)
    export = export_class(query, request.build_absolute_uri("/").rstrip("/"))
    pieces = {"csv": as_csv, "json": as_json}[kind](export) if request.method == "GET" else ()
    response = StreamingHttpResponse(pieces, content_type=TYPES[kind])
    response["Content-Disposition"] = f'attachment; filename="{file_name(export)}.{kind}"'
    response["Link"] = f'<{LICENCE}>; rel="license"'
    response["X-Robots-Tag"] = "noindex"
    if export.day:
        response["X-As-Of"] = export.day.isoformat()
    return response


def file_name(export):
    asked = f"-as-of-{export.day:%Y-%m-%d}" if export.day else ""
    return f"{export.name}{asked}-{timezone.localdate():%Y-%m-%d}"


def as_csv(export):
    return csv_pieces(export.columns, export.pieces())


def as_json(export):
    head = {"directory": "Local Positions", "license": LICENCE, "made_on": timezone.localdate(), "as_of": export.day}
    return json_pieces(head, export.dicts())
