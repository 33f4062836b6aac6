"""Files as they really come: whatever wrote them, they are read right or it is said what is wrong, and where."""

import json

import pytest

from jurisdictions.staff.imports.texts import Unreadable, content_of

TABLE = "jurisdiction,summary,quote\nomaha-ne,A café said so.,“We will not.”\n"
READ = ("row 2", None, {"jurisdiction": "omaha-ne", "summary": "A café said so.", "quote": "“We will not.”"})


def entries(data, name="a.csv"):
    return content_of(name, data if isinstance(data, bytes) else data.encode()).entries


@pytest.mark.parametrize(
    "data",
    [
        TABLE.encode(),
        b"\xef\xbb\xbf" + TABLE.encode(),
        TABLE.encode("cp1252"),
        TABLE.encode("utf-16"),
        TABLE.replace(",", ";").encode(),
        TABLE.replace(",", "\t").encode(),
        TABLE.replace(",", "|").encode(),
        TABLE.replace("\n", "\r\n").encode(),
        TABLE.replace("\n", "\r").encode(),
        TABLE.replace("jurisdiction", "  Body ").encode(),
        TABLE.replace("café", "café").replace("\n", ",,\n").encode(),
    ],
)  # fmt: skip
def test_a_table_is_read_alike_whatever_wrote_it(data):
    assert entries(data) == [READ]


def test_curly_quotes_in_a_text_stay_as_they_are_since_quotes_are_verbatim():
    assert entries(TABLE.encode("cp1252"))[0][2]["quote"] == "“We will not.”"


def test_what_was_guessed_is_told():
    assert "Windows-1252" in content_of("a.csv", TABLE.encode("cp1252")).notes[0]
    assert "semicolons" in content_of("a.csv", TABLE.replace(",", ";").encode()).notes[0]


def test_blank_lines_are_passed_over_and_rows_keep_the_numbers_a_spreadsheet_shows():
    table = "\n\njurisdiction,summary\n\na,One\n,,\n\nb,Two\n"
    assert [(place, fields["summary"]) for place, _model, fields in entries(table)] == [
        ("row 5", "One"),
        ("row 8", "Two"),
    ]


def test_a_cell_with_line_breaks_and_separators_is_one_cell_and_one_row():
    table = 'jurisdiction,summary\na,"One, ""two""\nthree"\nb,Four\n'
    assert [fields["summary"] for _place, _model, fields in entries(table)] == ['One, "two"\nthree', "Four"]
    assert entries(table)[1][0] == "row 3"


def test_curly_quotation_marks_around_a_cell_are_told_by_row():
    content = content_of("a.csv", "jurisdiction,summary\na,Fine\nb,“One, two”\n".encode())
    ((place, text),) = content.problems
    assert place == "row 3" and "3 cells" in text and "curly" in text


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ('jurisdiction,summary\na,One\nb,"Two\nc,Three\n', "Row 3 cannot be read: a quotation mark opens"),
        ('jurisdiction,summary\na,"One" two\n', "Row 2 cannot be read"),
        ("jurisdiction,mood\na,b\n", "Unknown columns: mood"),
        ("jurisdiction,body\na,b\n", "stand twice: jurisdiction"),
        ("", "nothing in this file"),
        ("jurisdiction,summary\n\n", "nothing in this file"),
        (b"PK\x03\x04rest of it", "a workbook"),
        (b"jurisdiction\na\x00b\n", "zero bytes"),
        (b"jurisdiction,summary\na,\x81\x8d\xe9\n", "Line 2 holds a byte"),
    ],
)
def test_a_file_that_cannot_be_read_says_why_and_where(data, said):
    with pytest.raises(Unreadable, match=said):
        entries(data)


def test_fifty_thousand_rows_are_read():
    table = "jurisdiction,summary\n" + "".join(f"body-{n},Said {n}\n" for n in range(50_000))
    found = entries(table)
    assert len(found) == 50_000 and found[-1] == (
        "row 50001",
        None,
        {"jurisdiction": "body-49999", "summary": "Said 49999"},
    )


def test_an_unknown_kind_of_file_is_refused_by_its_name():
    with pytest.raises(Unreadable, match=r"\.csv"):
        entries("x", "a.docx")


def test_json_is_read_as_a_table_or_as_rows_of_the_record():
    table = [{"body": "omaha-ne", "themes": ["raids", "courts"], "quote": None}]
    assert entries(json.dumps(table), "a.json") == [
        ("entry 1", None, {"jurisdiction": "omaha-ne", "themes": "raids; courts"})
    ]
    rows = [{"model": "jurisdictions.official", "fields": {"slug": "a"}}]
    assert entries(json.dumps(rows), "a.json") == [("entry 1", "official", {"slug": "a"})]


@pytest.mark.parametrize("text", ["{", '{"a": 1}', "[" * 100_000])
def test_broken_json_is_refused(text):
    with pytest.raises(Unreadable):
        entries(text, "a.json")


def test_wrong_entries_of_json_are_told_one_by_one():
    content = content_of("a.json", json.dumps([7, {"mood": "x"}]).encode())
    assert [place for place, _text in content.problems] == ["entry 1", "entry 2"]


def test_the_format_of_the_curated_files_is_read_with_its_lines():
    text = (
        "- model: jurisdictions.official\n  fields: {slug: a, term_start_on: 2025-01-02}\n\n- model: x\n  fields: {}\n"
    )
    content = content_of("a.yaml", text.encode())
    assert [tuple(entry) for entry in content.entries] == [
        ("line:1", "official", {"slug": "a", "term_start_on": "2025-01-02"})
    ]
    assert content.problems[0][0] == "line:4"


@pytest.mark.parametrize(
    "text", ["a: [&x [1], *x]", "- !!python/object:os.system {}", "- {model: x, fields: {a: 2025-13-45}}"]
)
def test_yaml_that_runs_things_or_grows_is_refused(text):
    with pytest.raises(Unreadable):
        entries(text, "a.yaml")


def test_what_our_own_export_guarded_is_unguarded():
    assert entries("jurisdiction,summary\na,'=1+1\n")[0][2]["summary"] == "=1+1"
    assert entries("jurisdiction,summary\na,'tis so\n")[0][2]["summary"] == "'tis so"
