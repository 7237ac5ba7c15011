"""Long texts kept in the graph: deflated, in base64, in chunks of a size that both servers take well."""

import base64
import zlib
from collections.abc import Iterable, Sequence
from typing import Any

CHUNK = 500_000
"""Bytes of text in a chunk before it is deflated."""


def packed(owner: str, data: bytes) -> list[dict[str, Any]]:
    """`data` as rows of chunks with ids under `owner`."""
    parts = [data[start : start + CHUNK] for start in range(0, len(data), CHUNK)]
    return [{"id": f"{owner}-{order}", "order": order, "data": _deflated(part)} for order, part in enumerate(parts)]


def unpacked(chunks: Iterable[str]) -> bytes:
    """What `packed` was given, from its chunks in order."""
    return b"".join(zlib.decompress(base64.b64decode(chunk)) for chunk in chunks)


def _deflated(part: bytes) -> str:
    return base64.b64encode(zlib.compress(part, 9)).decode()


def batches(rows: Sequence[Any], size: int = 10_000) -> Iterable[Sequence[Any]]:
    """`rows` in pieces of at most `size`."""
    return (rows[start : start + size] for start in range(0, len(rows), size))
