"""What the API answers, for people: its own schema as a page."""

import json

from django.conf import settings
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from jurisdictions.site.api.schema import ERRORS, REPEATS, document


def docs(request):
    described = document(timezone.localdate())
    responses = described["components"]["responses"]
    context = {
        "operations": [operation_of(path, ways["get"], responses) for path, ways in described["paths"].items()],
        "shapes": [shape_of(*shape) for shape in described["components"]["schemas"].items()],
        "errors": [error_of(*response) for response in responses.items()],
        "per_minute": settings.API_REQUESTS_PER_MINUTE,
    }
    return TemplateResponse(request, "pages/api_docs.html", context)


def operation_of(path, described, responses):
    answers = described["responses"]
    content = answers["200"]["content"]["application/json"]
    return {
        "path": path,
        "id": described["operationId"],
        "summary": described["summary"],
        "description": described.get("description", ""),
        "parameters": [parameter_of(parameter) for parameter in described.get("parameters", ())],
        "shape": content["schema"]["$ref"].split("/")[-1],
        "example": json.dumps(content["example"], indent=2, ensure_ascii=False) if "example" in content else "",
        "errors": [(status, answer["$ref"].split("/")[-1]) for status, answer in answers.items() if status != "200"],
    }


def error_of(name, described):
    content = described.get("content", {}).get("application/json", {})
    return {
        "name": name,
        "status": next(status for status, error in ERRORS.items() if error[0] == name),
        "text": described["description"],
        "headers": [(header, about["description"]) for header, about in described["headers"].items()],
        "example": json.dumps(content["example"]) if content else "",
    }


def parameter_of(described):
    """The values of a choice stand in its description, one a line after "* "; here they make a list of their own."""
    schema = described["schema"].get("items", described["schema"])
    text, *choices = described["description"].removesuffix(REPEATS).split("\n* ")
    return {
        "name": described["name"],
        "text": text,
        "choices": [choice.replace("`", "").partition(": ")[::2] for choice in choices],
        "kind": kind_of(schema),
        "is_many": described["schema"]["type"] == "array",
        "is_required": described.get("required", False),
        "example": written(described),
    }


def written(described):
    """The example as it stands in an address."""
    example = described.get("example")
    if example is None:
        return ""
    values = example if isinstance(example, list) else [example]
    return "&".join(f"{described['name']}={str(v).lower() if v is True else v}" for v in values)


def shape_of(name, described):
    required = described.get("required", ())
    fields = [
        {"name": key, "is_optional": key not in required, "kind": kind_of(field), "shape": shape_named(field),
         "text": field.get("description", "").split("\n\n* ")[0].split("* `")[0], "values": field.get("enum", ())}
        for key, field in described["properties"].items()
    ]  # fmt: skip
    return {"name": name, "text": described.get("description", ""), "fields": fields}


def kind_of(schema):
    """In words: "date", "number from 1 to 100", "list of text", "text or null"."""
    if shape_named(schema):
        return _("list") if schema.get("type") == "array" else _("object")
    kind = schema.get("type", "")
    kinds = [kind] if isinstance(kind, str) else kind
    words = [WORDS.get(schema.get("format"), WORDS.get(one, one)) if one != "null" else "null" for one in kinds]
    if "minimum" in schema:
        words.append(f"{schema['minimum']} – {schema['maximum']}")
    return ", ".join(words)


WORDS = {"string": "text", "integer": "whole number", "array": "list", "date": "date, YYYY-MM-DD", "uri": "address"}


def shape_named(schema):
    """The name of the shape a field holds, if it holds one."""
    inside = schema.get("items") or schema.get("additionalProperties") or schema
    inside = inside.get("items", inside) if isinstance(inside, dict) else {}
    for part in (inside, *inside.get("oneOf", ()), *inside.get("allOf", ()), *inside.get("anyOf", ())):
        if "$ref" in part:
            return part["$ref"].split("/")[-1]
    return ""
