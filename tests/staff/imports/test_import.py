"""A file is looked at row by row, then loaded whole or not at all."""

import csv
import io
import json

import pytest
from django.contrib.admin.models import LogEntry
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from jurisdictions.models import Alias, Citation, Jurisdiction, LoadedRow, Official, SourceArticle, Statement, Upload
from tests.factories import a_body, a_reviewer, a_statement, an_article, an_editor, an_official

pytestmark = pytest.mark.django_db
ROW = {
    "jurisdiction": "City of Milton", "state": "FL", "form": "statement", "stance": "limits", "stated_on": "2025-01-20",
    "summary": "The city said so.", "source_url": "https://example.org/a", "source_title": "A title",
    "publisher": "A Paper", "source_kind": "news_report", "carried_as": "paraphrase",
}  # fmt: skip


@pytest.fixture
def milton(db):
    return a_body(slug="milton-fl", name="City of Milton", city="Milton", state="FL")


def table(*rows, **changes):
    out = io.StringIO()
    rows = [{**ROW, **changes, **row} for row in rows or [{}]]
    writer = csv.DictWriter(out, list(dict.fromkeys(name for row in rows for name in row)))
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def upload(client, text, name="a.csv"):
    data = text if isinstance(text, bytes) else text.encode()
    return client.post(reverse("admin:import"), {"file": SimpleUploadedFile(name, data)}, follow=True)


def confirm(client, page):
    url = reverse("admin:import-confirm", args=[page.context["upload"].pk])
    return client.post(url, {"signature": page.context["plan"].signature}, follow=True)


def load(client, text, name="a.csv"):
    return confirm(client, upload(client, text, name))


def verdicts(page):
    return [line.verdict for line in page.context["plan"].lines]


def problems(page):
    return {line.place: line.problems for line in page.context["plan"].lines if line.problems}


def test_a_row_is_shown_before_it_is_loaded_and_becomes_a_draft_with_its_source(client, editor, milton):
    page = upload(client, table(official="Ada Example", speaker_title="Mayor", themes="Raids; courts", quote=""))
    text = page.content.decode()
    assert verdicts(page) == ["+"] and not Statement.objects.exists()
    assert "City of Milton (City government, FL)" in text
    assert "Load all of it" in text
    confirm(client, page)
    statement = Statement.objects.get()
    assert (statement.jurisdiction, statement.status, statement.stance) == (milton, "draft", "limits")
    assert statement.themes == ["raids", "courts"]
    assert (statement.official.name, statement.official.title) == ("Ada Example", "Mayor")
    assert statement.slug == "milton-fl-2025-01-20-city-said-so"
    assert (statement.citations.get().article.url, statement.citations.get().carried_as) == (
        ROW["source_url"],
        "paraphrase",
    )


def test_the_preview_tells_which_positions_would_move_and_moves_none(client, editor, milton):
    page = upload(client, table())
    moves = page.context["impact"].moves
    assert [(body, after[0]) for body, _before, after in moves] == [(milton, "Limits cooperation")]
    milton.refresh_from_db()
    assert milton.position_stance == "none"
    assert not Statement.objects.exists()


def test_the_preview_names_the_pages_and_feeds_that_readers_would_see_change(client, editor, milton):
    own, *others = upload(client, table()).context["impact"].pages
    assert (str(milton), milton.get_absolute_url()) in own.links
    new = [label for label, url in own.links if not url]
    assert len(new) == 2, "the statement and its source have no page yet"
    assert any("/feeds/statements.atom" in url for group in others for _label, url in group.links)
    load(client, table())
    Statement.objects.update(status="published")
    assert upload(client, table()).context["impact"].pages == [], "all of it is there already"


def test_the_same_file_again_changes_nothing(client, editor, milton):
    load(client, table())
    page = upload(client, table())
    assert verdicts(page) == ["="]
    confirm(client, page)
    assert (Statement.objects.count(), SourceArticle.objects.count()) == (1, 1)


