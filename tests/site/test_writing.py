"""CSV is written a column at a time, and is what the csv module writes."""

import csv
import datetime
import io
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from jurisdictions.site.files.writing import DANGEROUS, csv_pieces, in_columns

TEXTS = st.text(alphabet=st.sampled_from(" ab,;\"'\r\n\t=+-@é\x1f"), max_size=5)
CELLS = TEXTS | st.none() | st.integers() | st.dates() | st.decimals(-180, 180, places=5) | st.booleans()


def as_the_csv_module_writes(rows):
    buffer = io.StringIO()
    csv.writer(buffer).writerows([[made_safe(cell) for cell in row] for row in rows])
    return buffer.getvalue()


def made_safe(cell):
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in DANGEROUS else cell


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(CELLS, TEXTS, CELLS), max_size=6))
def test_whatever_stands_in_the_cells(rows):
    names = ("one", "two, and", "three")
    assert "".join(csv_pieces(names, in_columns(rows))) == as_the_csv_module_writes([names, *rows])


def test_numbers_below_nothing_stay_numbers_and_texts_that_look_like_them_do_not_run():
    rows = [(Decimal("-95.94"), "-95.94"), (-1, "=1+1"), (datetime.date(2025, 1, 2), "fine")]
    lines = "".join(csv_pieces(("a", "b"), in_columns(rows))).split("\r\n")
    assert lines == ["a,b", "-95.94,'-95.94", "-1,'=1+1", "2025-01-02,fine", ""]


def test_more_rows_than_a_piece_holds_are_all_written_in_order():
    rows = [(n, str(n)) for n in range(1234)]
    pieces = list(csv_pieces(("n", "text"), in_columns(rows)))
    assert len(pieces) > 2
    assert "".join(pieces) == as_the_csv_module_writes([("n", "text"), *rows])
