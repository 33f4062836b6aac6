"""Filtered lists as files: the same rows as on the page, nothing a spreadsheet runs, nothing silently wrong."""

import csv
import datetime
import io
import json
import re

import psycopg
import pytest
from django.db import connection
from django.http import QueryDict
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jurisdictions.site.exports import JurisdictionExport, StatementExport
from jurisdictions.site.files import chunks
from tests.factories import a_body, a_statement, an_article, an_official

LISTS = ("jurisdictions", "statements")
YEARS = ["2017", "2019", "2025", "2026"]
COMMON = {
    "q": st.sampled_from(["police", "county sheriff", "omaha", "mayor", "zzz", "st. paul"]),
    "state": st.lists(st.sampled_from(["NE", "CA", "TX", "WY", "DC"]), max_size=3),
    "city": st.sampled_from(["Omaha", "saint paul", "Dallas, TX"]),
    "agency_type": st.lists(st.sampled_from(["city", "sheriff", "state", "prosecutor"]), max_size=2),
    "stance": st.lists(st.sampled_from(["declines", "limits", "cooperates", "comments"]), max_size=2),
    "form": st.lists(st.sampled_from(["interview", "law", "policy"]), max_size=2),
    "theme": st.lists(st.sampled_from(["detainers", "287g", "schools"]), max_size=2),
    "year": st.lists(st.sampled_from(YEARS), max_size=2),
    "since": st.dates(datetime.date(2015, 1, 1), datetime.date(2026, 4, 1)).map(str),
    "until": st.dates(datetime.date(2015, 1, 1), datetime.date(2026, 4, 1)).map(str),
    "as_of": st.dates(datetime.date(2015, 1, 1), datetime.date(2026, 4, 1)).map(str),
    "sort": st.sampled_from(["newest", "name"]),
}
asked = st.dictionaries(st.sampled_from(sorted(COMMON)), st.none(), max_size=3).flatmap(
    lambda names: st.fixed_dictionaries({name: COMMON[name] for name in names})
)


def as_csv(client, name, **asked):
    answer = client.get(f"/{name}.csv", asked)
    assert answer.status_code == 200, answer.content
    return list(csv.DictReader(io.StringIO(answer.getvalue().decode())))


def as_json(client, name, **asked):
    return json.loads(client.get(f"/{name}.json", asked).getvalue())


def total_of(client, path, asked):
    return int(re.search(r'data-total="(\d+)"', client.get(path, asked).content.decode())[1])


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(asked=asked)
def test_page_files_and_feed_agree_on_the_rows_whatever_is_asked(record, client, asked):
    for name in LISTS:
        total, file = total_of(client, f"/{name}/", asked), as_json(client, name, **asked)
        slugs = [row["slug"] for row in as_csv(client, name, **asked)]
        assert slugs == [row["slug"] for row in file["results"]]
        assert total == file["count"] == len(slugs) == len(set(slugs))
    feed = client.get("/feeds/statements.atom", asked).content.decode()
    assert int(re.search(r"<opensearch:totalResults>(\d+)", feed)[1]) == total


