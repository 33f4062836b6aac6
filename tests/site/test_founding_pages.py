"""A reader finds every position the five founding articles name by typing its city on the home page."""

import csv
import html

import pytest
from django.conf import settings
from django.urls import reverse

from jurisdictions.models import SourceArticle, Statement
from jurisdictions.models.dates import shown_date

with open(settings.BASE_DIR / "tests/data/founding_positions.csv", encoding="utf-8", newline="") as file:
    POSITIONS = list(csv.DictReader(file))


@pytest.fixture
def page(client, record):
    """The text of an address, asked for once."""
    known = {}

    def text_of(address):
        if address not in known:
            known[address] = html.unescape(client.get(address).content.decode())
        return known[address]

    return text_of


def test_every_founding_position_is_found_from_the_home_page_with_all_that_makes_it_one(page):
    assert f'action="{reverse("jurisdictions")}"' in page("/") and 'name="q"' in page("/")
    articles = SourceArticle.objects.in_bulk(field_name="slug")
    missing = []
    for row in POSITIONS:
        address = reverse("jurisdiction", args=[row["body"]])
        if address not in page(f"{reverse('jurisdictions')}?q={row['city']}"):
            missing.append(f"{row['body']} is not found by typing {row['city']}")
        statement = Statement.objects.get(slug=row["statement"])
        shown = [row["speaker"], statement.get_stance_display(), shown_date(statement.stated_on, row["precision"]),
                 statement.condition, articles[row["source"]].publisher]  # fmt: skip
        for place in (page(address), page(statement.get_absolute_url())):
            missing += [f"{row['statement']}: {part}" for part in shown if part and part not in place]
        assert (row["condition"] == "yes") == bool(statement.condition)
    assert not missing, "\n".join(missing)
