"""The present landscape, read again only when the journal's head has moved, and never in the middle of a large change."""

import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import Any

from api.lenses.landscape_day import read_whole
from api.lenses.map_part import ChosenPart, choose_part, name_part, read_chosen
from api.web.latest import read_version
from model.errors import GraphError, GraphUnavailable
from model.language import Language
from model.vocabulary.contents import Contents
from queries.landscape.registers import require_whole_landscape
from queries.landscape.vicinity import read_described
from queries.server.graph import Graph
from viz.web.drawn import DrawnMap, describe_details
from viz.web.parts import MapPart
from viz.web.state import MapState

MOST_MAPS_CACHED = 8
"""Maps that are kept, each of a day, a language and a part of the landscape."""


class LandscapeCache:
    """The present landscape of a graph and its drawn maps, shared by the threads of the pages.

    While a large change, a restore or a copy is being written it is the last whole landscape. Raises GraphError if none is known.
    """

    def __init__(self, graph: Graph) -> None:
        self._graph = graph
        self._reading, self._choosing = threading.Lock(), threading.Lock()
        self._version, self._contents = "", Contents()
        self._drawings: OrderedDict[tuple[str, str, Language, MapPart | None], _Drawing] = OrderedDict()

    def contents(self) -> Contents:
        """Return what the graph holds now."""
        return self._read_now()[0]

    def drawn(self, on: str, state: MapState) -> tuple[DrawnMap, str]:
        """Return the map of a day for a state, and the landscape's version. Other maps can be drawn meanwhile.

        Of a landscape that is too large for a box for each party it is a part, which is read by itself. Raises TooManyParties.
        """
        if chosen := self._choose_part(on, state):
            version = read_version(self._graph).name
            part = chosen

            def draw() -> DrawnMap:
                name = name_part(self._graph, part, state.language)
                return DrawnMap(read_chosen(self._graph, part), on, state.language, part.all, name)

            return self._find_drawing((version, on, state.language, part.part)).of(draw), version
        contents, version = self._read_now()
        drawing = self._find_drawing((version, on, state.language, None))
        return drawing.of(lambda: DrawnMap(contents, on, state.language)), version

    def details(self, drawn: DrawnMap, id_: str) -> dict[str, Any]:
        """Return the details of a party of a drawn map for its panel. Raises NotFound."""
        details = drawn.details(id_)
        return describe_details(read_described(self._graph, id_, drawn.on), drawn.language, id_) if drawn.partial else details

    def _choose_part(self, on: str, state: MapState) -> ChosenPart | None:
        """Return the part of a large landscape that a state selects; None for a small one, or the last that was whole."""
        try:
            with require_whole_landscape(self._graph):
                return choose_part(self._graph, on, state)
        except GraphError as error:
            if isinstance(error, GraphUnavailable) or not self._version or read_version(self._graph).whole:
                raise
            return None

    def _find_drawing(self, key: tuple[str, str, Language, MapPart | None]) -> "_Drawing":
        with self._choosing:
            drawing = self._drawings.setdefault(key, _Drawing())
            self._drawings.move_to_end(key)
            while len(self._drawings) > MOST_MAPS_CACHED:
                self._drawings.popitem(last=False)
            return drawing

    def _read_now(self) -> tuple[Contents, str]:
        """Return what the graph holds, and its version. Other threads wait while it is read."""
        with self._reading:
            try:
                now = read_version(self._graph).name
                if now != self._version:
                    self._contents, self._version = read_whole(self._graph), now
            except GraphError as error:
                if isinstance(error, GraphUnavailable) or not self._version or read_version(self._graph).whole:
                    raise
            return self._contents, self._version


class _Drawing:
    """The map of one day in one language: the first thread draws it, others wait for it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._drawn: DrawnMap | None = None

    def of(self, draw: Callable[[], DrawnMap]) -> DrawnMap:
        with self._lock:
            self._drawn = self._drawn or draw()
            return self._drawn
