"""The *mapping* of a decision log: a small YAML file with the column of each value, for people to read and edit."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any, Literal, Self, TypeVar
from zoneinfo import ZoneInfo

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    model_validator,
)
from ruamel.yaml import YAML
from ruamel.yaml.constructor import SafeConstructor
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import AliasEvent
from ruamel.yaml.nodes import MappingNode, Node

from loaders.log.table import TableLayout
from loaders.rows.dates import parse_date_format
from loaders.rows.given_files import check_regular
from loaders.rows.rules import LogRule
from loaders.text_files.encodings import ENCODING_NAMES, find_encoding
from model.errors import FileLocation, InputError, LimitExceeded, Problem, cause_of
from model.language import Text
from model.rules import CellRule, Rule
from model.text.names import normalize_name
from model.text.nearest import find_nearest, format_suggestion
from model.vocabulary.decisions import DecisionKind, StepKind
from model.vocabulary.period import days_of, expand_span, parse_period
from model.vocabulary.record import SLUG, Choice, Name, Prose, RuleBroken, Slug

LARGEST_MAPPING = 1_000_000
"""Bytes."""
MOST_NESTED = 100
"""Brackets that may be open at once: the YAML reader goes through all open ones for each."""
QUOTED_OR_BRACKET = re.compile(r""""[^"\n]*"|'[^'\n]*'|[\[\]{}]""")
FORUM = "taken_in"
"""As `default_addressee`: the forum that took the decision."""
LEAVE_OUT = "leave_out"
LEAP_YEAR = 2028
MappingPath = tuple[str, ...]
SAY_DUE_MOVED = Text(
    "a step has a day; where no column gives the one on which a new date was decided, due_moved: HEADING "
    "takes the new date for the due date"
)


@lru_cache(10_000)
def find_code(choice: type[Choice], word: str) -> str | None:
    """Return the code of an enumeration's member, by its code or its word in either language; None for other words."""
    folded = word.strip().casefold()
    return next((str(m) for m in choice if folded in {m.value, m.term.sv.casefold(), m.term.en.casefold()}), None)


def _code_validator(choice: type[Choice]) -> BeforeValidator:
    return BeforeValidator(lambda value: (find_code(choice, value) or value) if isinstance(value, str) else value)


_M = TypeVar("_M")
_Word = Annotated[
    str,
    BeforeValidator(lambda value: value if value is None or isinstance(value, str | dict | list) else str(value)),
    Field(min_length=1),
]
"""A heading or word; as text if YAML reads a number or a day."""
_StepCode = Annotated[StepKind, _code_validator(StepKind)]
_DecisionCode = Annotated[DecisionKind, _code_validator(DecisionKind)]

_LeaveOut = Literal["leave_out"]
_IdOrLeaveOut = Annotated[str, StringConstraints(pattern=rf"^({SLUG.pattern}|leave_out)$", max_length=200)]
"""An id has no underscore."""
_IdOrForum = Annotated[str, StringConstraints(pattern=rf"^({SLUG.pattern}|{FORUM})$", max_length=200)]
WhichCounts = Literal["first", "last"]
DecisionColumn = Literal["title", "decision_kind", "taken_in", "taken_on"]
"""The columns with values of the decision itself."""
_Words = Annotated[tuple[_Word, ...], BeforeValidator(lambda value: [value] if isinstance(value, str) else value)]
"""Several words, or one by itself."""
_Slugs = Annotated[
    tuple[Slug, ...], BeforeValidator(lambda value: () if value is None else [value] if isinstance(value, str) else value)
]
"""Several ids; one may stand by itself, or none."""
_Table = Annotated[Mapping[_Word, _M], BeforeValidator(lambda value: {} if value is None else value)]
"""Words → their meaning; may be empty."""


class MappingPart(BaseModel):
    """A part of the mapping; unknown keys are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class StepColumns(MappingPart):
    """The headings of a step's day and, for a pause or an ending, its new date and reason."""

    on: _Word
    until: _Word | None = None
    reason: _Word | None = None


