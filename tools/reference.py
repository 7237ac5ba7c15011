"""The generator of the reference pages: vocabulary, checks, questions and findings, with JSON schemas.

`python -m tools.reference` writes them. A test fails when they are out of date.
"""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import get_args, get_origin

from pydantic import TypeAdapter
from pydantic.fields import FieldInfo

from api.terminal.question_faults import ParameterRule
from loaders.rows.rules import BackupRule, FileRule, HeadingRule, LogRule, NoticeRule, RowRule
from loaders.rows.stamp import JSON_FORMAT
from model.language import LANGUAGES
from model.rules import CellRule, LandscapeRule, RecordRule, ReferenceRule, Rule
from model.vocabulary.record import Column, Record, Relationship
from model.vocabulary.types import TYPES
from queries.questions.abouts import ABOUTS
from queries.questions.parameters import QUESTIONS, Question, bounds_of, flags_of, is_argument, option_of, placeholder_of
from queries.server.settings import SettingRule
from tools.finding_reference import describe_findings
from tools.rule_examples import RULE_EXAMPLES
from tools.state_reference import describe_states

DOCS = Path(__file__).parent.parent / "docs" / "reference"

RULES: tuple[type[Rule], ...] = (
    FileRule, HeadingRule, RowRule, CellRule, RecordRule, ReferenceRule, LandscapeRule, LogRule, NoticeRule, BackupRule,
    SettingRule, ParameterRule,
)  # fmt: skip
"""Every kind of rule, in the order in which a reader meets them: the file, its headings, a row, a cell, the whole."""

DOCUMENT_FIELDS = {
    "landskap": {"const": JSON_FORMAT, "description": "The form of the document."},
    "journal": {
        "type": "object",
        "description": "Only in an export: the last change that it holds. Without it `asserted_by` is not read.",
        "properties": {"number": {"type": "integer", "minimum": 0}, "hash": {"type": "string", "pattern": "^[0-9a-f]{64}$"}},
        "required": ["number", "hash"],
    },
    "content": {
        "type": "string",
        "description": "Only in an export, at its end: the SHA-256 of all that stands before it.",
        "pattern": "^[0-9a-f]{64}$",
    },
}
"""The parts of a JSON file beside its lists of records."""


def generate_pages() -> dict[Path, str]:
    """Return the text of every generated page by path."""
    pages = {
        "assignment-states.md": describe_states(),
        "vocabulary.md": _describe_vocabulary(),
        "checks.md": _describe_checks(),
        "findings.md": describe_findings(),
        "questions.md": _describe_questions(),
    }
    schemas = {"landscape.schema.json": build_json_schema(), "questions.schema.json": build_question_schema()}
    texts = {name: "\n".join(lines) + "\n" for name, lines in pages.items()}
    texts |= {name: json.dumps(schema, ensure_ascii=False, indent=2, sort_keys=True) + "\n" for name, schema in schemas.items()}
    return {DOCS / name: text for name, text in texts.items()}


def build_json_schema() -> dict[str, object]:
    """Return the JSON Schema (2020-12) of a landscape as lists of records by type."""
    fields = {type_.stem(): list[type_] for type_ in TYPES.values()}  # type: ignore[valid-type]  # a type made of a type
    schema = {name: TypeAdapter(kind).json_schema(ref_template="#/$defs/{model}") for name, kind in fields.items()}
    definitions: dict[str, object] = {}
    for part in schema.values():
        definitions |= part.pop("$defs", {})
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Landskap",
        "type": "object",
        "properties": {**schema, **DOCUMENT_FIELDS},
        "$defs": definitions,
    }


