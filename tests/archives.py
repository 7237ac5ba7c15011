"""Whole landscapes with a history, for the tests that hand them on."""

from collections.abc import Callable
from typing import Any

from model.changes.operations import Reason, build_alteration
from model.history.linked_data import fingerprint_of, serialize_quads
from model.language import Localizable
from model.progress import ProgressCallback
from model.vocabulary.actors import Actor
from model.vocabulary.contents import Contents, Records
from queries.archive.publishing import publish_revision, read_revision_quads, read_revisions
from queries.journal.journal import apply_change, read_change_set, read_entries, read_head
from queries.landscape.registers import read_contents
from queries.server.graph import Graph
from tests.graphs import put
from tests.landscapes import actor, flow, forum, landscape

SMALL = landscape(actor("a"), actor("b", part_of="a"), forum("f"), flow("a", "f"))


def rename(graph: Graph, id_: str, name: str) -> None:
    """Give an actor another name, in a change."""

    def plan(now: Records) -> list[Any]:
        actor = now.of(Actor)[id_]
        return [build_alteration(actor, actor.model_copy(update={"name": name}))]

    apply_change(graph, Reason("tests", "rename"), plan)


def fill_with_history(graph: Graph, contents: Contents) -> Graph:
    """`graph` with a landscape that was loaded, published, changed and published again."""
    put(graph, contents)
    publish_revision(graph, "tests", "first")
    rename(graph, min(contents.of(Actor)), "Åäö – ”nytt” namn")
    publish_revision(graph, "tests", "second")
    return graph


def read_all(graph: Graph) -> dict[str, Any]:
    """Everything that is handed on of a graph."""
    contents = read_contents(graph)
    return {
        "head": read_head(graph),
        "records": contents,
        "fingerprint": fingerprint_of(serialize_quads(contents)),
        "entries": read_entries(graph),
        "changes": [read_change_set(graph, entry).as_json() for entry in read_entries(graph)],
        "revisions": read_revisions(graph),
        "frozen": [read_revision_quads(graph, revision.number) for revision in read_revisions(graph)],
    }


def act_on_progress(said: str, do: Callable[[], object]) -> ProgressCallback:
    """What progress is told to that does something, once, when it hears `said`."""
    heard: list[str] = []

    def tell(what: Localizable, _done: int, _of: int) -> None:
        if what.in_("en").startswith(said) and not heard:
            heard.append(said)
            do()

    return tell


def interrupt() -> None:
    """As Ctrl-C does."""
    raise KeyboardInterrupt