def test_five_bad_rows_of_five_hundred_are_named_and_nothing_is_loaded(client, editor, milton):
    bad = {10: {"stated_on": "1/2/2025"}, 20: {"stance": "sanctuary"}, 30: {"jurisdiction": "Atlantis"},
           40: {"form": "no_response"}, 50: {"source_url": "not an address", "source_title": "x"}}  # fmt: skip
    rows = [{"summary": f"The city said so in sentence {n}.", **bad.get(n, {})} for n in range(500)]
    page = upload(client, table(*rows))
    found = problems(page)
    assert set(found) == {"row 12", "row 22", "row 32", "row 42", "row 52"}
    assert "January 2, 2025" in found["row 12"][0] and "February 1, 2025" in found["row 12"][0]
    assert "sanctuary" in found["row 22"][0]
    assert "Load all of it" not in page.content.decode()
    answer = confirm(client, page)
    assert "Nothing was loaded" in answer.content.decode()
    assert not Statement.objects.exists() and not SourceArticle.objects.exists()
    good = [row for n, row in enumerate(rows) if n not in bad]
    load(client, table(*good))
    assert (Statement.objects.count(), SourceArticle.objects.count()) == (495, 1)


def test_a_name_of_several_bodies_is_asked_about_and_the_choice_is_kept(client, editor, milton):
    county = a_body(slug="milton-county-fl", name="City of Milton", agency_type="county", state="FL")
    page = upload(client, table())
    (line,) = page.context["plan"].lines
    assert line.verdict == "!" and set(line.match.candidates) == {milton, county}
    assert str(county) in page.content.decode()
    url = reverse("admin:import-preview", args=[page.context["upload"].pk])
    page = client.post(url, {"choice-row 2": county.slug}, follow=True)
    assert verdicts(page) == ["+"]
    confirm(client, page)
    assert Statement.objects.get().jurisdiction == county


def test_the_type_of_the_body_settles_which_one_is_meant(client, editor, milton):
    county = a_body(slug="milton-county-fl", name="City of Milton", agency_type="county", state="FL")
    load(client, table(agency_type="County government"))
    assert Statement.objects.get().jurisdiction == county


def test_a_name_is_never_matched_across_states(client, editor, milton):
    page = upload(client, table(state="GA"))
    assert verdicts(page) == ["!"] and page.context["plan"].lines[0].match.candidates == []
    page = upload(client, table(state=""))
    assert verdicts(page) == ["!"] and page.context["plan"].lines[0].match.candidates == [milton]


def test_another_name_of_a_body_and_its_permanent_name_are_understood(client, editor, milton):
    Alias.objects.create(jurisdiction=milton, name="Milton")
    page = upload(
        client, table({"jurisdiction": "milton"}, {"jurisdiction": "milton-fl", "state": "", "summary": "B."})
    )
    assert verdicts(page) == ["+", "+"]


def test_a_source_under_another_spelling_of_its_address_is_the_one_on_record(client, editor, milton):
    known = an_article(url="https://example.org/a")
    load(client, table(source_url="http://www.example.org/a/?utm_source=x"))
    assert Statement.objects.get().sources.get() == known


def test_two_rows_of_one_statement_are_one_statement_with_two_sources(client, editor, milton):
    load(client, table({}, {"source_url": "https://example.org/b", "source_title": "B"}))
    assert Statement.objects.get().citations.count() == 2


def test_a_table_completes_a_draft_and_empties_nothing_it_does_not_name(client, editor, milton):
    draft = a_statement(milton, status="draft", condition="Except with a warrant.", editor_note="Call them.")
    text = f"slug,jurisdiction,stance\n{draft.slug},milton-fl,limits\n"
    page = upload(client, text)
    assert verdicts(page) == ["~"] and "<ins>limits</ins>" in page.content.decode()
    confirm(client, page)
    draft.refresh_from_db()
    assert (draft.stance, draft.condition, draft.editor_note) == ("limits", "Except with a warrant.", "Call them.")
    assert draft.citations.count() == 1


@pytest.mark.parametrize("person", [an_editor, a_reviewer])
def test_what_readers_have_seen_is_not_changed_by_a_file(client, milton, person):
    client.force_login(person())
    row = a_statement(milton)
    page = upload(client, f"slug,jurisdiction,stance\n{row.slug},milton-fl,limits\n")
    assert "change it at the desk" in problems(page)["row 2"][0]
    page = upload(client, table(slug=row.slug, stance="declines", summary=row.summary))
    assert any("sources at the desk" in text for text in problems(page)["row 2"])
    confirm(client, page)
    assert Statement.objects.get().stance == "declines" and Citation.objects.count() == 1


