import re

from django.conf import settings

from jurisdictions import models as m
from jurisdictions.curation.reader import read
from jurisdictions.geography import gazetteer

NAMES = {"jurisdictions": m.Jurisdiction, "officials": m.Official, "statements": m.Statement,
         "sources": m.SourceArticle, "citations": m.Citation}  # fmt: skip


def test_the_figures_of_the_data_document_are_those_of_the_files():
    text = (settings.BASE_DIR / "docs/data.md").read_text()
    rows, _problems = read(settings.BASE_DIR / "fixtures")
    for name, model in NAMES.items():
        stated = int(re.search(rf"\| {name} \| (\d+) \|", text)[1])
        assert stated == sum(row.model is model for row in rows), name


def test_the_figures_of_the_gazetteer_are_those_of_its_files():
    text = (settings.BASE_DIR / "docs/data.md").read_text()
    counties, places, codes = (gazetteer.rows_of(name) for name in gazetteer.FILES)
    cities = [row for row in places if len(row["geoid"]) == 7]
    towns = [row for row in places if len(row["geoid"]) == 10]
    assert (
        f"| incorporated places | {len(cities):,} | {filled(cities, 'latitude')} | {filled(cities, 'population')} |"
        in text
    )
    assert f"| {len(towns):,} | {filled(towns, 'latitude')} | | {filled(towns, 'counties')} |" in text
    assert f"| ZIP codes | {len(codes):,} |" in text
    assert len(counties) == 3221 + 9


def filled(rows, column):
    return f"{sum(bool(row[column]) for row in rows):,}"


def test_the_figures_of_the_territories_are_those_of_the_files():
    rows, _problems = read(settings.BASE_DIR / "fixtures")
    bodies = [row for row in rows if row.model is m.Jurisdiction]
    grounds = [row.fields["jurisdiction"][0] for row in rows if row.model is m.Territory]
    stated = f"{len(set(grounds))} of the {len(bodies)} bodies serve {len(grounds)} grounds"
    assert stated in (settings.BASE_DIR / "docs/data.md").read_text()
