"""How the graph is: where it lies, what answers there, what it holds, what was last changed."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from api.terminal.session import Session
from model.language import Joined, Text
from model.text.describe import numbered
from model.text.timestamps import minute
from queries.archive.publishing import revisions
from queries.journal.journal import entries
from queries.landscape.registers import counts
from queries.server.address import LocalAddress, address_of


def health(session: Session) -> dict[str, Any]:
    """What `landskap status` tells, as plain JSON values. `bytes` is None for a server elsewhere."""
    address = address_of(session.address)
    with session.landscape() as graph:
        last = entries(graph, most=1)
        return {
            "graph": str(address),
            "server": graph.server(),
            "bytes": size(address.folder) if isinstance(address, LocalAddress) else None,
            "records": counts(graph),
            "last_change": last[0] if last else None,
            "revisions": len(revisions(graph)),
        }


def size(folder: Path) -> int:
    """Bytes that a folder takes."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def told(found: dict[str, Any]) -> Iterator[Text]:
    """The same in sentences."""
    yield Text("The graph lies at {graph} ({server}).", graph=found["graph"], server=found["server"])
    if found["bytes"] is not None:
        yield Text("It takes {size} MB of disk.", size=round(found["bytes"] / 1_000_000, 1))
    for label, n in found["records"].items():
        yield Joined(("  ", numbered(label, n)), "")
    if last := found["last_change"]:
        yield Text("Last change: {number}, {at}, by {who}: {why}", **last | {"at": minute(last["at"])})
    yield Text("Published revisions: {n}", n=found["revisions"])
