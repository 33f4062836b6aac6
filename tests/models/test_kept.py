"""A kept question answers as the QuerySet it was built from, however often and wherever it is asked."""

import datetime
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from django.db import DatabaseError, connection
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from jurisdictions.models import Citation, Jurisdiction, Statement
from jurisdictions.models.asking import one_after_the_other, together
from jurisdictions.models.kept import AnyOf, Given, attach, kept, kept_for_many
from tests.factories import a_body, a_statement

FIRST = datetime.date(2019, 1, 1)


def build(state, day, keys):
    said = Statement.objects.published().as_of(day).filter(jurisdiction__state=state, pk__in=keys)
    return said.for_cards().newest_first()


@kept
def asked(state: Given, day: Given, keys: AnyOf):
    return build(state, day, keys)


@kept_for_many
def asked_for_many(state: Given, day: Given, keys: AnyOf):
    return build(state, day, keys)


@kept_for_many
def every_body():
    return Jurisdiction.objects.order_by("-slug")


@kept
def bodies_on(day: Given):
    return Jurisdiction.objects.as_of(day).order_by("slug").values_list("slug", "stance")


class TestAgainstThePlainQuerySet(TestCase):
    @classmethod
    def setUpTestData(cls):
        bodies = [a_body(state=state) for state in ("NE", "OH", "NE")]
        cls.said = [a_statement(bodies[n % 3], stated_on=FIRST + datetime.timedelta(days=n)).pk for n in range(9)]

    @settings(max_examples=40, deadline=None)
    @given(st.sampled_from(["NE", "OH", "TX"]), st.integers(-1, 10), st.sets(st.integers(0, 8)))
    def test_it_gives_the_same_rows_in_the_same_order_with_what_was_joined(self, state, days, chosen):
        day, keys = FIRST + datetime.timedelta(days=days), [self.said[n] for n in chosen]
        for question in (asked, asked_for_many):
            rows = question(state, day, keys)
            assert rows == list(build(state, day, keys))
            with self.assertNumQueries(0):
                assert all(row.jurisdiction.state == state for row in rows)

    @settings(max_examples=40, deadline=None)
    @given(
        st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=30),
        st.none() | st.tuples(st.decimals("18", "71", places=6), st.decimals("-179", "-65", places=6)),
        st.none() | st.integers(0, 40_000_000),
        st.none() | st.dates(),
    )
    def test_many_rows_carry_what_few_carry_whatever_they_hold(self, name, point, population, day):
        latitude, longitude = point or (None, None)
        body = {"name": name, "latitude": latitude, "longitude": longitude, "population": population}
        Jurisdiction.objects.order_by("pk").filter(state="OH").update(**body, position_recorded_on=day)
        columns = [field.attname for field in Jurisdiction._meta.concrete_fields]
        few = [[getattr(row, column) for column in columns] for row in Jurisdiction.objects.order_by("-slug")]
        assert [[getattr(row, column) for column in columns] for row in every_body()] == few

    def test_nothing_given_is_another_question(self):
        for day in (None, FIRST, FIRST + datetime.timedelta(days=1), None):
            rows = Jurisdiction.objects.as_of(day).order_by("slug")
            assert bodies_on(day) == list(rows.values_list("slug", "stance"))

    def test_several_are_answered_together_as_each_alone_and_what_is_not_asked_with_nothing(self):
        day = FIRST + datetime.timedelta(days=4)
        questions = [asked.of("NE", day, self.said), None, bodies_on.of(day), False, asked.of("TX", day, self.said)]
        assert together(*questions) == [asked("NE", day, self.said), [], bodies_on(day), [], []]

    def test_what_is_attached_is_what_a_prefetch_reads(self):
        rows = asked("NE", FIRST + datetime.timedelta(days=9), self.said)
        attach(rows, "citations", Citation.objects.order_by("pk"), by="statement")
        with self.assertNumQueries(0):
            attached = [list(row.citations.all()) for row in rows]
            assert all(citation.statement is row for row in rows for citation in row.citations.all())
        assert attached == [list(Citation.objects.filter(statement=row)) for row in rows]
        with pytest.raises(TypeError, match="slice"):
            rows[0].citations.filter(pk=1)


@pytest.mark.django_db
def test_a_text_is_never_part_of_the_question():
    a_statement(a_body(state="NE"))
    assert asked("NE' OR '1'='1", datetime.date(2030, 1, 1), list(Statement.objects.values_list("pk", flat=True))) == []


@pytest.mark.django_db(transaction=True)
def test_each_thread_asks_by_its_own_connection():
    statement = a_statement(a_body(state="NE"))
    day, seen = datetime.date(2030, 1, 1), {id(connection.cursor().db)}

    def ask(_n):
        try:
            seen.add(id(connection.cursor().db))
            return asked("NE", day, [statement.pk])
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(ask, range(40))) == [[statement]] * 40
    assert len(seen) > 1


@pytest.mark.django_db
def test_prefetches_are_refused_because_they_would_be_lost():
    @kept
    def with_sources(statement: Given):
        return Statement.objects.with_sources().filter(pk=statement)

    with pytest.raises(TypeError, match="with_sources prefetches"):
        with_sources(1)


@pytest.mark.django_db(transaction=True)
def test_a_question_that_fails_spoils_none_that_was_asked_with_it():
    """PostgreSQL skips what follows an error, and psycopg would take it for prepared ever after."""
    day, keys = datetime.date(2030, 1, 1), [a_statement(a_body(state="NE")).pk]
    good = asked.of("NE", day, keys), bodies_on.of(day)
    expected = together(*good)
    with pytest.raises(DatabaseError):
        together(replace(good[0], sql="SELECT no_such_column", params=()), *good)
    for _again in range(3):
        assert together(*good) == expected


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("question", [asked, asked_for_many], ids=["few", "many"])
class TestOneAfterTheOther:
    @pytest.fixture
    def questions(self, question):
        said = [a_statement(a_body(state="NE")).pk for _n in range(3)]
        return said, ([question.of("NE", datetime.date(2030, 1, 1), [key]), None] for key in said)

    def test_each_is_answered_in_its_turn(self, questions):
        said, several = questions
        assert [[row.pk for row in rows] for rows, _nothing in one_after_the_other(several)] == [[key] for key in said]

    def test_who_leaves_early_leaves_a_connection_that_answers(self, questions):
        said, several = questions
        answers = one_after_the_other(several)
        next(answers)
        answers.close()
        assert Statement.objects.count() == len(said)

    def test_a_question_that_fails_is_told_and_the_next_is_answered(self, question, questions):
        said, several = questions
        good = question.of("NE", datetime.date(2030, 1, 1), said)
        answers = one_after_the_other([[good], [replace(good, sql="SELECT no_such_column", params=())]])
        with pytest.raises(DatabaseError):
            list(answers)
        assert [[row.pk for row in rows] for rows, _nothing in one_after_the_other(several)] == [[key] for key in said]
