import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from jurisdictions.models import Citation, Jurisdiction, Official, PositionSpan, SourceArticle, Statement
from jurisdictions.models import vocabulary as words
from jurisdictions.models.freshness import fresh_once
from jurisdictions.models.positions import derive_position, rebuild_positions, rivals_of
from tests.factories import a_body, a_statement, an_article

TODAY = datetime.date(2026, 11, 24)
DAY = datetime.date


def position_of(body, day=TODAY):
    return derive_position(list(body.statements.with_sources()), day)


@pytest.mark.django_db
class TestAPosition:
    def test_is_none_on_record_without_statements(self):
        assert position_of(a_body()).stance == "none"

    def test_is_the_newest_rule_and_a_later_comment_does_not_replace_it(self):
        body = a_body()
        a_statement(body, stance="limits", stated_on=DAY(2020, 1, 1))
        a_statement(body, stance="comments", stated_on=DAY(2024, 1, 1))
        assert position_of(body).stance == "limits"

    def test_is_the_newest_comment_where_no_rule_was_stated(self):
        body = a_body()
        a_statement(body, stance="unclear", form="no_response", stated_on=DAY(2020, 1, 1))
        newest = a_statement(body, stance="comments", stated_on=DAY(2024, 1, 1))
        assert position_of(body).statement == newest

    def test_an_act_outranks_words_of_the_same_day(self):
        body = a_body()
        a_statement(body, stance="cooperates", form="ordinance")
        a_statement(body, stance="declines", form="interview")
        assert position_of(body).stance == "cooperates"

    def test_one_member_does_not_speak_for_the_council(self):
        body = a_body()
        a_statement(body, capacity="member")
        assert position_of(body).stance == "none"

    def test_drafts_and_retracted_statements_do_not_count(self):
        body = a_body()
        a_statement(body, status="draft")
        a_statement(body, status="retracted", retraction_reason="Wrong body.")
        assert position_of(body).stance == "none"

    def test_a_statement_without_a_source_does_not_count(self):
        statement = a_statement()
        Citation.objects.all().delete()
        assert position_of(statement.jurisdiction).stance == "none"

    def test_a_group_listing_or_a_rewrite_never_outranks_the_body_itself(self):
        body = a_body()
        own = a_statement(body, stance="limits", stated_on=DAY(2024, 1, 1))
        a_statement(body, carried_as="group_listing", stated_on=DAY(2025, 1, 1))
        a_statement(body, article=an_article(kind="rewrite"), stated_on=DAY(2025, 2, 1))
        assert position_of(body).statement == own

    def test_a_group_listing_does_not_outrank_even_a_comment_of_the_body_itself(self):
        body = a_body()
        own = a_statement(body, stance="comments", stated_on=DAY(2024, 1, 1))
        a_statement(body, carried_as="group_listing", stated_on=DAY(2025, 1, 1))
        assert position_of(body).statement == own

    def test_a_group_listing_is_heard_where_nothing_else_is_known(self):
        body = a_body()
        a_statement(body, carried_as="group_listing")
        assert position_of(body).stance == "declines"

    def test_since_is_the_first_of_the_unbroken_run(self):
        body = a_body()
        for year, stance in ((2017, "declines"), (2018, "limits"), (2019, "declines"), (2021, "declines")):
            a_statement(body, stance=stance, stated_on=DAY(year, 5, 1))
        position = position_of(body)
        assert (position.since, position.recorded_on) == (DAY(2019, 5, 1), DAY(2021, 5, 1))

    def test_since_keeps_the_precision_of_its_source(self):
        body = a_body()
        a_statement(body, stated_on=DAY(2019, 1, 1), date_precision="year")
        a_statement(body, stated_on=DAY(2021, 5, 4))
        assert position_of(body).since_precision == "year"

    def test_as_of_an_earlier_day_knows_nothing_later(self):
        body = a_body()
        a_statement(body, stated_on=DAY(2025, 1, 20))
        assert position_of(body, DAY(2025, 1, 19)).stance == "none"

    def test_a_state_never_passes_its_position_to_a_city(self):
        state, city = a_body(agency_type="state"), a_body()
        city.parent_ties.create(parent=state, relation="territorial")
        a_statement(state)
        city.refresh_from_db()
        assert city.position_stance == "none"

    def test_names_its_rivals_where_the_dates_do_not_tell_the_order(self):
        body = a_body()
        month = a_statement(body, stance="cooperates", stated_on=DAY(2026, 4, 1), date_precision="month")
        a_statement(body, stance="limits", stated_on=DAY(2026, 4, 8))
        a_statement(body, stance="declines", stated_on=DAY(2026, 3, 1), date_precision="month")
        statements = list(body.statements.with_sources())
        assert rivals_of(derive_position(statements, TODAY), statements, TODAY) == [month]

    def test_names_its_rivals_of_the_same_day_unless_an_act_stands_above_words(self):
        body = a_body()
        for stance, form in (("limits", "ordinance"), ("declines", "policy"), ("cooperates", "interview")):
            a_statement(body, stance=stance, form=form)
        statements = list(body.statements.with_sources())
        position = derive_position(statements, TODAY)
        assert {position.stance, *(rival.stance for rival in rivals_of(position, statements, TODAY))} == {
            "limits",
            "declines",
        }


