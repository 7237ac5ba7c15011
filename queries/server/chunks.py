"""Long texts in the graph, stored as compressed base64 chunks of a size that suits both servers."""

import base64
import io
import zlib
from collections.abc import Iterable, Iterator
from itertools import count, islice
from typing import Any, TypeVar

from queries.server.graph import Graph

CHUNK_BYTES = 500_000
"""The number of bytes of text in a chunk, before compression."""
CHUNKS_PER_BATCH = 20
"""The number of chunks that are read or written at once."""
_T = TypeVar("_T")


def pack_chunks(owner: str, pieces: Iterable[bytes]) -> Iterator[dict[str, Any]]:
    """Yield the rows of the chunks that store a text, given in pieces. Their ids begin with `owner`."""
    for order, part in enumerate(_resize_pieces(pieces)):
        yield make_chunk(owner, order, part)


def make_chunk(owner: str, order: int, part: bytes) -> dict[str, Any]:
    """Return the row of one chunk."""
    return {"id": chunk_id_of(owner, order), "order": order, "data": base64.b64encode(zlib.compress(part)).decode()}


def chunk_id_of(owner: str, order: int) -> str:
    """Return the id of the chunk of `owner` at the place `order`."""
    return f"{owner}-{order}"


def unpack_chunk(data: str) -> bytes:
    """Return the text in a chunk's data. Raises ValueError if it is damaged."""
    try:
        return zlib.decompress(base64.b64decode(data))
    except zlib.error as error:
        raise ValueError(str(error)) from error


def read_pieces(graph: Graph, name: str, owner: str) -> Iterator[bytes]:
    """Yield the text of `owner`, chunk by chunk. `name` is the query that reads the chunks."""
    return (unpack_chunk(row["data"]) for row in read_chunks(graph, name, owner))


def read_chunks(graph: Graph, name: str, owner: str) -> Iterator[dict[str, Any]]:
    """Yield the chunks of `owner` as rows. `name` is the query that reads them."""
    for first in count(0, CHUNKS_PER_BATCH):
        rows = graph.read(name, id=owner, first=first, most=CHUNKS_PER_BATCH).rows
        yield from rows
        if len(rows) < CHUNKS_PER_BATCH:
            return


def split_batches(rows: Iterable[_T], size: int = 10_000) -> Iterator[list[_T]]:
    """Yield `rows` in lists of at most `size`."""
    rest = iter(rows)
    while batch := list(islice(rest, size)):
        yield batch


def _resize_pieces(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the same text in pieces of CHUNK_BYTES; the last may be shorter."""
    buffer = io.BytesIO()
    for piece in pieces:
        buffer.write(piece)
        while buffer.tell() >= CHUNK_BYTES:
            text = buffer.getvalue()
            yield text[:CHUNK_BYTES]
            buffer = io.BytesIO()
            buffer.write(text[CHUNK_BYTES:])
    if rest := buffer.getvalue():
        yield rest
