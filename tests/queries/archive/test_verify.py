"""The verification of a landscape against its journal: alterations that bypass the journal are found, with their place."""

import pytest

import queries.archive.verify as module
from model.changes.operations import Reason
from model.edits.by_hand import set_field
from model.errors import Conflict
from queries.archive.publishing import publish_revision
from queries.archive.verify import verify_journal
from queries.journal.journal import apply_change
from queries.server.graph import Graph
from tests.graphs import put, run_past_catalogue
from tests.landscapes import actor, flow, forum, landscape, seat


@pytest.fixture
def kept(graph: Graph) -> Graph:
    """Return a graph with three changes and two revisions: changes 2 and 4 publish."""
    put(graph, landscape(actor("a"), actor("b"), forum("f"), flow("a", "b"), seat("f", "a")))
    publish_revision(graph, "tests", "första")
    apply_change(graph, Reason("tests", "x"), lambda now: set_field(now, "a", "description", "x"))
    publish_revision(graph, "tests", "andra")
    return graph


def test_what_nobody_has_tampered_with_is_sound(kept: Graph) -> None:
    verdict = verify_journal(kept)
    assert verdict.sound
    assert (verdict.changes, verdict.records, verdict.revisions) == (4, 13, 2)
    assert len(verdict.hash) == 64
    assert verdict.as_json()["rows"] == []


def test_an_empty_graph_is_sound(graph: Graph) -> None:
    assert verify_journal(graph).sound


