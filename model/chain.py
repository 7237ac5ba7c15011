"""The hash chain of changes and of revisions: canonical JSON, its SHA-256, and what stands before the first."""

import hashlib
import json
from collections.abc import Iterable
from typing import Any

GENESIS = "0" * 64
"""The hash before the first."""


def canonical(value: Any) -> bytes:
    """JSON with sorted keys, no white space, UTF-8: the same value is the same bytes."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def chained(value: Any) -> str:
    """The hash of `value`, in hexadecimal; it binds what came before when `value` holds the hash of that."""
    return hashlib.sha256(canonical(value)).hexdigest()


def unordered(values: Iterable[Any]) -> str:
    """One hash of many values whatever their order, in hexadecimal: the sum of each one's own."""
    total = sum(int.from_bytes(hashlib.sha256(canonical(value)).digest()) for value in values)
    return f"{total % 2**256:064x}"
