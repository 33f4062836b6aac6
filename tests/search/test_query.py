"""One path answers page, facets and counts: they can never disagree."""

import datetime

import pytest
from django.core.management import call_command
from django.http import QueryDict
from django.utils.http import urlencode
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jurisdictions.models import Jurisdiction, Official
from jurisdictions.models import vocabulary as words
from jurisdictions.models.positions import derive_position
from jurisdictions.search import query as ask
from tests.factories import a_body, a_statement, an_article
from tests.search.questions import QUESTION

DAY = datetime.date
pytestmark = pytest.mark.django_db


def names(text, kind=ask.Jurisdictions):
    return {row.slug for row in kind(QueryDict(text)).rows()}


class TestWords:
    def test_find_a_body_in_any_order_case_or_accent(self):
        a_body(slug="it", name="City of San José", city="San José", state="CA")
        for typed in ("san jose", "JOSÉ san", "jose, CA", "san jose california"):
            assert names(urlencode({"q": typed})) == {"it"}, typed

    def test_find_a_body_by_alias_speaker_quote_and_summary(self):
        body = a_body(slug="it", name="Los Angeles Police Department", agency_type="police", city="Los Angeles")
        body.aliases.create(name="LAPD")
        chief = Official.objects.create(slug="c", name="Ana Núñez", title="Chief", jurisdiction=body)
        a_statement(body, official=chief, speaker_title="Chief", quote="We are not agents", summary="Said so plainly.")
        for typed in ("lapd", "nunez", "agents", "plainly", "angeles plainly"):
            assert names(urlencode({"q": typed})) == {"it"}, typed

    def test_of_a_draft_find_nothing(self):
        body = a_body(slug="it")
        draft = a_statement(body, status="draft", summary="Unheard words.")
        chief = Official.objects.create(slug="c", name="Secret Person", title="Chief", jurisdiction=body)
        draft.official, draft.speaker_title = chief, "Chief"
        draft.save()
        assert names("q=unheard") == names("q=secret") == set()
        draft.status = "published"
        draft.save()
        assert names("q=unheard") == names("q=secret") == {"it"}

    def test_said_later_find_nothing_as_of_an_earlier_day(self):
        body = a_body(slug="it", name="Omaha")
        a_statement(body, stated_on=DAY(2025, 1, 20), summary="Raids were ruled out.")
        assert names("q=raids&as_of=2025-01-19") == set()
        assert names("q=omaha&as_of=2025-01-19") == names("q=raids&as_of=2025-01-20") == {"it"}

    def test_in_a_name_come_before_a_mention_and_larger_places_first(self):
        a_body(slug="small", name="Town of Milton", state="VT", population=10_000)
        a_body(slug="large", name="City of Milton", state="GA", population=40_000)
        a_statement(a_body(slug="other", population=9_000_000), summary="Said so in Milton.")
        assert [row.slug for row in ask.Jurisdictions(QueryDict("q=milton")).rows()] == ["large", "small", "other"]


