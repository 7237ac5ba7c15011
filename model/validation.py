"""From plain values to a record, or to everything that is wrong with them, told as a person can mend it."""

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from model.errors import Problem
from model.language import Text
from model.nearness import nearest
from model.record import Choice, Record, RuleBroken


def record_from(type_: type[Record], values: Mapping[str, Any]) -> Record | list[Problem]:
    """The record that `values` say, or what is wrong with them."""
    try:
        return type_.model_validate(values)
    except ValidationError as error:
        return [_problem(type_, str(values.get("id", "")), detail) for detail in error.errors()]


def slug_of(text: str) -> str:
    """A readable id made from a name: `Föreningen Älvdal` → `foreningen-alvdal`; empty when nothing is left."""
    plain = unicodedata.normalize("NFKD", text.casefold()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:200]


def _problem(type_: type[Record], id_: str, detail: Any) -> Problem:
    field = str(detail["loc"][0]) if detail["loc"] else ""
    value = detail["input"] if isinstance(detail["input"], str | int) else ""
    broken = detail.get("ctx", {}).get("error")
    if isinstance(broken, RuleBroken):
        return Problem(broken.rule, broken.text, None, type_.label, id_, broken.field or field, str(value))
    text, hint = _said(type_, field, detail)
    return Problem(detail["type"].replace("_", "-"), text, hint, type_.label, id_, field, str(value))


def _said(type_: type[Record], field: str, detail: Any) -> tuple[Text, Text | None]:
    value, limits = str(detail["input"]), detail.get("ctx", {})
    match detail["type"]:
        case "missing" | "string_too_short" | "too_short":
            return Text("must be given"), None
        case "extra_forbidden":
            return Text("there is no such field"), _suggestion(field, type_.columns())
        case "enum":
            return Text("'{value}' is not one of the choices", value=value), _choices(type_, field, value)
        case "string_pattern_mismatch":
            return Text("'{value}' is not written as it should be", value=value), _pattern(type_, field, value)
        case "string_too_long" | "too_long":
            return Text("too long: at most {most}", most=limits["max_length"]), None
        case "int_parsing" | "int_type" | "int_from_float":
            return Text("'{value}' is not a whole number", value=value), None
        case "greater_than_equal" | "less_than_equal":
            return Text("the number is out of range: {limit}", limit=limits.get("ge", limits.get("le"))), None
        case "bool_parsing" | "bool_type":
            return Text("'{value}' is neither yes nor no", value=value), Text("write ja or nej")
    return Text("'{value}' cannot be kept here", value=value), None


def _suggestion(word: str, known: Any) -> Text | None:
    near = nearest(word, known)
    return Text("did you mean '{near}'?", near="', '".join(near)) if near else None


def _choices(type_: type[Record], field: str, value: str) -> Text | None:
    choice: type[Choice] = type_.columns()[field].choice or Choice
    codes = [str(member) for member in choice]
    return _suggestion(value, codes) or Text("choose among {choices}", choices=", ".join(codes))


def _pattern(type_: type[Record], field: str, value: str) -> Text:
    column = type_.columns()[field]
    if field == "evidence":
        return Text("write the source's id, a space and the place in it, as in 'programforklaring-2020 §6.4.1'")
    if field == "id" or column.ref:
        return Text("an id has small letters a–z, digits and single hyphens, as in '{slug}'", slug=slug_of(value) or "almi")
    return Text("see the description of the field: {about}", about=Text(column.about.description))
