"""Whole landscapes with a history, for the tests that hand them on."""

from collections.abc import Callable
from typing import Any

from model.changes.operations import Reason, alteration
from model.history.linked_data import canonical_quads, fingerprint
from model.language import Said
from model.progress import Tell
from model.vocabulary.actors import Actor
from model.vocabulary.contents import Contents, Records
from queries.archive.publishing import frozen, publish, revisions
from queries.journal.journal import change, change_set, entries, head
from queries.landscape.registers import read_contents
from queries.server.graph import Graph
from tests.graphs import put
from tests.landscapes import actor, flow, forum, landscape

SMALL = landscape(actor("a"), actor("b", part_of="a"), forum("f"), flow("a", "f"))


def rename(graph: Graph, id_: str, name: str) -> None:
    """Give an actor another name, in a change."""

    def plan(now: Records) -> list[Any]:
        actor = now.of(Actor)[id_]
        return [alteration(actor, actor.model_copy(update={"name": name}))]

    change(graph, Reason("tests", "rename"), plan)


def lived(graph: Graph, contents: Contents) -> Graph:
    """`graph` with a landscape that was loaded, published, changed and published again."""
    put(graph, contents)
    publish(graph, "tests", "first")
    rename(graph, min(contents.of(Actor)), "Åäö – ”nytt” namn")
    publish(graph, "tests", "second")
    return graph


def all_of(graph: Graph) -> dict[str, Any]:
    """Everything that is handed on of a graph."""
    contents = read_contents(graph)
    return {
        "head": head(graph),
        "records": contents,
        "fingerprint": fingerprint(canonical_quads(contents)),
        "entries": entries(graph),
        "changes": [change_set(graph, entry).as_json() for entry in entries(graph)],
        "revisions": revisions(graph),
        "frozen": [frozen(graph, revision.number) for revision in revisions(graph)],
    }


def when(said: str, do: Callable[[], object]) -> Tell:
    """What progress is told to that does something, once, when it hears `said`."""
    heard: list[str] = []

    def tell(what: Said, _done: int, _of: int) -> None:
        if what.in_("en").startswith(said) and not heard:
            heard.append(said)
            do()

    return tell


def interrupt() -> None:
    """As Ctrl-C does."""
    raise KeyboardInterrupt
