"""A published fact is corrected by two people and told to readers; an earlier version comes back from the history."""

from playwright.sync_api import expect

from .entering import CITY, SUMMARIES

EMBED = "/embed/jurisdictions/milton-fl/"
WHY = "The transcript says that nobody helps."
BETTER = "The city helps only where a judge has signed a warrant."


def open_the_statement(person):
    page = person.list_of("statement", "?status__exact=published&jurisdiction__state__exact=FL&stance__exact=limits")
    page.locator("#result_list tbody tr").filter(has_text=CITY).locator("th a").click()
    expect(page.locator("#id_summary")).to_be_visible()
    return page


def propose_another_stance(reviewer):
    page = open_the_statement(reviewer)
    reviewer.fill_in("", {"stance": "declines", "why": WHY})
    page.get_by_label("a correction readers should see").check()
    reviewer.press("Save")
    reviewer.is_told("until a second person approves the change")


def approve_the_correction(second_reviewer):
    page = open_the_statement(second_reviewer)
    second_reviewer.follow("Compare and decide")
    expect(page.locator("#content")).to_contain_text("would go from “Limits cooperation” to “Declines to assist”")
    second_reviewer.press("Approve")
    second_reviewer.is_told("Approved. Readers see the change from now on.")


def readers_see_no_change_yet(public):
    assert "Limits cooperation" in public.reads("/jurisdictions/milton-fl/")
    assert WHY not in public.reads("/corrections/")
    assert "corrected" not in public.asks(EMBED).text()


def readers_see_the_correction(public):
    told = public.reads("/corrections/")
    assert WHY in told and "Limits cooperation" in told and "Declines to assist" in told
    text = public.reads("/jurisdictions/milton-fl/")
    assert "Declines to assist" in text and "Corrected by us" in text
    assert "corrected" in public.asks(EMBED).text()  # a browser would keep the card of before for an hour
    assert WHY in public.asks("/feeds/corrections.atom").text()


def change_a_summary(reviewer):
    page = reviewer.list_of("statement", "?status__exact=published&jurisdiction__agency_type__exact=city&q=milton+fl")
    page.locator("#result_list tbody th a").click()
    reviewer.fill_in("", {"summary": BETTER})
    page.get_by_label("a routine edit").check()
    reviewer.press("Save")
    reviewer.is_told("was changed successfully")


def restore_the_earlier_summary(reviewer):
    page = reviewer.list_of("statement", "?status__exact=published&jurisdiction__agency_type__exact=city&q=milton+fl")
    page.locator("#result_list tbody th a").click()
    reviewer.follow("History")
    before = page.locator("section.version").nth(1)
    before.get_by_role("link", name="Restore this version").click()
    expect(page.locator("#content")).to_contain_text(SUMMARIES[0])
    page.get_by_label("a routine edit").check()
    page.get_by_label("Reason").fill("The first words were better.")
    reviewer.press("Restore")
    reviewer.is_told("Restored.")
    expect(page.locator("section.version").first).to_contain_text("The first words were better.")
