"""The index and the database give the same answers, whatever is asked and whatever happened before."""

import datetime

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.http import QueryDict
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jurisdictions.models import Citation, Jurisdiction, Official, SourceArticle, Statement
from jurisdictions.search import engines
from jurisdictions.search import query as ask
from jurisdictions.search.engines import ByDatabase, ByIndex
from jurisdictions.search.index import triggers
from tests.factories import a_body, a_statement, an_article
from tests.search.questions import QUESTION

LISTS = [ask.Jurisdictions, ask.Statements, ask.Officials, ask.Sources]
DRAWN = settings(
    max_examples=120, deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
QUESTIONS = ["", "q=warrant", "q=milton", "state=NE", "stance=limits", "theme=raids", "as_of=2024-06-30",
             "as_of=2024-06-30&q=warrant", "form=policy&year=2024", 'q="will wait"', "q=wi*", "q=wariant"]  # fmt: skip
pytestmark = pytest.mark.django_db(transaction=True)


def answers(kind, question, engine):
    """What a page shows; each way of sorting names has its own idea of capitals and accents, so those are a set."""
    query = kind(QueryDict(question))
    assert isinstance(query.engine, engine)
    keys = [row.pk for row in query.page(0, 1000)]
    facets = {name: [(c.value, c.count) for c in choices] for name, choices in query.facets().items()}
    assert {row.pk for row in query.rows()} == set(keys)
    both = [name for name in ("state", "stance") if name in query.filter_class.facets]
    crossed = query.crossed(*both) if len(both) == 2 else None
    return query.total(), set(keys) if query.sort == "name" else keys, facets, query.respelt, crossed


def both_ways(store, monkeypatch, kind, question):
    by_index = answers(kind, question, ByIndex)
    with monkeypatch.context() as patch:
        patch.setattr(store, "is_on", lambda: False)
        return by_index, answers(kind, question, ByDatabase)


def test_of_the_curated_record_for_any_question(search_index, monkeypatch):
    call_command("load_directory", verbosity=0)
    search_index.build()

    @DRAWN
    @given(st.sampled_from(LISTS), QUESTION)
    def same(kind, question):
        by_index, by_database = both_ways(search_index, monkeypatch, kind, question)
        assert by_index == by_database

    same()


def test_pages_of_any_size_together_are_the_whole_list(search_index, monkeypatch):
    """Later pages are cut from blocks; a page may lie across two, or beyond the end."""
    call_command("load_directory", verbosity=0)
    search_index.build()
    monkeypatch.setattr(engines, "BLOCK", 60)
    for kind, question in ((ask.Statements, ""), (ask.Statements, "q=police"), (ask.Jurisdictions, "sort=name")):
        query = kind(QueryDict(question))
        whole = query.engine.keys(query.sort, 0, query.total())
        assert len(whole) > 120
        for size in (25, 30, 100):
            asked = kind(QueryDict(question)).engine
            pages = [asked.keys(query.sort, start, size) for start in range(0, len(whole) + size, size)]
            assert [key for page in pages for key in page] == whole


def test_counts_that_were_begun_early_are_those_that_were_not(search_index):
    a_small_world()
    search_index.build()
    for question in QUESTIONS:
        early, late = ask.Statements(QueryDict(question)), ask.Statements(QueryDict(question))
        early.begin_counting()
        begun = early.facets()
        search_index.current().memo.clear()
        assert begun == late.facets()


def a_small_world():
    for slug, state in (("one", "NE"), ("two", "TX"), ("three", "NE")):
        body = a_body(slug=slug, name=f"City of {slug.title()}", state=state, city=slug.title())
        person = Official.objects.create(slug=f"mayor-{slug}", name=f"Mayor {slug}", title="Mayor", jurisdiction=body)
        a_statement(body, slug=f"{slug}-a", official=person, speaker_title="Mayor", summary="It wants a warrant.",
                    stated_on=datetime.date(2024, 3, 1), themes=["raids"])  # fmt: skip
        a_statement(body, slug=f"{slug}-b", quote="We will wait and see", form="policy", stance="limits",
                    stated_on=datetime.date(2025, 3, 1), article=an_article(slug=f"source-{slug}"))  # fmt: skip


def renamed(n):
    body = Jurisdiction.objects.order_by("pk")[n % 3]
    body.name, body.state, body.city = f"Town of Milton {n}", ["VT", "NE", "TX"][n % 3], "Milton"
    body.save()


def edited(n):
    statement = Statement.objects.order_by("pk")[n % Statement.objects.count()]
    statement.summary = f"It asks for number {n} or a warrant."
    statement.stance = ["limits", "cooperates", "comments"][n % 3]
    statement.stated_on = datetime.date(2023 + n % 3, 1 + n % 12, 1)
    statement.save()


def retracted(n):
    keys = list(Statement.objects.order_by("pk").values_list("pk", flat=True))
    Statement.objects.filter(pk=keys[n % len(keys)]).update(status="retracted", retraction_reason="It was wrong.")


def published_again(n):
    Statement.objects.filter(status="retracted").update(status="published", retraction_reason="")


def added(n):
    a_statement(Jurisdiction.objects.order_by("pk")[n % 3], summary=f"A new one, {n}.", themes=["courts"])


def deleted(n):
    if Statement.objects.count() > 3:
        Statement.objects.order_by("pk")[n % 3].delete()


def cited_anew(n):
    article = SourceArticle.objects.order_by("pk")[n % SourceArticle.objects.count()]
    statement = Statement.objects.order_by("-pk")[n % 3]
    Citation.objects.get_or_create(statement=statement, article=article, defaults={"carried_as": "paraphrase"})


def renamed_person(n):
    Official.objects.filter(pk=Official.objects.order_by("pk")[n % 3].pk).update(name=f"Mayor José {n}")


def retitled_source(n):
    Official.objects.order_by("pk")[n % 3].save()
    source = SourceArticle.objects.order_by("pk")[n % SourceArticle.objects.count()]
    source.title, source.kind = f"Warrants, part {n}", ["news_report", "press_release"][n % 2]
    source.save()


def raw(n):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE jurisdictions_statement SET form = 'ordinance' WHERE stance = 'limits'")


EDITS = [renamed, edited, retracted, published_again, added, deleted, cited_anew, renamed_person, retitled_source, raw]


def test_after_any_history_of_edits(search_index, monkeypatch):
    a_small_world()
    search_index.build()

    @settings(DRAWN, max_examples=25)
    @given(st.lists(st.tuples(st.sampled_from(EDITS), st.integers(0, 99)), min_size=1, max_size=5), st.randoms())
    def same(history, chance):
        for edit, n in history:
            edit(n)
        for kind in LISTS:
            question = chance.choice(QUESTIONS)
            by_index, by_database = both_ways(search_index, monkeypatch, kind, question)
            assert by_index == by_database, (kind, question, history)
        call_command("check_index", verbosity=0)

    same()


def test_a_page_deep_in_the_list_holds_what_the_whole_list_has_there(search_index):
    a_small_world()
    search_index.build()
    for kind, question in ((ask.Statements, "q=one"), (ask.Statements, ""), (ask.Jurisdictions, "q=mayor")):
        query = kind(QueryDict(question))
        whole = [row.pk for row in query.page(0, 100)]
        assert [row.pk for n in range(len(whole)) for row in query.page(n, 1)] == whole
        assert len(whole) == query.total()


def test_a_difference_is_named(search_index, capsys):
    a_small_world()
    search_index.build()
    with connection.cursor() as cursor:
        triggers.remove()
        cursor.execute("UPDATE jurisdictions_statement SET stance = 'declines' WHERE slug = 'one-a'")
        cursor.execute("DELETE FROM jurisdictions_citation")
        triggers.install()
    with pytest.raises(CommandError, match="rebuild_index"):
        call_command("check_index")
    assert "statements: 6 different" in capsys.readouterr().out
