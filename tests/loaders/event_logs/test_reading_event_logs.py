"""XES and OCEL 2.0 as tables: a row for each event, a column for each attribute, and each fault at its place."""

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from loaders.event_logs import event_table, packed, xes
from loaders.log.columns import LogColumns
from loaders.log.mapping import parse_mapping
from loaders.log.table import LogTable, read_log_table
from loaders.opening import read_path
from loaders.rows.rules import FileRule
from loaders.text_files.csv_file import TableLine
from model.errors import InputError, LandskapError, LimitExceeded, Problem

EVENT = '<event><string key="concept:name" value="Beslut"/></event>'
TRACE = f'<trace><string key="concept:name" value="A 1"/>{EVENT}</trace>'
EPOCH = "1970-01-01T00:00:00Z"


def write_xes(folder: Path, inside: str, name: str = "logg.xes") -> Path:
    path = folder / name
    path.write_text(f'<?xml version="1.0" encoding="UTF-8"?>\n<log xes.version="1.0">\n{inside}\n</log>\n', encoding="utf-8")
    return path


def build_ocel(**changed: Any) -> dict[str, Any]:
    """A purchase order and its invoice, as in the example of the specification."""
    return {
        "objectTypes": [{"name": "Invoice", "attributes": [{"name": "is_blocked", "type": "string"}]}, {"name": "Purchase Order", "attributes": []}],
        "eventTypes": [{"name": "Set Payment Block", "attributes": []}, {"name": "Insert Invoice", "attributes": []}],
        "objects": [
            {"id": "R3", "type": "Invoice", "attributes": [
                {"name": "is_blocked", "time": "2022-02-03T22:30:00+00:00", "value": "No"}, {"name": "is_blocked", "time": EPOCH, "value": "No"},
                {"name": "is_blocked", "time": "2022-02-03T07:30:00+01:00", "value": "Yes"}]},
            {"id": "PO1", "type": "Purchase Order"}, {"id": "PO2", "type": "Purchase Order"},
        ],
        "events": [
            {"id": "e1", "type": "Insert Invoice", "time": "2022-02-02T08:00:00Z", "attributes": [{"name": "sum", "value": 5}],
             "relationships": [{"objectId": "R3", "qualifier": "invoice"}, {"objectId": "PO1", "qualifier": "from"}, {"objectId": "PO2", "qualifier": "from"}]},
            {"id": "e2", "type": "Set Payment Block", "time": "2022-02-03T07:00:00Z", "relationships": [{"objectId": "R3", "qualifier": None}]},
        ],
        **changed,
    }  # fmt: skip


def write_ocel(folder: Path, document: Any, name: str = "logg.jsonocel") -> Path:
    path = folder / name
    path.write_text(json.dumps(document), encoding="utf-8")
    return path


def table_of(table: LogTable) -> list[dict[str, str]]:
    """The filled cells of each row, by heading."""
    lines = [line for line in table.rows() if isinstance(line, TableLine)]
    return [{heading: cell for heading, cell in zip(table.headings.cells, line.cells, strict=True) if cell} for line in lines]


def problems_of(path: Path) -> list[str]:
    """What is wrong with a log, with its place."""
    try:
        found = [item for item in read_log_table(path).rows() if isinstance(item, Problem)]
    except InputError as error:
        found = [*error.problems]
    assert {problem.rule for problem in found} <= {FileRule.EVENT_LOG, FileRule.CELL_SIZE}
    return [problem.in_("en") for problem in found]


