from django.urls import re_path

from jurisdictions.site.newsroom import redirects

urlpatterns = [
    re_path(r"^(?P<letter>[jsoa])/(?P<code>[A-Za-z2-7]{10})/$", redirects.short, name="short"),
]
