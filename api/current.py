"""The landscape as it is now, read again only when the journal's head has moved, and never while half a change is written."""

import threading
from collections import OrderedDict
from typing import Any

from model.contents import Contents
from model.errors import GraphError, GraphUnavailable
from model.language import Language
from queries.graph import Graph
from queries.registers import read_contents
from viz.page import Drawn

MOST_DRAWN = 8
"""Days and languages that are kept drawn."""


class Current:
    """The present landscape of a graph and what was drawn of it, shared by the pages' threads.

    While a large change, a restore or a copy is being written it is the last whole one. Raises GraphError where none is known.
    """

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._lock = threading.Lock()
        self._hash, self._contents = "", Contents()
        self._drawn: OrderedDict[tuple[str, Language], Drawn] = OrderedDict()

    def contents(self) -> Contents:
        """What the graph holds now."""
        with self._lock:
            return self._now()

    def version(self) -> str:
        """What the landscape is called as it is now: another one after every change."""
        return str(self._head()["hash"])

    def drawn(self, on: str, language: Language) -> tuple[Drawn, str]:
        """What the graph holds now as it is drawn on a day in a language, and its version."""
        with self._lock:
            contents = self._now()
            if (on, language) not in self._drawn:
                self._drawn[on, language] = Drawn(contents, on, language)
            while len(self._drawn) > MOST_DRAWN:
                self._drawn.popitem(last=False)
            return self._drawn[on, language], self._hash

    def _now(self) -> Contents:
        try:
            self._look()
        except GraphError as error:
            if isinstance(error, GraphUnavailable) or not self._hash or not self._head()["unfinished"]:
                raise
        return self._contents

    def _look(self) -> None:
        now = self.version()
        if now != self._hash:
            self._contents, self._hash = read_contents(self._graph), now
            self._drawn.clear()

    def _head(self) -> dict[str, Any]:
        return self._graph.read("changes/head").rows[0]