@pytest.mark.slow
@pytest.mark.parametrize(
    ("tampering", "expected"),
    [
        ("MATCH (c:ChangeSet {number: 3}) SET c.why = 'y'", {("hash", 3)}),
        ("MATCH (c:ChangeSet {number: 3}) SET c.who = 'y'", {("hash", 3)}),
        ("MATCH (c:ChangeSet {number: 3}) SET c.undoes = 2", {("hash", 3)}),
        ("MATCH (c:ChangeSet {number: 3}) SET c.hash = 'y'", {("hash", 3), ("chain", 4)}),
        ("MATCH (c:ChangeSet {number: 3}) SET c.previous = 'y'", {("hash", 3), ("chain", 3)}),
        ("MATCH (c:ChangeSet {number: 3}) SET c.counts = '{}'", {("counts", 3)}),
        ("MATCH (c:ChangeSet {number: 4}) SET c.number = 5", {("numbers", 5), ("operations", 5), ("head", 4), ("revision-journal", 2)}),
        ("MATCH (c:ChangeSet {number: 3}) DETACH DELETE c", {("numbers", 4), ("chain", 4), ("record-differs", "a")}),
        ("MATCH (h:Head) SET h.hash = 'y'", {("head", 4)}),
        ("MATCH (:ChangeSet {number: 3})-[:HOLDS]->(k:Chunk) SET k.data = 'y'", {("operations", 3), ("record-differs", "a")}),
        ("MATCH (:ChangeSet {number: 3})-[:HOLDS]->(k:Chunk) DETACH DELETE k", {("operations", 3), ("record-differs", "a")}),
        ("MATCH (:ChangeSet {number: 3})-[:HOLDS]->(k:Chunk) SET k.touches = ''", {("marks", 3)}),
        ("MATCH (n:Actor {id: 'a'}) SET n.description = 'y'", {("record-differs", "a")}),
        ("MATCH (n:Actor {id: 'a'}) SET n.description = null", {("record-differs", "a")}),
        ("MATCH (n:Actor {id: 'a'}) SET n.secret = 'y'", {("record-differs", "a")}),
        ("MATCH (n:Actor {id: 'a'}) SET n.certainty = 'y'", {("record-differs", "a")}),
        ("MATCH (n:Actor {id: 'a'})-[r:OF_TYPE]->() DELETE r", {("record-differs", "a")}),
        ("MATCH (n:Seat) DETACH DELETE n", {("record-missing", "f-a")}),
        ("MATCH ()-[r:FEEDS]->() DELETE r", {("record-missing", "a-demand-b")}),
        ("MATCH ()-[r:FEEDS]->() SET r.carries = 'y'", {("record-differs", "a-demand-b")}),
        ("CREATE (:Role {id: 'ny', name: 'Ny', evidence: ['kalla']})", {("record-unknown", "ny")}),
        ("MATCH (r:Revision {number: 1}) SET r.note = 'y'", {("revision-journal", 1), ("revision-hash", 1), ("revision-chain", 2)}),
        ("MATCH (r:Revision {number: 2}) SET r.note = 'y'", {("revision-journal", 2), ("revision-hash", 2)}),
        ("MATCH (r:Revision {number: 2}) SET r.counts = '}'", {("revision-journal", 2), ("revision-hash", 2)}),
        ("MATCH (r:Revision {number: 2}) SET r.counts = null", {("revision-journal", 2), ("revision-hash", 2)}),
        ("MATCH (r:Revision {number: 2}) SET r.software = '0.0.0'", {("revision-journal", 2), ("revision-hash", 2)}),
        ("MATCH (r:Revision {number: 2}) SET r.hash = 'y'", {("revision-hash", 2)}),
        (
            ("MATCH (r:Revision {number: 2}) CREATE (:Revision {id: 'x', number: 2, at: r.at, who: r.who, note: 'y', hash: r.hash, "
            "previous: r.previous, fingerprint: r.fingerprint, quads: r.quads, counts: r.counts, schema: r.schema, software: r.software})"),
            {("revision-journal", 2), ("revision-hash", 2), ("revision-chain", 2)},
        ),
        ("MATCH (r:Revision {number: 2}) DETACH DELETE r", {("revision-missing", 2)}),
        ("MATCH (:Revision {number: 1})-[:HOLDS]->(k) SET k.data = 'y'", {("revision-fingerprint", 1)}),
        ("MATCH (:Revision {number: 2})-[:HOLDS]->(k) DETACH DELETE k", {("revision-fingerprint", 2)}),
    ],
)  # fmt: skip
def test_what_somebody_changed_is_found_where_it_is(kept: Graph, tampering: str, expected: set[tuple[str, object]]) -> None:
    run_past_catalogue(kept, tampering)
    faults = verify_journal(kept).faults
    assert {(fault.rule, fault.change or fault.revision or fault.id) for fault in faults} == expected
    assert all("{" not in str(fault.text) for fault in faults)


def test_operations_exchanged_for_others_are_found(kept: Graph) -> None:
    """Also when their own hash is made to fit: the next change holds the original hash."""
    text = "MATCH (:ChangeSet {number: 1})-[:HOLDS]->(k:Chunk), (:ChangeSet {number: 3})-[:HOLDS]->(m:Chunk)"
    run_past_catalogue(kept, f"{text} SET m.data = k.data, m.touches = k.touches")
    rules = {(fault.rule, fault.change) for fault in verify_journal(kept).faults if fault.change}
    assert rules == {("replay", 3), ("hash", 3), ("counts", 3)}


def test_only_so_many_faults_are_kept(kept: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_FAULTS_COLLECTED", 2)
    run_past_catalogue(kept, "MATCH (n) WHERE n:Actor OR n:Level SET n.name = 'y'")
    verdict = verify_journal(kept)
    assert (len(verdict.faults), verdict.cut, verdict.sound) == (2, True, False)


def test_a_change_that_comes_meanwhile_is_told(kept: Graph) -> None:
    done: list[int] = []

    def come_between(_what: object, at: int, _of: int) -> None:
        if not done:
            done.append(at)
            apply_change(kept, Reason("tests", "y"), lambda now: set_field(now, "a", "description", "y"))

    with pytest.raises(Conflict, match="while it was verified"):
        verify_journal(kept, come_between)
