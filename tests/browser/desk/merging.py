"""Two entries for one city become one: looked at first, told to readers with its reason, and taken back in one step."""

from playwright.sync_api import expect

from .entering import CITY

SAME = "Town of Milton (City government, FL)"
ADDRESS, KEPT = "/jurisdictions/town-of-milton-fl/", "/jurisdictions/milton-fl/"
WHY = "The city was a town until 1982; both entries are of it."


def merge(reviewer):
    page = reviewer.list_of("jurisdiction", "?q=town+of+milton")
    page.locator("#result_list tbody th a").filter(has_text="Town of Milton").click()
    reviewer.follow("Merge into another…")
    page.get_by_label("Name or place").fill("milton")
    reviewer.press("Search")
    reviewer.follow(CITY)
    expect(page.locator("#content")).to_contain_text(f"{SAME} goes, {CITY} stays.")
    expect(page.locator("#content")).to_contain_text(ADDRESS)
    page.get_by_label("Reason").fill(WHY)
    reviewer.press("Merge")
    reviewer.is_told("Merged. It can be undone from the list of merges.")


def readers_are_led_on(public):
    assert "City of Milton" in public.reads(ADDRESS) and public.page.url.endswith(KEPT)
    assert WHY in public.reads("/changes/")
    found = public.asks("/api/v1/jurisdictions/?q=milton&state=FL&agency_type=city").json()
    assert [row["slug"] for row in found["results"]] == ["milton-fl"]


def undo(reviewer):
    reviewer.open("/admin/merges/")
    reviewer.follow("Undo…")
    reviewer.press("Undo the merge")
    reviewer.is_told("undone")


def both_are_there_again(public):
    assert "Town of Milton" in public.reads(ADDRESS) and public.page.url.endswith(ADDRESS)
    assert WHY not in public.reads("/changes/")
