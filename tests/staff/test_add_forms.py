"""The add forms take what their address says, as far as it says something."""

import pytest

from tests.factories import a_body, an_article
from tests.staff.desk import address

pytestmark = pytest.mark.django_db
RELATIONS = ["jurisdiction", "official", "article", "applies_to", "derived_from", "parents"]
NOTHING = ["zzz", "abc", "-1", "0", "99999", "9" * 40, "1,2", "²", "", "1' OR 1"]


@pytest.mark.parametrize("value", NOTHING)
@pytest.mark.parametrize("model", ["statement", "official", "sourcearticle", "jurisdiction"])
def test_a_value_that_leads_nowhere_is_passed_over(client, editor, model, value):
    query = dict.fromkeys(RELATIONS, value)
    assert client.get(address(f"{model}_add"), query).status_code == 200


def test_a_body_and_a_source_named_in_the_address_are_filled_in(client, editor):
    body, article = a_body(), an_article()
    page = client.get(address("statement_add"), {"jurisdiction": body.pk, "article": article.pk})
    assert page.context["adminform"].form["jurisdiction"].value() == str(body.pk)
    assert page.context["inline_admin_formsets"][0].formset.forms[0]["article"].value() == str(article.pk)