def test_every_page_of_a_list_together_shows_the_rows_of_its_file_in_the_same_order(record, client):
    rows = as_csv(client, "statements", state="NE")
    shown = []
    for number in range(1, len(rows) // 25 + 2):
        page = client.get("/statements/", {"state": "NE", "page": number}).content.decode()
        shown += re.findall(r'<li class="row is-body"><div>\s*<h2><a href="/statements/([\w-]+)/"', page)
    assert shown == [row["slug"] for row in rows]


@pytest.mark.django_db
@pytest.mark.parametrize("start", list("=+-@\t\r"))
def test_a_text_that_a_spreadsheet_would_run_gets_an_apostrophe_in_the_csv_only(client, start):
    text = f'{start}HYPERLINK("https://evil.example","click")'
    body = a_body(name=text, latitude="41.25", longitude="-95.93")
    a_statement(body, quote=text, article=an_article(publisher=text))
    (row,) = as_csv(client, "statements")
    assert [row["jurisdiction_name"], row["quote"], row["source_publishers"]] == [f"'{text}"] * 3
    (row,) = as_json(client, "statements")["results"]
    assert [row["jurisdiction_name"], row["quote"], row["sources"][0]["publisher"]] == [text] * 3
    (row,) = as_csv(client, "jurisdictions")
    assert (row["name"], float(row["longitude"])) == (f"'{text}", -95.93)


@pytest.mark.django_db
def test_a_statement_s_row_tells_who_what_when_and_on_what_evidence(client):
    body = a_body(name="Cañon City, “Old Town”", city="Cañon City", state="CO")
    person = an_official(body, name="Ana Núñez")
    statement = a_statement(body, official=person, speaker_title="Mayor", themes=["raids", "schools"],
                            stated_on=datetime.date(2019, 6, 1), date_precision="month",
                            summary="Two lines,\nwith a comma.")  # fmt: skip
    statement.citations.create(
        article=an_article(publisher="Another"), carried_as="direct_quote", locator="paragraph 2"
    )
    (row,) = as_csv(client, "statements")
    assert (row["jurisdiction"], row["jurisdiction_name"]) == (body.slug, "Cañon City, “Old Town”")
    assert (row["official"], row["official_name"], row["speaker_title"]) == (person.slug, "Ana Núñez", "Mayor")
    assert (row["stated_on"], row["date_precision"], row["themes"]) == ("2019-06-01", "month", "raids;schools")
    assert (row["stance"], row["stance_label"]) == ("declines", "Declines to assist")
    assert (row["source_count"], row["source_publishers"]) == ("2", "A Paper; Another")
    assert (row["summary"], row["url"]) == (
        "Two lines,\nwith a comma.",
        f"http://testserver/statements/{statement.slug}/",
    )
    (row,) = as_json(client, "statements")["results"]
    assert row["themes"] == ["raids", "schools"]
    assert (row["sources"][1]["carried_as"], row["sources"][1]["locator"]) == ("direct_quote", "paragraph 2")


@pytest.mark.django_db
def test_a_body_s_row_has_its_position_or_says_that_none_is_on_record(client):
    body, silent = a_body(name="A"), a_body(name="B")
    body.identifiers.create(scheme="geoid", value="0137000")
    statement = a_statement(body, stance="limits", form="policy", condition="without a warrant")
    first, second = as_csv(client, "jurisdictions", sort="name")
    assert (first["geoid"], first["stance"], first["form"], first["condition"]) == (
        "0137000", "limits", "policy", "without a warrant")  # fmt: skip
    assert (first["since"], first["recorded_on"], first["statement"]) == ("2025-01-20", "2025-01-20", statement.slug)
    assert (second["slug"], second["stance"], second["stance_label"]) == (silent.slug, "none", "No position on record")
    first, second = as_json(client, "jurisdictions", sort="name")["results"]
    assert first["position"]["label"] == "Limits cooperation"
    assert second["position"] is None


@pytest.mark.django_db
def test_as_of_a_day_each_row_says_which_day_and_what_was_on_record_then(client):
    body = a_body()
    a_statement(body, stance="declines", stated_on=datetime.date(2019, 1, 1))
    a_statement(body, stance="cooperates", stated_on=datetime.date(2025, 1, 1))
    (row,) = as_csv(client, "jurisdictions", as_of="2020-05-05")
    assert (row["stance"], row["recorded_on"], row["as_of"]) == ("declines", "2019-01-01", "2020-05-05")
    assert len(as_csv(client, "statements", as_of="2020-05-05")) == 1
    answer = client.get("/jurisdictions.json", {"as_of": "2020-05-05"})
    assert answer.headers["X-As-Of"] == "2020-05-05"
    assert json.loads(answer.getvalue())["as_of"] == "2020-05-05"
    today = timezone.localdate().isoformat()
    assert f'filename="jurisdictions-as-of-2020-05-05-{today}.json"' in answer.headers["Content-Disposition"]


@pytest.mark.django_db
def test_drafts_and_retracted_statements_are_in_no_file(client):
    a_statement(status="draft")
    a_statement(status="retracted", retraction_reason="It was somebody else.")
    assert as_csv(client, "statements") == [] == as_json(client, "statements")["results"]


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/jurisdictions.csv", "/statements.json", "/feeds/statements.atom"])
@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("state=XX", "state"),
        ("stance=declines&stance=refuses", "stance"),
        ("since=yesterday", "since"),
        ("as_of=2999-01-01", "as_of"),
        ("since=2020-01-01&since=2021-01-01", "since"),
        ("sort=random", "sort"),
        ("page=0", "page"),
        ("page=x", "page"),
        ("q=%00", "q"),
        ("q=---", "q"),
        ("stat=NE", "stat"),
    ],
)
def test_what_is_not_understood_is_refused_in_plain_text_that_names_the_parameter(client, path, question, named):
    answer = client.get(f"{path}?{question}")
    assert (answer.status_code, answer.headers["Content-Type"]) == (400, "text/plain; charset=utf-8")
    assert answer.content.decode().startswith(f"{named}: ")


