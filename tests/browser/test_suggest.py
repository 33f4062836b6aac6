"""A search field completes what is typed: with the keyboard, for screen readers, and not at all without scripts."""

import pytest
from axe_playwright_python.sync_playwright import Axe

AXE = Axe()
FIELDS = {"home": ("/", "main"), "header": ("/about/", "header"), "list": ("/statements/", "main"),
          "nothing here": ("/nothing/", "main")}  # fmt: skip


def field_on(page, name="home"):
    address, where = FIELDS[name]
    page.goto(address)
    return page.locator(f"{where} input[name=q]")


def typed(page, text, name="home"):
    """The field of that page, with suggestions for what was typed."""
    field = field_on(page, name)
    field.fill(text)  # at once, so that one answer comes and none replaces it later
    page.locator("[role=option]").first.wait_for()
    return field


def marked(page):
    """The option that a screen reader reads, or None; what is seen and what is told are the same."""
    field = page.locator("input[aria-expanded=true]")
    told = field.get_attribute("aria-activedescendant") if field.count() else None
    seen = page.locator("[role=option][aria-selected=true]")
    assert seen.count() == (1 if told else 0)
    if not told:
        return None
    assert seen.get_attribute("id") == told and seen.is_visible()
    return seen.inner_text().replace("\n", " ")


@pytest.mark.parametrize("name", FIELDS)
def test_every_search_field_is_a_combobox_that_says_what_it_controls(page, name):
    field = typed(page, "omaha", name)
    shown = page.locator(f"#{field.get_attribute('aria-controls')}")
    assert shown.get_attribute("role") == "listbox" and shown.get_attribute("aria-label") == "Suggestions"
    for attribute, value in {"role": "combobox", "aria-expanded": "true", "aria-autocomplete": "list"}.items():
        assert field.get_attribute(attribute) == value
    assert "City of Omaha" in shown.inner_text() and "City government, NE" in shown.inner_text()
    box, under = field.bounding_box(), shown.bounding_box()
    assert abs(box["x"] - under["x"]) < 2 and 0 <= under["y"] - box["y"] - box["height"] < 12


def test_on_the_page_of_comparisons_only_bodies_are_offered_and_the_chosen_one_stands_beside_the_others(page):
    page.goto("/compare/?j=douglas-sheriff-ne")
    page.locator("#add").fill("omaha")
    page.locator("[role=option]").first.wait_for()
    offered = [text.split("\n")[0] for text in page.locator("[role=option]").all_inner_texts()]
    assert offered and "Omaha" not in offered
    page.locator("[role=option]", has_text="City of Omaha").click()
    page.wait_for_url("**/compare/?j=douglas-sheriff-ne&j=omaha-ne")
    assert page.locator("thead th").count() == 2


def test_arrows_home_and_end_walk_through_the_list_and_back_to_the_text(page):
    field = typed(page, "omaha")
    options = [text.replace("\n", " ") for text in page.locator("[role=option]").all_inner_texts()]
    assert len(options) >= 2 and marked(page) is None
    walk = [("ArrowDown", 0), ("ArrowDown", 1), ("ArrowUp", 0), ("ArrowUp", None), ("ArrowUp", -1), ("Home", 0),
            ("End", -1), ("ArrowDown", None)]  # fmt: skip
    for key, n in walk:
        page.keyboard.press(key)
        assert marked(page) == (None if n is None else options[n]), key
    assert field.input_value() == "omaha" and page.evaluate("document.activeElement.name") == "q"


def test_enter_opens_the_marked_suggestion(page):
    typed(page, "omaha pol")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/jurisdictions/omaha-police-ne/")


def test_enter_without_a_mark_searches_for_what_was_typed(page):
    typed(page, "omaha")
    page.keyboard.press("Enter")
    page.wait_for_url("**/jurisdictions/?q=omaha*")


def test_escape_closes_the_list_and_an_arrow_opens_it_again(page):
    field = typed(page, "omaha")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    assert field.get_attribute("aria-expanded") == "false" and field.get_attribute("aria-activedescendant") is None
    assert page.locator("[role=option]").count() == 0 and field.input_value() == "omaha"
    page.keyboard.press("ArrowDown")
    page.locator("[role=option]").first.wait_for()


def test_leaving_the_field_closes_the_list(page):
    typed(page, "omaha")
    page.keyboard.press("Tab")
    assert page.locator("[role=option]").count() == 0


def test_a_click_opens_a_suggestion(page):
    typed(page, "omaha pol")
    page.locator("[role=option]").first.click()
    page.wait_for_url("**/jurisdictions/omaha-police-ne/")


def test_a_screen_reader_hears_how_many_there_are(page):
    typed(page, "omaha pol")
    count = page.locator("body > [role=status]")
    assert count.inner_text() == "1 suggestion"
    page.keyboard.type("zzz")
    count.get_by_text("No suggestions").wait_for(state="attached")
    assert page.locator("input[name=q]").get_attribute("aria-expanded") == "false"


def test_a_late_answer_never_replaces_a_newer_one(page):
    field = field_on(page)
    page.route("**/suggest/?q=o", lambda route: None)  # never answered
    with page.expect_request("**/suggest/?q=o"):
        field.press("o")
    with page.expect_event("requestfailed", lambda request: request.url.endswith("q=o")):
        field.press_sequentially("maha")
    page.locator("[role=option]").first.wait_for()
    field.fill("")
    page.locator("[role=option]").first.wait_for(state="detached")


def test_without_a_connection_the_form_still_works(page):
    field = field_on(page)
    page.route("**/api/**", lambda route: route.abort())
    with page.expect_event("requestfailed"):
        field.press_sequentially("omaha")
    page.keyboard.press("Enter")
    page.wait_for_url("**/jurisdictions/?q=omaha*")


def test_without_scripts_it_is_a_plain_search_field(opened):
    with opened(java_script_enabled=False) as page:
        field = field_on(page)
        assert field.get_attribute("role") is None
        field.fill("omaha")
        field.press("Enter")
        page.wait_for_url("**/jurisdictions/?q=omaha*")


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("name", ["home", "header"])
def test_the_open_list_keeps_to_the_window_and_to_the_rules_of_accessibility(opened, width, name):
    with opened(width=width, bypass_csp=True) as page:  # or axe, a script written into the page, could not run
        typed(page, "omaha", name)
        page.keyboard.press("ArrowDown")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert AXE.run(page).response["violations"] == []