def build_question_schema() -> dict[str, object]:
    """JSON Schema (2020-12) of the parameters of each question, by its name."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "The questions of Landskap",
        "type": "object",
        "properties": {model.name: model.model_json_schema() for model in QUESTIONS},
    }


def _describe_vocabulary() -> Iterator[str]:
    yield "# The vocabulary"
    yield ""
    yield "Generated from `model/` by `make generate`; do not edit. Each type is a CSV file, a node or edge of the graph, and a"
    yield "class of the linked data. A required field is marked \\*; `…` after a field means a list."
    for type_ in TYPES.values():
        yield from _describe_type(type_)


def _describe_type(type_: type[Record]) -> Iterator[str]:
    yield ""
    yield f"## {type_.label}: {type_.reads.sv} / {type_.reads.en}"
    yield ""
    yield " ".join((type_.__doc__ or "").split())
    yield ""
    party = ", a `:Party`" if type_.party else ""
    shape = f"edge `{type_.edge}`" if issubclass(type_, Relationship) else f"node `:{type_.label}`{party}"
    yield f"File `{type_.stem()}.csv`; {shape}; `{type_.rdf}`."
    yield ""
    yield "| field | heading | meaning | values | RDF |"
    yield "|---|---|---|---|---|"
    for column in type_.columns().values():
        yield _describe_field(column)


def _describe_field(column: Column) -> str:
    marks = ("…" if column.many else "") + (r" \*" if column.required else "")
    name = f"`{column.name}`{marks}"
    heading = f"{column.about.heading.sv} / {column.about.heading.en}"
    derived = " (kept by the model, not given in files)" if column.about.derived else ""
    return f"| {name} | {heading} | {column.about.description}{derived} | {_describe_values(column)} | `{column.about.rdf}` |"


def _describe_values(column: Column) -> str:
    if column.ref:
        return f"→ {column.ref.to} by `{column.ref.edge}`: *{column.ref.reading.sv}* / *{column.ref.reading.en}*"
    if column.choice:
        return ", ".join(f"`{member}` ({member.term.sv})" for member in column.choice)
    return column.kind


def _describe_checks() -> Iterator[str]:
    yield "# The checks"
    yield ""
    yield "Generated from the rules and their examples by `make generate`; do not edit. All problems are reported at once, each"
    yield "at its place, and then nothing is written. In JSON a problem names its rule by the id given here. Most examples change"
    yield "a row of the template's examples (`loaders/examples.json`)."
    for kind in RULES:
        yield from ("", f"## {' '.join((kind.__doc__ or '').split()).rstrip('.')}")
        for rule in kind:
            yield from _describe_rule(rule)


def _describe_rule(rule: Rule) -> Iterator[str]:
    yield from ("", f"### `{rule}`", "", rule.meaning)
    if example := RULE_EXAMPLES.get(rule):
        problem = replace(example.problems()[0], place=None)
        if isinstance(rule, ParameterRule):  # its text names the parameter already
            problem = replace(problem, field="")
        yield from ("", f"- {example.shown}")
        yield from (f"- {language}: {problem.in_(language)}" for language in LANGUAGES)


PLACEHOLDER_MEANINGS = {
    "PARTY": "the id, a name or an alias of an actor, a forum or a function",
    "ACTOR": "the id, a name or an alias of an actor",
    "AREA": "the id or name of an area",
    "SOURCE": "the id or name of a source",
    "LEVEL": "the id or name of a level",
    "SEVERITY": "`serious`, `important` or `note`, or the word for it in either language",
    "REVISION|CHANGE|DATE": "the number of a revision, a change of the history as `change-7`, or a day as `YYYY-MM-DD`",
    "FINDING": "the id of a finding",
    "KIND": "`demand`, `delivery`, `support`, `order` or `information`, or the word for it in either language",
    "MUNICIPALITY": "the id or name of a place",
    "PARTY|FUNCTION": "the id, a name or an alias of a party, or the name of a function, as assignments have it",
    "FUNCTION": "the name of a function, as assignments have it",
    "KIND OF FORUM": "the id or name of a kind of forum",
    "STATE": "`met`, `broken` or `unknown`, or the word for it in either language",
    "FORCE": "`law`, `rule`, `recommended` or `possible`, or the word for it in either language",
    "KIND OF DECISION": "`decision`, `order`, `request` or `proposal`, or the word for it in either language",
    "STEP": "the code of a step, such as `communicated`, or the word for it in either language",
    "RULE": "the id of a [rule](findings.md) or its name in either language; of `stalls`: `past-own-date`, `past-usual-time`, "
    "`past-pause`, `report-awaited`, `no-owner` or `addressee-ended`",
    "GROUPING": "`forum`, `addressee`, `hand-off`, `step`, `function`, `rule`, `municipality`, `level`, `kind` or `area`",
    "STEP-STEP": "`taken-communicated`, `communicated-line_decision`, `line_decision-executed`, `executed-reported_back`, "
    "`taken-executed` or `taken-reported_back`, or the words for the two steps in either language, such as `fattat-verkställt`",
    "GROUP": "`forum`, `addressee`, `area`, `rule` or `severity`",
    "WHAT": "`forum`, `addressee`, `area`, `kind` or `year`",
    "DATE": "a day as `YYYY-MM-DD`",
    "PLACE": "the `next` of the page before",
    "ID": "an id",
    "N": "a whole number",
}
"""The meanings of the words for values in help texts of the questions."""


def _describe_questions() -> Iterator[str]:
    yield "# The questions"
    yield ""
    yield "Generated from `queries/questions/parameters.py` by `make generate`; do not edit. `landskap NAME` takes the options,"
    yield "`/api/v1/NAME` of `landskap serve` the parameters; [the answers](../commands.md#the-json-of-a-question) are the same."
    yield "`questions.schema.json` holds the parameters as JSON Schema."
    for model in QUESTIONS:
        yield from _describe_question(model)


def _describe_question(model: type[Question]) -> Iterator[str]:
    address = f"; `/api/v1/{model.name}`" if model.served else "; only as a command"
    yield from ("", f"## {model.name}", "", ABOUTS[model.name], "", f"`landskap {model.name}`{address}.", "")
    yield from ("| parameter | option | meaning | values | default |", "|---|---|---|---|---|")
    for name, field in model.model_fields.items():
        default = "" if field.is_required() else field.get_default(call_default_factory=False)
        shown = "today" if field.default_factory else "" if default in (None, "", ()) else f"`{str(default).lower()}`"
        option = " / ".join(f"`{option_of(flag)}`" for flag in flags_of(field) or [name])
        option = f"`{placeholder_of(field)}`" if is_argument(field) else option
        several = " (several)" if get_origin(field.annotation) is tuple else ""
        yield f"| `{name}` | {option} | {field.description} | {_describe_parameter(field)}{several} | {shown} |"


def _describe_parameter(field: FieldInfo) -> str:
    least, most = bounds_of(field)
    if most is not None:
        return f"{least}–{most}"
    if word := placeholder_of(field):
        return PLACEHOLDER_MEANINGS[word]
    return "`true` or `false`" if field.annotation is bool else ", ".join(f"`{choice}`" for choice in get_args(field.annotation))


def write_reference() -> None:
    """Write all pages."""
    for path, text in generate_pages().items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write_reference()
