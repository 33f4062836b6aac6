from django.urls import path
from django.views.generic import RedirectView

from jurisdictions.site.api import details, lists, places, redirects, schema
from jurisdictions.site.pages.api import docs

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="api-docs")),
    path("jurisdictions/", lists.Jurisdictions.as_view(), name="api-jurisdictions"),
    path("jurisdictions/<slug:slug>/", details.JurisdictionDetail.as_view(), name="api-jurisdiction"),
    path("statements/", lists.Statements.as_view(), name="api-statements"),
    path("statements/<slug:slug>/", details.StatementDetail.as_view(), name="api-statement"),
    path("officials/", lists.Officials.as_view(), name="api-officials"),
    path("officials/<slug:slug>/", details.OfficialDetail.as_view(), name="api-official"),
    path("sources/", lists.Sources.as_view(), name="api-sources"),
    path("sources/<slug:slug>/", details.SourceDetail.as_view(), name="api-source"),
    path("suggest/", places.Suggest.as_view(), name="api-suggest"),
    path("places/", places.Places.as_view(), name="api-places"),
    path("places/<slug:slug>/", places.PlaceDetail.as_view(), name="api-place"),
    path("redirects/", redirects.Redirects.as_view(), name="api-redirects"),
    path("schema/", schema.schema, name="api-schema"),
    path("docs/", docs, name="api-docs"),
]
