from jurisdictions.site.urls import urlpatterns  # noqa: F401
