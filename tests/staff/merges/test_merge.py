"""Two entries for one body or person become one; nothing of either is lost, and it can be undone."""

import datetime

import pytest
from django.contrib.admin.models import LogEntry
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError

from jurisdictions.models import (
    Alias,
    Identifier,
    JudgedPair,
    Jurisdiction,
    Merge,
    Official,
    ParentTie,
    PositionSpan,
    ProposedChange,
    Statement,
)  # fmt: skip
from jurisdictions.models.natural import RecordModel
from jurisdictions.models.versions import unkept
from jurisdictions.staff.duplicates import judge_different
from jurisdictions.staff.merges.relations import TREATED, relations_of, treatment_of
from jurisdictions.staff.merges.verbs import merge, preview, undo_merge
from jurisdictions.staff.proposals import propose
from tests.factories import a_body, a_reviewer, a_statement, an_editor, an_official
from tests.staff.merges.everything import a_full_body, addresses_of, everything

pytestmark = pytest.mark.django_db
WHY = "Entered twice."


@pytest.fixture
def by(db):
    return a_reviewer()


def said(error):
    return " ".join(error.value.messages)


@pytest.mark.parametrize("model", [Jurisdiction, Official])
class TestEveryRelation:
    def test_that_leads_to_a_row_is_decided_about(self, model):
        """A new foreign key to a body or a person fails here until `TREATED` says what a merge does with it."""
        for relation in model._meta.related_objects:
            if relation.one_to_many:
                assert treatment_of(relation.related_model, relation.field.name)
            else:  # many-to-many: by way of the rows that link
                linking = (relation.through, relation.field.m2m_reverse_field_name())
                assert linking in [(one, name) for one, name, _treatment in relations_of(model)]

    def test_that_nobody_decided_about_stops_the_merge(self, model, by, monkeypatch):
        monkeypatch.delitem(TREATED, next(key for key in TREATED if key == ("correction", model._meta.model_name)))
        body = a_body()
        two = (a_body(), a_body()) if model is Jurisdiction else (an_official(body), an_official(body))
        with pytest.raises(KeyError):
            merge(two[0], into=two[1], by=by, reason=WHY)
        assert model.objects.filter(pk__in=[row.pk for row in two]).count() == 2


def test_the_table_of_relations_names_only_relations_there_are():
    leading = [*relations_of(Jurisdiction), *relations_of(Official)]
    there = {(model._meta.model_name, name) for model, name, _treatment in leading}
    assert set(TREATED) <= there