def test_no_file_publishes(client, reviewer, milton):
    page = upload(client, table(status="published"))
    assert "published at the desk" in problems(page)["row 2"][0]


def test_who_may_not_add_may_not_import(client, milton):
    reader = an_editor()
    reader.groups.clear()
    client.force_login(reader)
    assert client.get(reverse("admin:import")).status_code == 403


def test_nobody_sees_or_loads_the_upload_of_another(client, editor, milton):
    page = upload(client, table())
    client.force_login(a_reviewer())
    key = page.context["upload"].pk
    assert client.get(reverse("admin:import-preview", args=[key])).status_code == 404
    assert client.post(reverse("admin:import-confirm", args=[key])).status_code == 404
    assert not Statement.objects.exists()


def test_the_form_holds_nothing_of_the_file(client, editor, milton):
    page = upload(client, table(editor_note="Nothing of this in a form."))
    assert 'name="editor_note"' not in page.content.decode()
    assert Upload.objects.get().user == editor


def test_a_record_that_moved_since_the_preview_is_looked_at_again(client, editor, milton):
    page = upload(client, table())
    load(client, table())
    assert "the record has changed" in confirm(client, page).content.decode()
    assert Statement.objects.count() == 1


def test_a_file_is_loaded_once(client, editor, milton):
    page = upload(client, table())
    confirm(client, page)
    assert confirm(client, page).status_code == 404


def test_an_import_is_an_edit_of_the_desk_which_the_files_do_not_overwrite_or_forget(client, reviewer, milton):
    Alias.objects.create(jurisdiction=milton, name="Milltown")
    LoadedRow.objects.create(model="alias", key="milton-fl Milltown", digest="of the files")
    fields = {"slug": "milton-fl", "name": "City of Milton", "agency_type": "city", "city": "Milton", "state": "FL",
              "population": 10_000}  # fmt: skip
    load(client, json.dumps([{"model": "jurisdictions.jurisdiction", "fields": fields}]), "a.json")
    assert Jurisdiction.objects.get().population == 10_000
    assert Alias.objects.exists()
    assert list(LoadedRow.objects.values_list("model", "digest")) == [("alias", "of the files")]


def test_the_format_of_the_curated_files_is_loaded_by_the_same_rules(client, editor, milton):
    text = """
- model: jurisdictions.official
  fields: {slug: ada-fl, name: Ada, title: Mayor, jurisdiction: [milton-fl]}
- model: jurisdictions.official
  fields: {slug: bob-fl, name: Bob, title: Mayor, jurisdiction: [nowhere]}
"""
    page = upload(client, text, "a.yaml")
    assert verdicts(page) == ["+", "!"] and "nothing is named “nowhere”" in problems(page)["line:4"][0]
    load(client, text.replace("nowhere", "milton-fl"), "a.yaml")
    assert Official.objects.count() == 2


def test_two_people_of_one_name_are_not_guessed(client, editor, milton):
    for _number in range(2):
        an_official(milton, name="Ada Example")
    page = upload(client, table(official="Ada Example", speaker_title="Mayor"))
    assert "two people" in problems(page)["row 2"][0]


def test_each_row_has_its_import_in_its_history(client, editor, milton):
    load(client, table())
    entry = LogEntry.objects.get(object_id=str(Statement.objects.get().pk), content_type__model="statement")
    assert (entry.user, entry.change_message) == (editor, "Imported from a.csv.")


def test_a_preview_asks_the_same_number_of_queries_for_one_row_and_for_many(
    client, editor, milton, django_assert_num_queries
):
    def page_of(count):
        rows = [{"summary": f"The city said so in sentence {n}."} for n in range(count)]
        return upload(client, table(*rows)).context["upload"].pk

    first, second = page_of(5), page_of(20)
    with CaptureQueriesContext(connection) as small:
        client.get(reverse("admin:import-preview", args=[first]))
    with django_assert_num_queries(len(small)):
        client.get(reverse("admin:import-preview", args=[second]))


def test_a_file_that_cannot_be_read_is_refused_beside_its_field(client, editor):
    page = upload(client, "jurisdiction,mood\na,b\n")
    assert "Unknown columns: mood" in page.content.decode()
    assert not Upload.objects.exists()
