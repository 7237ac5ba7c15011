"""From plain values to a record, or to everything that is wrong with them, told as a person can mend it."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import ValidationError

from model.errors import Problem
from model.language import Joined, Term, Text
from model.nearness import nearest
from model.record import Choice, Record, RuleBroken
from model.rules import CellRule


def record_from(type_: type[Record], values: Mapping[str, Any]) -> Record | list[Problem]:
    """The record that `values` say, or what is wrong with them."""
    try:
        return type_.model_validate(values)
    except ValidationError as error:
        found = [detail for detail in error.errors() if not _only_follows(detail)]
        return [_problem(type_, str(values.get("id", "")), detail) for detail in found]


def _only_follows(detail: Any) -> bool:
    """Whether a list is called too short for the faults of its items, which are told themselves."""
    return detail["type"] == "too_short" and bool(detail["input"])


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
    rule, text, hint = _said(type_, field, detail)
    return Problem(rule, text, hint, type_.label, id_, field, str(value))


Said = tuple[CellRule, Text, Text | None]
"""The rule that a value breaks, what is wrong with it, and what would be right."""


def _said(type_: type[Record], field: str, detail: Any) -> Said:
    """What a fault that pydantic found says in our words; its own names for faults are nobody else's concern."""
    value, limits = str(detail["input"]), detail.get("ctx", {})
    match detail["type"]:
        case "missing" | "string_too_short" | "too_short":
            return CellRule.REQUIRED, Text("must be given"), None
        case "extra_forbidden":
            return CellRule.UNKNOWN_FIELD, Text("there is no such field"), _suggestion(field, type_.columns())
        case "enum":
            return CellRule.CHOICE, Text("'{value}' is not one of the choices", value=value), _choices(type_, field, value)
        case "string_pattern_mismatch":
            rule, hint = _pattern(type_, field, value)
            return rule, Text("'{value}' is not written as it should be", value=value), hint
        case "bool_parsing" | "bool_type":
            text = Text("'{value}' is neither yes nor no", value=value)
            return CellRule.YES_OR_NO, text, Text("write ja or nej")
        case "string_too_long":
            text = Text("too long: {n} characters, at most {most}", n=len(value), most=limits["max_length"])
            return CellRule.TOO_LONG, text, None
        case "too_long":
            return CellRule.TOO_MANY, Text("too many: at most {most}", most=limits["max_length"]), None
    return _said_of_number(value, detail["type"], limits)


def _said_of_number(value: str, fault: str, limits: Mapping[str, Any]) -> Said:
    match fault:
        case "int_parsing" | "int_type" | "int_from_float" | "int_parsing_size":
            return CellRule.NUMBER, Text("'{value}' is not a whole number", value=value), None
        case "greater_than_equal":
            return CellRule.NUMBER_RANGE, Text("too small: at least {least}", least=limits["ge"]), None
        case "less_than_equal":
            return CellRule.NUMBER_RANGE, Text("too large: at most {most}", most=limits["le"]), None
    return CellRule.VALUE, Text("'{value}' cannot be kept here", value=value), None


def _suggestion(word: str, known: Iterable[str]) -> Text | None:
    near = nearest(word, known)
    return Text("did you mean '{near}'?", near="', '".join(near)) if near else None


def _choices(type_: type[Record], field: str, value: str) -> Text:
    """The nearest of the words that may be written; where none is near, all of them."""
    members: tuple[Choice, ...] = tuple(type_.columns()[field].choice or ())
    words = [word for member in members for word in (member.term.sv, member.term.en, str(member))]
    if near := nearest(value, words):
        meant = [member for member in members if {member.term.sv, member.term.en, str(member)} & set(near)]
        return Text("did you mean {choices}?", choices=Joined(map(_word, meant)))
    return Text("choose among {choices}", choices=Joined(map(_word, members)))


def _word(member: Choice) -> Term:
    """The word for a choice, and its code where that is another: `behov (demand)`."""
    sv, en = (word if word == str(member) else f"{word} ({member})" for word in (member.term.sv, member.term.en))
    return Term(sv, en)


def _pattern(type_: type[Record], field: str, value: str) -> tuple[CellRule, Text]:
    column = type_.columns()[field]
    if field == "evidence":
        text = Text("write the source's id, a space and the place in it, as in 'programforklaring-2020 §6.4.1'")
        return CellRule.EVIDENCE, text
    if field == "id" or column.ref:
        text = Text("an id has small letters a–z, digits and single hyphens, as in '{slug}'", slug=slug_of(value) or "almi")
        return CellRule.ID, text
    return CellRule.FORM, Text("see the description of the field: {about}", about=Text(column.about.description))
