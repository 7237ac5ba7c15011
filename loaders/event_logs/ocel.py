"""Read OCEL 2.0 in JSON (www.ocel-standard.org) as a table of events.

    {"objectTypes": […], "eventTypes": […],
     "objects": [{"id": "EX1", "type": "ärende", "attributes": [{"name": "rubrik", "time": "…", "value": "Fler platser"}]}],
     "events":  [{"id": "e1", "type": "Bordlagt", "time": "2026-03-01T09:00:00Z", "attributes": [{"name": "skäl", "value": "…"}],
                  "relationships": [{"objectId": "EX1", "qualifier": "gäller"}]}]}

A row has the columns `ocel:activity`, `ocel:timestamp`, the event's attributes, and for the objects that it is about:

    ocel:type:ärende          their ids, by type; several with ; between
    ocel:type:ärende:rubrik   their attributes, as they were at the event
    ocel:qualifier:gäller     their ids, by what they are to the event; their attributes too where it tells more than the type
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any, NamedTuple

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from loaders.event_logs.event_table import BETWEEN_VALUES, EventTable, build_log_error, check_extent, clean_value
from loaders.event_logs.packed import read_unpacked
from loaders.rows.limits import LONGEST_CELL, MOST_COLUMNS
from loaders.rows.rules import FileRule
from loaders.text_files.csv_file import TableLine
from loaders.text_files.json_file import parse_json
from model.errors import FileLocation, InputError, Problem
from model.language import Text

LISTS = ("objectTypes", "eventTypes", "objects", "events")
ACTIVITY, TIMESTAMP = "ocel:activity", "ocel:timestamp"
TYPE_PREFIX, QUALIFIER_PREFIX = "ocel:type:", "ocel:qualifier:"
NOT_OCEL = Text("is no OCEL 2.0: it needs the lists {lists}", lists=", ".join(LISTS))
OLDER_OCEL = Text("is OCEL 1.0: save it as OCEL 2.0 in the program that it comes from")


def _format_value(value: Any) -> Any:
    """Return a plain JSON value as text; others as they are, to be refused."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    return clean_value(str(value)) if isinstance(value, int | float | str) else value


_Line = Annotated[str, BeforeValidator(_format_value), Field(max_length=LONGEST_CELL)]


