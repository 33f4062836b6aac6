from django.urls import path, re_path

from jurisdictions.site.newsroom import citations, embeds, oembed, redirects
from jurisdictions.site.newsroom.cards import views as cards

urlpatterns = [
    re_path(r"^(?P<letter>[jsoa])/(?P<code>[A-Za-z2-7]{10})/$", redirects.short, name="short"),
    re_path(
        r"^cite/(?P<room>jurisdictions|statements|sources)/(?P<slug>[-\w]+)\.(?P<ending>bib|ris|json)$",
        citations.citation,
        name="citation",
    ),
    re_path(
        r"^cards/(?P<room>jurisdictions|statements)/(?P<slug>[-\w]+)\.(?P<hash>[0-9a-f]{12})\.png$",
        cards.card,
        name="card",
    ),
    re_path(r"^embed/(?P<room>jurisdictions|statements)/(?P<slug>[-\w]+)/$", embeds.embed, name="embed"),
    path("oembed", oembed.oembed, name="oembed"),
]
