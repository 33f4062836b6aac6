"""Rows into text, piece by piece: CSV that no spreadsheet runs, and JSON."""

import csv
import datetime
import io
import json
import re
from decimal import Decimal
from itertools import islice

PIECE = 500  # rows a piece
DANGEROUS = frozenset("=+-@\t\r")  # a spreadsheet reads a cell that begins so as a formula
# Where a cell of CSV may begin so; also where such a sign stands after a comma or a quotation mark within a cell.
# Looking for the sign first, and only then back at what precedes it, takes a fifth of the time.
SUSPECT = re.compile(r'[=+\-@\t\r](?<![^,\n"].)')


def safe(cell):
    """A text that a spreadsheet would run gets an apostrophe in front; numbers and dates pass as they are."""
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in DANGEROUS else cell


def csv_pieces(columns, rows):
    """Pieces of a CSV file with a header line."""
    buffer, rows = io.StringIO(), iter(rows)
    write = csv.writer(buffer).writerows
    write([columns])
    yield taken_out(buffer)
    while piece := list(islice(rows, PIECE)):
        write(piece)
        text = taken_out(buffer)
        if SUSPECT.search(text):  # cell by cell takes ten times as long, and hardly any piece needs it
            write([safe(cell) for cell in row] for row in piece)
            text = taken_out(buffer)
        yield text


def taken_out(buffer):
    text = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return text


def json_pieces(head, rows):
    """One object: what `head` says, then `results`, then `count`, which a cut-off file has not."""
    yield text_of(head)[:-1] + ',"results":['
    rows, count = iter(rows), 0
    while piece := [text_of(row) for row in islice(rows, PIECE)]:
        yield ("," if count else "") + ",\n".join(piece)
        count += len(piece)
    yield f'],"count":{count}}}\n'


def text_of(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=plain)


def plain(value):
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, datetime.date):
        return value.isoformat()
    return str(value)