def _wrap_step(value: Any) -> Any:
    return value if isinstance(value, dict) else {"on": value}


class MappingColumns(MappingPart):
    """The heading of each value. A wide log has a column per step, a long one an event and its day."""

    case: _Word
    title: _Word | None = None
    decision_kind: _Word | None = None
    taken_in: _Word | None = None
    taken_on: _Word | None = None
    addressee: _Word | None = None
    owner: _Word | None = None
    due: _Word | None = None
    due_moved: _Word | None = None
    steps: Mapping[_StepCode, Annotated[StepColumns, BeforeValidator(_wrap_step)]] = {}
    event: _Word | None = None
    on: _Word | None = None
    until: _Word | None = None
    reason: _Word | None = None

    def headings(self) -> Iterator[tuple[MappingPath, str]]:
        """Yield the path of each heading in the mapping, and the heading."""
        for name, value in self:
            if isinstance(value, str):
                yield ("columns", name), value
        for kind, step in self.steps.items():
            yield from ((("columns", "steps", kind.value), heading) for _name, heading in step if heading)


def _check_encoding(encoding: str) -> str:
    if known := find_encoding(encoding):
        return known
    text = Text(
        "'{said}' is not an encoding that can be read: choose among {choices}",
        said=encoding,
        choices=", ".join(ENCODING_NAMES.values()),
    )
    raise RuleBroken(CellRule.CHOICE, "encoding", text)


def _check_time_zone(zone: str) -> str:
    try:
        ZoneInfo(zone)
    except (LookupError, ValueError, OSError):  # no such key, none that can be, a folder of them
        text = Text("'{said}' is not a known time zone: write it as Europe/Stockholm", said=zone)
        raise RuleBroken(CellRule.CHOICE, "time_zone", text) from None
    return zone


def _check_when(when: str) -> str:
    if not days_of(when) and not expand_span(when, LEAP_YEAR) and not parse_period(when):
        text = Text("'{said}' is not a day or a period: write 2026-12-24, 2026-04/2026-06 or, in every year, 03/05", said=when)
        raise RuleBroken(CellRule.PERIOD, "dates", text)
    return when


_Separator = Annotated[Literal[";", ",", "tab"], BeforeValidator(lambda value: "tab" if value == "\t" else value)]


def _default_empty(value: Any) -> Any:
    """Return an empty table for a key without a value."""
    return {} if value is None else value


class OtherWords(MappingPart):
    """The meaning of all words that no table has: left out, or a value."""

    events: _LeaveOut | None = None
    decision_kinds: _DecisionCode | None = None
    forums: _IdOrLeaveOut | None = None
    addressees: _IdOrLeaveOut | None = None
    dates: _LeaveOut | None = None


