from django.urls import include, path, re_path

from jurisdictions.site import change_feed, correction_feed, feeds, machines, sitemaps
from jurisdictions.site.dataset import views as dataset
from jurisdictions.site.files import views as files
from jurisdictions.site.pages import changes, compare, coverage, details, front, lists, pictures, places, report

urlpatterns = [
    path("", front.home, name="home"),
    path("jurisdictions/", lists.jurisdictions, name="jurisdictions"),
    path("jurisdictions/<slug:slug>/", details.jurisdiction, name="jurisdiction"),
    path("statements/", lists.statements, name="statements"),
    path("statements/<slug:slug>/", details.statement, name="statement"),
    re_path(r"^jurisdictions\.(?P<kind>csv|json)$", files.jurisdictions, name="jurisdictions-file"),
    re_path(r"^statements\.(?P<kind>csv|json)$", files.statements, name="statements-file"),
    path("officials/", lists.officials, name="officials"),
    path("officials/<slug:slug>/", details.official, name="official"),
    path("sources/", lists.sources, name="sources"),
    path("sources/<slug:slug>/", details.source, name="source"),
    path("places/", places.index, name="places"),
    path("places/<slug:state>/", places.state, name="place-state"),
    path("places/<slug:state>/<slug:place>/", places.place, name="place"),
    path("map/", pictures.positions_map, name="map"),
    path("report/", report.report, name="report"),
    path("compare/", compare.compare, name="compare"),
    path("changes/", changes.changes, name="changes"),
    path("corrections/", changes.corrections, name="corrections"),
    path("feeds/corrections.atom", correction_feed.corrections, name="feed-corrections"),
    path("feeds/changes.atom", change_feed.changes, name="feed-changes"),
    path("about/", front.about, name="about"),
    path("about/coverage/", coverage.coverage, name="coverage"),
    path("about/method/", front.method, name="method"),
    path("feeds/statements.atom", feeds.statements, name="statements-feed"),
    path("data/", dataset.page, name="data"),
    path("data/SHA256SUMS", dataset.checksums, name="data-checksums"),
    path("data/<str:name>", dataset.file, name="data-file"),
    path("api/v1/", include("jurisdictions.site.api.urls")),
    path("robots.txt", machines.robots, name="robots"),
    path("favicon.ico", machines.favicon, name="favicon"),
    path(".well-known/security.txt", machines.security, name="security"),
    *sitemaps.urlpatterns,
    path("", include("jurisdictions.site.newsroom.urls")),
    path("healthz", front.healthz, name="healthz"),
    path("readyz", front.readyz, name="readyz"),
]
