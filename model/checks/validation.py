"""Turning plain values into a record, or into problems that a user can correct."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

from pydantic import ValidationError

from model.checks.period_hints import suggest_period
from model.errors import Problem
from model.language import JoinedText, Term, Text
from model.rules import CellRule, Rule
from model.text.nearest import find_nearest, format_suggestion
from model.vocabulary.input_text import find_control_characters, normalize_values
from model.vocabulary.organisation_numbers import normalize_organisation_number
from model.vocabulary.record import EVIDENCE, SLUG, Choice, Record, RuleBroken

VALUE_SEPARATORS = re.compile(r"[;,|\n]| och | and | & ")
"""Separators that people use between several values in a cell."""
ORGANISATION_NUMBER_FIELD = "organisation_number"


def build_record(type_: type[Record], values: Mapping[str, Any], *, codes: bool = False) -> Record | list[Problem]:
    """Return the record that `values` state, or all their problems; with `codes`, hints give the codes of choices."""
    try:
        return type_.model_validate(values)
    except ValidationError as error:
        id_ = str(values.get("id", ""))
        return [
            _translate_detail(type_, id_, detail, codes)
            for detail in error.errors()
            # A list with invalid items is also too short: the items are reported, the list is not.
            if not (detail["type"] == "too_short" and detail["input"])
        ]


def build_problem(rule: Rule, record: Record, field: str, value: str, text: Text, hint: Text | None = None) -> Problem:
    """Return the problem that `record` breaks `rule` in `field` with `value`."""
    return Problem(rule, text, hint, type=record.label, id=record.id, field=field, value=value)


def parse_record(type_: type[Record], values: Mapping[str, Any], *, codes: bool = False) -> Record | list[Problem]:
    """Return the record or the problems of input by a person or a file: its texts are normalised first."""
    wrong = list(find_control_characters(type_, values))
    found = build_record(type_, normalize_values(type_, values), codes=codes)
    if not wrong:
        return found
    fields = {problem.field for problem in wrong}
    return wrong + [problem for problem in found if problem.field not in fields] if isinstance(found, list) else wrong


def salvage_record(type_: type[Record], values: Mapping[str, Any]) -> Record:
    """Return an unvalidated record of invalid `values`: id, references, evidence and organisation number where readable."""
    named = {
        name: _filter_well_formed(values.get(name), SLUG, column.many) for name, column in type_.columns().items() if column.ref
    }
    evidence = _filter_well_formed(values.get("evidence"), EVIDENCE, many=True)
    number = {name: _parse_number(values.get(name)) for name in type_.columns() if name == ORGANISATION_NUMBER_FIELD}
    return type_.model_construct(None, id=str(values.get("id", "")), evidence=evidence, **named, **number)


def _filter_well_formed(value: Any, form: re.Pattern[str], many: bool) -> Any:
    """Return the items of a value that match `form`: a tuple if `many`, else the first or None."""
    items = value if isinstance(value, tuple | list) else (value,)
    found = tuple(item.strip() for item in items if isinstance(item, str) and form.fullmatch(item.strip()))
    return found if many else next(iter(found), None)


def _parse_number(value: Any) -> str | None:
    """Return the organisation number in normal form, or None if it cannot be read."""
    try:
        number = normalize_organisation_number(value)
    except RuleBroken:
        return None
    return number if isinstance(number, str) and number else None


def slug_of(text: str) -> str:
    """Return a readable id made from a name: `Föreningen Älvdal` → `foreningen-alvdal`; empty if no letter is left."""
    plain = unicodedata.normalize("NFKD", text.casefold()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:200]


def _translate_detail(type_: type[Record], id_: str, detail: Any, codes: bool) -> Problem:
    field = str(detail["loc"][0]) if detail["loc"] else ""
    value = detail["input"] if isinstance(detail["input"], str | int) else ""
    broken = detail.get("ctx", {}).get("error")
    if isinstance(broken, RuleBroken):
        column = type_.columns().get(field)
        bound = broken.rule == CellRule.DATE and column is not None and column.bound
        hint = suggest_period(str(value), column.required) if bound and column else None
        return Problem(broken.rule, broken.text, hint, type_.label, id_, broken.field or field, str(value))
    rule, text, hint = _explain_detail(type_, field, detail, codes)
    return Problem(rule, text, hint, type_.label, id_, field, str(value))


_Explanation = tuple[CellRule, Text, Text | None]
"""The rule that a value breaks, the fault, and a hint."""


def _explain_detail(type_: type[Record], field: str, detail: Any, codes: bool) -> _Explanation:
    """Return the explanation of a fault that pydantic found, in our words; users never see pydantic's."""
    value, limits = str(detail["input"]), detail.get("ctx", {})
    match detail["type"]:
        case "missing" | "string_too_short" | "too_short":
            return CellRule.REQUIRED, Text("must be given"), None
        case "extra_forbidden":
            return CellRule.UNKNOWN_FIELD, Text("there is no such field"), format_suggestion(find_nearest(field, type_.columns()))
        case "enum":
            return (
                CellRule.CHOICE,
                Text("'{value}' is not one of the choices", value=value),
                _suggest_choices(type_, field, value, codes),
            )
        case "string_pattern_mismatch":
            rule, hint = _explain_pattern(type_, field, value)
            return rule, Text("'{value}' does not have the right form", value=value), hint
        case "bool_parsing" | "bool_type":
            text = Text("'{value}' is neither yes nor no", value=value)
            return CellRule.YES_OR_NO, text, Text("write ja or nej")
        case "string_too_long":
            text = Text("too long: {n} characters, at most {most}", n=len(value), most=limits["max_length"])
            return CellRule.TOO_LONG, text, None
        case "too_long":
            return CellRule.TOO_MANY, Text("too many: at most {most}", most=limits["max_length"]), None
    return _explain_number(value, detail["type"], limits)


