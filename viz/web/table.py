"""The table of the page: a row for each party with the flows that it receives and gives, as the filters leave them.

It shows the same parties and flows as the map. The page's script filters the same rows by the same rules (`viz/static/scene.js`).
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from model.language import swedish_sort_key
from viz.view.details import Details
from viz.web.state import MapState


@dataclass(frozen=True, slots=True)
class VisibleIds:
    """The ids of the parties and flows that a state shows."""

    parties: frozenset[str]
    flows: frozenset[str]


def find_visible(parties: Mapping[str, Details], flows: Mapping[str, Details], state: MapState) -> VisibleIds:
    """Return the parties and flows that the filters of `state` leave."""
    visible = frozenset(id_ for id_, party in parties.items() if _is_party_visible(party, state))
    touched = frozenset(id_ for id_ in visible if state.areas is None or not state.areas.isdisjoint(parties[id_]["areas"]))
    return VisibleIds(visible, frozenset(id_ for id_, flow in flows.items() if _is_flow_visible(flow, visible, touched, state)))


def _is_party_visible(party: Details, state: MapState) -> bool:
    return (
        (state.areas is None or not state.areas.isdisjoint((*party["areas"], *party["near"])))
        and (state.levels is None or party["level"] in state.levels)
        and (state.types is None or party["type"] is None or party["type"] in state.types)
        and not (state.existing and party["standing"] == "proposed")
    )


def _is_flow_visible(flow: Details, visible: frozenset[str], touched: frozenset[str], state: MapState) -> bool:
    """Return whether both ends are visible, one of them with a chosen area (`touched`), and the flow passes the filters."""
    return (
        flow["source"] in visible
        and flow["target"] in visible
        and (flow["source"] in touched or flow["target"] in touched)
        and (state.kinds is None or flow["kind"] in state.kinds)
        and not (state.existing and flow["standing"] == "proposed")
    )


def build_rows(parties: Mapping[str, Details], flows: Mapping[str, Details], state: MapState) -> list[dict[str, Any]]:
    """Return a row for each party, sorted by name: its details, its flows in and out, and whether the state shows them."""
    visible = find_visible(parties, flows, state)
    taken: dict[str, list[dict[str, Any]]] = defaultdict(list)
    given: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for id_, flow in flows.items():
        shows = id_ in visible.flows
        taken[flow["target"]].append({**flow, "id": id_, "shows": shows, "other": parties[flow["source"]]})
        given[flow["source"]].append({**flow, "id": id_, "shows": shows, "other": parties[flow["target"]]})
    rows = [
        {**party, "id": id_, "shows": id_ in visible.parties, "taken": taken[id_], "given": given[id_]}
        for id_, party in parties.items()
    ]
    return sorted(rows, key=lambda row: (swedish_sort_key(row["name"]), row["id"]))
