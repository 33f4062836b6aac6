"""An address once given leads to its row for good, and to no other."""

import base64
import hashlib

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError, models, transaction
from hypothesis import given
from hypothesis import strategies as st

from jurisdictions.models import Jurisdiction, PermanentAddress, Statement
from jurisdictions.models.address_history import redirect_to, short_code
from jurisdictions.staff.slugs import fill_slug
from tests.factories import a_body, a_statement, an_article, an_official

pytestmark = pytest.mark.django_db


@given(
    st.sampled_from(["jurisdiction", "statement", "official", "source"]),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=30),
)
def test_an_address_in_short_is_base_32_of_a_digest_and_stays_so_because_it_was_given(kind, slug):
    digest = hashlib.sha256(f"{kind}/{slug}".encode()).digest()
    assert short_code(kind, slug) == base64.b32encode(digest).decode().lower()[:10]


def renamed(row, *slugs):
    for slug in slugs:
        row.slug = slug
        row.save()
    return row


def history(row):
    """{slug: reason}, the present one with an empty reason."""
    return dict(row.addresses.values_list("slug", "reason"))


def a_spoken_statement(body):
    person = an_official(body)
    return a_statement(body, official=person, speaker_title="Mayor")


class TestAPublicRow:
    @pytest.mark.parametrize("kind", ["jurisdiction", "statement", "official", "source"])
    def test_of_any_kind_keeps_every_address_it_had(self, kind):
        statement = a_spoken_statement(a_body())
        row = {"statement": statement, "source": statement.sources.get()}.get(kind) or getattr(statement, kind)
        first = row.slug
        renamed(row, "second", "third")
        assert history(row) == {first: "renamed", "second": "renamed", "third": ""}

    def test_takes_back_a_former_address_of_its_own(self):
        body = renamed(a_body(slug="first"), "second", "first")
        assert history(body) == {"first": "", "second": "renamed"}

    def test_saved_without_a_new_name_has_one_address(self):
        body = a_body(slug="first")
        body.save()
        assert history(body) == {"first": ""}

    @pytest.mark.parametrize("write", ["update", "bulk_update"])
    def test_renamed_with_many_others_keeps_its_address(self, write):
        body = a_body(slug="first")
        body.slug = "second"
        if write == "update":
            Jurisdiction.objects.filter(pk=body.pk).update(slug="second")
        else:
            Jurisdiction.objects.bulk_update([body], ["slug"])
        assert history(body) == {"first": "renamed", "second": ""}


class TestAnAddress:
    def test_of_another_row_is_refused_to_a_new_one_and_to_one_renamed(self):
        renamed(a_body(slug="first"), "second")
        other = a_body(slug="other")
        for taking in (lambda: a_body(slug="first"), lambda: renamed(other, "first"),
                       lambda: Jurisdiction.objects.filter(pk=other.pk).update(slug="first"),
                       lambda: Jurisdiction.objects.bulk_create(
                           [Jurisdiction(slug="first", name="Y", agency_type="city", state="NE")])):  # fmt: skip
            with pytest.raises(ValidationError) as refused, transaction.atomic():
                taking()
            assert "slug" in refused.value.message_dict
        assert set(Jurisdiction.objects.values_list("slug", flat=True)) == {"second", "other"}

    def test_is_given_once_whoever_writes(self):
        body = renamed(a_body(slug="first"), "second")
        row = PermanentAddress(kind="jurisdiction", slug="first", code="x", jurisdiction=body)
        with pytest.raises(IntegrityError), transaction.atomic():
            models.QuerySet(PermanentAddress).bulk_create([row])

    def test_of_one_kind_is_free_for_another(self):
        renamed(a_body(slug="first"), "second")
        assert an_article(slug="first").slug == "first"

    def test_is_not_proposed_again_at_the_desk(self):
        renamed(a_body(slug="omaha-ne"), "city-of-omaha-ne")
        row = Jurisdiction(name="Omaha", state="NE")
        fill_slug(row)
        assert row.slug == "omaha-ne-2"

    def test_readers_never_knew_is_forgotten(self):
        draft = a_statement(slug="first", status="draft")
        renamed(draft, "second")
        assert history(draft) == {"second": ""}
        assert a_statement(slug="first").slug == "first"

    def test_in_short_follows_from_the_slug_alone(self):
        body = renamed(a_body(slug="first"), "second")
        codes = set(body.addresses.values_list("code", flat=True))
        assert codes == {short_code("jurisdiction", "first"), short_code("jurisdiction", "second")}
        assert len(codes) == 2 and short_code("statement", "first") not in codes


class TestAMerge:
    def test_flattens_chains(self):
        one, two, three = renamed(a_body(slug="one"), "uno"), a_body(slug="two"), a_body(slug="three")
        redirect_to(one, two)
        one.delete()
        redirect_to(two, three)
        two.delete()
        assert history(three) == {"one": "renamed", "uno": "merged", "two": "merged", "three": ""}

    def test_never_joins_different_kinds_nor_a_row_with_itself(self):
        body = a_body()
        for other in (an_article(), body):
            with pytest.raises(ValueError):
                redirect_to(body, other)


def test_rows_written_raw_get_their_addresses_when_the_directory_is_rebuilt(tmp_path):
    body = a_body(slug="raw")
    PermanentAddress.objects.all().delete()
    call_command("rebuild_directory", verbosity=0)
    assert history(body) == {"raw": ""}


def test_the_curated_record_has_one_address_a_row(record):
    assert PermanentAddress.objects.present().filter(kind="statement").count() == Statement.objects.count() > 100
    assert not PermanentAddress.objects.retired().exists()
