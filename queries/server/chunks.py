"""Long texts kept in the graph: deflated, in base64, in chunks of a size that both servers take well."""

import base64
import io
import zlib
from collections.abc import Iterable, Iterator
from itertools import count, islice
from typing import Any, TypeVar

from queries.server.graph import Graph

CHUNK_BYTES = 500_000
"""Bytes of text in a chunk before it is deflated."""
CHUNKS_PER_BATCH = 20
"""Chunks that are read or written in one go."""
_T = TypeVar("_T")


def pack_chunks(owner: str, pieces: Iterable[bytes]) -> Iterator[dict[str, Any]]:
    """A text, given in pieces, as rows of chunks with ids under `owner`."""
    for order, part in enumerate(_resize_pieces(pieces)):
        yield make_chunk(owner, order, part)


def make_chunk(owner: str, order: int, part: bytes) -> dict[str, Any]:
    """A part of the text of `owner` as the row of a chunk."""
    return {"id": chunk_id_of(owner, order), "order": order, "data": base64.b64encode(zlib.compress(part)).decode()}


def chunk_id_of(owner: str, order: int) -> str:
    """The id of a chunk: its owner's, and its place."""
    return f"{owner}-{order}"


def unpack_chunk(data: str) -> bytes:
    """The part of a text that a chunk holds. Raises ValueError when it is damaged."""
    try:
        return zlib.decompress(base64.b64decode(data))
    except zlib.error as error:
        raise ValueError(str(error)) from error


def read_pieces(graph: Graph, name: str, owner: str) -> Iterator[bytes]:
    """The text of `owner` as it was packed, chunk by chunk; `name` is the query that reads them."""
    return (unpack_chunk(row["data"]) for row in read_chunks(graph, name, owner))


def read_chunks(graph: Graph, name: str, owner: str) -> Iterator[dict[str, Any]]:
    """The chunks of `owner` as the graph holds them; `name` is the query that reads them."""
    for first in count(0, CHUNKS_PER_BATCH):
        rows = graph.read(name, id=owner, first=first, most=CHUNKS_PER_BATCH).rows
        yield from rows
        if len(rows) < CHUNKS_PER_BATCH:
            return


def split_batches(rows: Iterable[_T], size: int = 10_000) -> Iterator[list[_T]]:
    """`rows` in lists of at most `size`."""
    rest = iter(rows)
    while batch := list(islice(rest, size)):
        yield batch


def _resize_pieces(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The same text in pieces of CHUNK bytes, the last one shorter."""
    held = io.BytesIO()
    for piece in pieces:
        held.write(piece)
        while held.tell() >= CHUNK_BYTES:
            text = held.getvalue()
            yield text[:CHUNK_BYTES]
            held = io.BytesIO()
            held.write(text[CHUNK_BYTES:])
    if rest := held.getvalue():
        yield rest
