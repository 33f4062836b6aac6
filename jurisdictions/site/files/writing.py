"""Rows into text, piece by piece: CSV that no spreadsheet runs, and JSON."""

import datetime
import json
import re
from decimal import Decimal
from itertools import chain, islice

PIECE = 500  # rows a piece
DANGEROUS = frozenset("=+-@\t\r")  # a spreadsheet reads a cell that begins so as a formula
SPECIAL = '",\r\n'  # a cell that holds one of them stands in quotation marks
NEEDS_QUOTES = re.compile(f"[{SPECIAL}]").search


def csv_pieces(names, pieces):
    """A CSV file with a header line, piece by piece; each of `pieces` is a list of its columns, at least two."""
    for columns in chain([[[name] for name in names]], pieces):
        lines = zip(*map(cells_of, columns), strict=True)
        yield "".join([f"{','.join(line)}\r\n" for line in lines])


def in_columns(rows):
    """Rows as pieces for `csv_pieces`."""
    rows = iter(rows)
    while piece := list(islice(rows, PIECE)):
        yield zip(*piece, strict=True)


def cells_of(column):
    """The cells of a column as the csv module writes them, but for those that a spreadsheet would run.

    Hardly any column of a piece needs more than a look at all its letters at once; each by itself takes five times as
    long.
    """
    texts = column
    if set(map(type, column)) != {str}:
        texts = ["" if cell is None else str(cell) for cell in column]
    if not DANGEROUS.isdisjoint([text[:1] for text in texts]):
        texts = [safe(cell, text) for cell, text in zip(column, texts, strict=True)]
    whole = "".join(texts)
    if any(sign in whole for sign in SPECIAL):
        texts = [quoted(text) if NEEDS_QUOTES(text) else text for text in texts]
    return texts


def safe(cell, text):
    """A text that a spreadsheet would run gets an apostrophe in front; numbers and dates pass as they are."""
    return f"'{text}" if isinstance(cell, str) and text[:1] in DANGEROUS else text


def quoted(text):
    return '"' + text.replace('"', '""') + '"'


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