@pytest.mark.django_db
def test_blank_parameters_as_a_form_sends_them_ask_nothing(client):
    a_statement()
    assert len(as_csv(client, "statements", q="", state="", since="", sort="")) == 1


@pytest.mark.django_db
def test_head_tells_the_name_and_type_of_the_file_and_asks_the_database_nothing(client, django_assert_num_queries):
    a_statement()
    with django_assert_num_queries(0):
        answer = client.head("/statements.csv")
        assert answer.getvalue() == b""
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert client.post("/statements.csv").status_code == 405


@pytest.mark.django_db
@pytest.mark.parametrize(("name", "queries"), [("statements", 4), ("jurisdictions", 5)])
def test_a_file_asks_the_database_no_more_for_more_rows(client, django_assert_num_queries, name, queries):
    for _n in range(7):
        a_statement()
    with django_assert_num_queries(queries):
        assert len(as_csv(client, name)) == 7


@pytest.mark.django_db
def test_a_list_links_its_files_and_feed_with_the_filters_in_force(client):
    a_statement(a_body(state="NE"))
    page = client.get("/statements/?state=NE&sort=name&page=1&since=&q=").content.decode()
    assert 'href="/statements.csv?state=NE&amp;sort=name"' in page
    assert "Download this 1 row:" in page
    head = page.split("</head>")[0]
    assert (
        '<link rel="alternate" type="text/csv" title="This list as CSV" href="/statements.csv?state=NE&amp;sort=name">'
        in head
    )
    assert 'type="application/atom+xml"' in head and 'href="/feeds/statements.atom?state=NE"' in head
    assert '<link rel="canonical" href="http://testserver/statements/">' in head


@pytest.mark.django_db
def test_a_list_offers_no_feed_that_would_hold_something_else(client):
    a_body(), an_article()
    for question in ("/jurisdictions/?stance=none", "/sources/?kind=rewrite", "/sources/?year=2025"):
        assert "/feeds/statements.atom" not in client.get(question).content.decode()
    assert "/feeds/statements.atom?state=NE" in client.get("/jurisdictions/?state=NE").content.decode()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("export", [JurisdictionExport, StatementExport])
def test_a_reader_who_takes_a_file_slowly_holds_no_lock_of_the_database(export, search_index, monkeypatch):
    monkeypatch.setattr(chunks, "CHUNK", 1)
    for n in range(3):
        a_statement(a_body(slug=f"body-{n}"))
    search_index.build()
    pieces = export(export.query_class(QueryDict("")), "https://example.org").pieces()
    seen = [next(pieces)]
    assert is_at_rest(connection)
    seen += pieces
    assert len(seen) == 3


def is_at_rest(connection):
    """No transaction is open once what is on its way has arrived."""
    if connection.vendor == "sqlite":
        return not connection.connection.in_transaction
    server = connection.connection.info
    with psycopg.connect(server.dsn, password=server.password or None, autocommit=True) as other:
        for _try in range(500):
            asked = other.execute("SELECT state FROM pg_stat_activity WHERE pid = %s", [server.backend_pid])
            if asked.fetchone() == ("idle",):
                return True
    return False
