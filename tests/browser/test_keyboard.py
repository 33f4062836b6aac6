"""The keyboard alone is enough, and shows where it is."""

import pytest

from tests.browser.directory import PAGES

FOCUSED = """() => {
  const it = document.activeElement, style = getComputedStyle(it), box = it.getBoundingClientRect();
  const seen = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
  return {
    what: it.outerHTML.slice(0, 100), isBody: it === document.body,
    outlined: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    uncovered: it.contains(seen) || (seen?.contains(it) ?? false) || box.width * box.height === 0,
  };
}"""


def tab_stops(page, most=400):
    """Every stop of the Tab key from the top of the page to its end."""
    for _stop in range(most):
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUSED)
        if stop["isBody"]:
            return
        yield stop
    raise AssertionError("The Tab key never reached the end of the page.")


@pytest.mark.parametrize("name", ["home", "jurisdictions, filtered", "a jurisdiction", "places", "method", "a source"])
def test_each_stop_of_the_tab_key_is_outlined_and_in_sight(page, name):
    page.goto(PAGES[name])
    stops = list(tab_stops(page))
    assert len(stops) > 8
    assert [stop["what"] for stop in stops if not stop["outlined"]] == []
    assert [stop["what"] for stop in stops if not stop["uncovered"]] == []


@pytest.mark.parametrize("width", [360, 1280])
def test_each_stop_in_an_open_filter_is_outlined(opened, width):
    with opened(width=width) as page:
        page.goto("/jurisdictions/")
        page.locator("summary", has_text="State").press("Enter")
        stops = list(tab_stops(page))
        assert [stop["what"] for stop in stops if not stop["outlined"]] == []
        assert any("checkbox" in stop["what"] for stop in stops)


def test_the_skip_link_leads_past_the_navigation(page):
    page.goto("/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to content"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def tab_to(page, selector, most=60):
    for _stop in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"The Tab key does not reach {selector}")


def test_a_city_is_found_with_the_keyboard_alone(page):
    page.goto("/")
    tab_to(page, "main input[type=search]")
    page.keyboard.type("omaha")
    page.keyboard.press("Enter")
    page.wait_for_url("**/jurisdictions/?q=omaha*")
    tab_to(page, "main h2 a")
    page.keyboard.press("Enter")
    page.wait_for_url("**/jurisdictions/omaha**")
    assert "Omaha" in page.locator("h1").inner_text()


@pytest.mark.parametrize("opener", ["Enter", "Space"])
def test_a_filter_is_set_with_the_keyboard_alone(page, opener):
    page.goto("/jurisdictions/")
    tab_to(page, "details:has([name=stance]) > summary")
    page.keyboard.press(opener)
    tab_to(page, "[name=stance][value=limits]")
    page.keyboard.press("Space")
    tab_to(page, "details[open] button")
    page.keyboard.press("Enter")
    page.wait_for_url("**stance=limits*")
    assert page.locator("[data-total]").get_attribute("data-total") == "1"


def test_escape_closes_a_filter_and_returns_to_it(page):
    page.goto("/jurisdictions/")
    page.locator("summary", has_text="State").press("Enter")
    tab_to(page, "details[open] input[type=checkbox]")
    page.keyboard.press("Escape")
    assert page.locator("details[open]").count() == 0
    assert page.evaluate("document.activeElement.textContent").strip() == "State"
