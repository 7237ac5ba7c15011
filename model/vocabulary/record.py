"""The base of all record types, and how a type is declared.

A *record* is one row: an actor, a seat, a flow. Its class is the only declaration of its type. The graph's constraints, the
columns of files, the JSON schema, the linked data and the reference page follow from it.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationInfo,
    field_validator,
    model_validator,
)

from model.language import Language, Term, Text
from model.rules import CellRule, RecordRule, Rule
from model.vocabulary.period import days_of, format_day, parse_last_period, parse_period

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
EVIDENCE = re.compile(rf"{SLUG.pattern}( .+)?")
"""The id of a source, and the place in it."""
LONGEST_NAME = 300
LONGEST_TEXT = 4000
MOST_IN_A_LIST = 200
DAY_PATTERN = re.compile(r"\d{4}-\d\d-\d\d")
EARLIEST_DAY, LATEST_DAY = "1900-01-01", "2200-12-31"


class RuleBroken(ValueError):
    """A rule that a record breaks by itself, with the field and a description of the fault."""

    def __init__(self, rule: Rule, field: str, text: Text) -> None:
        super().__init__(str(text))
        self.rule, self.field, self.text = rule, field, text


def validate_date(value: str) -> str:
    """Return `value` if it is a calendar day between 1900 and 2200, written YYYY-MM-DD. Raises RuleBroken."""
    try:
        written = date.fromisoformat(value).isoformat()
    except ValueError:
        written = ""
    if not written and DAY_PATTERN.fullmatch(value):
        raise RuleBroken(CellRule.DATE, "", Text("'{day}' is no day in the calendar", day=value))
    if written != value or not EARLIEST_DAY <= value <= LATEST_DAY:
        text = Text("a date is written YYYY-MM-DD and lies between {first} and {last}", first=EARLIEST_DAY, last=LATEST_DAY)
        raise RuleBroken(CellRule.DATE, "", text)
    return value


Slug = Annotated[str, StringConstraints(pattern=rf"^{SLUG.pattern}$", max_length=200)]
ONE_LINE_MARK = "one line"
"""Marks text that is kept on one line (`Column.one_line`)."""
Name = Annotated[str, StringConstraints(min_length=1, max_length=LONGEST_NAME, strip_whitespace=True), ONE_LINE_MARK]
Prose = Annotated[str, StringConstraints(min_length=1, max_length=LONGEST_TEXT, strip_whitespace=True)]
Day = Annotated[str, AfterValidator(validate_date)]
EDTF_SUFFIX, WORDS_SUFFIX = "_edtf", "_words"
"""The endings of the two fields beside a day that may be a period: the period in EDTF, and its words."""
FIRST_OF_PERIOD, LAST_OF_PERIOD = "first day of a period", "last day of a period"
"""Mark a day that may be written as a period (`model.vocabulary.period`), and which day of the period it is."""
BOUNDS: Mapping[str, Literal["first", "last"]] = {FIRST_OF_PERIOD: "first", LAST_OF_PERIOD: "last"}


def validate_period(value: str) -> str:
    """Return `value` if it is a day, month, year or interval in EDTF between 1900 and 2200. Raises RuleBroken."""
    if days_of(value) is None:
        text = Text("a period is written in EDTF, as in 2026-06 or 2026-04/2026-06")
        raise RuleBroken(CellRule.PERIOD, "", text)
    return value


Edtf = Annotated[str, AfterValidator(validate_period), StringConstraints(max_length=LONGEST_NAME)]
Evidence = Annotated[str, StringConstraints(pattern=rf"^{EVIDENCE.pattern}$", max_length=LONGEST_NAME)]
WholeNumber = Annotated[int, Field(ge=0, le=1_000_000)]


class Choice(StrEnum):
    """An enumeration whose values have a word in each language: `CERTAIN = "certain", "säker", "certain"`."""

    term: Term

    def __new__(cls, value: str, sv: str, en: str) -> "Choice":
        """Create a member from its code and its words."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.term = Term(sv, en)
        return member

    @classmethod
    def of(cls, code: str) -> Self:
        """Return the member of that code. Raises StopIteration if there is none."""
        return next(member for member in cls if member.value == code)


