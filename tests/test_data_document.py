import re

from django.conf import settings

from jurisdictions import models as m
from jurisdictions.curation.reader import read

NAMES = {"jurisdictions": m.Jurisdiction, "officials": m.Official, "statements": m.Statement,
         "sources": m.SourceArticle, "citations": m.Citation}  # fmt: skip


def test_the_figures_of_the_data_document_are_those_of_the_files():
    text = (settings.BASE_DIR / "docs/data.md").read_text()
    rows, _problems = read(settings.BASE_DIR / "fixtures")
    for name, model in NAMES.items():
        stated = int(re.search(rf"\| {name} \| (\d+) \|", text)[1])
        assert stated == sum(row.model is model for row in rows), name
