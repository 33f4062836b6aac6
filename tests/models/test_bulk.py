"""Many rows at once are the rows that were given."""

from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from jurisdictions.models import LoadedRow, PositionSpan, bulk
from tests.factories import a_body

TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=20)


class ManyRowsTest(TestCase):
    @given(st.lists(TEXTS, max_size=45, unique=True), TEXTS)
    def test_each_row_has_its_own_values_and_those_that_all_share(self, keys, shared):
        bulk.write(LoadedRow._meta.db_table, ["key", "model"], [(key, "own") for key in keys], {"digest": shared})
        written = LoadedRow.objects.order_by("pk").values_list("key", "model", "digest")
        assert list(written) == [(key, "own", shared) for key in keys]
        LoadedRow.objects.all().delete()

    def test_what_all_rows_share_may_be_missing_or_a_number(self):
        body = a_body()
        PositionSpan.objects.all().delete()
        shared = {"jurisdiction_id": body.pk, "ends_on": None, "stance": "none", "since_precision": ""}
        bulk.write(PositionSpan._meta.db_table, ["starts_on"], [("0001-01-01",)], shared)
        assert list(PositionSpan.objects.values_list("jurisdiction", "ends_on")) == [(body.pk, None)]
