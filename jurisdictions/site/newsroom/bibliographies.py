"""Citations as files for reference managers: BibTeX, RIS, CSL-JSON."""

import json

from jurisdictions.site.newsroom.references import NEWS, REPORT, WEB_PAGE

TEX = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
TEX = str.maketrans(TEX | {sign: f"\\{sign}" for sign in "{}$&#_%"})
IN_ADDRESS = str.maketrans({"{": "%7B", "}": "%7D", "\\": "%5C", " ": "%20"})  # what would end a BibTeX value early
RIS_TYPES = {WEB_PAGE: "ELEC", NEWS: "NEWS", REPORT: "RPRT"}
PARTS = {"year": 1, "month": 2, "day": 3, "": 3}  # how many parts of a date its precision leaves


def date_parts(day, precision="day"):
    return [day.year, day.month, day.day][: PARTS[precision]] if day else []


def one_line(text):
    return " ".join(text.split())


def as_csl(reference):
    """A list of one item of the Citation Style Language."""
    container = "" if reference.container == reference.author else reference.container
    item = {
        "id": reference.key, "type": reference.type, "title": reference.title,
        "container-title": container, "URL": reference.url, "note": reference.note,
        "abstract": reference.abstract, "language": "en-US",
        "author": [{"literal": reference.author}] if reference.author else [],
        "issued": csl_date(*reference.issued), "accessed": csl_date(reference.accessed),
    }  # fmt: skip
    return json.dumps([{name: value for name, value in item.items() if value}], ensure_ascii=False)


def csl_date(day, precision="day"):
    return {"date-parts": [date_parts(day, precision)]} if day else None


def as_bibtex(reference):
    parts = date_parts(*reference.issued)
    fields = {
        "title": f"{{{one_line(reference.title).translate(TEX)}}}",
        "author": f"{{{one_line(reference.author).translate(TEX)}}}" if reference.author else "",
        "journal" if reference.type == NEWS else "organization": one_line(reference.container).translate(TEX),
        "year": f"{parts[0]}" if parts else "",
        "month": f"{parts[1]}" if len(parts) > 1 else "",
        "day": f"{parts[2]}" if len(parts) > 2 else "",
        "url": reference.url.translate(IN_ADDRESS),
        "urldate": reference.accessed.isoformat(),
        "note": one_line(reference.note).translate(TEX),
    }
    lines = [f"  {name} = {{{value}}}" for name, value in fields.items() if value]
    kind = "article" if reference.type == NEWS else "misc"
    return f"@{kind}{{{reference.key},\n" + ",\n".join(lines) + "\n}\n"


def as_ris(reference):
    parts = date_parts(*reference.issued)
    padded = [f"{part:02}" for part in parts] + [""] * (3 - len(parts))
    rows = [
        ("TY", RIS_TYPES[reference.type]), ("ID", reference.key), ("TI", reference.title), ("AU", reference.author),
        ("T2" if reference.type == NEWS else "PB", reference.container), ("PY", padded[0]),
        ("DA", "/".join(padded) if parts else ""), ("Y2", reference.accessed.strftime("%Y/%m/%d")),
        ("UR", reference.url), ("AB", reference.abstract), ("N1", reference.note), ("LA", "en-US"),
    ]  # fmt: skip
    lines = [f"{tag}  - {one_line(value)}" for tag, value in rows if value]
    return "\r\n".join([*lines, "ER  - ", ""])


FILES = {  # {ending: (writer, media type, name for people)}
    "bib": (as_bibtex, "application/x-bibtex", "BibTeX"),
    "ris": (as_ris, "application/x-research-info-systems", "RIS"),
    "json": (as_csl, "application/vnd.citationstyles.csl+json", "CSL-JSON"),
}
