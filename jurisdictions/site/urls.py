from django.urls import include, path

from jurisdictions.site.pages import coverage, details, front, lists, places

urlpatterns = [
    path("", front.home, name="home"),
    path("jurisdictions/", lists.jurisdictions, name="jurisdictions"),
    path("jurisdictions/<slug:slug>/", details.jurisdiction, name="jurisdiction"),
    path("statements/", lists.statements, name="statements"),
    path("statements/<slug:slug>/", details.statement, name="statement"),
    path("officials/", lists.officials, name="officials"),
    path("officials/<slug:slug>/", details.official, name="official"),
    path("sources/", lists.sources, name="sources"),
    path("sources/<slug:slug>/", details.source, name="source"),
    path("places/", places.index, name="places"),
    path("places/<slug:state>/", places.state, name="place-state"),
    path("places/<slug:state>/<slug:place>/", places.place, name="place"),
    path("about/", front.about, name="about"),
    path("about/coverage/", coverage.coverage, name="coverage"),
    path("about/method/", front.method, name="method"),
    path("api/v1/", include("jurisdictions.site.api.urls")),
    path("healthz", front.healthz, name="healthz"),
    path("readyz", front.readyz, name="readyz"),
]
