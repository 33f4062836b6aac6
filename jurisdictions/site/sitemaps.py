"""Every page that stands for itself, for search engines: an index of sections, each in pages of 5,000 addresses."""

from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps.views import index, sitemap
from django.db.models import Max, OuterRef
from django.urls import path, reverse
from django.views.decorators.cache import cache_control

from jurisdictions.models import Jurisdiction, Official, Place, SourceArticle, Statement, Territory
from jurisdictions.models import vocabulary as words
from jurisdictions.site.dating import edited_by_state, newest, newest_of_all, with_days

OF_THE_RECORD = ("home", "jurisdictions", "statements", "officials", "sources", "places", "map", "coverage", "data")
LASTING = ("about", "method")


class Pages(Sitemap):
    """Items are tuples: `address_by` columns for the address, then the days the page may have changed on."""

    limit = 5000
    page_name, address_by = "", ("slug",)

    def __init__(self, newest_day=None):
        self.newest_day = newest_day

    def items(self):
        rows, days = self.rows()
        return rows.order_by("pk").values_list(*self.address_by, *days)

    def location(self, item):
        return reverse(self.page_name, args=item[: len(self.address_by)])

    def lastmod(self, item):
        return newest(*item[len(self.address_by) :])

    def get_latest_lastmod(self):
        """For the index: the whole record's, because asking each page for its day would take minutes."""
        return self.newest_day


class Jurisdictions(Pages):
    page_name = "jurisdiction"

    def rows(self):
        return with_days(Jurisdiction.objects.all(), self.page_name, jurisdiction=OuterRef("pk"))


class Statements(Pages):
    page_name = "statement"

    def rows(self):
        return with_days(Statement.objects.published(), self.page_name, pk=OuterRef("pk"))


class Officials(Pages):
    page_name = "official"

    def rows(self):
        return with_days(Official.objects.published(), self.page_name, official=OuterRef("pk"))


class Sources(Pages):
    page_name = "source"

    def rows(self):
        return with_days(SourceArticle.objects.published(), self.page_name, sources=OuterRef("pk"))


class Places(Pages):
    """Places that a body of the directory serves; the others say nothing of their own."""

    page_name, address_by = "place", ("state", "slug")

    def rows(self):
        served = Place.objects.filter(ground=None, geoid__in=Territory.objects.values("geoid"))
        return with_days(served, self.page_name, "geoid", jurisdiction__territories__geoid=OuterRef("geoid"))

    def location(self, item):
        return reverse("place", args=[item[0].lower(), item[1]])


class States(Pages):
    page_name, address_by = "place-state", ("code",)

    def items(self):
        said = Statement.objects.published().order_by().values_list("jurisdiction__state").annotate(Max("stated_on"))
        said, edited = dict(said), edited_by_state()
        return [(code.lower(), said.get(code), edited.get(code)) for code in words.STATES]


class Directory(Pages):
    """The lists, and the pages about the directory."""

    def items(self):
        newest_day = newest_of_all()
        return [(name, newest_day) for name in OF_THE_RECORD] + [(name, None) for name in LASTING]

    def location(self, item):
        return reverse(item[0])


SECTIONS = {
    "directory": Directory, "states": States, "places": Places, "jurisdictions": Jurisdictions,
    "statements": Statements, "officials": Officials, "sources": Sources,
}  # fmt: skip


def sections(request):
    """The index, which asks once how new the whole record is."""
    newest_day = newest_of_all()
    known = {name: section(newest_day) for name, section in SECTIONS.items()}
    return index(request, sitemaps=known, sitemap_url_name="sitemap-section")


an_hour = cache_control(public=True, max_age=3600)
urlpatterns = [
    path("sitemap.xml", an_hour(sections), name="sitemap"),
    path("sitemap-<section>.xml", an_hour(sitemap), {"sitemaps": SECTIONS}, name="sitemap-section"),
]
