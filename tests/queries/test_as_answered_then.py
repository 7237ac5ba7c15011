"""A question about an earlier day is answered as it was answered on that day, when nothing later was known."""

from collections.abc import Iterator
from typing import Any

from hypothesis import given

from model.findings import ProvenSentence
from model.vocabulary.assignment_state import derive_assignments
from model.vocabulary.contents import Contents
from model.vocabulary.decisions import Assignment, Decision, Step
from queries.findings.breaks import find_breaks
from queries.questions.decisions import find_stalled
from queries.questions.parameters import BreaksQuestion, StallsQuestion
from queries.review.running import run_rules
from queries.server.graph import Graph
from tests.conftest import limit_examples
from tests.graphs import empty_graph, put
from tests.landscapes import landscapes


def _tell_finding(found: ProvenSentence) -> tuple[object, ...]:
    return found.rule, found.entities, found.sentence.in_("sv"), found.certainty, found.example


def _answer_all(graph: Graph, on: str) -> list[Any]:
    """Return the rows and findings of each question of a day, and what each rule finds; how they were read may differ."""
    asked = (find_stalled(graph, StallsQuestion(on=on)), find_breaks(graph, BreaksQuestion(on=on)))
    reports = graph.read_in_transaction(lambda reader: run_rules(reader, on, 100))
    return [
        *((answer.rows, [*map(_tell_finding, answer.findings)], answer.cut) for answer in asked),
        *((report.rule, [*map(_tell_finding, report.findings)], report.left_out) for report in reports),
    ]


def _unfold(contents: Contents) -> Iterator[tuple[str, Contents]]:
    """Yield each day of the decisions and steps, with the landscape as it was known then; without a day: from the beginning."""
    days = {record.key: _day_of(record, contents) for record in contents}
    for day in sorted(set(filter(None, days.values()))):
        yield day, derive_assignments(Contents(record for record in contents if days[record.key] <= day))


def _day_of(record: Any, contents: Contents) -> str:
    match record:
        case Step():
            return record.on
        case Decision():
            assignments = [item for item in contents.of(Assignment).values() if item.decision == record.id]
            return min((_day_of(item, contents) for item in assignments), default=record.taken_on or "")
        case Assignment():
            taken = contents.of(Decision)[record.decision].taken_on
            steps = (item.on for item in contents.of(Step).values() if item.assignment == record.id)
            return min(filter(None, (taken, record.valid_from, *steps)), default="")
    return ""


@limit_examples(15)
@given(landscapes(parties=3))
def test_what_was_answered_then_is_answered_now(local_graph: Graph, contents: Contents) -> None:
    empty_graph(local_graph)
    then = []
    for day, known in _unfold(contents):
        put(local_graph, known)
        then.append((day, _answer_all(local_graph, day)))
    put(local_graph, contents)
    for day, answers in then:
        assert _answer_all(local_graph, day) == answers, day
