"""Every page fits every window, the filters are in sight at once, and paper carries the content only."""

import pytest

from tests.browser.directory import PAGES

WIDTHS = [320, 360, 768, 1280, 1440]
PAGE_WIDTH = "document.documentElement.scrollWidth"


def too_wide(page):
    """{width of the window: width of the page} wherever one would have to scroll sideways."""
    found = {}
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 640})
        if page.evaluate(PAGE_WIDTH) > width:
            found[width] = page.evaluate(PAGE_WIDTH)
    return found


@pytest.mark.parametrize("address", PAGES.values(), ids=PAGES)
def test_no_page_scrolls_sideways(window, address):
    window.goto(address)
    assert too_wide(window) == {}


@pytest.mark.parametrize("address", ["/jurisdictions/", "/statements/", "/officials/", "/sources/", "/map/"])
def test_no_open_filter_makes_a_list_scroll_sideways(window, address):
    window.goto(address)
    for filter_ in window.locator("details.facet").all():
        filter_.locator("summary").click()
        assert too_wide(window) == {}


@pytest.mark.parametrize("choice", ["state", "city", "agency_type", "stance", "q"])
def test_a_phone_shows_each_filter_on_its_first_screen(opened, choice):
    with opened(width=360, height=640) as page:
        page.goto("/jurisdictions/")
        field = page.locator(f"main [name={choice}]").first
        shown = field if field.is_visible() else page.locator(f"details:has([name={choice}]) summary")
        box = shown.bounding_box()
        assert box["y"] + box["height"] <= 640


def test_a_filter_opened_on_a_phone_shows_its_choices_there(opened):
    with opened(width=360, height=640) as page:
        page.goto("/jurisdictions/")
        for facet in page.locator("details.facet").all():
            facet.locator("summary").click()
            first, last = facet.locator("input").first.bounding_box(), facet.locator("button").bounding_box()
            assert first["x"] >= 0 and last["x"] + last["width"] <= 360


@pytest.mark.parametrize("address", ["/jurisdictions/?state=NE", "/statements/", PAGES["a jurisdiction"], "/"])
def test_paper_carries_the_content_without_navigation_and_filters(window, address):
    window.goto(address)
    assert window.get_by_role("navigation").first.is_visible()
    window.emulate_media(media="print")
    try:
        for role in ("navigation", "search", "button"):
            assert not any(part.is_visible() for part in window.get_by_role(role).all()), role
        assert not window.locator(".chips").is_visible()
        assert window.locator("h1").is_visible()
    finally:
        window.emulate_media(media="screen")
