"""The OpenAPI 3.1 document of the JSON interface, made of the declared operations."""

from collections.abc import Iterator, Mapping
from functools import cache
from http import HTTPStatus
from typing import Any

from api.v1.catalogue import list_operations
from api.v1.examples import read_example
from api.v1.operations import LANGUAGE, MOST_CHARACTERS, ApiOperation, OperationGroup, is_list
from api.v1.problems import (
    BODY,
    CONFLICT,
    FAULT,
    LIMIT,
    LONG_ADDRESS,
    METHOD,
    NOT_FOUND,
    OTHER_SITE,
    PARAMETERS,
    PROBLEM_TYPE,
    PROBLEM_TYPES,
    TOO_SLOW,
    UNAVAILABLE,
    WRONG_NAME,
)
from api.v1.row_schemas import describe_rows
from api.v1.schemas import INTEGER, SHARED, STRING, Schema, build_record_schemas, describe_object, refer, say
from model.language import LANGUAGES
from model.software import software_version
from model.vocabulary.types import TYPES

ABOUT = """The collaboration landscape of a region as data: who feeds whom, where decisions stall, who has no seat.

All operations read. Answers hold for a version of the landscape, which is in their `ETag`; ask again with `If-None-Match`.
Lists come in pages: `next` is the place of the next one, `links.next` and the header `Link` its address. Errors are
problem documents (RFC 9457), in Swedish or English by `lang` or `Accept-Language`."""
ERROR = describe_object(
    {
        "detail": say(STRING, "What is wrong, and what to write instead."),
        "parameter": STRING,
        "value": say(STRING, "What was given."),
        "rule": say(STRING, "The id of the rule."),
    },
    ("value",),
)
PROBLEM = describe_object(
    {
        "type": {"enum": [type_.address for type_ in PROBLEM_TYPES.values()], "description": "The type, whose page explains it."},
        "title": STRING,
        "status": INTEGER,
        "detail": STRING,
        "errors": {"type": "array", "items": ERROR, "description": "All that is wrong."},
        "suggestions": {"type": "array", "items": STRING, "description": "The nearest that there is."},
    },
    ("errors", "suggestions"),
    "A problem document (RFC 9457).",
)
HEADERS: Mapping[str, Schema] = {
    "ETag": {"description": "The version of the answer.", "required": True, "schema": STRING},
    "Cache-Control": {"description": "May be kept, and is asked for again each time.", "required": True, "schema": STRING},
    "Vary": {"description": "What the answer depends on.", "required": True, "schema": STRING},
}
NEXT_LINK = {"Link": {"description": "The address of the next page, if there is one.", "schema": STRING}}
COMMON_PROBLEMS = (
    WRONG_NAME, OTHER_SITE, NOT_FOUND, METHOD, CONFLICT, BODY, LONG_ADDRESS, PARAMETERS, LIMIT, FAULT, UNAVAILABLE, TOO_SLOW,
)  # fmt: skip
ROW_GROUPS = (OperationGroup.QUESTIONS, OperationGroup.FINDINGS)
"""Groups of operations whose answers have rows of their own."""
LANGUAGE_PARAMETER = {
    "name": LANGUAGE,
    "in": "query",
    "description": "The language of errors, and of words on maps.",
    "schema": {"enum": [*LANGUAGES]},
}


@cache
def build_description() -> Mapping[str, Any]:
    """Return the document."""
    operations = list_operations()
    schemas: dict[str, Any] = {**SHARED, "Problem": PROBLEM}
    for type_ in TYPES.values():
        schemas |= build_record_schemas(type_)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Landskap",
            "version": software_version(),
            "description": ABOUT,
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": "/"}],
        "tags": [{"name": group.value.in_("en")} for group in OperationGroup],
        "paths": {
            operation.address("{id}").replace("%7Bid%7D", "{id}"): {"get": _describe_operation(operation)}
            for operation in operations
        },
        "components": {
            "schemas": dict(sorted(schemas.items())),
            "parameters": {"lang": LANGUAGE_PARAMETER},
            "responses": _describe_problems(),
        },
    }


def _describe_operation(operation: ApiOperation) -> Schema:
    problems = {str(int(type_.status)): {"$ref": f"#/components/responses/{int(type_.status)}"} for type_ in COMMON_PROBLEMS}
    content: Schema = {"schema": operation.schema}
    if example := read_example(operation.name):
        described = operation.group in ROW_GROUPS and describe_rows(example)
        content["schema"] = {"allOf": [operation.schema, described]} if described else operation.schema
        content["examples"] = {"sormland": {"summary": operation.example_address, "value": example}}
    elif operation.has_example:
        content["examples"] = {"sormland": {"summary": "As large as the landscape", "externalValue": operation.example_address}}
    headers = {**HEADERS, **(NEXT_LINK if operation.is_paged else {})}
    answer = {"description": "The answer.", "headers": headers, "content": {"application/json": content}}
    moved = {"308": {"description": "It is now at another address."}} if operation.id_about else {}
    return {
        "operationId": operation.name,
        "summary": operation.about.in_("en"),
        "tags": [operation.group.value.in_("en")],
        "parameters": [*describe_parameters(operation), {"$ref": "#/components/parameters/lang"}],
        "responses": {"200": answer, "304": {"description": "The client has this version already."}, **moved, **problems},
    }


def describe_parameters(operation: ApiOperation) -> Iterator[Schema]:
    """Yield the parameters of an operation as OpenAPI has them, with the values of its example."""
    if operation.id_about:
        schema = {"type": "string", "minLength": 1, "maxLength": MOST_CHARACTERS}
        example = {"example": operation.example_id} if operation.example_id else {}
        yield {
            "name": "id",
            "in": "path",
            "required": True,
            "description": operation.id_about.in_("en"),
            "schema": schema,
            **example,
        }
    whole = operation.model.model_json_schema()
    for name, about in whole.get("properties", {}).items():
        schema = _drop_null({key: value for key, value in about.items() if key not in ("title", "description")})
        parameter = {"name": name, "in": "query", "description": about.get("description", ""), "schema": schema}
        if name in whole.get("required", ()):
            parameter["required"] = True
        if is_list(operation.model, name):
            parameter |= {"style": "form", "explode": True}
        if name in operation.example:
            example_value: Any = operation.example[name]
            numeric = schema.get("type") == "integer"
            parameter["example"] = (
                int(example_value) if numeric else [example_value] if is_list(operation.model, name) else example_value
            )
        yield parameter


def _drop_null(schema: Schema) -> Schema:
    """Return the schema of a parameter: one that is left out is null, and none is given as null."""
    choices = [choice for choice in schema.get("anyOf", ()) if choice != {"type": "null"}]
    if len(choices) == 1:
        schema = {**{key: value for key, value in schema.items() if key != "anyOf"}, **choices[0]}
    return {key: value for key, value in schema.items() if not (key == "default" and value in (None, []))}


def _describe_problems() -> Schema:
    """Return the errors by their status."""
    content = {PROBLEM_TYPE: {"schema": refer("Problem")}}
    vary = {"Vary": {"description": "Titles are in the language asked for.", "schema": STRING}}
    by_status: dict[HTTPStatus, list[str]] = {}
    for type_ in COMMON_PROBLEMS:
        by_status.setdefault(type_.status, []).append(type_.title.in_("en"))
    return {
        str(int(status)): {"description": "; or ".join(titles) + ".", "headers": vary, "content": content}
        for status, titles in by_status.items()
    }
