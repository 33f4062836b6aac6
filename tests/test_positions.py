import datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from jurisdictions.models import Jurisdiction, Statement
from jurisdictions.models import vocabulary as words
from jurisdictions.models.positions import derive_position, rebuild_positions
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

    def test_a_group_listing_or_a_rewrite_never_outranks_the_body_itself(self):
        body = a_body()
        own = a_statement(body, stance="limits", stated_on=DAY(2024, 1, 1))
        a_statement(body, carried_as="group_listing", stated_on=DAY(2025, 1, 1))
        a_statement(body, article=an_article(kind="rewrite"), stated_on=DAY(2025, 2, 1))
        assert position_of(body).statement == own

    def test_since_is_the_first_of_the_unbroken_run(self):
        body = a_body()
        for year, stance in ((2017, "declines"), (2018, "limits"), (2019, "declines"), (2021, "declines")):
            a_statement(body, stance=stance, stated_on=DAY(year, 5, 1))
        position = position_of(body)
        assert (position.since, position.recorded_on) == (DAY(2019, 5, 1), DAY(2021, 5, 1))

    def test_as_of_an_earlier_day_knows_nothing_later(self):
        body = a_body()
        a_statement(body, stated_on=DAY(2025, 1, 20))
        assert position_of(body, DAY(2025, 1, 19)).stance == "none"

    def test_a_state_never_passes_its_position_to_a_city(self):
        state, city = a_body(agency_type="state"), a_body()
        city.parent_ties.create(parent=state, relation="territorial")
        a_statement(state)
        rebuild_positions()
        city.refresh_from_db()
        assert city.position_stance == "none"


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


class TestTheCachedPosition(TestCase):
    @settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
    @given(HISTORY)
    def test_equals_the_derived_one_over_random_histories(self, history):
        body = a_body()
        for stance, form, day, capacity, status, carried_as in history:
            a_statement(
                body,
                stance=stance,
                form=form,
                stated_on=day,
                capacity=capacity,
                status=status,
                carried_as=carried_as,
            )
        rebuild_positions(Jurisdiction.objects.filter(pk=body.pk), day=TODAY)
        body.refresh_from_db()
        derived = position_of(body)
        assert (
            body.position_stance,
            body.position_since,
            body.position_recorded_on,
            body.position_statement,
        ) == (
            derived.stance,
            derived.since,
            derived.recorded_on,
            derived.statement,
        )
        rules = Statement.objects.published().filter(jurisdiction=body, capacity="body", stance__in=words.RULE_STANCES)
        assert (body.position_stance in words.RULE_STANCES) == rules.exists()
