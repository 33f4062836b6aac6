"""Suggestions for a search box, and the gazetteer. A bad value is answered with 400 and the name of its field."""

from django.utils.translation import gettext as _
from django_filters.rest_framework import DjangoFilterBackend
from drf_spectacular.utils import extend_schema
from rest_framework import generics
from rest_framework.exceptions import NotFound, ValidationError
from rest_framework.pagination import PageNumberPagination
from rest_framework.response import Response
from rest_framework.views import APIView

from jurisdictions.models import Place
from jurisdictions.search.places import PlaceFilter, with_slug
from jurisdictions.search.suggest import suggest
from jurisdictions.site.api import serializers


class Suggest(APIView):
    """What somebody who has typed this may mean, best match first: at most eight."""

    @extend_schema(parameters=[serializers.SuggestQuery], responses=serializers.SuggestionsSerializer)
    def get(self, request):
        asked = serializers.SuggestQuery(data=request.query_params)
        asked.is_valid(raise_exception=True)
        found = {"results": suggest(asked.validated_data["q"])}
        return Response(serializers.SuggestionsSerializer(found, context={"request": request}).data)


class Pages(PageNumberPagination):
    page_size = 100

    def paginate_queryset(self, queryset, request, view=None):
        try:
            return super().paginate_queryset(queryset, request, view)
        except NotFound as error:
            raise ValidationError({self.page_query_param: [_("There is no such page.")]}) from error


class Places(generics.ListAPIView):
    """Counties and places by state, kind, county, name or box; with `near`, nearest first."""

    queryset = Place.objects.select_related("ground").order_by("state", "name", "slug")
    serializer_class = serializers.PlaceSerializer
    pagination_class = Pages
    filter_backends = [DjangoFilterBackend]
    filterset_class = PlaceFilter


class PlaceDetail(generics.RetrieveAPIView):
    """One county or place, named as in ne-omaha: its counties, ZIP codes and the bodies that serve it."""

    queryset = Place.objects.select_related("ground").prefetch_related("counties", "zip_codes", "other_numbers")
    serializer_class = serializers.PlaceDetailSerializer

    def get_object(self):
        return generics.get_object_or_404(self.get_queryset().filter(with_slug(self.kwargs["slug"])))