def test_every_kind_of_attribute_of_a_trace_and_its_events_is_a_column(tmp_path: Path) -> None:
    path = write_xes(tmp_path, """
        <extension name="Concept" prefix="concept" uri="http://www.xes-standard.org/concept.xesext"/>
        <global scope="trace"><string key="concept:name" value="__INVALID__"/></global>
        <global scope="event"><string key="org:group" value="__INVALID__"/></global>
        <classifier name="Name" keys="concept:name"/> <classifier name="Name and state" scope="event" keys="concept:name 'the state'"/>
        <string key="concept:name" value="the log itself"/>
        <trace>
          <string key="concept:name" value="A 1"/><date key="due" value="2026-06-30"/>
          <event>
            <string key="concept:name" value="Beslut"/><date key="time:timestamp" value="2026-03-01T10:00:00.000+01:00"/>
            <int key="n" value="3"/><float key="cost" value="2.5"><string key="cost:currency" value="SEK"/></float>
            <boolean key="b" value="true"/><id key="identity:id" value="f81d4fae-7dec-11d0-a765-00a0c91e6bf6"/>
            <list key="to"><values><string key="unit" value="Komvux"/><string key="unit" value="Skolan"/></values></list>
            <container key="c"><string key="inner" value="x"/></container><string key="the state" value="complete"/><string key="empty" value=""/>
          </event>
        </trace>""")  # fmt: skip
    assert table_of(read_log_table(path)) == [
        {
            "case:concept:name": "A 1", "case:due": "2026-06-30", "Name and state": "Beslut+complete", "concept:name": "Beslut",
            "time:timestamp": "2026-03-01T10:00:00.000+01:00", "n": "3", "cost": "2.5", "cost/cost:currency": "SEK", "b": "true",
            "identity:id": "f81d4fae-7dec-11d0-a765-00a0c91e6bf6", "to": "Komvux; Skolan", "c/inner": "x", "the state": "complete",
        }
    ]  # fmt: skip


def test_a_trace_without_events_and_an_event_without_a_trace_are_rows(tmp_path: Path) -> None:
    path = write_xes(tmp_path, f'<trace><string key="concept:name" value="A 2"/></trace>{EVENT}')
    assert table_of(read_log_table(path)) == [{"case:concept:name": "A 2"}, {"concept:name": "Beslut"}]


def test_namespaces_encodings_and_packing_do_not_matter(tmp_path: Path) -> None:
    plain = write_xes(tmp_path, TRACE)
    text = plain.read_text(encoding="utf-8").replace("Beslut", "Återupptaget")
    (tmp_path / "a.xes").write_text(text, encoding="utf-8")
    (tmp_path / "b.XES").write_bytes(text.replace("UTF-8", "ISO-8859-1").encode("latin-1"))
    (tmp_path / "c.xes").write_bytes(text.replace(' encoding="UTF-8"', "").encode("utf-16"))
    (tmp_path / "d.xes.gz").write_bytes(gzip.compress(text.encode()))
    spaced = text.replace("<log ", '<x:log xmlns:x="http://www.xes-standard.org/" ').replace("</log>", "</x:log>")
    (tmp_path / "e.xes").write_text(spaced, encoding="utf-8")
    tables = [table_of(read_log_table(path)) for path in sorted(tmp_path.iterdir()) if path != plain]
    assert tables == [[{"case:concept:name": "A 1", "concept:name": "Återupptaget"}]] * 5


def test_a_row_is_found_by_its_line_or_where_lines_hold_several_by_its_number(tmp_path: Path) -> None:
    def places(inside: str) -> list[str]:
        return [str(row.place) for row in read_log_table(write_xes(tmp_path, inside)).rows()]

    assert places(f"{TRACE}\n\n{TRACE}") == ["logg.xes:3", "logg.xes:5"]
    assert places(f"{TRACE}{TRACE}") == ["logg.xes, event!1", "logg.xes, event!2"]


def test_the_place_of_a_cell_has_no_letters_where_cells_have_no_names(tmp_path: Path) -> None:
    table = read_log_table(write_ocel(tmp_path, build_ocel()))
    mapping = parse_mapping(
        "kind: long\nsource: x\ncolumns: {case: ocel:type:Invoice, event: ocel:activity, on: ocel:timestamp}", "m"
    )
    place = next(iter(table.rows())).place
    assert place is not None
    assert str(LogColumns(table, mapping).place(place, "ocel:activity")) == "logg.jsonocel, events!1"