class Certainty(Choice):
    """Whether the source settles the statement; an uncertain one has a reason beside it."""

    CERTAIN = "certain", "säker", "certain"
    UNCERTAIN = "uncertain", "osäker", "uncertain"


class Standing(Choice):
    """Whether the source states that a thing exists, or proposes it."""

    EXISTING = "existing", "befintlig", "existing"
    PROPOSED = "proposed", "föreslagen", "proposed"


def list_standings(existing: bool = False) -> list[str]:
    """Return the codes of the standings to count: all, or only the existing one."""
    return [str(Standing.EXISTING)] if existing else [str(standing) for standing in Standing]


@dataclass(frozen=True, slots=True)
class About:
    """The description of a field: its heading in both languages, an explanation, its standard RDF term (a CURIE)."""

    heading: Term
    description: str = ""
    rdf: str = ""
    derived: bool = False  # kept by the model: not given in files, not part of revisions


@dataclass(frozen=True, slots=True)
class Ref:
    """A field that names another record: the type of that, the edge that it becomes, and how it reads.

    `reading` completes "X … Y" in both languages: "Eskilstuna *är av slaget* kommun".
    """

    to: str
    edge: str
    reading: Term


@dataclass(frozen=True, slots=True)
class Column:
    """One field of a type, as seen by everything that is derived from the vocabulary."""

    name: str
    about: About
    ref: Ref | None
    many: bool
    required: bool
    choice: type[Choice] | None
    kind: Literal["text", "number", "boolean", "date"]
    language: Language | None
    one_line: bool
    bound: Literal["first", "last"] | None  # the day of a period that it is, if it may be one
    of_day: str  # the field of the day whose period this field gives; else ""
    fields: tuple[str, ...]  # the fields that a column of a file fills: its own and its period's


