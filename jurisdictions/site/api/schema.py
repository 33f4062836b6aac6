"""The API as OpenAPI 3.1: parameters from their declarations, each error described once and referred to."""

import json
from functools import cache, lru_cache
from pathlib import Path

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.openapi import AutoSchema

from jurisdictions.site.api.conditional import unless_known
from jurisdictions.site.api.parameters import described

SLUG = {"type": "string", "pattern": "^[-a-zA-Z0-9_]+$", "maxLength": 200}
TEXT = {"type": "string"}
DETAIL = {"type": "object", "required": ["detail"], "properties": {"detail": TEXT}}
BY_FIELD = {"type": "object", "minProperties": 1, "additionalProperties": {"type": "array", "items": TEXT}}
RETRACTED = {"type": "object", "required": ["detail", "reason", "slug", "url", "api_url"],
             "properties": {name: TEXT for name in ("detail", "reason", "slug", "url", "api_url")}}  # fmt: skip
REPEATS = "\n\nRepeats mean “or”."
EVERYWHERE = (304, 400, 405, 414, 429)
# status: (name, description, schema, example, headers)
ERRORS = {
    301: ("MovedPermanently", "The row has another name now; the question is kept.", DETAIL,
          {"detail": "It has another name now."}, {"Location": "Its present address."}),
    304: ("NotModified", "You have it already: ETag or Last-Modified is that of your copy.", None, None, {}),
    400: ("BadRequest", "A value or the name of a parameter is wrong: what, by its name.", BY_FIELD,
          {"stance": ["Choose one of: declines, limits, cooperates."]}, {}),
    404: ("NotFound", "Nothing stands at this address, or the list has no such page.", DETAIL,
          {"detail": "There is no such page."}, {}),
    405: ("MethodNotAllowed", "The API is read-only: GET, HEAD and OPTIONS.", DETAIL,
          {"detail": "Method \"POST\" not allowed."}, {"Allow": "Methods that are answered."}),
    410: ("Gone", "The statement was retracted, and why.", RETRACTED,
          {"detail": "This statement was retracted.", "reason": "It was another body of this name.",
           "slug": "retracted",
           "url": "https://directory.example/statements/retracted/",
           "api_url": "https://directory.example/api/v1/statements/retracted/"}, {}),
    414: ("UriTooLong", "The request line is longer than 8,190 bytes: ask for less at once.", None, None, {}),
    429: ("TooManyRequests", "Too many requests from your address: go on after the seconds of Retry-After.", DETAIL,
          {"detail": "Request was throttled. Expected available in 20 seconds."},
          {"Retry-After": "Seconds to wait."}),
}  # fmt: skip
VERSION_HEADERS = {"ETag": "Send it as If-None-Match.", "Last-Modified": "Send it as If-Modified-Since."}


class Described(AutoSchema):
    """Reads what a view of `reading.Reading` says of itself."""

    def get_operation_id(self):
        return self.view.name

    def get_tags(self):
        return ["Directory" if self.path.split("/")[3] not in ("places", "suggest") else "Places"]

    def get_summary(self):
        return self.view.summary

    def get_description(self):
        return vars(type(self.view)).get("__doc__") or ""

    def _get_parameters(self):
        in_path = {"name": "slug", "in": "path", "required": True, "schema": SLUG, "description": "Permanent name.",
                   "example": "ne-omaha" if self.view.name == "place" else "city-of-example"}  # fmt: skip
        return [*([in_path] if "{slug}" in self.path else []), *map(in_query, self.view.takes)]

    def _get_response_bodies(self, direction="response"):
        content = {"schema": self.resolve_serializer(self.view.answer(), direction).ref}
        if example := examples().get(self.view.name):
            content["example"] = example
        answer = {
            "description": "Answer.",
            "headers": headers(VERSION_HEADERS),
            "content": {"application/json": content},
        }
        errors = sorted({*EVERYWHERE, *self.view.errors})
        refs = {str(status): {"$ref": f"#/components/responses/{ERRORS[status][0]}"} for status in errors}
        return {"200": answer, **refs}


@cache
def examples():
    """{name of a view: its answer} of an invented city; a test holds them to the schema."""
    return json.loads(Path(__file__).with_name("examples.json").read_text(encoding="utf-8"))


def in_query(parameter):
    said = {"name": parameter.name, "in": "query", "schema": described(parameter)}
    said["description"] = parameter.description
    if parameter.labels:
        said["description"] += "".join(f"\n* `{value}`: {label}" for value, label in parameter.labels.items())
    if parameter.example is not None:
        said["example"] = parameter.example
    if parameter.is_many:
        said |= {"style": "form", "explode": True, "description": said["description"] + REPEATS}
    return {**said, "required": True} if parameter.is_required else said


def headers(texts):
    return {name: {"description": text, "required": True, "schema": TEXT} for name, text in texts.items()}


def with_errors(result, generator, request, public):
    """Post-processing: the errors that the operations refer to, and no marks of the generator's own."""
    responses = {}
    for name, description, schema, example, sent in ERRORS.values():
        content = {"content": {"application/json": {"schema": schema, "example": example}}} if schema else {}
        responses[name] = {"description": description, "headers": headers(sent), **content}
    result["components"]["responses"] = responses
    return without_marks(result)


def without_marks(part):
    if isinstance(part, dict):
        return {name: without_marks(inner) for name, inner in part.items() if name != "x-spec-enum-id"}
    return [without_marks(inner) for inner in part] if isinstance(part, list) else part


@lru_cache(maxsize=1)
def document(day):
    """The schema as a dict; it changes with the day, because `as_of` takes no day to come."""
    return SchemaGenerator().get_schema(request=None, public=True)


@require_safe
def schema(request):
    content = json.dumps(document(timezone.localdate()), ensure_ascii=False)
    return unless_known(request, HttpResponse(content, content_type="application/json"))