def test_objects_are_columns_by_type_and_by_what_they_are_to_the_event_as_they_were_then(tmp_path: Path) -> None:
    insert = {
        "ocel:activity": "Insert Invoice", "ocel:timestamp": "2022-02-02T08:00:00Z", "sum": "5",
        "ocel:type:Invoice": "R3", "ocel:type:Invoice:is_blocked": "No", "ocel:type:Purchase Order": "PO1; PO2",
        "ocel:qualifier:invoice": "R3", "ocel:qualifier:invoice:is_blocked": "No", "ocel:qualifier:from": "PO1; PO2",
    }  # fmt: skip
    block = {
        "ocel:activity": "Set Payment Block", "ocel:timestamp": "2022-02-03T07:00:00Z",
        "ocel:type:Invoice": "R3", "ocel:type:Invoice:is_blocked": "Yes",
    }  # fmt: skip
    for name in ("logg.jsonocel", "logg.ocel.json", "logg.json"):
        assert table_of(read_log_table(write_ocel(tmp_path, build_ocel(), name))) == [insert, block]


def test_qualifiers_are_left_out_where_there_are_too_many(tmp_path: Path) -> None:
    links = [{"objectId": "PO1", "qualifier": f"q{number}"} for number in range(200)]
    event = {"id": "e", "type": "T", "time": EPOCH, "relationships": links}
    table = read_log_table(write_ocel(tmp_path, build_ocel(events=[event])))
    assert table.headings.cells == ["ocel:activity", "ocel:timestamp", "ocel:type:Purchase Order"]


@pytest.mark.parametrize(
    ("inside", "problem"),
    [
        ("<trace>", "logg.xes:4: cannot be read as XML from row 4, column 3 on – Something is missing or left over just before that place."),
        ("<trace><trace/></trace>", "logg.xes:3: <trace> stands in <trace>"),
        ("<trace>\n<event><event/></event></trace>", "logg.xes:4: <event> stands in <event>"),
        ("<trace><string value='x'/></trace>", "logg.xes:3: <string> has no key"),
        ("<list key='x'>" * 49 + "</list>" * 49, None),
        ("<list key='x'>" * 50 + "</list>" * 50, "logg.xes:3: more than 50 elements are open at once"),
    ],
)  # fmt: skip
def test_a_fault_of_xes_is_told_with_its_line(tmp_path: Path, inside: str, problem: str | None) -> None:
    assert problems_of(write_xes(tmp_path, inside + TRACE if not problem else inside)) == ([problem] if problem else [])


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ('<!DOCTYPE log [<!ENTITY a "aaaa">]>\n<log>&a;</log>', "logg.xes:1: has a document type – Export it without one."),
        ("<graphml/>", "logg.xes:1: is no XES: it begins with <graphml> instead of <log>"),
        ('<?xml version="1.0" encoding="nix-8"?>\n<log/>', "logg.xes: is not written in an encoding that can be read – Save it as UTF-8."),
        ('<?xml version="1.0" encoding="shift_jis"?>\n<log/>', "logg.xes: is not written in an encoding that can be read – Save it as UTF-8."),
    ],
)  # fmt: skip
def test_what_is_no_xes_is_refused(tmp_path: Path, text: str, problem: str) -> None:
    (tmp_path / "logg.xes").write_text(text, encoding="utf-8")
    assert problems_of(tmp_path / "logg.xes") == [problem]


