"""A source and three statements: entered together, submitted, approved by somebody else, seen by everybody."""

from playwright.sync_api import expect

CITY, OTHER_CITY, POLICE = (
    "City of Milton (City government, FL)", "City of Milton (City government, GA)",
    "Milton Police Department (Police department, FL)",
)  # fmt: skip
ARTICLE = {
    "url": "https://paper.example/milton", "title": "Three answers from Milton", "publisher": "The Milton Paper",
    "kind": "news_report", "published_on": "2025-01-21", "date_precision": "day",
}  # fmt: skip
SAID = {"form": "statement", "stated_on": "2025-01-20", "carried_as": "paraphrase"}
STATEMENTS = [
    (CITY, {**SAID, "stance": "limits", "summary": "The city helps where a judge has signed a warrant."}),
    (POLICE, {**SAID, "stance": "declines", "summary": "The police ask nobody for papers."}),
    (OTHER_CITY, {**SAID, "stance": "cooperates", "summary": "The other Milton signs the agreement."}),
]
SUMMARIES = [fields["summary"] for _body, fields in STATEMENTS]


def enter_an_article_with_three_statements(editor):
    page = editor.list_of("sourcearticle", "add/")
    editor.fill_in("", ARTICLE)
    for n, (body, fields) in enumerate(STATEMENTS):
        if n:
            page.locator("#citations-group .add-row a").click()
        editor.choose(f"citations-{n}-jurisdiction", body.partition(" (")[0], body)
        editor.fill_in(f"citations-{n}-", fields)
    editor.press("Save")
    editor.is_told("3 statements were added as drafts.")


def submit(editor):
    """One from its form, with its position looked at; the others from the list."""
    page = editor.list_of("statement", "?status__exact=draft&jurisdiction__agency_type__exact=police")
    page.locator("#result_list tbody th a").click()
    expect(page.locator("#position-outcome")).to_contain_text("Declines to assist")
    editor.press("Save and submit for review")
    editor.is_told("Submitted for review.")
    editor.list_of("statement", "?status__exact=draft")
    editor.act([CITY, OTHER_CITY], "submit_selected")
    editor.is_told("Submitted for review: 2")


def approve(reviewer):
    page = reviewer.open("/admin/")
    expect(page.locator("#content")).to_contain_text("Waiting for review")
    reviewer.list_of("statement", "?status__exact=in_review")
    reviewer.act([CITY, OTHER_CITY, POLICE], "publish_selected")
    reviewer.is_told("Published: 3")


def nobody_sees_it_yet(public):
    text = public.reads("/jurisdictions/milton-fl/")
    assert "No position on record" in text and SUMMARIES[0] not in text
    assert public.asks("/api/v1/statements/").json()["count"] == 0


def everybody_sees_it(public):
    text = public.reads("/jurisdictions/milton-fl/")
    assert "Limits cooperation" in text and "Jan 20, 2025" in text and SUMMARIES[0] in text
    public.page.get_by_role("link", name=ARTICLE["title"]).first.wait_for()
    feed = public.asks("/feeds/statements.atom").text()
    assert all(summary in feed for summary in SUMMARIES)
    found = public.asks("/api/v1/statements/").json()
    assert found["count"] == 3 and {row["summary"] for row in found["results"]} == set(SUMMARIES)
    (milton,) = public.asks("/api/v1/jurisdictions/?q=milton&state=GA").json()["results"]
    assert milton["position"]["stance"] == "cooperates"
