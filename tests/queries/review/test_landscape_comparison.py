"""Two revisions or days, or one and now, compared from the graph; what cannot be compared is refused."""

import pytest

from model.changes.operations import Reason, build_alteration
from model.errors import GraphDamaged, NotFound, NotUnderstood
from queries.archive.publishing import publish_revision
from queries.journal.journal import apply_change
from queries.landscape.registers import read_contents
from queries.review.landscape_comparison import LandscapesCompared, compare_moments
from queries.server.graph import Graph
from tests.archives import SMALL, rename
from tests.graphs import empty_graph, put, run_past_catalogue
from tests.landscapes import actor

TODAY = "2099-01-01"


@pytest.fixture(scope="module")
def revised(other_local_graph: Graph) -> Graph:
    """A landscape of two revisions, between which a party was renamed and another added, and that was changed since."""
    graph = empty_graph(other_local_graph)
    put(graph, SMALL)
    publish_revision(graph, "tests", "first")
    rename(graph, "a", "Alpha")
    put(graph, read_contents(graph).with_([actor("new")]))
    publish_revision(graph, "tests", "second")
    moved = actor("b", level="regional", part_of="a")
    apply_change(graph, Reason("tests", "moved house"), lambda now: [build_alteration(next(now.get([moved.key])), moved)])
    return graph


def told(found: LandscapesCompared) -> list[tuple[str, str, str]]:
    """What became of each record, and why."""
    changes = found.comparison.changes
    return [(change.how, change.id, change.reason.why if change.reason else "") for change in changes]


def test_two_revisions_are_compared_and_one_with_now(revised: Graph) -> None:
    first = [("added", "new", "test"), ("renamed", "a", "rename")]
    assert told(compare_moments(revised, "1", "2", TODAY)) == first
    found = compare_moments(revised, "2", None, TODAY)
    assert told(found) == [("moved", "b", "moved house")]
    assert found.findings is not None
    assert found.as_json()["from"]["revision"] == 2
    everything = compare_moments(revised, "1", None, TODAY, findings=False)
    assert {one[:2] for one in told(everything)} == {("added", "new"), ("renamed", "a"), ("moved", "b")}


def test_of_a_day_before_the_landscape_only_days_tell(revised: Graph) -> None:
    found = compare_moments(revised, "2020-01-01", None, TODAY, findings=False)
    assert found.earlier.unseen
    assert not found.comparison.changes


@pytest.mark.parametrize(
    ("earlier", "later", "error", "said"),
    [
        ("7", None, NotFound, "there is no revision 7"),
        ("yesterday", None, NotUnderstood, "neither a revision, a change nor a date"),
        ("2", "1", NotUnderstood, "revision 1 .* is earlier than revision 2"),
        ("1", "1", NotUnderstood, "both moments are the same"),
    ],
)
def test_what_cannot_be_compared_is_refused(
    revised: Graph, earlier: str, later: str | None, error: type[Exception], said: str
) -> None:
    with pytest.raises(error, match=said):
        compare_moments(revised, earlier, later, TODAY)


def test_a_damaged_revision_is_not_compared(revised: Graph) -> None:
    found = "MATCH (r:Revision {number: 1})-[:HOLDS]->(c:Chunk) "
    data = run_past_catalogue(revised, found + "RETURN c.data")[0][0]
    other = run_past_catalogue(revised, "MATCH (r:Revision {number: 2})-[:HOLDS]->(c:Chunk) RETURN c.data")[0][0]
    run_past_catalogue(revised, found + f"SET c.data = '{other}'")
    try:
        with pytest.raises(GraphDamaged, match="the contents of revision 1 do not match"):
            compare_moments(revised, "1", "2", TODAY)
    finally:
        run_past_catalogue(revised, found + f"SET c.data = '{data}'")
