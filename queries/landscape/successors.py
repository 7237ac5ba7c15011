"""The parties that have followed others."""

from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Any

from queries.server.graph import Graph, Reader

_Row = dict[str, Any]
SUCCESSORS = "parties/successors"


def find_living_successors(reader: Reader | Graph, ids: Iterable[str], on: str) -> dict[str, list[_Row]]:
    """Return for each party those that have followed it and have not ended, also through others that have, by id."""
    direct: dict[str, list[_Row]] = {}
    wanted = set(ids)
    asked = set(wanted)
    while wanted:
        rows = reader.read(SUCCESSORS, ids=sorted(wanted), on=on).rows
        direct |= {party: list(group) for party, group in groupby(rows, key=lambda row: str(row["party"]))}
        wanted = {row["id"] for row in rows if row["ended"]} - direct.keys()
    return {id_: sorted(_follow(id_, direct).values(), key=lambda row: str(row["id"])) for id_ in asked}


def _follow(party: str, direct: Mapping[str, list[_Row]]) -> dict[str, _Row]:
    """Return the living successors of a party by id."""
    living: dict[str, _Row] = {}
    path, seen = [party], {party}
    while path:
        for row in direct.get(path.pop(), ()):
            if not row["ended"]:
                living[row["id"]] = row
            elif row["id"] not in seen:
                seen.add(row["id"])
                path.append(row["id"])
    return living