class _OcelPart(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class _OcelValue(_OcelPart):
    name: _Line
    value: _Line
    time: str = ""


class _OcelLink(_OcelPart):
    objectId: str  # noqa: N815  # the standard's name
    qualifier: _Line = ""


class _OcelObject(_OcelPart):
    id: str
    type: _Line
    attributes: tuple[_OcelValue, ...] = ()


class _OcelEvent(_OcelPart):
    id: str
    type: _Line
    time: str
    attributes: tuple[_OcelValue, ...] = ()
    relationships: tuple[_OcelLink, ...] = ()


class _TimedValue(NamedTuple):
    at: float
    value: str


class _RelatedObject(NamedTuple):
    """An object: its type, and the values of its attributes in the order of their times."""

    type: str
    attributes: Mapping[str, Sequence[_TimedValue]]


NO_OBJECT = _RelatedObject("", {})


def read_ocel(path: Path) -> EventTable:
    """Return the events in a file. Raises InputError with the place of a fault, LimitExceeded."""
    document = _read_document(path)
    log = _OcelLog(path.name, document)
    columns: dict[str, None] = {ACTIVITY: None, TIMESTAMP: None}
    for number, event in enumerate(document["events"], 1):
        found = log.read_event(event, number)
        columns.update(dict.fromkeys(found) if isinstance(found, dict) else {})
    headings = sorted(_choose_columns(columns, log), key=_rank_column)
    check_extent(path.name, headings, len(document["events"]))
    if not document["events"]:
        raise InputError(Text("{file} has no events", file=path.name), ())

    def rows() -> Iterator[TableLine | Problem]:
        yield from log.problems
        for number, event in enumerate(document["events"], 1):
            found = log.read_event(event, number)
            if isinstance(found, Problem):
                yield found
            else:
                yield TableLine([found.get(column, "") for column in headings], log.place("events", number))

    note = Text("{file}: read as OCEL 2.0: {events} events about {objects} objects",
                file=path.name, events=len(document["events"]), objects=len(document["objects"]))  # fmt: skip
    return EventTable(TableLine(headings, FileLocation(path.name)), rows, len(document["events"]), (note,))


def _choose_columns(columns: Iterable[str], log: "_OcelLog") -> list[str]:
    """Return the columns without those of qualifiers that tell nothing more; of too many, without any of qualifiers."""
    ids = {f"{QUALIFIER_PREFIX}{qualifier}" for qualifier in log.find_qualifiers()}
    telling = tuple(f"{QUALIFIER_PREFIX}{qualifier}:" for qualifier in log.find_qualifiers(telling=True))
    by_type = [column for column in columns if not column.startswith(QUALIFIER_PREFIX)]
    by_qualifier = [column for column in columns if column in ids]
    of_qualifiers = [column for column in columns if column not in ids and column.startswith(telling)]
    choices = (by_type + by_qualifier + of_qualifiers, by_type + by_qualifier)
    return next((choice for choice in choices if len(choice) <= MOST_COLUMNS), by_type)


def _rank_column(column: str) -> int:
    """Return the sort key of a column: what happened, the event's attributes, its objects, their qualifiers."""
    if column in (ACTIVITY, TIMESTAMP):
        return 0
    return 3 if column.startswith(QUALIFIER_PREFIX) else 2 if column.startswith(TYPE_PREFIX) else 1


def _read_document(path: Path) -> Mapping[str, list[Any]]:
    document = parse_json(path.name, b"".join(read_unpacked(path)))
    if isinstance(document, dict) and any(str(key).startswith("ocel:") for key in document):
        raise build_log_error(FileLocation(path.name), OLDER_OCEL)
    if not isinstance(document, dict) or not all(isinstance(document.get(name), list) for name in LISTS):
        raise build_log_error(FileLocation(path.name), NOT_OCEL)
    return document


class _OcelLog:
    """The objects of a log, to which its events refer; `problems` tells of objects that cannot be read."""

    def __init__(self, file: str, document: Mapping[str, list[Any]]) -> None:
        self.file = file
        self.problems: list[Problem] = []
        self._objects: dict[str, _RelatedObject] = {}
        self._met: set[tuple[str, str]] = set()
        for number, item in enumerate(document["objects"], 1):
            try:
                given = _OcelObject.model_validate(item)
            except ValidationError as error:
                self.problems.append(self._describe(error, "objects", number))
                continue
            if given.id in self._objects:
                text = Text("'{id}' is the id of another object before it", id=given.id)
                self.problems.append(Problem(FileRule.EVENT_LOG, text, value=given.id, place=self.place("objects", number)))
            self._objects[given.id] = _RelatedObject(given.type, _sort_values(given.attributes))

    def place(self, list_: str, number: int) -> FileLocation:
        """Return the place of an item in one of the lists."""
        return FileLocation(self.file, number, list_)

    def find_qualifiers(self, telling: bool = False) -> set[str]:
        """Return the qualifiers met so far; with `telling`, those that tell more than the type of their objects."""
        types = Counter(type_ for type_, _qualifier in self._met)
        qualifiers = Counter(qualifier for _type, qualifier in self._met)
        return {name for type_, name in self._met if not telling or types[type_] > 1 or qualifiers[name] > 1} - {""}

    def read_event(self, item: Any, number: int) -> dict[str, str] | Problem:
        """Return the cells of an event by column, or what is wrong with it."""
        try:
            event = _OcelEvent.model_validate(item)
        except ValidationError as error:
            return self._describe(error, "events", number)
        found: dict[str, dict[str, None]] = {ACTIVITY: {event.type: None}, TIMESTAMP: {event.time.strip(): None}}
        for column, value in self._list_cells(event):
            if value:
                found.setdefault(column, {})[value] = None
        unknown = [link.objectId for link in event.relationships if link.objectId not in self._objects]
        if unknown and not self.problems:
            text = Text("the event is about '{id}', which is not among the objects", id=unknown[0])
            return Problem(FileRule.EVENT_LOG, text, value=unknown[0], place=self.place("events", number))
        cells = {column: BETWEEN_VALUES.join(values) for column, values in found.items()}
        if any(len(cell) > LONGEST_CELL for cell in cells.values()):
            text = Text("a value has more than {most} characters", most=LONGEST_CELL)
            return Problem(FileRule.CELL_SIZE, text, place=self.place("events", number))
        return cells

    def _list_cells(self, event: _OcelEvent) -> Iterator[tuple[str, str]]:
        """Yield the columns of an event, each with a value; of several values a column occurs several times."""
        yield from ((attribute.name, attribute.value) for attribute in event.attributes)
        at = _moment_of(event.time)
        for link in event.relationships:
            related = self._objects.get(link.objectId, NO_OBJECT)
            self._met.add((related.type, link.qualifier))
            columns = [f"{TYPE_PREFIX}{related.type}"] + [f"{QUALIFIER_PREFIX}{link.qualifier}"] * bool(link.qualifier)
            yield from ((column, link.objectId) for column in columns)
            for name, values in related.attributes.items():
                before = [value for value in values if value.at <= at]
                yield from ((f"{column}:{name}", (before or values[:1])[-1].value) for column in columns)

    def _describe(self, error: ValidationError, list_: str, number: int) -> Problem:
        field = ".".join(map(str, error.errors()[0]["loc"]))
        text = Text("'{field}' is missing, or is of another kind than in OCEL 2.0", field=field) if field else NOT_AN_OBJECT
        return Problem(FileRule.EVENT_LOG, text, place=self.place(list_, number))


NOT_AN_OBJECT = Text("must be an object: names with their values")


def _sort_values(attributes: Iterable[_OcelValue]) -> Mapping[str, Sequence[_TimedValue]]:
    found: dict[str, list[_TimedValue]] = {}
    for attribute in attributes:
        found.setdefault(attribute.name, []).append(_TimedValue(_moment_of(attribute.time), attribute.value))
    return {name: sorted(values, key=lambda value: value.at) for name, values in found.items()}


def _moment_of(time: str) -> float:
    """Return a time as a number, comparable within a log; in UTC where it names no zone, before all others where it is none."""
    try:
        moment = datetime.fromisoformat(time)
    except ValueError:
        return float("-inf")
    return moment.replace(tzinfo=moment.tzinfo or UTC).timestamp()