class Record(BaseModel):
    """One statement: its content, its evidence, its certainty, and when it holds (`valid_to` included; None = open)."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    label: ClassVar[str]
    reads: ClassVar[Term]
    plural: ClassVar[Term]
    rdf: ClassVar[str]
    party: ClassVar[bool] = False
    published: ClassVar[bool] = True
    """Whether records of the type are part of revisions and linked data."""

    id: Annotated[Slug, About(Term("Id", "Id"), "Readable, unique in the landscape, never changed.", "dcterms:identifier")]
    evidence: Annotated[
        tuple[Evidence, ...],
        About(Term("Belägg", "Evidence"), "Source id and place in it, as in `programforklaring-2020 §6.4.1`.", "dcterms:source"),
        Field(min_length=1, max_length=MOST_IN_A_LIST),
    ]
    certainty: Annotated[Certainty, About(Term("Säkerhet", "Certainty"), "Whether the source settles it.", "sl:certainty")] = (
        Certainty.CERTAIN
    )
    certainty_reason: Annotated[
        Prose | None,
        About(Term("Skäl till osäkerhet", "Why uncertain"), "Required when uncertain.", "sl:certaintyReason"),
        Field(validate_default=True),
    ] = None
    example: Annotated[bool, About(Term("Exempel", "Example"), "Invented; marked so wherever it shows.", "sl:example")] = False
    valid_from: Annotated[
        Day | None, About(Term("Gäller från", "Valid from"), "First day.", "schema:validFrom"), FIRST_OF_PERIOD
    ] = None
    valid_from_edtf: Annotated[
        Edtf | None, About(Term("Gäller från, EDTF", "Valid from, EDTF"), "The period whose first day it is.", "sl:validFromEdtf")
    ] = None
    valid_from_words: Annotated[
        Name | None, About(Term("Gäller från, i ord", "Valid from, in words"), "As it was written.", "sl:validFromWords")
    ] = None
    valid_to: Annotated[
        Day | None, About(Term("Gäller till", "Valid to"), "Last day, included.", "schema:validThrough"), LAST_OF_PERIOD
    ] = None
    valid_to_edtf: Annotated[
        Edtf | None, About(Term("Gäller till, EDTF", "Valid to, EDTF"), "The period whose last day it is.", "sl:validThroughEdtf")
    ] = None
    valid_to_words: Annotated[
        Name | None, About(Term("Gäller till, i ord", "Valid to, in words"), "As it was written.", "sl:validThroughWords")
    ] = None
    asserted_by: Annotated[
        tuple[Slug, ...],
        About(Term("Laddad av", "Asserted by"), "The loads that state it.", "prov:wasAttributedTo", derived=True),
    ] = ()
    confirmed_on: Annotated[
        Day | None,
        About(Term("Bekräftad", "Confirmed"), "When it was last confirmed to hold.", "sl:confirmedOn", derived=True),
    ] = None

    @field_validator("*")
    @classmethod
    def _lists_are_sets(cls, value: Any) -> Any:
        """Sort lists and drop duplicates, so that equal facts are equal records."""
        return tuple(sorted(set(value))) if isinstance(value, tuple) else value

    @field_validator("certainty_reason")
    @classmethod
    def _uncertain_says_why(cls, reason: str | None, read: ValidationInfo) -> str | None:
        if "certainty" in read.data and (read.data["certainty"] == Certainty.UNCERTAIN) != (reason is not None):
            text = Text("give a reason if, and only if, the record is uncertain")
            raise RuleBroken(RecordRule.UNCERTAIN_WHY, "certainty_reason", text)
        return reason

    @field_validator("valid_to")
    @classmethod
    def _ends_after_it_begins(cls, last: str | None, read: ValidationInfo) -> str | None:
        if last and (first := read.data.get("valid_from")) and first > last:
            text = Text("earlier than its first day, {day}", day=first)
            raise RuleBroken(RecordRule.VALID_DATES, "valid_to", text)
        return last

    @model_validator(mode="after")
    def _periods_have_their_days(self) -> Self:
        values = self.__dict__
        for column in self.periods():
            day, edtf, words = column.fields
            if values[edtf] is not None or values[words] is not None:
                _check_period(column, values[day], values[edtf], values[words])
        return self

    @property
    def key(self) -> tuple[str, str]:
        """Return the type and id, which identify the record."""
        return self.label, self.id

    @property
    def first_day(self) -> str:
        """Return the first day on which it is valid; EARLIEST_DAY if none is given."""
        return self.valid_from or EARLIEST_DAY

    @property
    def last_day(self) -> str:
        """Return the last day on which it is valid; LATEST_DAY if none is given."""
        return self.valid_to or LATEST_DAY

    def holds_on(self, day: str) -> bool:
        """Return whether the record is valid on `day` (ISO date), both ends included."""
        return self.first_day <= day <= self.last_day

    def values(self) -> dict[str, Any]:
        """Return field → value as plain Python (strings, numbers, booleans, lists, None): the form that is stored and hashed."""
        return self.model_dump(mode="json")

    def display_day(self, day: str) -> str:
        """Return the day in a field as it is shown, with the words of its period; empty if the field is."""
        value = getattr(self, day)
        return format_day(value, getattr(self, day + WORDS_SUFFIX)) if value else ""

    def with_values(self, changed: Mapping[str, Any]) -> dict[str, Any]:
        """Return the values with `changed` applied. A changed day loses its period unless `changed` gives a new one."""
        return {**self.values(), **self.reset_periods(changed), **changed}

    def reset_periods(self, changed: Mapping[str, Any]) -> dict[str, None]:
        """Return the period fields of the days that `changed` alters, each set to None."""
        days = (column.name for column in self.periods() if column.name in changed)
        return {field: None for day in days if changed[day] != getattr(self, day) for field in period_fields_of(day)}

    @classmethod
    def stem(cls) -> str:
        """Return the type's name in files: `actor_type`."""
        return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", cls.label).lower()

    @classmethod
    @cache
    def columns(cls) -> Mapping[str, Column]:
        """Return the type's fields in their order."""
        return {name: _build_column(name, info, cls.model_fields) for name, info in cls.model_fields.items()}

    @classmethod
    @cache
    def periods(cls) -> tuple[Column, ...]:
        """Return the days of the type that may be written as periods."""
        return tuple(column for column in cls.columns().values() if column.bound)

    @classmethod
    @cache
    def references(cls) -> Mapping[str, Ref]:
        """Return field → reference, for the fields that name other records."""
        return {name: column.ref for name, column in cls.columns().items() if column.ref}


