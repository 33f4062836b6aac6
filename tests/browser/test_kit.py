"""What is to be cited or linked is copied by mouse and keyboard, and said to be."""

import pytest

from tests.browser.directory import PAGES

CITED = ["a jurisdiction", "a statement", "a source"]
READ = "navigator.clipboard.readText()"


@pytest.fixture
def desk(opened):
    with opened(permissions=["clipboard-read", "clipboard-write"]) as page:
        yield page


@pytest.mark.parametrize("name", CITED)
def test_a_citation_is_copied_by_keyboard_alone_and_said_to_be(desk, name):
    desk.goto(PAGES[name])
    desk.locator("summary", has_text="Cite this page").focus()
    desk.keyboard.press("Enter")
    desk.keyboard.press("Tab")
    desk.keyboard.press("Enter")
    status = desk.locator("#cite-news").locator("..").get_by_role("status")
    status.filter(has_text="Copied").wait_for()
    assert desk.evaluate(READ) == desk.locator("#cite-news").inner_text().strip()


def test_what_cannot_be_copied_is_selected(page):
    page.goto(PAGES["a statement"])
    page.evaluate(
        "() => { document.execCommand = () => false; navigator.clipboard.writeText = () => Promise.reject(); }"
    )
    page.locator("summary", has_text="Link to this page").click()
    page.get_by_role("button", name="Copy Short address").click()
    page.get_by_role("status").filter(has_text="Not copied").wait_for()
    assert page.evaluate("String(getSelection())").strip() == page.locator("#link-short").inner_text()


def test_without_scripts_no_button_promises_to_copy(opened):
    with opened(java_script_enabled=False) as page:
        page.goto(PAGES["a statement"])
        page.locator("summary", has_text="Cite this page").click()
        assert page.locator("#cite-apa").is_visible()
        assert not any(button.is_visible() for button in page.locator("[data-copies]").all())
        with page.expect_download() as download:
            page.get_by_role("link", name="Download BibTeX").click()
        assert download.value.suggested_filename == "omaha-ne-2025.bib"


@pytest.mark.parametrize("name", CITED)
@pytest.mark.parametrize("width", [320, 360, 1280])
def test_the_open_kit_fits_the_window(opened, name, width):
    with opened(width=width) as page:
        page.goto(PAGES[name])
        for part in page.locator(".kit > details").all():
            part.locator("summary").first.click()
        assert page.evaluate("document.documentElement.scrollWidth") <= width
