import pytest

from jurisdictions.search.names import refresh_names
from jurisdictions.search.suggest import suggest
from tests.factories import a_body


class TestASlip:
    @pytest.mark.parametrize("typed", ["omhaa", "omah", "ommaha", "pmaha"])
    def test_of_the_finger_is_forgiven(self, typed, db):
        a_body(slug="it", name="City of Omaha", city="Omaha")
        a_body(name="City of Dallas", city="Dallas", state="TX")
        refresh_names()
        found = [suggestion.label for suggestion in suggest(typed)]
        assert found == ([] if typed == "pmaha" else ["City of Omaha"])

    def test_leads_to_the_best_known_of_the_nearest(self, db):
        for name, people in (("City of Springdale", 10), ("City of Springfield", 900)):
            a_body(name=name, population=people)
        refresh_names()
        assert [suggestion.label for suggestion in suggest("sprngf")] == ["City of Springfield"]

    def test_in_one_word_leaves_the_others_as_they_are(self, db):
        a_body(name="Omaha Police Department", agency_type="police")
        a_body(name="City of Omaha")
        refresh_names()
        assert [suggestion.label for suggestion in suggest("omaha polcie")] == ["Omaha Police Department"]
