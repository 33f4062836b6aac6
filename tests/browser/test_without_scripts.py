"""Whoever turns scripts off loses nothing."""

import pytest

from tests.browser.directory import PAGES


@pytest.fixture(scope="module")
def plain(opened):
    """A desktop window with scripts off."""
    with opened(java_script_enabled=False) as page:
        yield page


def shown(page):
    """The names listed on this page, once it is there: the texts are read at once, the answer to a click is not."""
    page.wait_for_load_state()
    return page.locator(".rows h2").all_inner_texts()


@pytest.mark.parametrize("address", PAGES.values(), ids=PAGES)
def test_every_page_shows_the_same_text_with_scripts_off(window, plain, address):
    window.goto(address)
    plain.goto(address)
    assert plain.locator("main").inner_text() == window.locator("main").inner_text()


def test_a_city_is_searched_for_from_the_home_page(plain):
    plain.goto("/")
    plain.locator("main").get_by_role("searchbox").fill("omaha")
    plain.locator("main").get_by_role("button", name="Search").click()
    assert sorted(shown(plain)) == ["City of Omaha", "Omaha Police Department"]


def test_two_choices_are_made_at_once_and_one_of_them_taken_back(plain):
    plain.goto("/jurisdictions/")
    plain.locator("summary", has_text="Stance").click()
    plain.locator("[name=stance][value=limits]").check()
    plain.locator("[name=stance][value=cooperates]").check()
    plain.locator("details[open]").get_by_role("button", name="Apply").click()
    assert sorted(shown(plain)) == ["State body 0", "State body 1"]
    plain.get_by_role("list", name="Filters in force").get_by_role("link", name="Limits cooperation").click()
    assert shown(plain) == ["State body 1"]


def test_the_next_page_goes_on_and_the_back_button_returns_to_the_same_list(plain):
    plain.goto("/jurisdictions/?q=city&sort=name")
    first, address = shown(plain), plain.url
    plain.get_by_role("link", name="Next").click()
    assert len(shown(plain)) == 25 and not set(shown(plain)) & set(first)
    plain.locator(".rows h2 a").first.click()
    plain.go_back()
    plain.go_back()
    assert (plain.url, shown(plain)) == (address, first)


def test_the_back_button_returns_to_the_filters_that_were_set(page):
    page.goto("/jurisdictions/?state=NE")
    first = shown(page)
    page.locator("summary", has_text="Stance").click()
    page.locator("[name=stance][value=declines]").check()
    page.locator("details[open]").get_by_role("button", name="Apply").click()
    page.wait_for_url("**stance=declines*")
    page.go_back()
    assert shown(page) == first and "stance" not in page.url


def test_a_page_is_shown_as_of_an_earlier_day(plain):
    plain.goto("/jurisdictions/omaha-ne/")
    plain.get_by_label("Show this page as of").fill("2020-01-01")
    plain.get_by_role("button", name="Show", exact=True).click()
    assert "Limits cooperation" in plain.locator(".position").inner_text()
