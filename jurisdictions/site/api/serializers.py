"""What each row of the API carries."""

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from jurisdictions.models import Jurisdiction, Place
from jurisdictions.models import vocabulary as words
from jurisdictions.search.layers import layers_of
from jurisdictions.search.places import distance_km, permanent_slug

MOST_CHARACTERS = 200


class SuggestQuery(serializers.Serializer):
    q = serializers.CharField(max_length=MOST_CHARACTERS, help_text="What somebody has typed so far.")


class SuggestionSerializer(serializers.Serializer):
    kind = serializers.ChoiceField(["body", "place", "person", "zip", "state"])
    label = serializers.CharField()
    detail = serializers.CharField(help_text="Type and state, to show beside the label.")
    state = serializers.CharField(help_text="Postal code; empty for a ZIP code that crosses a state line.")
    url = serializers.SerializerMethodField()

    def get_url(self, suggestion) -> str:
        return self.context["request"].build_absolute_uri(suggestion.url)


class SuggestionsSerializer(serializers.Serializer):
    results = SuggestionSerializer(many=True)


class PositionSerializer(serializers.Serializer):
    """Of a body after `with_statements`."""

    stance = serializers.ChoiceField(words.Stance.choices)
    label = serializers.CharField(source="get_position_stance_display")
    since = serializers.DateField()
    recorded_on = serializers.DateField()
    form = serializers.ChoiceField(words.Form.choices, source="statement.form")
    statement = serializers.SlugField(source="statement.slug")


class BodySerializer(serializers.ModelSerializer):
    position = serializers.SerializerMethodField()
    url = serializers.SerializerMethodField()

    class Meta:
        model = Jurisdiction
        fields = ["slug", "name", "agency_type", "url", "position"]

    @extend_schema_field(PositionSerializer(allow_null=True))
    def get_position(self, body):
        return PositionSerializer(body).data if body.statement else None

    def get_url(self, body) -> str:
        return self.context["request"].build_absolute_uri(body.get_absolute_url())


class PlaceNameSerializer(serializers.ModelSerializer):
    slug = serializers.SerializerMethodField()

    class Meta:
        model = Place
        fields = ["slug", "geoid", "name"]

    def get_slug(self, place) -> str:
        return permanent_slug(place)


class PlaceSerializer(PlaceNameSerializer):
    latitude = serializers.FloatField()
    longitude = serializers.FloatField()
    distance_km = serializers.SerializerMethodField(help_text="From the point of `near`; null without it.")
    url = serializers.SerializerMethodField(
        help_text="Its page; of a county that is one ground with a city, the city's."
    )

    class Meta:
        model = Place
        fields = ["slug", "geoid", "name", "kind", "designation", "state", "population", "latitude", "longitude",
                  "distance_km", "url"]  # fmt: skip

    def get_distance_km(self, place) -> float | None:
        return round(distance_km(place), 1) if hasattr(place, "nearness") else None

    def get_url(self, place) -> str:
        return self.context["request"].build_absolute_uri(place.page_url)


class PlaceDetailSerializer(PlaceSerializer):
    """`bodies`: every body that serves the place, its counties or its state, nearest ground first."""

    counties = PlaceNameSerializer(many=True)
    zip_codes = serializers.SlugRelatedField("code", many=True, read_only=True)
    bodies = serializers.SerializerMethodField()

    class Meta(PlaceSerializer.Meta):
        fields = [*PlaceSerializer.Meta.fields, "counties", "zip_codes", "bodies"]

    @extend_schema_field(BodySerializer(many=True))
    def get_bodies(self, place):
        bodies = [body for layer in layers_of(place) for body in layer.bodies]
        return BodySerializer(bodies, many=True, context=self.context).data
