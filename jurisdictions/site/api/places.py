"""Suggestions for a search box, and the gazetteer."""

from dataclasses import dataclass

from django.db.models import Prefetch
from django.http import QueryDict
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from rest_framework.exceptions import NotFound, ValidationError
from rest_framework.response import Response

from jurisdictions.models import Place
from jurisdictions.search.layers import layers_of
from jurisdictions.search.places import PlaceFilter, distance_km, permanent_slug, with_slug
from jurisdictions.search.suggest import suggest
from jurisdictions.site import rows
from jurisdictions.site.api import parameters, place_serializers
from jurisdictions.site.api.reading import Listing, Reading

IN_ORDER = Place.objects.order_by("state", "name", "slug")


@dataclass
class PlaceQuery:
    """The gazetteer, asked as a DirectoryQuery is."""

    params: QueryDict

    @cached_property
    def found(self):
        asked = PlaceFilter(self.params, queryset=IN_ORDER)
        if set(asked.form.errors) == {"county"}:
            raise NotFound(_("There is no such county."))
        if asked.form.errors:
            raise ValidationError(asked.form.errors)
        return asked.qs

    def total(self):
        return self.found.count()

    def page(self, offset, limit):
        return list(self.found.select_related("ground")[offset : offset + limit])


class Places(Listing):
    """A county that is not in the gazetteer is answered with 404."""

    name, summary = "places", "Counties and places of the gazetteer"
    page_size, answer = 100, place_serializers.PlaceList
    takes = parameters.of_list(PlaceFilter, page_size)

    def ask(self, asked):
        return PlaceQuery(asked)

    def notes(self, query):
        return {}

    def rows(self, page):
        return [place_row(place, self.links) for place in page]


class PlaceDetail(Reading):
    """Named by state and place, as ne-omaha."""

    name, summary = "place", "One county or place with the bodies that serve it"
    takes, errors, answer = (parameters.AS_OF,), (404,), place_serializers.PlaceDetail

    def get(self, request, slug):
        day = parameters.day_of(request.query_params)
        found = Place.objects.select_related("ground")
        found = found.prefetch_related(Prefetch("counties", IN_ORDER.all()), "zip_codes", "other_numbers")
        place = found.filter(with_slug(slug)).first()
        if place is None:
            raise NotFound(_("There is no such place."))
        bodies = [body for layer in layers_of(place, day) for body in layer.bodies]
        return Response(
            {
                "as_of": rows.iso(day),
                **place_row(place, self.links),
                "counties": [place_named(county) for county in place.counties.all()],
                "zip_codes": [zip_code.code for zip_code in place.zip_codes.all()],
                "bodies": [rows.jurisdiction_row(body, self.links) for body in rows.marked_bodies(bodies)],
            }
        )


class Suggest(Reading):
    """At most eight, best match first."""

    name, summary = "suggest", "What somebody who has typed this may mean"
    takes, answer = (parameters.SUGGEST,), place_serializers.Suggestions

    def get(self, request):
        found = suggest(request.query_params["q"])
        return Response({"results": [{**vars(one), "url": f"{self.links.base}{one.url}"} for one in found]})


def place_named(place):
    return {"slug": permanent_slug(place), "geoid": place.geoid, "name": place.name}


def place_row(place, links):
    """Of a place with its ground; of a county that is one ground with a city, `url` is the city's page."""
    return {
        **place_named(place),
        "url": f"{links.base}{place.page_url}",
        "api_url": links.api("place", permanent_slug(place)),
        "kind": place.kind,
        "designation": place.designation,
        "state": place.state,
        "population": place.population,
        "latitude": None if place.latitude is None else float(place.latitude),
        "longitude": None if place.longitude is None else float(place.longitude),
        "distance_km": round(distance_km(place), 1) if hasattr(place, "nearness") else None,
    }
