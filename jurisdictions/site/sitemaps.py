"""Every page that stands for itself, for search engines: an index of sections, each in pages of 5,000 addresses."""

from django.contrib.sitemaps import Sitemap
from django.contrib.sitemaps.views import index, sitemap
from django.db.models import OuterRef
from django.urls import path, reverse
from django.views.decorators.cache import cache_control

from jurisdictions.models import Jurisdiction, Official, Place, SourceArticle, Statement, Territory
from jurisdictions.models import vocabulary as words
from jurisdictions.site.dating import newest, newest_of_all, with_days

OF_THE_RECORD = ("home", "jurisdictions", "statements", "officials", "sources", "places", "coverage", "data")
LASTING = ("about", "method")


class Pages(Sitemap):
    """Items are (what its address is made of, newest day said, newest day printed)."""

    limit = 5000
    page_name = ""

    def __init__(self, newest_day=None):
        self.newest_day = newest_day

    def items(self):
        return self.rows().order_by("pk").values_list("slug", "said_on", "printed_on")

    def location(self, item):
        return reverse(self.page_name, args=[item[0]])

    def lastmod(self, item):
        return newest(*item[1:])

    def get_latest_lastmod(self):
        """For the index: the whole record's, because asking each page for its day would take minutes."""
        return self.newest_day


class Jurisdictions(Pages):
    page_name = "jurisdiction"

    def rows(self):
        return with_days(Jurisdiction.objects.all(), jurisdiction=OuterRef("pk"))


class Statements(Pages):
    page_name = "statement"

    def rows(self):
        return with_days(Statement.objects.published(), pk=OuterRef("pk"))


class Officials(Pages):
    page_name = "official"

    def rows(self):
        return with_days(Official.objects.published(), official=OuterRef("pk"))


class Sources(Pages):
    page_name = "source"

    def rows(self):
        return with_days(SourceArticle.objects.published(), sources=OuterRef("pk"))


class Places(Pages):
    """Places that a body of the directory serves; the others say nothing of their own."""

    def items(self):
        served = Place.objects.filter(ground=None, geoid__in=Territory.objects.values("geoid"))
        rows = with_days(served, jurisdiction__territories__geoid=OuterRef("geoid"))
        return rows.order_by("pk").values_list("state", "slug", "said_on", "printed_on")

    def location(self, item):
        return reverse("place", args=[item[0].lower(), item[1]])

    def lastmod(self, item):
        return newest(*item[2:])


class States(Pages):
    def items(self):
        return list(words.STATES)

    def location(self, item):
        return reverse("place-state", args=[item.lower()])

    def lastmod(self, item):
        said = Statement.objects.published().in_state(item).newest_first().values_list("stated_on", flat=True)
        return said.first()


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
