"""Read XES (IEEE 1849-2016 and 2023, and XES 1.0 and 2.0 before them) as a table of events.

    <log>                                                             its own attributes are not read, nor are globals
      <classifier name="Beslut" keys="concept:name org:group"/>       column `Beslut` if it has several keys: `Bordlagt+KS`
      <trace>
        <string key="concept:name" value="EX 2026:101"/>              column `case:concept:name`
        <event>
          <string key="concept:name" value="Bordlagt"/>               column `concept:name`
          <float key="cost" value="3"> <string key="cost:unit" …/>    columns `cost`, `cost/cost:unit`
          <list key="org:groups"><values> <string … value="KS"/> …    column `org:groups`, the values with ; between

The file is read with the standard library's Expat, element by element, without document types and thus without entities.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple
from xml.parsers import expat

from loaders.event_logs.event_table import BETWEEN_VALUES, EventTable, build_log_error, check_extent, clean_value
from loaders.event_logs.packed import read_unpacked
from loaders.rows.limits import LONGEST_CELL
from loaders.text_files.csv_file import TableLine
from model.errors import FileLocation, InputError, Problem
from model.language import Text
from model.vocabulary.input_text import normalize_text

ATTRIBUTE_TAGS = frozenset({"string", "date", "int", "float", "boolean", "id", "list", "container"})
PARENTS: Mapping[str, frozenset[str]] = {"trace": frozenset({"log"}), "event": frozenset({"log", "trace"})}
"""An element → where it may stand."""
CASE_PREFIX = "case:"
"""Stands before the attributes of a trace, as in the tables that process-mining tools make of XES."""
MOST_OPEN = 50
"""Elements that may be open at once: attributes may hold attributes."""
CLASSIFIER_KEY = re.compile(r"'([^']*)'|(\S+)")
XML_HINT = Text("Something is missing or left over just before that place.")


class XesEvent(NamedTuple):
    """An event, or a trace without events: its cells by column, its line in the file, and the number of its trace."""

    cells: Mapping[str, str]
    line: int
    trace: int


def read_xes(path: Path) -> EventTable:
    """Return the events in a file. Raises InputError with the place of a fault, LimitExceeded."""
    columns: dict[str, None] = {}
    count = traces = last = 0
    lined = True
    for event in _read_events(path):
        count, traces, lined, last = count + 1, event.trace, lined and event.line > last, event.line
        columns.update(dict.fromkeys(event.cells))
        check_extent(path.name, columns, count)
    if not columns:
        raise InputError(Text("{file} has no events", file=path.name), ())
    headings = sorted(columns, key=lambda column: not column.startswith(CASE_PREFIX))

    def rows() -> Iterator[TableLine | Problem]:
        for number, event in enumerate(_read_events(path), 1):
            place = FileLocation(path.name, event.line) if lined else FileLocation(path.name, number, "event")
            yield TableLine([event.cells.get(column, "") for column in headings], place)

    note = Text("{file}: read as XES: {events} events in {traces} traces", file=path.name, events=count, traces=traces)
    return EventTable(TableLine(headings, FileLocation(path.name)), rows, count, (note,))


def _read_events(path: Path) -> Iterator[XesEvent]:
    elements = _XesElements(path.name)
    try:
        for piece in read_unpacked(path):
            elements.parser.Parse(piece, False)
            yield from elements.take_events()
        elements.parser.Parse(b"", True)
    except expat.ExpatError as error:
        text = Text("cannot be read as XML from row {row}, column {column} on", row=error.lineno, column=error.offset + 1)
        raise build_log_error(FileLocation(path.name, error.lineno), text, XML_HINT) from error
    except (LookupError, ValueError) as error:
        text = Text("is not written in an encoding that can be read")
        raise build_log_error(FileLocation(path.name), text, Text("Save it as UTF-8.")) from error
    yield from elements.take_events()


class _XesElements:
    """Receives the elements of a file and gathers events. Those of a trace are complete at its end."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.StartElementHandler = self._open
        self.parser.EndElementHandler = self._close
        self.parser.StartDoctypeDeclHandler = self._refuse_document_type
        self._tags: list[str] = []
        self._keys: list[str] = []
        self._classifiers: dict[str, list[str]] = {}
        self._trace: dict[str, str] = {}
        self._event: dict[str, str] = {}
        self._lines = {"trace": 0, "event": 0}
        self._traces = 0
        self._of_trace: list[tuple[dict[str, str], int]] = []
        self._complete: list[XesEvent] = []

    def take_events(self) -> list[XesEvent]:
        """Return the events that are complete, once."""
        found, self._complete = self._complete, []
        return found

    def _open(self, name: str, attributes: dict[str, str]) -> None:
        tag = name.rpartition(" ")[2]
        within = self._tags[-1] if self._tags else ""
        if not within and tag != "log":
            raise self._error(Text("is no XES: it begins with <{tag}> instead of <log>", tag=tag))
        if within not in PARENTS.get(tag, within):
            raise self._error(Text("<{tag}> stands in <{within}>", tag=tag, within=within))
        if len(self._tags) == MOST_OPEN:
            raise self._error(Text("more than {most} elements are open at once", most=MOST_OPEN))
        self._tags.append(tag)
        if tag in ATTRIBUTE_TAGS:
            self._add_value(attributes, within)
        elif tag in self._lines:
            self._lines[tag] = self.parser.CurrentLineNumber
        elif tag == "classifier":
            keys = [quoted or plain for quoted, plain in CLASSIFIER_KEY.findall(attributes.get("keys", ""))]
            self._classifiers[attributes.get("name", "")] = keys

    def _add_value(self, attributes: dict[str, str], within: str) -> None:
        if not (key := attributes.get("key")):
            raise self._error(Text("<{tag}> has no key", tag=self._tags[-1]))
        self._keys.append("" if within == "values" else normalize_text(key))
        cells = self._event if "event" in self._tags else self._trace if "trace" in self._tags else None
        if cells is None or not (value := clean_value(attributes.get("value", ""))):
            return
        column = "/".join(filter(None, self._keys))
        cells[column] = cells[column] + BETWEEN_VALUES + value if column in cells else value
        if len(cells[column]) > LONGEST_CELL:
            raise self._error(Text("a value has more than {most} characters", most=LONGEST_CELL))

    def _close(self, _name: str) -> None:
        tag = self._tags.pop()
        if tag in ATTRIBUTE_TAGS:
            self._keys.pop()
        elif tag == "event":
            self._of_trace.append((self._event, self._lines["event"]))
            self._event = {}
            if "trace" not in self._tags:
                self._complete_trace({})
        elif tag == "trace":
            self._traces += 1
            self._of_trace = self._of_trace or [({}, self._lines["trace"])]
            self._complete_trace({f"{CASE_PREFIX}{key}": value for key, value in self._trace.items()})
            self._trace = {}

    def _complete_trace(self, of_trace: dict[str, str]) -> None:
        for cells, line in self._of_trace:
            self._complete.append(XesEvent({**self._classify(cells), **of_trace, **cells}, line, self._traces))
        self._of_trace = []

    def _classify(self, cells: dict[str, str]) -> dict[str, str]:
        """Return the columns of the classifiers with several keys."""
        several = {name: keys for name, keys in self._classifiers.items() if name and len(keys) > 1 and cells}
        return {name: "+".join(cells.get(key, "") for key in keys) for name, keys in several.items()}

    def _refuse_document_type(self, *_declared: object) -> None:
        raise self._error(Text("has a document type"), Text("Export it without one."))

    def _error(self, text: Text, hint: Text | None = None) -> InputError:
        return build_log_error(FileLocation(self.file, self.parser.CurrentLineNumber), text, hint)
