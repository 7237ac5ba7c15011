"""What was answered then is answered again: after random histories, on the day and from what was known, and nothing is kept."""

from hypothesis import given
from hypothesis import strategies as st

from model.vocabulary.contents import Contents
from queries.journal.journal import read_head
from queries.landscape.registers import read_contents
from queries.review.past import ask_as_known
from queries.review.running import MOST_RUN, run_rules
from queries.server.graph import Graph, Reader
from tests.conftest import limit_examples
from tests.graphs import empty_graph, put
from tests.landscapes import landscapes

DAYS = ("2025-06-01", "2026-01-31", "2026-12-31")


def answer_all(reader: Reader) -> list[dict[str, object]]:
    return [finding.as_json() for day in DAYS for report in run_rules(reader, day, MOST_RUN) for finding in report.findings]


@limit_examples(15)
@given(st.lists(landscapes(), min_size=2, max_size=3))
def test_each_earlier_answer_is_given_again_and_nothing_is_kept(graph: Graph, history: list[Contents]) -> None:
    empty_graph(graph)
    answered = {}
    for contents in history:
        put(graph, contents)
        answered[read_head(graph).number] = graph.read_in_transaction(answer_all)
    now = read_contents(graph)
    assert {number: ask_as_known(graph, number, answer_all) for number in answered} == answered
    assert ask_as_known(graph, 0, answer_all) == []
    assert (list(read_contents(graph)), graph.read_in_transaction(answer_all)) == (list(now), answered[max(answered)])
