"""The form shows what the position would become: the very position that publishing then gives."""

import datetime

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from jurisdictions.models import Citation, Jurisdiction, Statement
from jurisdictions.models import vocabulary as words
from jurisdictions.staff.preview import preview
from jurisdictions.staff.slugs import fill_slug
from jurisdictions.staff.workflow import publish
from tests.factories import a_body, a_county, a_place, a_reviewer, a_statement, a_territory, an_article, an_official
from tests.staff.desk import address, filled, form_of

DAY = datetime.date
SAID = st.tuples(
    st.sampled_from(words.Stance.values),
    st.sampled_from(["statement", "ordinance"]),
    st.dates(DAY(2023, 1, 1), DAY(2023, 1, 9)),
    st.sampled_from(["body", "body", "member"]),
    st.sampled_from(["paraphrase", "paraphrase", "group_listing"]),
)
TIED = (DAY(2023, 1, 1), "body", "paraphrase")


def typed(statement, **changes):
    """What the form of this statement posts."""
    names = ("form", "stance", "stated_on", "date_precision", "capacity", "summary")
    rows = list(statement.citations.all()) if statement.pk else []
    data = {name: getattr(statement, name) for name in names} | {"jurisdiction": statement.jurisdiction_id}
    data |= {"citations-TOTAL_FORMS": len(rows), "citations-INITIAL_FORMS": len(rows)}
    for number, row in enumerate(rows):
        data |= {f"citations-{number}-id": row.pk, f"citations-{number}-article": row.article_id}
        data |= {f"citations-{number}-carried_as": row.carried_as}
    return {**data, **changes}


class TestThePreview(TestCase):
    @settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.lists(SAID, max_size=4), SAID, st.booleans())
    @example(history=[("declines", "ordinance", *TIED)], last=("limits", "ordinance", *TIED), is_new=True)
    def test_equals_the_position_after_publishing(self, history, last, is_new):
        def say(body, said, **fields):
            stance, form, day, capacity, carried_as = said
            return a_statement(
                body, stance=stance, form=form, stated_on=day, capacity=capacity, carried_as=carried_as, **fields
            )

        body = a_body()
        for said in history:
            say(body, said)
        draft = say(body, last, status="in_review")
        before = list(Statement.objects.order_by("pk").values()), list(Citation.objects.order_by("pk").values())
        data = typed(draft)
        if is_new:
            data |= {"citations-INITIAL_FORMS": 0, "citations-0-id": ""}
        (outcome,), _pages, _form = preview(
            data, day=timezone.localdate(), statement=None if is_new else Statement.objects.get(pk=draft.pk)
        )
        assert before == (
            list(Statement.objects.order_by("pk").values()), list(Citation.objects.order_by("pk").values())
        )  # fmt: skip
        body.refresh_from_db()
        assert outcome.before.columns == body.position_columns
        if is_new:
            draft.slug = ""  # the desk names a new one as the preview did: names settle ties of one day
            fill_slug(draft)
            draft.save()
        publish(draft, by=a_reviewer())
        body.refresh_from_db()
        assert outcome.after.columns[:4] == body.position_columns[:4]
        if not is_new:
            assert outcome.after.columns == body.position_columns


@pytest.mark.django_db
class TestOnTheForm:
    def shown(self, client, row, alone=True, **changes):
        data = filled(client.get(form_of(row)), **changes)
        headers = {"X-Requested-With": "fetch"} if alone else {}
        return client.post(address("statement_preview", row.pk), data, headers=headers).content.decode()

    def test_a_change_shows_now_and_then(self, client, editor):
        old = a_statement(stance="limits", stated_on=DAY(2019, 6, 1), date_precision="month")
        draft = a_statement(old.jurisdiction, status="draft")
        page = self.shown(client, draft)
        for text in ("Limits cooperation", "Jun 2019", "Declines to assist", "Jan 20, 2025"):
            assert text in page
        assert "<html" not in page

    def test_without_a_script_it_is_a_page(self, client, editor):
        page = self.shown(client, a_statement(status="draft"), alone=False)
        assert "<html" in page and "Nothing was saved" in page

    def test_what_would_change_nothing_says_so_and_why(self, client, editor):
        newer = a_statement(stance="limits")
        older = a_statement(newer.jurisdiction, status="draft", stated_on=DAY(2020, 1, 1))
        assert "it stays “Limits cooperation”" in self.shown(client, older)
        assert "One member does not speak for the body." in self.shown(client, older, capacity="member")

    def test_without_a_source_it_would_not_count(self, client, editor):
        draft = a_statement(status="draft")
        assert "no source yet" in self.shown(client, draft, **{"citations-0-DELETE": "on"})

    def test_a_statement_moved_to_another_body_shows_both(self, client, reviewer):
        row, other = a_statement(), a_body()
        page = self.shown(client, row, jurisdiction=other.pk)
        assert str(row.jurisdiction) in page and str(other) in page

    def test_an_unfinished_form_names_what_is_missing(self, client, editor):
        page = client.post(address("statement_preview"), {}).content.decode()
        for name in ("Body", "Form", "Stance", "Date"):
            assert f"{name} – This field is required." in page

    def test_it_is_for_those_who_may_change_the_statement(self, client, editor):
        published = a_statement()
        assert client.post(address("statement_preview", published.pk)).status_code == 403
        client.logout()
        assert client.post(address("statement_preview")).status_code == 302

    def test_a_new_statement_is_previewed_before_it_is_saved(self, client, editor):
        body, article = a_body(), an_article()
        statement = Statement(
            jurisdiction=body, form="ordinance", stance="cooperates", stated_on=DAY(2025, 1, 1), summary=""
        )
        data = typed(statement) | {
            "citations-TOTAL_FORMS": 1, "citations-0-article": article.pk, "citations-0-carried_as": "paraphrase",
        }  # fmt: skip
        page = client.post(address("statement_preview"), data).content.decode()
        assert "Cooperates" in page
        assert not Statement.objects.exists()
        assert Jurisdiction.objects.get().position_stance == "none"

    def test_it_names_the_pages_lists_and_feeds_that_will_show_it(self, client, editor):
        county = a_county("Milton County", state="FL")
        town, ground = a_place("Miltown", state="FL", counties=[county]), a_place("Elsewhere", state="FL")
        body = a_territory(a_body(name="Milton County", agency_type="county", state="FL"), county)
        directed, speaker = a_body(name="Milton Police"), an_official(body, name="Ada Example")
        draft = a_statement(body, status="draft")
        page = self.shown(client, draft, official=speaker.pk, applies_to=[directed.pk])
        article = draft.sources.get()
        for row in (body, directed, speaker):
            assert f'href="{row.get_absolute_url()}"' in page
        for row in (draft, article):  # nobody can open them yet
            assert row.get_absolute_url() not in page
        assert "5 pages of entries" in page and str(article) in page
        assert "2 pages of places" in page and ground.get_absolute_url() not in page
        for place in (county, town):
            assert place.get_absolute_url() in page
        for url in ("/statements/?state=FL", "/jurisdictions/?agency_type=county", "/officials/", "/sources/",
                    "/feeds/statements.atom?state=FL"):  # fmt: skip
            assert f'href="{url}"' in page

    def test_a_state_shows_on_every_place_of_it_and_names_the_first_of_them(self, client, editor):
        for n in range(12):
            a_place(f"Place {n}", state="FL")
        body = a_body(agency_type="state", state="FL")
        page = self.shown(client, a_statement(body, status="draft"))
        assert "12 pages of places" in page and page.count('href="/places/fl/') == 5
