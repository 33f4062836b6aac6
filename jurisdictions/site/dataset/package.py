"""The dataset as a Frictionless data package: a zip of one CSV file a table, datapackage.json and a README."""

import json
import zipfile

from jurisdictions.site.dataset.tables import tables, vocabulary
from jurisdictions.site.files.writing import csv_pieces, in_columns

LICENCE = {
    "name": "CC-BY-4.0",
    "title": "Creative Commons Attribution 4.0 International",
    "path": "https://creativecommons.org/licenses/by/4.0/",
}
DESCRIPTION = """\
Dated, sourced positions of U.S. cities, counties, police departments, sheriffs, school districts, prosecutors and
states on taking part in federal immigration enforcement. Published rows only. It records positions; it does not score
or rank."""
README = f"""\
Local Positions: the whole dataset

{DESCRIPTION}

datapackage.json describes every table and column. The files are CSV in UTF-8, and an empty cell means: not known, or
none. A date is the first day of the range that the precision beside it names: day, month or year. A text that begins
with = + - @, a tab or a carriage return has an apostrophe in front, so that no spreadsheet runs it as a formula; the
SQLite file of the same dataset has every text as it is.

Licence: Creative Commons Attribution 4.0 International (CC BY 4.0), https://creativecommons.org/licenses/by/4.0/
Name "Local Positions", link to the licence and to the page you used, and say what you changed. The articles and
documents remain their publishers': the dataset names them and says where they are. Quoted words are the speakers' own.
Population and points of places: GeoNames, CC BY 4.0, https://www.geonames.org/
"""
NO_DAY = (1980, 1, 1, 0, 0, 0)  # the same record gives the same bytes, whenever it is packed


def write_package(path):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, text in (("datapackage.json", descriptor()), ("README.txt", README)):
            archive.writestr(entry(name), text)
        for table in tables():
            columns = [field["name"] for field in table.fields]
            with archive.open(entry(f"{table.name}.csv"), "w") as file:
                for piece in csv_pieces(columns, in_columns(as_cells(table))):
                    file.write(piece.encode())


def entry(name):
    info = zipfile.ZipInfo(name, NO_DAY)
    info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
    return info


def as_cells(table):
    """Rows for CSV: lists as JSON."""
    lists = [at for at, field in enumerate(table.fields) if field["type"] == "array"]
    for row in table.rows():
        cells = list(row)
        for at in lists:
            cells[at] = json.dumps(cells[at], ensure_ascii=False)
        yield cells


def descriptor():
    """datapackage.json (Data Package v1, Tabular Data Resource)."""
    return json.dumps(
        {
            "profile": "tabular-data-package",
            "name": "local-positions",
            "title": "Local Positions",
            "description": DESCRIPTION.replace("\n", " "),
            "licenses": [LICENCE],
            "contributors": [{"title": "The Local Positions contributors", "role": "author"}],
            "sources": [{"title": "GeoNames (population and points of places), CC BY 4.0",
                         "path": "https://www.geonames.org/"}],
            "resources": [resource(table) for table in tables()],
        },
        ensure_ascii=False, indent=2,
    ) + "\n"  # fmt: skip


def resource(table):
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "title": table.title,
        "path": f"{table.name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "quoteChar": '"', "doubleQuote": True, "header": True},
        "schema": {
            "fields": [described(field, table.key) for field in table.fields],
            "primaryKey": table.key,
            "foreignKeys": [
                {"fields": [field["name"]],
                 "reference": {"resource": "" if field["to"] == table.name else field["to"], "fields": ["slug"]}}
                for field in table.fields if "to" in field
            ],
            "missingValues": [""],
        },
    }  # fmt: skip


def described(field, key):
    limits = {"required": True} if field.get("required") or field["name"] in key else {}
    limits |= {"unique": True} if key == [field["name"]] else {}
    limits |= {"enum": vocabulary(field["words"])} if "words" in field else {}
    return {name: field[name] for name in ("name", "type", "description")} | ({"constraints": limits} if limits else {})