class Node(Record):
    """A type that is a node in the graph; its references are edges without facts of their own."""


class Relationship(Record):
    """A type that is an edge with facts of its own, between `source` and `target`."""

    edge: ClassVar[str]
    source: Any
    target: Any


def is_proposed(record: Record) -> bool:
    """Return whether a record has a standing, and is only proposed."""
    return getattr(record, "standing", None) == Standing.PROPOSED


def referenced_ids_of(record: Record, field: str) -> tuple[str, ...]:
    """Return the ids that a record names in a field, which holds one id or a list."""
    value = getattr(record, field)
    return value if isinstance(value, tuple) else (value,) if value else ()


def period_fields_of(day: str) -> tuple[str, str]:
    """Return the two fields that give the period of a day: in EDTF, and in words."""
    return day + EDTF_SUFFIX, day + WORDS_SUFFIX


def _check_period(column: Column, day: str | None, edtf: str | None, words: str | None) -> None:
    """Raise RuleBroken if a day is not the bound of its period, or if only one of EDTF and words is given."""
    if edtf is None or words is None:
        text = Text("a period needs both its EDTF and its words")
        raise RuleBroken(RecordRule.PERIOD, column.fields[1 if edtf is None else 2], text)
    first, last = days_of(edtf) or ("", "")
    bound, right = (Text("first"), first) if column.bound == "first" else (Text("last"), last)
    if day != right:
        text = Text("the {bound} day of {period} is {day}", bound=bound, period=edtf, day=right)
        raise RuleBroken(RecordRule.PERIOD, column.name, text)


def expand_periods(type_: type[Record], values: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return `values` with every day that is written as a period replaced by the day, its EDTF and its words.

    The period fields of a plain day are emptied unless they are given too.
    """
    found: dict[str, Any] = {}
    for column in type_.periods():
        if column.name in values:
            written = values[column.name]
            parse = parse_last_period if column.bound == "last" else parse_period
            period = parse(written) if isinstance(written, str) else None
            if period and column.bound:
                found |= {column.name: getattr(period, column.bound)}
                found |= dict(zip(period_fields_of(column.name), (period.edtf, period.words), strict=True))
            else:
                found |= {field: values.get(field) for field in period_fields_of(column.name)}
    return {**values, **found} if found else values


def _build_column(name: str, info: Any, fields: Mapping[str, Any]) -> Column:
    kinds = _collect_types(info.annotation)
    choice = next((kind for kind in kinds if isinstance(kind, type) and issubclass(kind, Choice)), None)
    metadata = [*info.metadata, *_collect_metadata(info.annotation)]
    dated = any(getattr(item, "func", None) is validate_date for item in metadata)
    bound = next((bound for mark, bound in BOUNDS.items() if any(item is mark for item in metadata)), None)
    return Column(
        name=name,
        about=next(item for item in info.metadata if isinstance(item, About)),
        ref=next((item for item in info.metadata if isinstance(item, Ref)), None),
        many=tuple in kinds,
        required=info.is_required(),
        choice=choice,
        kind="boolean" if bool in kinds else "number" if int in kinds else "date" if dated else "text",
        language="en" if name.endswith("_en") else "sv" if f"{name}_en" in fields else None,
        one_line=any(item is ONE_LINE_MARK for item in metadata),
        bound=bound,
        of_day=next(
            (day for ending in (EDTF_SUFFIX, WORDS_SUFFIX) if (day := name.removesuffix(ending)) != name and day in fields), ""
        ),
        fields=(name, *period_fields_of(name)) if bound else (name,),
    )


def _collect_types(annotation: Any) -> set[Any]:
    found = {annotation, getattr(annotation, "__origin__", None)}
    for inner in getattr(annotation, "__args__", ()):
        found |= _collect_types(inner)
    return found


def _collect_metadata(annotation: Any) -> list[Any]:
    found = list(getattr(annotation, "__metadata__", ()))
    for inner in getattr(annotation, "__args__", ()):
        found += _collect_metadata(inner)
    return found
