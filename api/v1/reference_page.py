"""The reference of the JSON interface as a page: each operation with its parameters and an example that runs."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from api.pages.page import Asked, WebPage
from api.v1.catalogue import list_operations
from api.v1.description import describe_parameters
from api.v1.examples import read_example
from api.v1.operations import ROOT, ApiOperation, OperationGroup
from api.v1.problems import PROBLEMS
from loaders.reports.data_tables import DataColumn, DataTable
from model.language import JoinedText, Language, Localizable, Text

LONGEST_EXAMPLE = 4_000
"""Characters of an example that are shown; the rest is at its address."""


@dataclass(frozen=True, slots=True)
class ParameterLine:
    """A parameter as the page tells it: its name, its meaning, its values and its default."""

    name: str
    meaning: Localizable | None
    values: str
    default: str
    required: bool


def build_reference_page(asked: Asked) -> WebPage:
    """Return the page of all operations."""
    operations = list_operations()
    registers = [one for one in operations if one.group is OperationGroup.REGISTERS]
    groups = [
        (group.name.lower(), group.value, [_describe(one) for one in operations if one.group is group and _is_shown(one)])
        for group in OperationGroup
    ]
    return WebPage(
        template="interface",
        title=Text("Interface for programs (JSON)"),
        content={
            "groups": groups,
            "registers": [(one.path, one.about, ROOT + one.path) for one in registers if not one.id_about][1:],
            "problems": asked.link.page(PROBLEMS),
            "openapi": f"{ROOT}/openapi.json",
            "root": ROOT,
        },
        data={
            "rows": [
                {
                    "name": one.name,
                    "path": ROOT + one.path,
                    "about": _in_both(one.about),
                    "example": one.example_address if one.has_example else None,
                }
                for one in operations
            ]
        },
        tables=[_make_table(operations, asked.language)],
        styles=("interface.css",),
    )


def _is_shown(operation: ApiOperation) -> bool:
    """Return whether the page describes an operation by itself; of the registers, which are alike, the actors stand for all."""
    return operation.group is not OperationGroup.REGISTERS or operation.name in ("registers", "list_actor", "show_actor")


def _describe(operation: ApiOperation) -> dict[str, Any]:
    answer = read_example(operation.name)
    text = json.dumps(answer, ensure_ascii=False, indent=2) if answer is not None else ""
    return {
        "name": operation.name,
        "path": ROOT + operation.path,
        "about": operation.about,
        "id_about": operation.id_about,
        "parameters": [_read_parameter(one) for one in describe_parameters(operation) if one["in"] == "query"],
        "example": operation.example_address if operation.has_example else None,
        "answer": text[:LONGEST_EXAMPLE],
        "shortened": len(text) > LONGEST_EXAMPLE,
    }


def _read_parameter(parameter: dict[str, Any]) -> ParameterLine:
    schema = parameter["schema"]
    default, about = schema.get("default"), parameter["description"]
    return ParameterLine(
        name=parameter["name"],
        meaning=Text(about) if about else None,
        values=_list_values(schema),
        default="" if default is None else json.dumps(default, ensure_ascii=False).strip('"'),
        required=bool(parameter.get("required")),
    )


def _list_values(schema: dict[str, Any]) -> str:
    if "enum" in schema:
        return " | ".join(map(str, schema["enum"]))
    if "maximum" in schema:
        return f"{schema['minimum']}–{schema['maximum']}"
    return "true | false" if schema.get("type") == "boolean" else "…" if schema.get("type") == "array" else ""


def _in_both(text: Localizable) -> dict[str, str]:
    return {"sv": text.in_("sv"), "en": text.in_("en")}


def _make_table(operations: Sequence[ApiOperation], language: Language) -> DataTable:
    columns = [
        DataColumn("path", Text("Address"), 40),
        DataColumn("about", Text("What it answers"), 80),
        DataColumn("parameters", Text("Parameters"), 50),
        DataColumn("example", Text("Example"), 60),
    ]
    rows = [
        (
            ROOT + one.path,
            one.about,
            JoinedText(one.model.model_fields).in_(language) or None,
            one.example_address if one.has_example else None,
        )
        for one in operations
    ]
    return DataTable(Text("Operations"), columns, rows)
