"""The state of the graph: where it is, which server answers, what it holds, what was changed last."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from api.terminal.session import Session
from model.language import JoinedText, Text
from model.text.describe import format_count
from model.text.timestamps import format_minute
from queries.archive.publishing import read_revisions
from queries.journal.journal import read_entries
from queries.landscape.registers import count_records
from queries.server.address import LocalAddress, parse_address


def read_health(session: Session) -> dict[str, Any]:
    """Return the state of the graph as plain JSON values. `bytes` is None for a server elsewhere."""
    address = parse_address(session.address)
    with session.open_landscape() as graph:
        last = read_entries(graph, most=1)
        return {
            "graph": str(address),
            "server": graph.read_agent(),
            "bytes": measure_folder(address.folder) if isinstance(address, LocalAddress) else None,
            "records": count_records(graph),
            "last_change": last[0] if last else None,
            "revisions": len(read_revisions(graph)),
        }


def measure_folder(folder: Path) -> int:
    """Return the bytes that a folder takes."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def describe_health(found: dict[str, Any]) -> Iterator[Text]:
    """Yield the state of the graph in sentences."""
    yield Text("The graph is at {graph} ({server}).", graph=found["graph"], server=found["server"])
    if found["bytes"] is not None:
        yield Text("It takes {size} MB of disk.", size=round(found["bytes"] / 1_000_000, 1))
    for label, n in found["records"].items():
        yield JoinedText(("  ", format_count(label, n)), "")
    if last := found["last_change"]:
        yield Text("Last change: {number}, {at}, by {who}: {why}", **last | {"at": format_minute(last["at"])})
    yield Text("Published revisions: {n}", n=found["revisions"])
