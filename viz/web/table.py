"""The table that says the same as the map: a row per party, with what it receives and gives, as the filters leave them.

The page's script filters the same rows in the same way (`viz/static/scene.js`), so that a state is one set in both.
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
    """What a state shows: ids of parties and flows."""

    parties: frozenset[str]
    flows: frozenset[str]


def find_visible(parties: Mapping[str, Details], flows: Mapping[str, Details], state: MapState) -> VisibleIds:
    """What the filters of `state` leave."""
    seen = frozenset(id_ for id_, party in parties.items() if _is_party_visible(party, state))
    touched = frozenset(id_ for id_ in seen if state.areas is None or not state.areas.isdisjoint(parties[id_]["areas"]))
    return VisibleIds(seen, frozenset(id_ for id_, flow in flows.items() if _is_flow_visible(flow, seen, touched, state)))


def _is_party_visible(party: Details, state: MapState) -> bool:
    return (
        (state.areas is None or not state.areas.isdisjoint((*party["areas"], *party["near"])))
        and (state.levels is None or party["level"] in state.levels)
        and (state.types is None or party["type"] is None or party["type"] in state.types)
        and not (state.existing and party["standing"] == "proposed")
    )


def _is_flow_visible(flow: Details, seen: frozenset[str], touched: frozenset[str], state: MapState) -> bool:
    """Whether both ends are seen, one of them with a chosen area (`touched`), and the flow is of a chosen kind."""
    return (
        flow["source"] in seen
        and flow["target"] in seen
        and (flow["source"] in touched or flow["target"] in touched)
        and (state.kinds is None or flow["kind"] in state.kinds)
        and not (state.existing and flow["standing"] == "proposed")
    )


def build_rows(parties: Mapping[str, Details], flows: Mapping[str, Details], state: MapState) -> list[dict[str, Any]]:
    """A row per party, by name: its particulars, whether the state shows it, and its flows in and out with whether they show."""
    show = find_visible(parties, flows, state)
    taken: dict[str, list[dict[str, Any]]] = defaultdict(list)
    given: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for id_, flow in flows.items():
        seen = id_ in show.flows
        taken[flow["target"]].append({**flow, "id": id_, "shows": seen, "other": parties[flow["source"]]["name"]})
        given[flow["source"]].append({**flow, "id": id_, "shows": seen, "other": parties[flow["target"]]["name"]})
    found = [
        {**party, "id": id_, "shows": id_ in show.parties, "taken": taken[id_], "given": given[id_]}
        for id_, party in parties.items()
    ]
    return sorted(found, key=lambda row: (swedish_sort_key(row["name"]), row["id"]))