def _explain_number(value: str, fault: str, limits: Mapping[str, Any]) -> _Explanation:
    match fault:
        case "int_parsing" | "int_type" | "int_from_float" | "int_parsing_size":
            return CellRule.NUMBER, Text("'{value}' is not a whole number", value=value), None
        case "greater_than_equal":
            return CellRule.NUMBER_RANGE, Text("too small: at least {least}", least=limits["ge"]), None
        case "less_than_equal":
            return CellRule.NUMBER_RANGE, Text("too large: at most {most}", most=limits["le"]), None
    return CellRule.VALUE, Text("'{value}' cannot be kept here", value=value), None


def _suggest_choices(type_: type[Record], field: str, value: str, codes: bool) -> Text:
    """Return a hint with the nearest choices, or with all of them if none is near."""
    members: tuple[Choice, ...] = tuple(type_.columns()[field].choice or ())
    words = [word for member in members for word in (member.term.sv, member.term.en, str(member))]
    near = {*find_nearest(value, words)}
    meant = [member for member in members if {member.term.sv, member.term.en, str(member)} & near]
    return format_suggestion(_choice_words_of(meant, codes)) or Text(
        "choose among {choices}", choices=JoinedText(_choice_words_of(members, codes))
    )


def _choice_words_of(members: Iterable[Choice], codes: bool) -> list[Term | str]:
    """Return the words of choices as a user may write them, or their codes."""
    return [str(member) if codes else member.term for member in members]


def split_several(field: str, value: str) -> list[str]:
    """Return the ids or pieces of evidence in a value that holds several; empty if it does not."""
    parts = [part.strip() for part in VALUE_SEPARATORS.split(value) if part.strip()]
    form = EVIDENCE if field == "evidence" else SLUG
    return parts if len(parts) > 1 and all(map(form.fullmatch, parts)) else []


def _explain_pattern(type_: type[Record], field: str, value: str) -> tuple[CellRule, Text]:
    column = type_.columns()[field]
    if (field == "evidence" or column.ref) and (parts := split_several(field, value)):
        several = (
            Text("separate several values with |: '{parts}'", parts=" | ".join(parts))
            if column.many
            else Text("only one value is allowed here; write a row for each: '{parts}'", parts="', '".join(parts))
        )
        return CellRule.EVIDENCE if field == "evidence" else CellRule.ID, several
    if field == "evidence":
        text = Text("write the source's id, a space and the place in it, as in 'programforklaring-2020 §6.4.1'")
        return CellRule.EVIDENCE, text
    if column.ref:
        return CellRule.ID, Text("an id has small letters a–z, digits and single hyphens")
    if field == "id":
        text = Text("an id has small letters a–z, digits and single hyphens, as in '{slug}'", slug=slug_of(value) or "almi")
        return CellRule.ID, text
    return CellRule.FORM, Text("see the description of the field: {about}", about=Text(column.about.description))