@pytest.mark.django_db
class TestTheCachedPositionFollows:
    """Whichever way a row is written."""

    def stance(self, body):
        return Jurisdiction.objects.get(pk=body.pk).position_stance

    def test_a_save_an_update_and_a_deletion(self):
        statement = a_statement()
        body = statement.jurisdiction
        assert self.stance(body) == "declines"
        statement.stance = "limits"
        statement.save()
        assert self.stance(body) == "limits"
        Statement.objects.filter(pk=statement.pk).update(stance="cooperates")
        assert self.stance(body) == "cooperates"
        Statement.objects.filter(pk=statement.pk).delete()
        assert self.stance(body) == "none"

    def test_publishing_and_retracting(self):
        statement = a_statement(status="draft")
        statement.status = "published"
        statement.save()
        assert self.stance(statement.jurisdiction) == "declines"
        statement.status, statement.retraction_reason = "retracted", "It was another body."
        statement.save()
        assert self.stance(statement.jurisdiction) == "none"

    def test_a_statement_moved_to_another_body(self):
        statement, other = a_statement(), a_body()
        first = statement.jurisdiction
        statement.jurisdiction = other
        statement.save()
        assert (self.stance(first), self.stance(other)) == ("none", "declines")

    def test_a_source_found_to_be_a_rewrite(self):
        article = an_article()
        body = a_statement(article=article).jurisdiction
        a_statement(body, stance="limits", stated_on=DAY(2019, 1, 1))
        article.kind = "rewrite"
        article.save()
        assert self.stance(body) == "limits"
        SourceArticle.objects.filter(pk=article.pk).update(kind="news_report")
        assert self.stance(body) == "declines"

    def test_the_last_citation_taken_away(self):
        statement = a_statement()
        statement.citations.get().delete()
        assert self.stance(statement.jurisdiction) == "none"

    def test_many_writes_once_at_their_end(self):
        with fresh_once():
            statement = a_statement()
            assert self.stance(statement.jurisdiction) == "none"
        assert self.stance(statement.jurisdiction) == "declines"


HISTORY = st.lists(
    st.tuples(
        st.sampled_from(words.Stance.values),
        st.sampled_from(["statement", "ordinance", "interview"]),
        st.dates(DAY(2015, 1, 1), TODAY),
        st.sampled_from(["body", "body", "member"]),
        st.sampled_from(["published", "published", "draft"]),
        st.sampled_from(["paraphrase", "group_listing"]),
    ),
    max_size=7,
)
FORGET = {"position_stance": "unclear", "position_since": None, "position_recorded_on": None}


