"""Operations as the journal holds them, read chunk by chunk each time that they are gone through."""

from collections.abc import Iterator

from model.changes.chain import items_of
from model.changes.operations import Operation
from queries.server.chunks import pieces
from queries.server.graph import Graph


class Stored:
    """The operations of the change of that id, `count` of them."""

    def __init__(self, graph: Graph, id_: str, count: int) -> None:
        self._graph, self._id, self._count = graph, id_, count

    def __iter__(self) -> Iterator[Operation]:
        return (Operation(**item) for item in items_of(pieces(self._graph, "changes/chunks", self._id)))

    def __len__(self) -> int:
        return self._count
