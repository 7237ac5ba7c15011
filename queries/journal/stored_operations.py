"""Operations as the journal holds them, read chunk by chunk each time that they are gone through."""

from collections.abc import Iterator

from model.changes.chain import read_items
from model.changes.operations import Operation
from queries.server.chunks import read_pieces
from queries.server.graph import Graph


class StoredOperations:
    """The operations of the change of that id, `count` of them."""

    def __init__(self, graph: Graph, id_: str, count: int) -> None:
        self._graph, self._id, self._count = graph, id_, count

    def __iter__(self) -> Iterator[Operation]:
        return (Operation(**item) for item in read_items(read_pieces(self._graph, "changes/chunks", self._id)))

    def __len__(self) -> int:
        return self._count