class TestDerivedCopies(TestCase):
    def body_with(self, history):
        body = a_body()
        with fresh_once():
            for stance, form, day, capacity, status, carried_as in history:
                a_statement(body, stance=stance, form=form, stated_on=day, capacity=capacity, status=status,
                            carried_as=carried_as)  # fmt: skip
        return Jurisdiction.objects.get(pk=body.pk)

    @settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
    @given(HISTORY)
    def test_the_cached_position_equals_the_derived_one_and_can_be_rebuilt(self, history):
        body = self.body_with(history)
        derived = position_of(body)
        assert body.position_columns == derived.columns
        Jurisdiction.objects.filter(pk=body.pk).update(**FORGET)
        rebuild_positions({body.pk}, day=TODAY)
        assert Jurisdiction.objects.get(pk=body.pk).position_columns == derived.columns

    @settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
    @given(HISTORY, st.dates(DAY(2014, 1, 1), TODAY))
    def test_on_every_day_exactly_one_span_holds_and_equals_the_derived_position(self, history, day):
        body = self.body_with(history)
        shown = Jurisdiction.objects.filter(pk=body.pk).as_of(day).get()
        derived = position_of(body, day)
        assert (shown.stance, shown.since, shown.since_precision, shown.recorded_on, shown.statement_id) == (
            derived.columns
        )
        spans = list(PositionSpan.objects.filter(jurisdiction=body))
        assert [span.ends_on for span in spans[:-1]] == [span.starts_on for span in spans[1:]]
        assert (spans[0].starts_on, spans[-1].ends_on) == (DAY.min, None)


@pytest.mark.django_db
class TestWhatMayNeverBe:
    """Database constraints, of the same meaning on both engines."""

    @pytest.mark.parametrize(
        "fields",
        [
            {"stance": "sanctuary"},
            {"form": "rumour"},
            {"status": "hidden"},
            {"status": "retracted"},
            {"form": "no_response", "stance": "declines"},
            {"form": "no_response", "stance": "unclear", "quote": "No."},
            {"summary": ""},
        ],
    )
    def test_a_statement_that_breaks_a_rule(self, fields):
        with pytest.raises(IntegrityError), transaction.atomic():
            a_statement(**fields)

    def test_two_bodies_of_one_name_type_and_place(self):
        a_body(name="Franklin County", agency_type="county", state="OH")
        a_body(name="Franklin County", agency_type="county", state="PA")
        with pytest.raises(IntegrityError), transaction.atomic():
            a_body(name="Franklin County", agency_type="county", state="OH")

    def test_a_body_above_itself(self):
        body = a_body()
        with pytest.raises(IntegrityError), transaction.atomic():
            body.parent_ties.create(parent=body, relation="territorial")

    def test_half_a_point(self):
        with pytest.raises(IntegrityError), transaction.atomic():
            a_body(latitude=41)

    def test_a_term_that_ends_before_it_starts(self):
        with pytest.raises(IntegrityError), transaction.atomic():
            Official.objects.create(
                slug="x", name="X", jurisdiction=a_body(), term_start_on=DAY(2020, 1, 1), term_end_on=DAY(2019, 1, 1)
            )


@pytest.mark.django_db
class TestAKindMessage:
    def complaints(self, row):
        try:
            row.full_clean()
        except ValidationError as error:
            return set(error.message_dict)
        return set()

    def test_names_a_date_in_the_future(self):
        assert "stated_on" in self.complaints(Statement(stated_on=DAY(2131, 1, 1)))

    def test_names_a_month_that_is_not_written_as_its_first_day(self):
        assert "stated_on" in self.complaints(Statement(stated_on=DAY(2025, 1, 7), date_precision="month"))

    def test_names_an_unknown_theme(self):
        assert "themes" in self.complaints(a_statement(themes=["sanctuary"]))

    def test_names_a_speaker_of_another_body_and_one_without_an_office(self):
        person = Official.objects.create(slug="p", name="P", title="Mayor", jurisdiction=a_body())
        assert "official" in self.complaints(a_statement(official=person, speaker_title="Mayor"))
        assert "speaker_title" in self.complaints(a_statement(person.jurisdiction, official=person))

    def test_names_an_address_that_is_not_of_the_web(self):
        assert "url" in self.complaints(an_article(url="ftp://example.org/a"))

    def test_a_proper_statement_has_none(self):
        assert self.complaints(a_statement()) == set()
