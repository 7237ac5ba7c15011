"""The map as a pyvis network: boxes are its nodes in their places, bundled flows its edges, shown by our own template.

pyvis' own template, look-ups and defaults are not used: see docs/decisions for what is wrong with them.
"""

from pathlib import Path
from typing import Any

import pyvis
from pyvis.network import Network

from viz.style.geometry import Geometry, MapView

LIBRARY_FOLDER = Path(pyvis.__file__).parent / "lib" / "vis-9.1.2"
NETWORK_OPTIONS: dict[str, Any] = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {
        "dragNodes": False,
        "hover": False,
        "keyboard": False,
        "selectable": False,
        "selectConnectedEdges": False,
        "tooltipDelay": 1000000,
        "zoomSpeed": 0.6,
    },
    "nodes": {"shape": "custom", "fixed": True, "chosen": False},
    "edges": {"smooth": False, "arrows": "to", "chosen": False, "hidden": True},
}


class LandscapeNetwork(Network):  # type: ignore[misc]  # pyvis has no types
    """A view in its geometry. Nodes and edges carry the ids of boxes and lines; parallel lines stay apart by their ids.

    Each id gets a word before it: vis-network looks ids up in plain objects, where `constructor` is there already.
    """

    def __init__(self, view: MapView, geometry: Geometry) -> None:
        super().__init__(directed=True, cdn_resources="in_line")
        self.options = NETWORK_OPTIONS
        for placed in geometry.boxes:
            self._put_node(f"box {placed.id}", *placed.card.middle)
        for line in view.lines:
            self.edges.append({"id": f"line {line.id}", "from": f"box {line.source}", "to": f"box {line.target}"})

    def _put_node(self, id_: str, x: float, y: float) -> None:
        """In constant time: pyvis' add_node looks through a list."""
        node = {"id": id_, "x": x, "y": y}
        self.nodes.append(node)
        self.node_ids.append(id_)
        self.node_map[id_] = node

    def data(self) -> dict[str, Any]:
        """Nodes, edges and options as JSON values, for vis-network."""
        return {"nodes": self.nodes, "edges": self.edges, "options": self.options}
