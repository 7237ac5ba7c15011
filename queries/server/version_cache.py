"""A cache of what was worked out of the graph, for as long as the graph does not change. Threads may share it.

Each graph has one. Queries use it through the reader of their transaction; the key says what is kept, with the day and every
parameter that it depends on:

    def read_feeding(reader: Reader, on: str) -> FlowMap:
        return reader.keep(("feeding", on), lambda: build_flow_map(reader.read("flows/reaching", on=on)))

Within one transaction it is made once and shared. Across transactions it is kept for the version that the journal's head names.
The head is read as the first of the transaction, so that nothing older than the request answers, and by itself after the making,
so that nothing is kept of which a part may be newer. Nothing is kept while part of a large change is written, nor by a
transaction that has written. What is kept is shared: nobody may change it.
"""

import sys
import threading
from collections import OrderedDict
from collections.abc import Callable, Collection, Hashable, Mapping
from enum import Enum
from itertools import islice
from typing import Any, TypeVar

_T = TypeVar("_T")
CacheKey = tuple[Hashable, ...]
"""What is kept: its name, the day and the other parameters."""
MOST_BYTES_HELD = 200_000_000
"""The largest size of all that a graph's cache holds, estimated; what was not asked for longest is dropped."""
MEMBERS_SAMPLED, MOST_DEPTH = 16, 6
"""About so many members of a collection are looked at to estimate its size, in collections within collections so deep."""


class VersionCache:
    """Values by their keys, all of one version. They take at most `most_bytes`.

    `read_version` returns the name of the version that the graph holds now, or None if it is in the middle of a change.
    """

    def __init__(self, read_version: Callable[[], str | None], most_bytes: int = MOST_BYTES_HELD) -> None:
        self._read_version, self._most_bytes = read_version, most_bytes
        self._version, self._bytes = "", 0
        self._values: OrderedDict[CacheKey, tuple[Any, int]] = OrderedDict()
        self._choosing = threading.Lock()
        self._making: dict[tuple[str, CacheKey], threading.Lock] = {}

    def find_or_make(self, version: str, key: CacheKey, make: Callable[[], _T]) -> _T:
        """Return the value of `key` in a version, or make it and keep it if the version is still the same afterwards.

        Other threads that ask for the same meanwhile wait for it.
        """
        with self._choosing:
            making = self._making.setdefault((version, key), threading.Lock())
        with making:
            if found := self._find(version, key):
                value: _T = found[0]
                return value
            try:
                value = make()
                size = estimate_bytes(value)
                if size <= self._most_bytes and self._read_version() == version:
                    self._store(version, key, value, size)
                return value
            finally:
                with self._choosing:
                    self._making.pop((version, key), None)

    def clear(self) -> None:
        """Forget everything."""
        with self._choosing:
            self._values.clear()
            self._bytes = 0

    def _find(self, version: str, key: CacheKey) -> tuple[Any, int] | None:
        with self._choosing:
            if version != self._version or key not in self._values:
                return None
            self._values.move_to_end(key)
            return self._values[key]

    def _store(self, version: str, key: CacheKey, value: Any, size: int) -> None:
        with self._choosing:
            if version != self._version:
                self._values.clear()
                self._version, self._bytes = version, 0
            self._bytes += size - self._values.pop(key, (None, 0))[1]
            self._values[key] = value, size
            while self._bytes > self._most_bytes:
                self._bytes -= self._values.popitem(last=False)[1][1]


def estimate_bytes(value: Any, depth: int = MOST_DEPTH) -> int:
    """Return about how many bytes a value takes with all that it holds, from a sample of each collection in it."""
    parts = _list_parts(value) if depth else ()
    sample = [*islice(parts, 0, None, max(1, len(parts) // MEMBERS_SAMPLED))]
    mean = sum(estimate_bytes(part, depth - 1) for part in sample) / max(1, len(sample))
    return sys.getsizeof(value) + round(mean * len(parts))


def _list_parts(value: Any) -> Collection[Any]:
    """Return the members of a collection, the keys and values of a mapping, or the fields of an object."""
    if isinstance(value, Mapping):
        return [*value.items()]
    if isinstance(value, list | tuple | set | frozenset):
        return value
    if isinstance(value, str | int | float | Enum | type) or value is None:
        return ()
    names = [name for type_ in type(value).__mro__ for name in getattr(type_, "__slots__", ())]
    return [*getattr(value, "__dict__", {}).values(), *(getattr(value, name) for name in names if hasattr(value, name))]
