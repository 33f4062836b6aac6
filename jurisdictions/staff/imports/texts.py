"""An uploaded file, as it really comes, into entries: (place, name of a model or None for a row of a table, fields).

A file that cannot be read says what is wrong and where: Unreadable, or a problem of the one row.
"""

import csv
import io
import json
import re
from dataclasses import dataclass, field

import yaml

from jurisdictions.curation.reader import LOADER, read_text

from .columns import COLUMNS, column_of

MOST_BYTES = 60_000_000
SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
OTHER_FILES = {
    b"PK\x03\x04": "a workbook: save it as CSV first",
    b"\xd0\xcf\x11\xe0": "an old workbook: save it as CSV first",
    b"%PDF": "a PDF",
}


class Unreadable(Exception):
    """The file as a whole cannot be read; the text says why and what to do."""


@dataclass
class Content:
    """`notes` tell how the file was understood, `problems` are (place, text)."""

    entries: list = field(default_factory=list)
    notes: list = field(default_factory=list)
    problems: list = field(default_factory=list)


def content_of(name, data):
    """Content of a file of this name."""
    if len(data) > MOST_BYTES:
        raise Unreadable(f"The file is larger than {MOST_BYTES // 1_000_000} MB. Split it.")
    for beginning, what in OTHER_FILES.items():
        if data.startswith(beginning):
            raise Unreadable(f"This is {what}.")
    text, note = decoded(data)
    kind = name.rpartition(".")[2].lower()
    read = {"json": from_json, "yaml": from_yaml, "yml": from_yaml, "csv": from_table, "tsv": from_table,
            "txt": from_table}.get(kind)  # fmt: skip
    if read is None:
        raise Unreadable("Its name ends in none of .csv, .tsv, .txt, .json, .yaml.")
    content = read(text)
    content.notes[:0] = [note] if note else []
    if not content.entries and not content.problems:
        raise Unreadable("There is nothing in this file.")
    return content


def decoded(data):
    """(text, note): UTF-8 with or without a mark, UTF-16 with one, else Windows-1252."""
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return whole(data, encoding), ""
    try:
        return whole(data, "utf-8"), ""
    except UnicodeDecodeError:
        return whole(
            data, "cp1252"
        ), "It is not UTF-8, so it was read as Windows-1252: look at the letters with accents."


def whole(data, encoding):
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        if encoding == "utf-8":
            raise
        line = data[: error.start].count(b"\n") + 1
        raise Unreadable(
            f"Line {line} holds a byte that is neither UTF-8 nor Windows-1252. Save the file as UTF-8."
        ) from None
    if "\x00" in text:
        raise Unreadable("It holds zero bytes: it is no text file.")
    return text


def from_yaml(text):
    try:
        if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(text, LOADER)):
            raise Unreadable("It uses & and * to repeat parts. Write them out.")
    except yaml.YAMLError:
        pass  # told below, with its line
    try:
        rows, problems = read_text(text, "line")
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise Unreadable(f"It is no YAML we can read: {str(error).splitlines()[0]}.") from None
    entries = [(row.place, row.model._meta.model_name, row.fields) for row in rows]
    return Content(json.loads(json.dumps(entries, default=str)), [], [tuple(one.split(": ", 1)) for one in problems])


def from_json(text):
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Unreadable(f"It is no JSON: {error}") from None
    if not isinstance(found, list):
        raise Unreadable("Expected a list of rows: [ {...}, {...} ].")
    content = Content()
    for number, entry in enumerate(found, 1):
        place = f"entry {number}"
        if isinstance(entry, dict) and {"model", "fields"} <= entry.keys() and isinstance(entry["fields"], dict):
            model = str(entry["model"]).removeprefix("jurisdictions.")
            content.entries.append((place, model, entry["fields"]))
        elif isinstance(entry, dict):
            flat(content, place, entry)
        else:
            content.problems.append((place, "expected an object in braces"))
    return content


def flat(content, place, entry):
    """A row of a table, as JSON spells it."""
    fields = {}
    for name, value in entry.items():
        column = column_of(name)
        if column is None:
            content.problems.append((place, f"unknown name “{name}”. Known: {', '.join(COLUMNS)}"))
        elif value is not None:
            fields[column] = "; ".join(map(str, value)) if isinstance(value, list) else str(value).strip()
    content.entries.append((place, None, fields))


def from_table(text):
    """A table whose first row names its columns; rows are numbered as a spreadsheet numbers them."""
    text = text.lstrip("\ufeff")
    separator = separator_of(text)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    content, columns, number = Content(), None, 0
    if separator != ",":
        content.notes.append(f"Its cells are separated by {SEPARATORS[separator]}.")
    try:
        for number, cells in enumerate(rows, 1):
            cells = [cell.replace("\xa0", " ").strip() for cell in cells]
            if not any(cells):
                continue
            if columns is None:
                columns = columns_of(cells)
            else:
                add(content, f"row {number}", columns, cells)
    except csv.Error as error:
        raise Unreadable(f"Row {number + 1} cannot be read: {plainly(error)}") from None
    return content


def add(content, place, columns, cells):
    while len(cells) > len(columns) and not cells[-1]:
        cells.pop()
    if len(cells) > len(columns):
        text = f"has {len(cells)} cells, the first row {len(columns)}. Put a cell that holds a separator into straight"
        curly = any("“" in cell or "”" in cell for cell in cells)
        text += " quotation marks" + ("; curly ones do not hold it together" if curly else "")
        content.problems.append((place, text))
        return
    fields = {name: unguarded(cell) for name, cell in zip(columns, cells, strict=False) if name and cell}
    content.entries.append((place, None, fields))


def columns_of(cells):
    columns = [column_of(cell) if cell else "" for cell in cells]
    unknown = [cell for cell, column in zip(cells, columns, strict=True) if column is None]
    if unknown:
        raise Unreadable(f"Unknown columns: {', '.join(unknown)}. Known: {', '.join(COLUMNS)}.")
    twice = {column for column in columns if column and columns.count(column) > 1}
    if twice:
        raise Unreadable(f"These columns stand twice: {', '.join(sorted(twice))}.")
    return columns


def separator_of(text):
    """What separates most cells of the first row that says anything."""
    first = next((line for line in text.splitlines() if line.strip(" \t;,|")), "")
    bare = re.sub(r'"[^"]*"', "", first)
    return max(SEPARATORS, key=bare.count)


def unguarded(cell):
    """Without the apostrophe that our own files put before what a spreadsheet would take for a formula."""
    return cell[1:] if re.match(r"'[=+\-@\t\r]", cell) else cell


def plainly(error):
    text = str(error)
    if "field larger" in text or "unexpected end" in text:
        return "a quotation mark opens in or before it and never closes."
    return f"{text}. A quotation mark inside a cell is written twice."