class TestABody:
    def test_takes_over_all_that_hung_on_the_other(self, by):
        duplicate, kept = a_full_body("Omaha"), a_full_body("City of Omaha")
        Identifier.objects.filter(jurisdiction=duplicate).update(scheme="geoid", value="3137000")
        before = {name: set(getattr(duplicate, name).values_list("pk", flat=True))
                  for name in ("statements", "officials", "aliases", "identifiers", "parent_ties", "child_ties",
                               "corrections", "reports")}  # fmt: skip
        applied = set(duplicate.statements_applied.values_list("pk", flat=True))
        merge(duplicate, into=kept, by=by, reason=WHY)
        assert not Jurisdiction.objects.filter(pk=duplicate.pk).exists()
        for name, keys in before.items():
            assert keys and keys <= set(getattr(kept, name).values_list("pk", flat=True)), name
        assert applied and applied <= set(kept.statements_applied.values_list("pk", flat=True))
        assert kept.territories.count() == 1

    def test_bears_the_name_and_the_addresses_of_the_other(self, by):
        duplicate, kept = a_body(name="Omaha", slug="omaha"), a_body(name="City of Omaha")
        merge(duplicate, into=kept, by=by, reason=WHY)
        assert [alias.name for alias in kept.aliases.all()] == ["Omaha"]
        assert addresses_of(kept) == {"omaha", kept.slug}
        assert " omaha " in Jurisdiction.objects.get(pk=kept.pk).name_text

    def test_of_the_same_name_gets_no_alias(self, by):
        duplicate, kept = a_body(name="OMAHA", county="Douglas County"), a_body(name="Omaha")
        merge(duplicate, into=kept, by=by, reason=WHY)
        assert not Alias.objects.exists()

    def test_says_what_only_the_other_said_of_it_and_keeps_its_own(self, by):
        duplicate = a_body(population=5, website="https://a.org/", latitude="41.25", longitude="-96")
        kept = a_body(website="https://b.org/", exists_from=datetime.date(1857, 1, 1))
        merge(duplicate, into=kept, by=by, reason=WHY)
        kept.refresh_from_db()
        assert (kept.population, kept.website, float(kept.latitude)) == (5, "https://b.org/", 41.25)

    def test_stands_where_all_its_statements_put_it(self, by):
        duplicate, kept = a_body(), a_body()
        a_statement(kept, stance="declines", stated_on=datetime.date(2024, 1, 1))
        newest = a_statement(duplicate, stance="limits", stated_on=datetime.date(2025, 1, 1))
        merge(duplicate, into=kept, by=by, reason=WHY)
        kept.refresh_from_db()
        assert (kept.position_stance, kept.position_statement) == ("limits", newest)
        assert [span.stance for span in kept.spans.order_by("starts_on")] == ["none", "declines", "limits"]
        assert set(PositionSpan.objects.values_list("jurisdiction", flat=True)) == {kept.pk}

    def test_has_no_tie_twice_and_none_to_itself(self, by):
        duplicate, kept, county = a_body(), a_body(), a_body(agency_type="county")
        for child, parent in ((duplicate, county), (kept, county), (duplicate, kept)):
            ParentTie.objects.create(child=child, parent=parent, relation="territorial")
        merge(duplicate, into=kept, by=by, reason=WHY, despite_warnings=True)
        assert [(tie.child, tie.parent) for tie in ParentTie.objects.all()] == [(kept, county)]

    def test_is_not_named_as_one_its_own_statement_applies_to(self, by):
        duplicate, kept, other = a_body(), a_body(), a_body()
        for body in (duplicate, kept, other):
            a_statement(body).applies_to.add(*{duplicate, kept} - {body})
        merge(duplicate, into=kept, by=by, reason=WHY)
        assert [list(row.applies_to.all()) for row in Statement.objects.order_by("pk")] == [[], [], [kept]]

    def test_was_judged_different_from_whatever_the_other_was(self, by):
        duplicate, kept, third = a_body(slug="a"), a_body(slug="b"), a_body(slug="c")
        judge_different("body", duplicate.slug, third.slug, by=by)
        merge(duplicate, into=kept, by=by, reason=WHY)
        assert JudgedPair.objects.filter(first="b", second="c", judged_by=by).exists()

    def test_keeps_versions_of_all_that_changed_with_reason_and_person(self, by):
        duplicate, kept = a_full_body("Omaha"), a_full_body("City of Omaha")
        statement = duplicate.statements.published().get()
        merge(duplicate, into=kept, by=by, reason=WHY, despite_warnings=True)
        assert not any(unkept(model) for model in RecordModel.__subclasses__())
        for history in (statement.history, Jurisdiction.history.filter(id=duplicate.pk), Alias.history):
            newest = history.order_by("-history_id").first()
            assert (newest.history_user, newest.history_change_reason) == (by, f"Merged: {WHY}")

    def test_that_a_statement_applies_to_stands_so_in_its_newest_version(self, by):
        duplicate, kept = a_body(), a_body()
        row = a_statement(a_body())
        row.applies_to.add(duplicate)
        done = merge(duplicate, into=kept, by=by, reason=WHY)
        for body in (kept, duplicate):
            newest = row.history.order_by("-history_id").first()
            assert [link.jurisdiction_id for link in newest.applies_to.all()] == [body.pk]
            undo_merge(done, by=by) if body == kept else None


class TestAPerson:
    def test_takes_over_the_words_and_the_spellings_of_the_other(self, by):
        body = a_body()
        duplicate = an_official(body, name="Jon Doe", name_variants=["J. Doe", "Jean Doe"], party="nonpartisan")
        kept = an_official(body, name="Jean Doe", name_variants=["Doe"])
        row = a_statement(body, official=duplicate, speaker_title="Mayor")
        merge(duplicate, into=kept, by=by, reason=WHY)
        row.refresh_from_db()
        kept.refresh_from_db()
        assert (row.official, kept.name_variants, kept.party) == (kept, ["Doe", "Jon Doe", "J. Doe"], "nonpartisan")
        assert not Official.objects.filter(pk=duplicate.pk).exists()

    def test_of_another_body_is_another_entry(self, by):
        with pytest.raises(ValidationError) as refused:
            merge(an_official(), into=an_official(), by=by, reason=WHY)
        assert "different bodies" in said(refused)


