"""The landscape as it is now, read again only when the journal's head has moved."""

import threading

from model.contents import Contents
from queries.graph import Graph
from queries.registers import read_contents


class Current:
    """The present landscape of a graph, shared by the pages' threads."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._lock = threading.Lock()
        self._hash, self._contents = "", Contents()

    def contents(self) -> Contents:
        """What the graph holds now."""
        with self._lock:
            now = str(self._graph.read("changes/head").rows[0]["hash"])
            if now != self._hash:
                self._contents, self._hash = read_contents(self._graph), now
            return self._contents
