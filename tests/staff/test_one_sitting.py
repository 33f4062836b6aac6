"""An article and its statements are entered on one form and saved once."""

import pytest

from jurisdictions.models import SourceArticle, Statement
from tests.factories import a_body, a_statement, an_article, an_official
from tests.staff.desk import address, errors_of, filled, form_of, send

pytestmark = pytest.mark.django_db
ARTICLE = {
    "url": "https://example.org/raids", "title": "Two cities and the raids", "publisher": "A Paper",
    "kind": "news_report", "published_on": "2025-01-21",
}  # fmt: skip


def said(number, body, **fields):
    """The inputs of one statement below the article."""
    values = {
        "jurisdiction": body.pk, "form": "statement", "stance": "declines", "stated_on": "2025-01-20",
        "date_precision": "day", "capacity": "body", "summary": "The mayor said police would not join raids.",
        "themes": ["raids", "policing"], "carried_as": "paraphrase", "locator": "paragraph 3", **fields,
    }  # fmt: skip
    return {f"citations-{number}-{name}": value for name, value in values.items()}


def enter(client, *statements, **article):
    rows = {name: value for row in statements for name, value in row.items()}
    total = {"citations-TOTAL_FORMS": max(len(statements), 1)}
    return send(client, address("sourcearticle_add"), **ARTICLE, **article, **rows, **total)


def test_an_article_with_two_statements_is_entered_in_one_post(client, editor):
    person = an_official(a_body(slug="milton-fl", state="FL"), title="Mayor")
    second = a_body(slug="omaha-ne")
    enter(
        client,
        said(0, person.jurisdiction, official=person.pk),
        said(1, second, stance="comments", stated_on="2025-01-01", date_precision="month"),
    )
    article = SourceArticle.objects.get()
    first, other = Statement.objects.order_by("slug")
    assert article.slug == "a-paper-2025-01-21-two-cities-raids"
    assert article.date_precision == "day"
    assert [first.slug, other.slug] == [
        "milton-fl-2025-01-20-mayor-said-police-not-join", "omaha-ne-2025-01-mayor-said-police-not-join",
    ]  # fmt: skip
    assert {first.status, other.status} == {"draft"}
    assert (first.official, first.speaker_title) == (person, "Mayor")
    assert first.themes == ["raids", "policing"]
    assert [(c.article, c.carried_as, c.locator) for c in first.citations.all()] == [
        (article, "paraphrase", "paragraph 3")
    ]


def test_an_empty_statement_below_the_article_is_no_statement(client, editor):
    enter(client)
    assert SourceArticle.objects.exists()
    assert not Statement.objects.exists()


def test_a_mistake_in_one_statement_saves_nothing_and_stands_beside_its_field(client, editor):
    body, elsewhere = a_body(), an_official()
    page = enter(
        client,
        said(0, body),
        said(1, body, stated_on="2099-01-01"),
        said(2, body, form="no_response", stance="declines"),
        said(3, body, official=elsewhere.pk),
    )
    first, second, third, fourth = page.context["inline_admin_formsets"][0].formset.errors
    assert not SourceArticle.objects.exists() and not Statement.objects.exists()
    assert first == {}
    assert set(second) == {"stated_on"}
    assert set(third) == {"stance"}
    assert set(fourth) == {"official"}


def test_statements_are_added_below_an_article_that_is_entered_already(client, editor):
    article = a_statement().sources.get()
    send(client, form_of(article), **said(0, a_body()))
    assert article.statements.count() == 2
    assert "– Draft" in client.get(form_of(article)).content.decode()


def test_an_address_entered_already_leads_to_its_source(client, editor):
    known = an_article(url=ARTICLE["url"])
    page = enter(client)
    assert any(form_of(known) in text for text in errors_of(page))


def test_each_statement_has_its_own_history_from_the_start(client, editor):
    enter(client, said(0, a_body()))
    page = client.get(address("statement_history", Statement.objects.get().pk))
    assert str(editor) in page.content.decode() and "entered" in page.content.decode()


def test_a_new_statement_cites_the_source_it_was_started_from(client, editor):
    article = an_article()
    url = f"{address('statement_add')}?article={article.pk}"
    page = client.get(url)
    assert str(article) in page.content.decode()
    client.post(url, filled(page, **{
        "jurisdiction": a_body().pk, "form": "law", "stance": "limits", "stated_on": "2024-05-01",
        "summary": "It was adopted.", "citations-0-carried_as": "paraphrase",
    }))  # fmt: skip
    assert Statement.objects.get().sources.get() == article


def test_a_permanent_name_stays_when_the_rest_changes_and_is_never_given_twice(client, editor):
    body = a_body(slug="omaha-ne")
    enter(client, said(0, body), said(1, body))
    first, second = Statement.objects.order_by("slug")
    assert second.slug == f"{first.slug}-2"
    send(client, form_of(first), slug="typed-in", summary="Now it says something else.")
    assert Statement.objects.get(pk=first.pk).slug == first.slug


def test_a_body_gets_its_permanent_name_from_its_name_and_state(client, editor):
    send(client, address("jurisdiction_add"), name="St. Mary’s County", agency_type="county", state="MD")
    assert client.get("/jurisdictions/st-marys-county-md/").status_code == 200


def test_an_article_entered_under_another_spelling_of_its_address_leads_to_its_source(client, editor):
    known = an_article(url=ARTICLE["url"])
    copy = "http://www.example.org/raids/?utm_source=letter#top"
    data = filled(client.get(address("sourcearticle_add")), **{**ARTICLE, "url": copy})
    page = client.post(address("sourcearticle_add"), data)
    assert any(form_of(known) in text and str(known) in text for text in errors_of(page))
    assert SourceArticle.objects.count() == 1


def test_a_source_keeps_its_own_address(client, editor):
    known = an_article(url=ARTICLE["url"])
    send(client, form_of(known), url="http://www.example.org/raids/")
    known.refresh_from_db()
    assert known.url == "http://www.example.org/raids/"
