"""After a merge and its undoing the record is what it was; what would be lost by it is named instead."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jurisdictions.models import Alias, Identifier, Jurisdiction, Merge, Official, ParentTie, Statement
from jurisdictions.models.natural import RecordModel
from jurisdictions.models.versions import unkept
from jurisdictions.staff.duplicates import judge_different
from jurisdictions.staff.merges.verbs import merge, undo_merge
from tests.factories import a_body, a_member_of, a_reviewer, a_statement, an_article, an_editor, an_official
from tests.staff.merges.everything import a_full_body, everything

pytestmark = pytest.mark.django_db
WHY = "Entered twice."


@pytest.fixture
def by(db):
    return a_reviewer()


@pytest.fixture
def two():
    return a_full_body("Omaha", population=7, county="Douglas County"), a_full_body("City of Omaha")


def why_not(done, by):
    before = everything()
    with pytest.raises(ValidationError) as refused:
        undo_merge(done, by=by)
    assert everything() == before
    return " ".join(refused.value.messages)


class TestUndoing:
    def test_a_merge_of_bodies_leaves_the_record_as_it_was(self, by, two):
        duplicate, kept = two
        before = everything()
        done = merge(duplicate, into=kept, by=by, reason=WHY)
        assert everything() != before
        assert undo_merge(done, by=by) == duplicate
        assert everything() == before
        assert not any(unkept(model) for model in RecordModel.__subclasses__())

    def test_a_merge_of_people_leaves_the_record_as_it_was(self, by, two):
        body = two[0]
        duplicate, kept = an_official(body, party="nonpartisan", name_variants=["A"]), body.officials.first()
        a_statement(body, official=duplicate, speaker_title="Mayor", stance="limits")
        before = everything()
        done = merge(duplicate, into=kept, by=by, reason=WHY)
        undo_merge(done, by=by)
        assert everything() == before

    def test_gives_the_addresses_back(self, client, by, two):
        duplicate, kept = two
        former = duplicate.get_absolute_url()
        done = merge(duplicate, into=kept, by=by, reason=WHY)
        assert client.get(former).status_code == 301
        undo_merge(done, by=by)
        assert client.get(former).status_code == 200

    def test_merges_into_one_another_goes_from_the_newest_back(self, by, two):
        first, second = two
        third = a_full_body("Omaha City")
        before = everything()
        older = merge(first, into=second, by=by, reason=WHY)
        between = everything()
        newer = merge(second, into=third, by=by, reason=WHY, despite_warnings=True)
        older.refresh_from_db()
        assert older.row == third
        assert "undo that merge first" in why_not(older, by)
        undo_merge(newer, by=by)
        assert everything() == between
        undo_merge(older, by=by)
        assert everything() == before

    def test_keeps_what_was_entered_and_corrected_since(self, by, two):
        duplicate, kept = two
        row = duplicate.statements.published().get()
        done = merge(duplicate, into=kept, by=by, reason=WHY)
        Statement.objects.filter(pk=row.pk).update(summary="Corrected since.")
        new = a_statement(kept)
        undo_merge(done, by=by)
        row.refresh_from_db()
        new.refresh_from_db()
        assert (row.summary, row.jurisdiction, new.jurisdiction) == ("Corrected since.", duplicate, kept)

    def test_then_merging_again_is_allowed(self, by, two):
        duplicate, kept = two
        undo_merge(merge(duplicate, into=kept, by=by, reason=WHY), by=by)
        before = everything()
        undo_merge(merge(duplicate, into=kept, by=by, reason=WHY), by=by)
        assert everything() == before


def deletes_a_draft(kept, moved):
    moved["draft"].delete()


def moves_a_statement(kept, moved):
    Statement.objects.filter(pk=moved["draft"].pk).update(jurisdiction=a_body())


def names_a_person_who_goes_back(kept, moved):
    a_statement(kept, official=moved["person"], speaker_title="Mayor")


def renames_an_added_alias(kept, moved):
    Alias.objects.filter(jurisdiction=kept, name="Omaha").update(name="The Gateway")


def mends_a_fact_taken_over(kept, moved):
    Jurisdiction.objects.filter(pk=kept.pk).update(population=8)


def takes_the_name(kept, moved):
    kept.refresh_from_db()
    kept.name, kept.county = "Omaha", "Douglas County"
    kept.save()


def cuts_a_tie(kept, moved):
    ParentTie.objects.filter(pk=moved["tie"].pk).delete()


def takes_the_body_out_of_what_a_statement_applies_to(kept, moved):
    moved["applied"].applies_to.clear()


IN_THE_WAY = {
    deletes_a_draft: "deleted after", moves_a_statement: "changed after", renames_an_added_alias: "changed after",
    names_a_person_who_goes_back: "move the statement first", mends_a_fact_taken_over: "changed after",
    takes_the_name: "cannot come back", cuts_a_tie: "deleted after",
    takes_the_body_out_of_what_a_statement_applies_to: "deleted after",
}  # fmt: skip


@pytest.mark.parametrize("meanwhile", IN_THE_WAY)
def test_undoing_is_refused_when_somebody_meanwhile(by, two, meanwhile):
    duplicate, kept = two
    moved = {"draft": duplicate.statements.get(status="draft"), "person": duplicate.officials.get(),
             "tie": duplicate.parent_ties.get(), "applied": duplicate.statements_applied.get()}  # fmt: skip
    done = merge(duplicate, into=kept, by=by, reason=WHY)
    meanwhile(kept, moved)
    assert IN_THE_WAY[meanwhile] in why_not(done, by)


def test_what_hung_on_a_body_merged_since_waits_for_that_one(by):
    duplicate, kept, county, other = a_body(), a_body(), a_body(agency_type="county"), a_body(agency_type="county")
    for child in (duplicate, kept):
        ParentTie.objects.create(child=child, parent=county, relation="territorial")
    before = everything()
    done = merge(duplicate, into=kept, by=by, reason=WHY)
    later = merge(county, into=other, by=by, reason=WHY)
    assert f"“{county}” was merged since" in why_not(done, by)
    undo_merge(later, by=by)
    undo_merge(done, by=by)
    assert everything() == before


def test_people_merged_in_a_body_that_was_merged_since_wait_for_that_one(by):
    body, other = a_body(), a_body()
    duplicate, kept = an_official(body), an_official(body)
    before = everything()
    done = merge(duplicate, into=kept, by=by, reason=WHY)
    later = merge(body, into=other, by=by, reason=WHY)
    assert f"“{body}” was merged since" in why_not(done, by)
    undo_merge(later, by=by)
    undo_merge(done, by=by)
    assert everything() == before


def test_a_link_saved_anew_is_the_same_link(by, two):
    duplicate, kept = two
    row = duplicate.statements_applied.get()
    before = everything()
    done = merge(duplicate, into=kept, by=by, reason=WHY)
    row.applies_to.clear()
    row.applies_to.add(kept)
    undo_merge(done, by=by)
    assert everything() == before


def test_it_is_undone_once_and_by_a_reviewer(by, two):
    done = merge(two[0], into=two[1], by=by, reason=WHY)
    for person in (an_editor(), a_member_of("Viewers")):
        with pytest.raises(PermissionDenied):
            undo_merge(done, by=person)
    undo_merge(done, by=by)
    assert "already" in why_not(done, by)


BODIES = 4
PAIR = st.tuples(st.integers(0, BODIES - 1), st.integers(0, BODIES - 1)).filter(lambda pair: pair[0] != pair[1])
DAYS = st.dates(datetime.date(2024, 1, 1), datetime.date(2024, 1, 9))
NAMES = ["Omaha", "OMAHA", "City of Omaha", "Big O"]
THINGS = st.one_of(
    st.tuples(st.just("tie"), PAIR),
    st.tuples(st.just("alias"), st.integers(0, BODIES - 1), st.sampled_from(NAMES)),
    st.tuples(st.just("number"), st.integers(0, BODIES - 1), st.sampled_from(["geoid", "ocd"]), st.sampled_from("12")),
    st.tuples(st.just("said"), st.integers(0, BODIES - 1), DAYS, st.sampled_from(["declines", "limits", "comments"])),
    st.tuples(st.just("spoke"), st.integers(0, BODIES - 1), DAYS),
    st.tuples(st.just("applies"), PAIR),
    st.tuples(st.just("judged"), PAIR),
    st.tuples(st.just("renamed"), st.integers(0, BODIES - 1)),
)


def put(bodies, article, kind, *told):
    """One more thing of the record; what the record itself refuses is passed over."""
    body = bodies[told[0] if isinstance(told[0], int) else told[0][0]]
    other = None if isinstance(told[0], int) else bodies[told[0][1]]
    if kind == "tie":
        ParentTie.objects.create(child=body, parent=other, relation="territorial")
    elif kind == "alias":
        Alias.objects.create(jurisdiction=body, name=told[1])
    elif kind == "number":
        Identifier.objects.create(jurisdiction=body, scheme=told[1], value=told[2])
    elif kind == "said":
        a_statement(body, article=article, stated_on=told[1], stance=told[2])
    elif kind == "spoke":
        person = an_official(body, name="Jean Doe")
        a_statement(body, article=article, official=person, speaker_title="Mayor", stated_on=told[1], status="draft")
    elif kind == "applies":
        a_statement(body, article=article).applies_to.add(other)
    elif kind == "judged":
        judge_different("body", body.slug, other.slug, by=None)
    else:
        body.slug += "-new"
        body.save()


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    things=st.lists(THINGS, max_size=12),
    merges=st.lists(st.tuples(st.sampled_from(["body", "person"]), PAIR), min_size=1, max_size=4),
)
def test_whatever_the_record_and_whatever_is_merged_undoing_it_all_leaves_the_record_as_it_was(db, things, merges):
    with transaction.atomic():
        by, article = a_reviewer(), an_article()
        bodies = [a_body(name=name, county=f"{n} County", population=n or None) for n, name in enumerate(NAMES)]
        for thing in things:
            try:
                with transaction.atomic():
                    put(bodies, article, *thing)
            except IntegrityError:
                continue
        states, done = [], []
        for kind, (one, other) in merges:
            rows = bodies if kind == "body" else list(Official.objects.order_by("pk"))
            try:
                before = everything()
                two = rows[one], rows[other]
                done.append(merge(two[0], into=two[1], by=by, reason=WHY, despite_warnings=True))
                states.append(before)
            except (ValidationError, IndexError):
                assert everything() == before
        for one, before in zip(reversed(done), reversed(states), strict=True):
            undo_merge(one, by=by)
            assert everything() == before
        assert Merge.objects.standing().count() == 0
        assert not any(unkept(model) for model in (Jurisdiction, Official, Statement, Alias, Identifier, ParentTie))
        transaction.set_rollback(True)
