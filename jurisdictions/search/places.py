"""Filters of the gazetteer, and how far its places are from a point."""

import math
import re

import django_filters as df
from django import forms
from django.db.models import F, FloatField, Q, Value
from django.db.models.functions import Cast, Cos, Sin
from django.utils.translation import gettext_lazy as _

from jurisdictions.models import Place
from jurisdictions.models import vocabulary as words
from jurisdictions.search.filters import Choices, RecordFilter, StartsFilter

EARTH_KM = 6371.0088  # mean radius
NUMBER = re.compile(r"-?\d{1,3}(\.\d{1,12})?", re.ASCII)
A_POINT = _("Use latitude,longitude in degrees, as 41.26,-95.94.")
A_BOX = _("Use west,south,east,north in degrees, as -96.5,41,-95.8,41.6.")
A_COUNTY = _("Use the GEOID or the slug of a county, as 31055 or ne-douglas-county.")


def degrees(text, count, message):
    """That many numbers, separated by commas."""
    parts = [part.strip() for part in text.split(",")]
    if len(parts) != count or not all(NUMBER.fullmatch(part) for part in parts):
        raise forms.ValidationError(message)
    return [float(part) for part in parts]


def on_earth(latitudes, longitudes):
    return all(abs(latitude) <= 90 for latitude in latitudes) and all(abs(one) <= 180 for one in longitudes)


class PointField(forms.CharField):
    def to_python(self, value):
        if not (value := super().to_python(value)):
            return None
        latitude, longitude = degrees(value, 2, A_POINT)
        if not on_earth([latitude], [longitude]):
            raise forms.ValidationError(A_POINT)
        return latitude, longitude


class BoxField(forms.CharField):
    """West may be greater than east: such a box crosses the antimeridian. South and north come in either order."""

    def to_python(self, value):
        if not (value := super().to_python(value)):
            return None
        west, south, east, north = degrees(value, 4, A_BOX)
        if not on_earth([south, north], [west, east]):
            raise forms.ValidationError(A_BOX)
        return west, min(south, north), east, max(south, north)


class CountyField(forms.CharField):
    def clean(self, value):
        """Looked up only after it is known to hold no NUL, which PostgreSQL refuses."""
        if not (value := super().clean(value)):
            return None
        county = Place.objects.filter(Q(geoid=value) | with_slug(value), kind=words.PlaceKind.COUNTY).first()
        if county is None:
            raise forms.ValidationError(A_COUNTY)
        return county


def permanent_slug(place):
    """ "ne-omaha": state and place in one, as the API names it."""
    return f"{place.state.lower()}-{place.slug}"


def with_slug(slug):
    state, _hyphen, rest = slug.partition("-")
    return Q(state=state.upper(), slug=rest) if state.islower() else Q(pk=None)


class PointFilter(df.CharFilter):
    field_class = PointField

    def filter(self, qs, point):
        return nearest_first(qs, *point) if point else qs


class BoxFilter(df.CharFilter):
    field_class = BoxField

    def filter(self, qs, box):
        if not box:
            return qs
        west, south, east, north = box
        after, before = Q(longitude__gte=west), Q(longitude__lte=east)
        return qs.filter(after & before if west <= east else after | before, latitude__range=(south, north))


class CountyFilter(df.CharFilter):
    field_class = CountyField


class PlaceFilter(RecordFilter):
    q = StartsFilter(field_name="name_text", label=_("Search"))
    state = Choices(words.STATES.items(), label=_("State"))
    kind = Choices(words.PlaceKind.choices, label=_("Kind"))
    county = CountyFilter(field_name="counties", label=_("County"))
    bbox = BoxFilter(label=_("Box: west,south,east,north"))
    near = PointFilter(label=_("Nearest first to: latitude,longitude"))

    class Meta:
        model = Place
        fields = []


def nearest_first(places, latitude, longitude):
    """Places that have a point, by `nearness`: the cosine of the angle between it and this one."""
    here, there = math.radians(latitude), in_radians("latitude")
    nearness = Value(math.sin(here)) * Sin(there) + Value(math.cos(here)) * Cos(there) * Cos(
        in_radians("longitude") - Value(math.radians(longitude))
    )
    rows = places.filter(latitude__isnull=False, longitude__isnull=False).annotate(nearness=nearness)
    return rows.order_by(F("nearness").desc(), "state", "slug")


def in_radians(column):
    return Cast(column, FloatField()) * Value(math.pi / 180)


def distance_km(place):
    """Of a place of `nearest_first()`, along the ground."""
    return EARTH_KM * math.acos(max(-1, min(1, place.nearness)))
