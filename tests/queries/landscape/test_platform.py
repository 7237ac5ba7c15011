"""Processes, tasks, themes of the yearly wheel and groups are stored, shown with the records that they name, and merged."""

from typing import Any

import pytest

from loaders.text_files.json_file import read_json
from loaders.workbook.writer import EXAMPLES_FILE
from model.changes.operations import Reason
from model.checks.validation import build_record
from model.edits.by_hand import set_field
from model.edits.merging import merge_records
from model.errors import InputError
from model.history.linked_data import read_quads, serialize_quads
from model.text.describe import describe_record
from model.vocabulary.groups import Group, GroupKind, GroupMembership
from model.vocabulary.processes import Process, ProcessFlow, ProcessKind, Task, Theme
from model.vocabulary.record import Standing
from queries.journal.journal import apply_change
from queries.journal.search import find_key
from queries.landscape.registers import read_contents
from queries.memory.as_of import read_record_as_of
from queries.server.graph import Graph
from tests.graphs import put
from tests.landscapes import EVIDENCE, actor, landscape

NEW = {"Group", "GroupMembership", "Process", "ProcessFlow", "Task", "Theme"}
FACTS: dict[str, Any] = {"evidence": EVIDENCE, "standing": Standing.PROPOSED}
PLATFORM = landscape(
    actor("a"),
    actor("b"),
    Process(id="driva", name="Driva", kind=ProcessKind.MAIN, **FACTS),
    Process(id="analys", name="Analys", kind=ProcessKind.SUPPORTING, **FACTS),
    ProcessFlow(id="analys-driva", source="analys", target="driva", carries="underlag", **FACTS),
    Task(id="karta", name="Förvalta kartan", process="driva", **FACTS),
    Task(id="behov", name="Ringa in behov", forum_kind="slag", **FACTS),
    Theme(id="q4", name="Beställningar", forum_kind="slag", body="slag", quarter=4, **FACTS),
    Group(id="mottagare", name="Mottagare", kind=GroupKind.RECIPIENT, evidence=EVIDENCE),
    Group(id="naringsliv", name="Näringsliv", kind=GroupKind.RECIPIENT, within="mottagare", evidence=EVIDENCE),
    GroupMembership(id="a-naringsliv", source="a", target="naringsliv", evidence=EVIDENCE),
    GroupMembership(id="a-mottagare", source="a", target="mottagare", evidence=EVIDENCE),
    GroupMembership(id="b-naringsliv", source="b", target="naringsliv", evidence=EVIDENCE),
)


def relations(graph: Graph, said: str) -> set[str]:
    found = read_record_as_of(graph, find_key(graph, said), "2026-06-01")
    return {describe_record(record, found.names).in_("sv") for record in found.relations}


def test_what_is_kept_is_read_and_told_with_what_it_names(graph: Graph) -> None:
    put(graph, PLATFORM)
    assert read_contents(graph) == PLATFORM
    assert relations(graph, "driva") == {"Analys föder Driva", "Förvalta kartan"}
    assert relations(graph, "forum_kind:slag") == {"Ringa in behov", "Beställningar"}
    assert relations(graph, "naringsliv") == {"A hör till Näringsliv", "B hör till Näringsliv"}
    assert relations(graph, "a") == {"A hör till Näringsliv", "A hör till Mottagare"}


def test_parties_that_are_merged_belong_to_a_group_once(graph: Graph) -> None:
    put(graph, PLATFORM)
    apply_change(graph, Reason("tests", "sammanslagning"), lambda records: merge_records(records, "a", "b").operations)
    assert {item.target for item in read_contents(graph).of(GroupMembership).values() if item.source == "a"} == {
        "mottagare",
        "naringsliv",
    }
    assert len(read_contents(graph).of(GroupMembership)) == 2


def test_linked_data_states_them() -> None:
    assert {record.label for record in read_quads(serialize_quads(PLATFORM))} >= NEW


def test_the_template_has_an_example_of_each() -> None:
    assert {record.label for record in read_json(EXAMPLES_FILE).records} >= NEW


@pytest.mark.parametrize("values", [{"quarter": 5}, {"quarter": 0}])
def test_a_year_has_four_quarters(values: dict[str, int]) -> None:
    theme = PLATFORM.of(Theme)["q4"].values()
    problems = build_record(Theme, theme | values)
    assert isinstance(problems, list)
    assert [problem.rule for problem in problems] == ["number-range"]


def test_a_group_does_not_lie_within_itself() -> None:
    with pytest.raises(InputError) as caught:
        set_field(PLATFORM, "mottagare", "within", "naringsliv")
    assert {problem.rule for problem in caught.value.problems} == {"circular"}
