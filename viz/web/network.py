"""The map as a pyvis network: its boxes are nodes with fixed places, its lines are edges.

Our own template shows it. `docs/decisions/0002-dependencies.md` says which parts of pyvis are not used, and why.
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
    """A view in its geometry as nodes and edges, named "box ID" and "line ID".

    The word before an id is needed: vis-network looks ids up in plain objects, which have a `constructor` from the beginning.
    """

    def __init__(self, view: MapView, geometry: Geometry) -> None:
        super().__init__(directed=True, cdn_resources="in_line")
        self.options = NETWORK_OPTIONS
        for placed in geometry.boxes:
            x, y = placed.card.middle
            node = {"id": f"box {placed.id}", "x": x, "y": y}
            # add_node would search a list for each node.
            self.nodes.append(node)
            self.node_ids.append(node["id"])
            self.node_map[node["id"]] = node
        for line in view.lines:
            self.edges.append({"id": f"line {line.id}", "from": f"box {line.source}", "to": f"box {line.target}"})

    def data(self) -> dict[str, Any]:
        """Return nodes, edges and options for vis-network, as JSON values."""
        return {"nodes": self.nodes, "edges": self.edges, "options": self.options}
