"""A question about an earlier day is answered as it was answered on that day, when nothing later was known."""

from collections.abc import Callable, Iterator
from typing import Any

from hypothesis import given

from model.findings import Answer
from model.vocabulary.assignment_state import derive_assignments
from model.vocabulary.contents import Contents
from model.vocabulary.decisions import Assignment, Decision, Step
from queries.questions.decisions import find_stalled
from queries.questions.parameters import StallsQuestion
from queries.server.graph import Graph
from tests.conftest import limit_examples
from tests.graphs import empty_graph, put
from tests.landscapes import landscapes

QUESTIONS_OF_A_DAY: tuple[Callable[[Graph, str], Answer], ...] = (lambda graph, on: find_stalled(graph, StallsQuestion(on=on)),)


def _answers(graph: Graph, on: str) -> list[Any]:
    """Return the rows and the findings of each question; how they were read may differ."""
    return [
        (answer.rows, [(found.rule, found.entities, found.sentence.in_("sv")) for found in answer.findings], answer.cut)
        for answer in (ask(graph, on) for ask in QUESTIONS_OF_A_DAY)
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


@limit_examples(25)
@given(landscapes(parties=3))
def test_what_was_answered_then_is_answered_now(local_graph: Graph, contents: Contents) -> None:
    empty_graph(local_graph)
    then = []
    for day, known in _unfold(contents):
        put(local_graph, known)
        then.append((day, _answers(local_graph, day)))
    put(local_graph, contents)
    assert [(day, _answers(local_graph, day)) for day, _answer in then] == then
