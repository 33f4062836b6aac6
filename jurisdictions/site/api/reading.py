"""What all answers of the API share: strict questions, versions, limits, JSON whatever is accepted."""

from django.utils.translation import gettext as _
from rest_framework.exceptions import APIException, NotFound
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.response import Response
from rest_framework.views import APIView

from jurisdictions.site.api import parameters
from jurisdictions.site.api.conditional import unless_known
from jurisdictions.site.api.throttling import PerAddress
from jurisdictions.site.rows import Links


class Gone(APIException):
    status_code = 410


class AlwaysJson(BaseContentNegotiation):
    """A browser, a script and a client without an Accept header get the same."""

    def select_parser(self, request, parsers):
        return None

    def select_renderer(self, request, renderers, format_suffix=None):
        return renderers[0], renderers[0].media_type


class Reading(APIView):
    """GET, HEAD and OPTIONS; `name`, `summary`, `takes` and `answer` describe it in the schema."""

    content_negotiation_class = AlwaysJson
    throttle_classes = [PerAddress]
    http_method_names = ["get", "head", "options"]
    errors = ()  # further statuses than every address has
    takes = ()  # Parameters
    answer = None  # serializer of a 200, for the schema only

    def initial(self, request, *args, **kwargs):
        super().initial(request, *args, **kwargs)
        if request.method.lower() in self.http_method_names:  # for any other 405 says more than 400
            parameters.refuse(request.query_params, self.takes)
        self.links = Links(request.build_absolute_uri("/").removesuffix("/"))

    def dispatch(self, request, *args, **kwargs):
        response = super().dispatch(request, *args, **kwargs)
        if response.status_code != 200:
            return response
        return unless_known(request, response.render())


class Listing(Reading):
    """One page of a list; a subclass gives `ask` (a DirectoryQuery or alike) and `rows`."""

    page_size = parameters.DEFAULT_PAGE_SIZE
    errors = (404,)

    def get(self, request):
        asked = request.query_params
        query = self.ask(asked)
        number, size = int(asked.get("page", 1)), int(asked.get("page_size", self.page_size))
        count = query.total()
        if number > 1 and (number - 1) * size >= count:
            raise NotFound(_("There is no such page."))
        day = parameters.day_of(asked)
        answer = {
            "count": count,
            "next": self.address_of(number + 1) if number * size < count else None,
            "previous": self.address_of(number - 1) if number > 1 else None,
            "as_of": day.isoformat() if day else None,
            **self.notes(query),
        }
        if asked.get("facets") == "true":
            answer["facets"] = facets_of(query)
        return Response({**answer, "results": self.rows(query.page((number - 1) * size, size))})

    def ask(self, asked):
        """The query; a value its filters refuse is named, never left out."""
        query = self.query_class(asked)
        parameters.refuse_problems(query)
        return query

    def notes(self, query):
        """How it was read: for a word that occurs nowhere the nearest one on record is searched for."""
        return {"respelt_q": query.asked["q"] if query.respelt else None}

    def address_of(self, number):
        asked = self.request.query_params.copy()
        asked.pop("page", None)
        if number > 1:
            asked["page"] = number
        address = self.request.build_absolute_uri(self.request.path)
        return f"{address}?{asked.urlencode()}" if asked else address


def facets_of(query):
    return {
        name: [{"value": choice.value, "label": str(choice.label), "count": choice.count} for choice in choices]
        for name, choices in query.facets().items()
    }
