from django.urls import re_path

from jurisdictions.site.newsroom import citations, redirects

urlpatterns = [
    re_path(r"^(?P<letter>[jsoa])/(?P<code>[A-Za-z2-7]{10})/$", redirects.short, name="short"),
    re_path(
        r"^cite/(?P<room>jurisdictions|statements|sources)/(?P<slug>[-\w]+)\.(?P<ending>bib|ris|json)$",
        citations.citation,
        name="citation",
    ),
]