class TestFilters:
    def test_repeats_mean_or_and_different_filters_and(self):
        a_body(slug="a", state="NE", agency_type="police")
        a_body(slug="b", state="TX", agency_type="police")
        a_body(slug="c", state="TX", agency_type="sheriff")
        assert names("state=NE&state=TX&agency_type=police") == {"a", "b"}

    def test_a_city_is_understood_however_it_is_spelt(self):
        a_body(slug="mn", city="St. Paul", state="MN")
        a_body(slug="ne", city="St. Paul", state="NE")
        assert names("city=saint+paul") == {"mn", "ne"}
        assert names("city=St.+Paul,+MN") == {"mn"}

    def test_no_position_is_a_value(self):
        a_body(slug="silent")
        a_statement(a_body(slug="heard"))
        assert names("stance=none") == {"silent"}

    def test_form_theme_and_dates_ask_for_one_statement_that_has_them_all(self):
        body = a_body(slug="it")
        a_statement(body, form="ordinance", themes=["raids"], stated_on=DAY(2019, 5, 1))
        a_statement(body, form="interview", themes=["courts"], stated_on=DAY(2025, 5, 1))
        assert names("form=ordinance&theme=raids&year=2019") == {"it"}
        assert names("form=ordinance&theme=courts") == names("form=interview&year=2019") == set()

    def test_a_month_counts_as_its_whole_range(self):
        a_statement(slug="june", stated_on=DAY(2019, 6, 1), date_precision="month")
        for asked in ("since=2019-06-30", "until=2019-06-01", "since=2019-06-10&until=2019-06-12", "year=2019"):
            assert names(asked, ask.Statements) == {"june"}, asked
        assert names("since=2019-07-01", ask.Statements) == names("until=2019-05-31", ask.Statements) == set()

    def test_a_bad_value_is_named_and_left_out_and_the_rest_still_answers(self):
        a_body(slug="a", state="NE")
        a_body(slug="b", state="TX")
        query = ask.Jurisdictions(QueryDict("state=NE&state=ZZ&as_of=yesterday&until=2025-02-30&sort=best"))
        assert {row.slug for row in query.rows()} == {"a"}
        assert len(query.problems) == 4
        assert all(value in " ".join(query.problems) for value in ("ZZ", "yesterday", "2025-02-30", "best"))

    def test_a_day_that_has_not_come_is_left_out(self):
        assert ask.Jurisdictions(QueryDict("as_of=2150-01-01")).day is None

    def test_a_draft_and_its_source_and_speaker_are_in_no_list(self):
        body = a_body()
        person = Official.objects.create(slug="p", name="P", title="Mayor", jurisdiction=body)
        draft = a_statement(body, status="draft", official=person, speaker_title="Mayor", article=an_article(slug="s"))
        lists = (ask.Statements, ask.Officials, ask.Sources)
        assert [names("", kind) for kind in lists] == [set(), set(), set()]
        draft.status = "published"
        draft.save()
        assert [names("", kind) for kind in lists] == [{draft.slug}, {"p"}, {"s"}]


@pytest.fixture(scope="module")
def record(django_db_setup, django_db_blocker):
    """The curated record, loaded once for this module and rolled back after it."""
    from django.db import transaction

    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_directory", verbosity=0)
        yield
        transaction.set_rollback(True)


DRAWN = settings(
    max_examples=40, deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip


@pytest.mark.parametrize("kind", [ask.Jurisdictions, ask.Statements])
class TestForEveryQuestion:
    @DRAWN
    @given(question=QUESTION)
    def test_a_facet_count_is_what_choosing_it_finds(self, record, kind, question):
        query = kind(QueryDict(question))
        for name, choices in query.facets().items():
            for choice in choices[:2]:
                alone = QueryDict(question, mutable=True)
                alone.setlist(name, [choice.value])
                assert kind(alone).rows().count() == choice.count, (name, choice)

    @DRAWN
    @given(question=QUESTION)
    def test_two_facets_crossed_count_every_row_once(self, record, kind, question):
        query = kind(QueryDict(question))
        crossed = query.crossed("state", "stance")
        assert sum(crossed.values()) == query.total()
        for (state, stance), count in sorted(crossed.items())[:2]:
            both = QueryDict(question, mutable=True)
            both["state"], both["stance"] = state, stance
            assert kind(both).total() == count

    @DRAWN
    @given(question=QUESTION)
    def test_no_row_comes_twice_and_the_count_is_the_rows(self, record, kind, question):
        rows = kind(QueryDict(question)).rows()
        keys = [row.pk for row in rows]
        assert len(keys) == len(set(keys)) == rows.count()


@DRAWN
@given(day=st.dates(DAY(2015, 1, 1), DAY(2026, 11, 1)), stance=st.sampled_from([*words.Stance.values, "none"]))
def test_the_list_as_of_a_day_is_what_each_body_derives_for_it(record, day, stance):
    listed = names(f"as_of={day}&stance={stance}")
    bodies = Jurisdiction.objects.prefetch_related("statements__citations__article")
    assert listed == {body.slug for body in bodies if derive_position(body.statements.all(), day).stance == stance}