@pytest.mark.parametrize(
    ("changed", "problems"),
    [
        ({"events": [[]]}, ["logg.jsonocel, events!1: must be an object: names with their values"]),
        ({"events": [{"id": "e", "type": "T"}, {"id": 1, "type": "T", "time": EPOCH}]}, [
            "logg.jsonocel, events!1: 'time' is missing, or is of another kind than in OCEL 2.0",
            "logg.jsonocel, events!2: 'id' is missing, or is of another kind than in OCEL 2.0"]),
        ({"events": [{"id": "e", "type": "T", "time": EPOCH, "attributes": [{"name": "x", "value": [1]}]}]}, [
            "logg.jsonocel, events!1: 'attributes.0.value' is missing, or is of another kind than in OCEL 2.0"]),
        ({"events": [{"id": "e", "type": "T", "time": EPOCH, "relationships": [{"objectId": "X", "qualifier": ""}]}]}, [
            "logg.jsonocel, events!1: the event is about 'X', which is not among the objects"]),
        ({"events": [{"id": "e", "type": "T", "time": EPOCH}], "objects": [{"id": "a", "type": "t"}, {"id": "a", "type": "t"}, {"type": "t"}]}, [
            "logg.jsonocel, objects!2: 'a' is the id of another object before it",
            "logg.jsonocel, objects!3: 'id' is missing, or is of another kind than in OCEL 2.0"]),
        ({"objects": {}}, ["logg.jsonocel: is no OCEL 2.0: it needs the lists objectTypes, eventTypes, objects, events"]),
        ({"ocel:events": {}}, ["logg.jsonocel: is OCEL 1.0: save it as OCEL 2.0 in the program that it comes from"]),
    ],
)  # fmt: skip
def test_all_faults_of_ocel_are_told_with_their_items(tmp_path: Path, changed: dict[str, Any], problems: list[str]) -> None:
    assert problems_of(write_ocel(tmp_path, build_ocel(**changed))) == problems


@pytest.mark.parametrize("document", [[], "x", None, {}])
def test_other_json_is_refused(tmp_path: Path, document: Any) -> None:
    assert problems_of(write_ocel(tmp_path, document)) == [
        "logg.jsonocel: is no OCEL 2.0: it needs the lists objectTypes, eventTypes, objects, events"
    ]


@pytest.mark.parametrize(
    ("name", "content"), [("a.xes", "<log/>"), ("a.jsonocel", json.dumps(build_ocel(events=[])))], ids=["xes", "ocel"]
)
def test_a_log_without_events_is_refused(tmp_path: Path, name: str, content: str) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match="has no events"):
        read_log_table(tmp_path / name)


@pytest.mark.parametrize(
    "content", [b"no gzip", gzip.compress(b"<log>" * 100)[:-9], b"\x1f\x8b\x08\x00"], ids=["other", "cut", "begun"]
)
def test_what_cannot_be_unpacked_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.xes.gz").write_bytes(content)
    with pytest.raises(LandskapError, match="cannot be unpacked"):
        read_log_table(tmp_path / "a.xes.gz")


def test_limits_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    swollen = tmp_path / "a.xes.gz"
    swollen.write_bytes(gzip.compress(write_xes(tmp_path, TRACE * 50_000).read_bytes()))
    assert swollen.stat().st_size < 20_000
    monkeypatch.setattr(packed, "LARGEST_FILE", 1_000_000)
    with pytest.raises(LimitExceeded, match=r"a\.xes\.gz has more than 1000000 bytes"):
        read_log_table(swollen)
    keys = "".join(f'<string key="k{number}" value="x"/>' for number in range(201))
    with pytest.raises(LimitExceeded, match="more than 200 different attributes"):
        read_log_table(write_xes(tmp_path, f"<trace><event>{keys}</event></trace>"))
    monkeypatch.setattr(event_table, "MOST_ROWS", 1)
    for path in (write_xes(tmp_path, TRACE * 2), write_ocel(tmp_path, build_ocel())):
        with pytest.raises(LimitExceeded, match="more than 1 events"):
            read_log_table(path)
    monkeypatch.setattr(xes, "LONGEST_CELL", 5)
    assert problems_of(write_xes(tmp_path, TRACE)) == ["logg.xes:3: a value has more than 5 characters"]


@pytest.mark.parametrize("name", ["logg.xes", "logg.xes.gz", "logg.jsonocel", "logg.json"])
def test_without_a_mapping_the_way_is_told(tmp_path: Path, name: str) -> None:
    with pytest.raises(
        InputError, match=rf"{name} is an event log, and loads by a mapping\. Propose one with: landskap mapping .*{name}"
    ):
        read_path(write_ocel(tmp_path, build_ocel(), name))