class LogMapping(MappingPart):
    """A whole mapping."""

    kind: Literal["wide", "long"]
    source: Slug
    source_name: Name | None = None
    example: bool = False
    prefix: Slug | None = None
    sheet: _Word | None = None
    encoding: Annotated[str, AfterValidator(_check_encoding)] | None = None
    separator: _Separator | None = None
    heading_row: Annotated[int, Field(ge=1, le=1000)] | None = None
    date_format: Annotated[str, AfterValidator(parse_date_format)] | None = None
    time_zone: Annotated[str, AfterValidator(_check_time_zone)] | None = None
    between: _Words = (";",)
    per_forum: bool = False
    aside: _Words = ()
    only: _Table[_Words] = {}
    without_number: Literal["own", "leave_out"] | None = None
    loose_numbers: bool = False
    differs: Annotated[Mapping[DecisionColumn, WhichCounts], BeforeValidator(_default_empty)] = {}
    default_forum: Slug | None = None
    default_addressee: _IdOrForum | None = None
    default_kind: _DecisionCode = DecisionKind.DECISION
    default_reason: Prose | None = None
    leave_out_undated: bool = False
    excel_days: bool = False
    weeks_without_year: Literal["next"] | None = None
    columns: MappingColumns
    events: _Table[_StepCode | None] = {}
    decision_kinds: _Table[_DecisionCode] = {}
    forums: _Table[Slug | None] = {}
    addressees: _Table[_Slugs] = {}
    dates: _Table[Annotated[_Word, AfterValidator(_check_when)] | None] = {}
    others: Annotated[OtherWords, BeforeValidator(_default_empty)] = OtherWords()

    def headings(self) -> Iterator[tuple[MappingPath, str]]:
        """Yield the path of each heading in the mapping, and the heading."""
        yield from self.columns.headings()
        yield from ((("only", heading), heading) for heading in self.only)

    @property
    def zone(self) -> ZoneInfo | None:
        """Return the time zone by which days count."""
        return ZoneInfo(self.time_zone) if self.time_zone else None

    @property
    def layout(self) -> TableLayout:
        """Return the layout of the file, as far as given, and the headings by which its table is found."""
        headings = frozenset(normalize_name(heading) for _at, heading in self.headings())
        separator = "\t" if self.separator == "tab" else self.separator
        return TableLayout(self.sheet, self.encoding, separator, self.heading_row, headings)

    def steps(self) -> Iterator[tuple[StepKind, StepColumns]]:
        """Yield the steps that have columns in a wide log, with their headings."""
        if self.columns.taken_on:
            yield StepKind.TAKEN, StepColumns(on=self.columns.taken_on)
        yield from self.columns.steps.items()

    def step(self, kind: StepKind) -> StepColumns:
        """Return the headings of a step. Raises KeyError when a wide log has none for it."""
        columns = self.columns
        if self.kind == "long" and columns.on:
            return StepColumns(on=columns.on, until=columns.until, reason=columns.reason)
        return dict(self.steps())[kind]

    @model_validator(mode="after")
    def _has_what_its_kind_needs(self) -> Self:
        if self.kind == "long" and not (self.columns.event and self.columns.on):
            raise RuleBroken(LogRule.MAPPING_KIND, "columns", Text("a long log needs event and on among its columns"))
        if self.per_forum and not self.columns.taken_in:
            raise RuleBroken(LogRule.MAPPING_KIND, "columns", Text("per_forum needs taken_in among the columns"))
        if self.default_addressee == FORUM and not (self.columns.taken_in or self.default_forum):
            text = Text("taken_in as default_addressee needs taken_in among the columns, or default_forum")
            raise RuleBroken(LogRule.MAPPING_KIND, "default_addressee", text)
        return self


@dataclass(frozen=True, slots=True)
class MappingFile:
    """A mapping with the line of each of its parts."""

    name: str
    says: LogMapping
    lines: Mapping[MappingPath, int]

    def place(self, *at: str) -> FileLocation:
        """Return the place of a part, or else of the nearest that contains it."""
        while at and at not in self.lines:
            at = at[:-1]
        return FileLocation(self.name, self.lines.get(at, 0))


def read_mapping(path: Path) -> MappingFile:
    """Read the mapping in a file. Raises InputError with all of its problems, LimitExceeded when it is too large."""
    return parse_mapping(_read_text(path), path.name)


def parse_mapping(text: str, name: str) -> MappingFile:
    """Parse the mapping in a file's text. Raises InputError with all of its problems."""
    try:
        document, lines = _parse_yaml(text)
        return MappingFile(name, LogMapping.model_validate(document), lines)
    except ValidationError as error:
        problems = [_build_problem(name, lines, detail) for detail in error.errors()]
        raise InputError(Text("{file} is not a usable mapping", file=name), problems, SEE_DOCS) from error
    except (YAMLError, RecursionError, ValueError) as error:
        mark = error.problem_mark if isinstance(error, MarkedYAMLError) else None
        place = FileLocation(name, mark.line + 1 if mark else 0)
        message = getattr(error, "problem", None) or (error if type(error) is ValueError else type(error).__name__)
        problem = Problem(LogRule.MAPPING, Text("cannot be read as YAML: {error}", error=message), place=place)
        raise InputError(Text("{file} is not a usable mapping", file=name), [problem], SEE_DOCS) from error


