"""The shape of each answer about places, for the schema only."""

from rest_framework import serializers as s

from jurisdictions.models import vocabulary as words
from jurisdictions.site.api.serializers import STATES, AsOf, JurisdictionRow, PageOfRows


class PlaceNamed(s.Serializer):
    slug = s.CharField(help_text="State and place, as ne-omaha.")
    geoid = s.CharField(help_text="Census GEOID.")
    name = s.CharField()


class PlaceRow(PlaceNamed):
    url = s.URLField(help_text="Its page; of a county that is one ground with a city, the city's.")
    api_url = s.URLField()
    kind = s.ChoiceField(words.PlaceKind.choices)
    designation = s.CharField(help_text="As in city, town, parish.")
    state = s.ChoiceField(STATES)
    population = s.IntegerField(allow_null=True)
    latitude = s.FloatField(allow_null=True)
    longitude = s.FloatField(allow_null=True)
    distance_km = s.FloatField(allow_null=True, help_text="From the point of `near`; null without it.")


class PlaceDetail(AsOf, PlaceRow):
    counties = PlaceNamed(many=True)
    zip_codes = s.ListField(child=s.CharField())
    bodies = JurisdictionRow(many=True, help_text="All that serve it, its counties or its state, nearest first.")


class Suggestion(s.Serializer):
    kind = s.ChoiceField(["body", "place", "person", "zip", "state"])
    label = s.CharField()
    detail = s.CharField(help_text="Type and state, to show beside the label.")
    state = s.CharField(help_text="Postal code; empty for a ZIP code that crosses a state line.")
    url = s.URLField()


class Suggestions(s.Serializer):
    results = Suggestion(many=True)


class PlaceList(PageOfRows):
    results = PlaceRow(many=True)