class TestAMergeIsRefused:
    def test_to_whoever_is_no_reviewer(self):
        with pytest.raises(PermissionDenied):
            merge(a_body(), into=a_body(), by=an_editor(), reason=WHY)

    def test_without_a_reason_or_of_one_entry_with_itself_or_of_two_kinds(self, by):
        body = a_body()
        for other, reason in ((a_body(), " "), (body, WHY), (an_official(), WHY)):
            with pytest.raises(ValidationError):
                merge(other, into=body, by=by, reason=reason)

    def test_across_states(self, by):
        with pytest.raises(ValidationError) as refused:
            merge(a_body(state="IA"), into=a_body(), by=by, reason=WHY, despite_warnings=True)
        assert "different states" in said(refused)

    def test_where_one_would_stand_above_itself(self, by):
        top, middle, bottom = a_body(), a_body(), a_body()
        for child, parent in ((bottom, middle), (middle, top)):
            ParentTie.objects.create(child=child, parent=parent, relation="territorial")
        for duplicate, kept in ((bottom, top), (top, bottom)):
            with pytest.raises(ValidationError) as refused:
                merge(duplicate, into=kept, by=by, reason=WHY, despite_warnings=True)
            assert "by way of a third body" in said(refused)

    @pytest.mark.parametrize("name", ["jurisdiction", "official"])
    def test_while_a_proposed_change_names_the_duplicate(self, by, name):
        duplicate, kept = a_body(), a_body()
        row = a_statement(duplicate) if name == "jurisdiction" else a_statement(kept)
        if name == "official":
            duplicate, kept = an_official(kept), an_official(kept)
        wanted = {"jurisdiction": kept.pk} if name == "jurisdiction" else {
            "official": duplicate.pk, "speaker_title": "Mayor"}  # fmt: skip
        propose(row, wanted, reason="Misread.", is_correction=False, by=by)
        with pytest.raises(ValidationError) as refused:
            merge(duplicate, into=kept, by=by, reason=WHY)
        assert "decide about it first" in said(refused)
        ProposedChange.objects.all().delete()
        merge(duplicate, into=kept, by=by, reason=WHY)

    def test_when_the_duplicate_is_gone_already(self, by):
        duplicate, kept, third = a_body(), a_body(), a_body()
        merge(duplicate, into=kept, by=by, reason=WHY)
        with pytest.raises(ValidationError) as refused:
            merge(Jurisdiction(pk=duplicate.pk), into=third, by=by, reason=WHY)
        assert "gone" in said(refused)

    def test_when_the_record_changed_since_it_was_shown(self, by):
        duplicate, kept = a_body(), a_body()
        stamp = preview(duplicate, kept).stamp
        a_statement(duplicate)
        with pytest.raises(ValidationError):
            merge(duplicate, into=kept, by=by, reason=WHY, as_shown=stamp)
        merge(duplicate, into=kept, by=by, reason=WHY, as_shown=preview(duplicate, kept).stamp)


DOUBTFUL = {
    "of another type": lambda: (a_body(agency_type="agency"), a_body(agency_type="police")),
    "of another county": lambda: (a_body(county="Douglas County"), a_body(county="Sarpy County")),
    "with another number": lambda: numbered("1", "2"),
    "one of which stands under the other": lambda: tied(a_body(), a_body()),
    "whose terms differ": lambda: in_office(2001, 2009),
}


def numbered(*values):
    two = a_body(), a_body()
    for body, value in zip(two, values, strict=True):
        Identifier.objects.create(jurisdiction=body, scheme="leaid", value=value)
    return two


def tied(child, parent):
    ParentTie.objects.create(child=child, parent=parent, relation="administrative")
    return child, parent


def in_office(*years):
    body = a_body()
    return [an_official(body, term_start_on=datetime.date(year, 1, 1)) for year in years]


@pytest.mark.parametrize("case", DOUBTFUL)
def test_two_that_contradict_each_other_are_merged_only_when_confirmed(by, case):
    duplicate, kept = DOUBTFUL[case]()
    with pytest.raises(ValidationError) as refused:
        merge(duplicate, into=kept, by=by, reason=WHY)
    assert "Confirm" in said(refused)
    assert merge(duplicate, into=kept, by=by, reason=WHY, despite_warnings=True).row == kept


def test_two_judged_different_before_are_merged_only_when_confirmed(by):
    duplicate, kept = a_body(), a_body()
    judge_different("body", kept.slug, duplicate.slug, by=by)
    with pytest.raises(ValidationError) as refused:
        merge(duplicate, into=kept, by=by, reason=WHY)
    assert str(by) in said(refused)


def test_a_merge_that_fails_on_its_way_changes_nothing(by, monkeypatch):
    duplicate, kept = a_full_body("Omaha"), a_full_body("City of Omaha")
    before = everything()
    monkeypatch.setattr("jurisdictions.staff.merges.verbs.Merge.objects.create", lambda **_fields: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        merge(duplicate, into=kept, by=by, reason=WHY)
    assert everything() == before


def test_the_preview_writes_nothing_and_tells_all(by):
    duplicate, kept = a_full_body("Omaha"), a_full_body("City of Omaha")
    before = everything()
    plan = preview(duplicate, kept)
    assert everything() == before
    moved = {name: len(changes) for name, changes in plan.of("moved").items()}
    assert moved == {"statement": 2, "official": 1, "alias": 1, "parenttie": 2, "correction": 1, "report": 1,
                     "statement_applies_to": 1}  # fmt: skip
    assert set(plan.of("left")) == {"identifier", "territory"}
    assert set(plan.of("added")) == {"alias", "judgedpair"}


def test_who_merged_and_why_stands_in_the_log(by):
    duplicate, kept = a_body(name="Omaha"), a_body()
    done = merge(duplicate, into=kept, by=by, reason=WHY)
    assert [WHY in entry.change_message for entry in LogEntry.objects.filter(user=by)] == [True, True]
    undo_merge(done, by=by)
    assert LogEntry.objects.filter(user=by).count() == 4
    done.refresh_from_db()
    assert (done.undone_by, done.undone_on is None) == (by, False)


def test_a_merge_is_of_one_kind(by):
    with pytest.raises(IntegrityError):
        Merge.objects.create(old_key=1, old_slug="a", old_label="A", reason=WHY, merged_on="2025-01-01", changes=[])
