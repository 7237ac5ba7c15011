"""The formats of event logs, by the endings of their files."""

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

from loaders.event_logs.event_table import EventTable
from loaders.event_logs.ocel import read_ocel
from loaders.event_logs.packed import PACKED_ENDING
from loaders.event_logs.xes import read_xes

EVENT_LOGS: Mapping[str, Callable[[Path], EventTable]] = MappingProxyType(
    {".xes": read_xes, ".jsonocel": read_ocel, ".json": read_ocel}
)
"""File ending → the function that reads such a log; each may be packed (`log.xes.gz`)."""


def find_event_reader(path: Path) -> Callable[[Path], EventTable] | None:
    """Return the function that reads an event log of that name; None for the name of another file."""
    suffixes = [suffix.lower() for suffix in path.suffixes]
    if suffixes[-1:] == [PACKED_ENDING]:
        suffixes.pop()
    return EVENT_LOGS.get(suffixes[-1]) if suffixes else None
