"""Mergers in the graph: the old id is understood wherever a party is named, and a merger can be undone."""

from model.changes.operations import Reason
from model.edits.by_hand import set_field
from model.edits.merging import merge_records
from model.edits.succession import plan_succession
from model.vocabulary.actors import Actor
from model.vocabulary.forums import Seat
from model.vocabulary.registers import ActorKind
from queries.archive.verify import verify_journal
from queries.flows.feeds import find_feeds
from queries.journal.journal import apply_change
from queries.journal.prepare import prepare_graph
from queries.journal.search import find_key
from queries.landscape.parties import find_party
from queries.landscape.registers import read_contents
from queries.memory.as_of import read_record_as_of
from queries.memory.history import read_record_history
from queries.memory.undoing import undo_change
from queries.questions.parameters import FeedsQuestion
from queries.server.graph import Graph
from tests.graphs import put, run_past_catalogue
from tests.landscapes import actor, assignment, decision, flow, forum, landscape, seat

WHO = Reason("samordnaren", "samma")
HERE = landscape(
    actor("a"), actor("b", aliases=("Be",)), actor("c"), forum("f"), actor("del", part_of="b"),
    flow("b", "c"), flow("a", "b"), seat("f", "b"), *decision("d", assignment("u", "d", "b")),
)  # fmt: skip


def test_a_merged_party_is_found_by_its_old_id_and_has_both_histories(graph: Graph) -> None:
    put(graph, HERE)
    before = read_contents(graph)
    made = apply_change(graph, WHO, lambda contents: merge_records(contents, "a", "b").operations)
    assert made
    assert [find_party(graph, said) for said in ("b", "Be", "B")] == ["a"] * 3
    assert find_key(graph, "b") == find_key(graph, "actor:b") == ("Actor", "a")
    assert {record.id for record in read_record_as_of(graph, ("Actor", "a"), "2026-01-01").relations} == {
        "b-demand-c",
        "f-b",
        "u",
    }
    assert [
        row["party"]
        for row in find_feeds(graph, FeedsQuestion(party=find_party(graph, "b"), on="2026-01-01", direction="down")).rows
    ] == ["c"]
    told = [entry.number for entry in read_record_history(graph, ("Actor", "a"), 20).entries]
    assert told[0] == made.number
    assert verify_journal(graph).sound
    undo_change(graph, made.number, "samordnaren", "ångrat")
    assert read_contents(graph) == before
    assert find_party(graph, "b") == "b"


def test_a_graph_of_an_older_version_finds_what_was_merged(graph: Graph) -> None:
    put(graph, landscape(actor("a", former_ids=("x",)), actor("b")))
    run_past_catalogue(graph, "MATCH (p:Party) REMOVE p.merged")
    run_past_catalogue(graph, "MATCH (h:Head) SET h.schema = 'older'")
    prepare_graph(graph)
    assert find_party(graph, "x") == "a"
    assert read_contents(graph) == landscape(actor("a", former_ids=("x",)), actor("b"))


def test_what_succeeds_is_told_of_both(graph: Graph) -> None:
    put(graph, HERE.with_([actor("ny"), actor("nyare")]))
    made = apply_change(graph, WHO, lambda contents: plan_succession(contents, ["b"], ["a", "ny", "nyare"], "2026-01-01"))
    assert made
    old = read_record_as_of(graph, ("Actor", "b"), "2026-01-01")
    assert [record.id for record in old.relations if isinstance(record, Actor)] == ["a", "ny", "nyare"]
    (entry, *_) = read_record_history(graph, ("Actor", "b"), 20).entries
    assert [operation.id for operation in entry.operations or ()] == ["a", "b", "ny", "nyare"]
    contents = read_contents(graph)
    assert {party.id for party in contents.on("2025-12-31").of(Actor).values()} == {
        "a",
        "b",
        "c",
        "del",
    }  # a was there before
    assert {party.id for party in contents.on("2026-01-01").of(Actor).values()} == {"a", "c", "ny", "nyare", "del"}


def test_a_seat_that_became_one_with_another_keeps_its_history(graph: Graph) -> None:
    seats = [seat("f", "a", valid_to="2026-06-30"), seat("f", "b", valid_from="2026-02-01", evidence=("kalla §2",))]
    put(graph, landscape(actor("a"), actor("b"), forum("f"), *seats))
    before = read_contents(graph)
    made = apply_change(graph, WHO, lambda contents: merge_records(contents, "a", "b").operations)
    assert made
    (one,) = read_contents(graph).of(Seat).values()
    assert (one.id, one.valid_from, one.valid_to, one.evidence) == ("f-a", None, None, ("kalla §1", "kalla §2"))
    assert [entry.number for entry in read_record_history(graph, ("Seat", "f-b"), 20).entries] == [made.number, made.number - 1]
    assert verify_journal(graph).sound
    undo_change(graph, made.number, "samordnaren", "ångrat")
    assert read_contents(graph) == before


def test_what_has_the_same_id_and_another_type_is_another_record(graph: Graph) -> None:
    """Such as *komvux*, an actor of the kind *komvux*: neither history nor undo takes one for the other."""
    kind = ActorKind(id="komvux", name="komvux", plural_name="Komvux", evidence=("kalla §1",))
    put(graph, landscape(kind, actor("komvux", kind="komvux"), actor("b")))
    of_kind = apply_change(graph, WHO, lambda contents: set_field(contents, "actor_kind:komvux", "plural_name", "Komvuxen"))
    of_actor = apply_change(graph, WHO, lambda contents: set_field(contents, "actor:komvux", "description", "Vuxna"))
    assert of_kind
    assert of_actor
    assert read_record_history(graph, ("ActorKind", "komvux"), 1).entries[0].number == of_kind.number
    undo_change(graph, of_kind.number, "samordnaren", "ångrat")
    merge = apply_change(graph, WHO, lambda contents: merge_records(contents, "komvux", "b").operations)
    assert merge
    assert [operation.id for operation in merge.operations] == ["komvux", "b"]
    assert read_contents(graph).find("Actor", "komvux") == actor(
        "komvux", kind="komvux", description="Vuxna", aliases=("B",), former_ids=("b",)
    )
