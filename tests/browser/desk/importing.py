"""A table of 500 rows, five of them wrong: all five are named, none of the 500 is loaded, until they are mended."""

import csv
import io

from playwright.sync_api import expect

ROWS = 500
ROW = {
    "jurisdiction": "City of Milton", "state": "FL", "form": "statement", "stance": "comments",
    "stated_on": "2024-03-01", "source_url": "https://paper.example/list", "source_title": "A long list",
    "publisher": "The Milton Paper", "source_kind": "news_report", "carried_as": "paraphrase",
}  # fmt: skip
MISTAKES = {  # {row of the table: what is wrong in it}
    3: {"stated_on": "1/2/2024"}, 101: {"stance": "sanctuary"}, 202: {"jurisdiction": "City of Atlantis"},
    303: {"state": "ZZ"}, 499: {"source_url": "not an address"},
}  # fmt: skip
PLACES = [f"row {n}" for n in MISTAKES]


def table(mistakes):
    """The rows as a file; the first row of data is the second of the file."""
    out = io.StringIO()
    writer = csv.DictWriter(out, [*ROW, "summary"])
    writer.writeheader()
    for n in range(2, ROWS + 2):
        writer.writerow({**ROW, "summary": f"The city said sentence {n}.", **mistakes.get(n, {})})
    return {"name": "milton.csv", "mimeType": "text/csv", "buffer": out.getvalue().encode()}


def upload(editor, mistakes):
    page = editor.open("/admin/import/")
    page.get_by_label("File").set_input_files(table(mistakes))
    editor.press("Read it and show me")
    expect(page.locator(".desk-counts")).to_be_visible()
    return page


def five_bad_rows_refuse_the_whole_file(editor):
    page = upload(editor, MISTAKES)
    expect(page.locator("#content")).to_contain_text("Nothing can be loaded while a row has a problem.")
    expect(page.get_by_role("button", name="Load all of it")).to_have_count(0)
    page.get_by_role("link", name="Problems: 5").click()
    expect(page.locator("tbody th[scope=row]")).to_have_text(PLACES)
    editor.list_of("statement", "?status__exact=draft")
    expect(page.locator("#result_list")).to_have_count(0)


def mended_it_is_loaded_whole(editor):
    page = upload(editor, {})
    expect(page.locator(".desk-counts")).to_contain_text(f"Added: {ROWS}")
    editor.press("Load all of it")
    editor.is_told("New statements are drafts.")
    editor.list_of("statement", "?status__exact=draft")
    expect(page.locator(".paginator")).to_contain_text(f"{ROWS} statements")


def readers_see_none_of_it(public):
    assert public.asks("/api/v1/statements/").json()["count"] == 3