SEE_DOCS = Text("docs/decision-logs.md describes it; landskap mapping FILE proposes one.")


def _read_text(path: Path) -> str:
    check_regular(path)
    try:
        if path.stat().st_size > LARGEST_MAPPING:
            text = Text("{file} has {size} bytes; at most {most}", file=path.name, size=path.stat().st_size, most=LARGEST_MAPPING)
            raise LimitExceeded(text)
        return path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise InputError(Text("{file} cannot be read: {error}", file=path, error=cause_of(error)), ()) from error
    except UnicodeDecodeError as error:
        raise InputError(Text("{file} is not UTF-8", file=path.name), ()) from error


class DaysAsWritten(SafeConstructor):
    """Reads days as text."""


DaysAsWritten.add_constructor("tag:yaml.org,2002:timestamp", SafeConstructor.construct_yaml_str)


def _parse_yaml(text: str) -> tuple[Any, dict[MappingPath, int]]:
    """Return the document as plain values, and the line of every key."""
    _check_nesting(text)
    if any(isinstance(event, AliasEvent) for event in YAML(typ="safe", pure=True).parse(text)):
        raise ValueError("an alias (*)")  # a few of them can stand for more than any memory holds
    yaml = YAML(typ="safe", pure=True)
    yaml.Constructor = DaysAsWritten
    return yaml.load(text), dict(_find_lines(YAML(typ="safe", pure=True).compose(text)))


def _find_lines(node: Node | None, at: MappingPath = ()) -> Iterator[tuple[MappingPath, int]]:
    for key, value in node.value if isinstance(node, MappingNode) else ():
        yield (*at, str(key.value)), key.start_mark.line + 1
        yield from _find_lines(value, (*at, str(key.value)))


def _build_problem(file: str, lines: Mapping[MappingPath, int], detail: Any) -> Problem:
    at = tuple(str(part) for part in detail["loc"] if part != "[key]")
    broken = detail.get("ctx", {}).get("error")
    at = at or ((broken.field,) if isinstance(broken, RuleBroken) else ())
    line = next((lines[at[:n]] for n in range(len(at), 0, -1) if at[:n] in lines), 0)
    rule, text, hint = (broken.rule, broken.text, None) if isinstance(broken, RuleBroken) else _explain_error(at, detail)
    return Problem(rule, text, hint, field=".".join(at), place=FileLocation(file, line))


def _explain_error(at: MappingPath, detail: Any) -> tuple[Rule, Text, Text | None]:
    value = detail["input"]
    if isinstance(value, str) and " ? " in value:
        return CellRule.CHOICE, Text("'{value}' lists several: choose one of them", value=value[:100]), None
    match detail["type"]:
        case "missing" if at[-3:-2] == ("steps",) and at[-1] == "on":
            return CellRule.REQUIRED, Text("must be given"), SAY_DUE_MOVED
        case "missing":
            return CellRule.REQUIRED, Text("must be given"), None
        case "extra_forbidden":
            return (
                CellRule.UNKNOWN_FIELD,
                Text("there is no such key"),
                format_suggestion(
                    find_nearest(at[-1], [*LogMapping.model_fields, *MappingColumns.model_fields, *OtherWords.model_fields])
                ),
            )
        case "enum" | "literal_error":
            choices = Text("choose among {choices}", choices=detail["ctx"]["expected"].replace("'", "").replace(" or ", ", "))
            return CellRule.CHOICE, Text("'{value}' is not one of the choices", value=value), choices
        case _ if value is None:
            return CellRule.REQUIRED, Text("must be given"), None
    return CellRule.VALUE, Text("'{value}' cannot be kept here", value=str(value)[:100]), None


def _check_nesting(text: str) -> None:
    """Raise ValueError where too many brackets are open at once."""
    depth = 0
    for sign in QUOTED_OR_BRACKET.findall(text):
        depth += 1 if sign in "[{" else -1 if sign in "]}" else 0
        if depth > MOST_NESTED:
            raise ValueError("nested too deeply")
