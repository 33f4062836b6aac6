from django.urls import path

from jurisdictions.site.api import views

urlpatterns = [
    path("suggest/", views.Suggest.as_view(), name="api-suggest"),
    path("places/", views.Places.as_view(), name="api-places"),
    path("places/<slug:slug>/", views.PlaceDetail.as_view(), name="api-place"),
]
