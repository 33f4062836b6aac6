"""Every address that leads to another one, for programs that keep links."""

from dataclasses import dataclass

from django.http import QueryDict

from jurisdictions.models import PermanentAddress
from jurisdictions.models.vocabulary import AddressKind
from jurisdictions.site import rows
from jurisdictions.site.api import parameters, serializers
from jurisdictions.site.api.reading import Listing

PAGE_SIZE = 100
KIND = parameters.Parameter(
    "kind", {"type": "string", "enum": [*AddressKind.values]}, "Only addresses of rows of this kind.",
    AddressKind.JURISDICTION.value, labels={value: str(label) for value, label in AddressKind.choices},
)  # fmt: skip


@dataclass
class RedirectQuery:
    """The retired addresses of public rows, asked as a DirectoryQuery is."""

    params: QueryDict

    @property
    def found(self):
        retired = PermanentAddress.objects.retired().public()
        return retired.filter(kind=self.params["kind"]) if "kind" in self.params else retired

    def total(self):
        return self.found.count()

    def page(self, offset, limit):
        return list(self.found.with_rows().newest_first()[offset : offset + limit])


class Redirects(Listing):
    """Newest first. Each answers 301, in one step, with the question kept."""

    name, summary = "redirects", "Retired addresses and where they lead"
    page_size, answer = PAGE_SIZE, serializers.RedirectList
    takes = (KIND, *parameters.paged(PAGE_SIZE))

    def ask(self, asked):
        return RedirectQuery(asked)

    def notes(self, query):
        return {}

    def rows(self, page):
        return [
            {
                "kind": address.kind,
                "slug": address.slug,
                "to_slug": address.row.slug,
                "from_url": self.links.both(address.kind, address.slug)["url"],
                "to_url": self.links.both(address.kind, address.row.slug)["url"],
                "reason": address.reason,
                "retired_on": rows.iso(address.retired_on),
            }
            for address in page
        ]
