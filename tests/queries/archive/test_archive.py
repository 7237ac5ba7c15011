"""Copies of whole landscapes from graph to graph: equal everywhere, all or nothing, and never a part that passes for the whole."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from model.changes.operations import Reason, build_creation
from model.errors import Conflict, GraphDamaged
from model.history.archive import tally_archive
from model.vocabulary.actors import Actor
from model.vocabulary.contents import Contents
from queries.archive.archive import GraphArchive
from queries.archive.install import install_archive
from queries.archive.publishing import publish_revision
from queries.journal.journal import apply_to_head, read_change_set, read_entries, read_head
from queries.journal.prepare import prepare_graph
from queries.server.address import FROM_PREFIX, ServerAddress, parse_address
from queries.server.graph import Graph
from queries.server.settings import PREFIX
from tests.archives import SMALL, act_on_progress, fill_with_history, interrupt, read_all, rename
from tests.graphs import count_nodes, empty_graph, put, run_past_catalogue
from tests.landscapes import BASE, actor, landscape
from tests.servers import LOCAL, SERVERS, graph_of

STAGES = ("Reading sources", "Joining actors", "Reading the journal", "Checking what was written")


def assert_empty(graph: Graph) -> None:
    assert count_nodes(graph) == 1
    prepare_graph(graph)
    assert read_head(graph).number == 0


@pytest.mark.slow(minutes=1.5)
def test_it_is_the_same_wherever_it_went(request: pytest.FixtureRequest, source: Graph, with_examples: Contents) -> None:
    fill_with_history(empty_graph(source), with_examples)
    before, last = read_all(source), source
    for name in [*(name for name in SERVERS if name != LOCAL), LOCAL]:
        here = empty_graph(graph_of(request, name))
        install_archive(here, GraphArchive(last))
        assert read_all(here) == before
        last = here
    assert publish_revision(last, "tests", "again")[1] is False
    rename(last, "katec", "Katec Sörmland")
    newest, before_it = read_entries(last)[:2]
    assert (newest["number"], newest["previous"]) == (before_it["number"] + 1, before["head"].hash)
    assert read_change_set(last, newest).hash == read_head(last).hash
    fill_with_history(empty_graph(source), SMALL)


def test_long_texts_travel_in_many_pieces(graph: Graph, source: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("queries.server.chunks.CHUNK_BYTES", 100)
    install_archive(graph, GraphArchive(source))
    assert run_past_catalogue(graph, "MATCH (c:Chunk) RETURN count(c) > 100") == [[True]]
    assert read_all(graph) == read_all(source)


def test_a_graph_that_holds_a_landscape_is_left_as_it_is(graph: Graph, source: Graph) -> None:
    put(graph, landscape(actor("x")))
    before = read_all(graph)
    with pytest.raises(Conflict, match="holds a landscape already"):
        install_archive(graph, GraphArchive(source))
    assert read_all(graph) == before


@pytest.mark.parametrize("stage", STAGES)
def test_broken_off_it_leaves_nothing(graph: Graph, source: Graph, stage: str) -> None:
    with pytest.raises(KeyboardInterrupt):
        install_archive(graph, GraphArchive(source), act_on_progress(stage, interrupt))
    assert_empty(graph)
    install_archive(graph, GraphArchive(source))
    assert read_all(graph) == read_all(source)


@pytest.mark.slow
@pytest.mark.parametrize("stage", STAGES[1:])
def test_killed_it_says_so_and_the_next_begins_anew(source: Graph, local_folder: Path, local_graph: Graph, stage: str) -> None:
    empty_graph(local_graph)
    command = [sys.executable, "-m", "tests.queries.dying_copy", source.where, str(local_folder), stage]
    assert subprocess.run(command, check=False).returncode == -signal.SIGKILL
    with pytest.raises(GraphDamaged, match=r"a restore or copy into it is not finished.*landskap restore"):
        prepare_graph(local_graph)
    prepare_graph(local_graph, unfinished=True)
    install_archive(local_graph, GraphArchive(source))
    assert read_all(local_graph) == read_all(source)


def test_of_two_at_once_the_later_wins(graph: Graph, source: Graph) -> None:
    def other() -> None:
        install_archive(graph, GraphArchive(source))

    with pytest.raises(Conflict, match="another process"):
        install_archive(graph, GraphArchive(source), act_on_progress("Reading the journal", other))
    assert read_all(graph) == read_all(source)


def test_a_change_that_was_planned_before_is_not_let_in(graph: Graph, source: Graph) -> None:
    planned, operations = read_head(graph), [build_creation(record) for record in BASE]

    def late() -> None:
        with pytest.raises(Conflict, match="in between"):
            apply_to_head(graph, planned, Reason("tests", "late"), operations)

    install_archive(graph, GraphArchive(source), act_on_progress("Joining actors", late))
    assert read_all(graph) == read_all(source)


def test_a_source_that_changes_meanwhile_is_not_copied(graph: Graph, source: Graph) -> None:
    with pytest.raises(Conflict, match="is being changed while it is read"):
        install_archive(graph, GraphArchive(source), act_on_progress("Reading flows", lambda: rename(source, "b", "Nytt")))
    assert_empty(graph)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("text", "how"),
    [
        ("MATCH (a:Actor {id: 'a'}) SET a.description = 'by hand'", "differ from those that the journal made"),
        ("MATCH (:Actor)-[r:FEEDS]->() DELETE r", "differ from those that the journal made"),
        ("MATCH (c:ChangeSet {number: 1}) SET c.who = 'somebody else'", "change 2 does not follow"),
        ("MATCH (h:Head) SET h.number = h.number - 1", "does not end at its head"),
        ("MATCH (r:Revision {number: 1}) SET r.note = 'another'", "revision 2 does not follow"),
        ("MATCH (:Revision {number: 2})-[:HOLDS]->(k:Chunk) DETACH DELETE k", "revision 2 has another fingerprint"),
        ("MATCH (:ChangeSet {number: 1})-[:HOLDS]->(k:Chunk) SET k.data = 'AAAA'", "it contains unreadable text"),
    ],
)
def test_a_source_that_contradicts_itself_is_not_copied(local_graph: Graph, source: Graph, text: str, how: str) -> None:
    broken = fill_with_history(empty_graph(source), SMALL)
    run_past_catalogue(broken, text)
    with pytest.raises(GraphDamaged, match=how):
        install_archive(empty_graph(local_graph), GraphArchive(broken))
    assert_empty(local_graph)
    fill_with_history(empty_graph(source), SMALL)


def test_two_servers_may_be_reached_in_different_ways(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {
        "NEO4J_USER": "to",
        "NEO4J_PASSWORD": "p",
        "FROM_NEO4J_PASSWORD": "q",
        "FROM_NEO4J_DATABASE": "d",
    }.items():
        monkeypatch.setenv(f"LANDSKAP_{name}", value)
    assert parse_address("neo4j://x") == ServerAddress("neo4j://x", "to", "p")
    assert parse_address("neo4j://x", (FROM_PREFIX, PREFIX)) == ServerAddress("neo4j://x", "to", "q", "d")


def test_the_fingerprint_is_of_the_records_and_nothing_else(graph: Graph) -> None:
    """Landscapes with the same facts have the same fingerprint, whatever their histories."""
    put(graph, landscape(actor("a", name="Först")))
    put(graph, landscape(actor("a")))
    longer = tally_archive(GraphArchive(graph))
    put(empty_graph(graph), landscape(actor("a")))
    shorter = tally_archive(GraphArchive(graph))
    assert longer.fingerprint == shorter.fingerprint
    assert (longer.changes, shorter.changes) == (2, 1)
    assert longer.records == shorter.records
    assert longer.records[Actor.label] == 1
