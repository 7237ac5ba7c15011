"""The operations of a change as chunks with an index, so that those of one record are found without reading them all.

A chunk holds whole operations and a mark for each record that they touch (`=`) or name (`>`): eight letters of a hash of its type
and id. The server scans the marks, some 25 kB for each 500 kB of operations, and only the matching chunks are read. Chunks of
older versions have no marks and are always read.
"""

import base64
import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from model.changes.chain import encode_canonical, read_items
from model.changes.operation_keys import key_of, references_of_operation
from model.changes.operations import Operation
from model.vocabulary.types import Key
from queries.server.chunks import CHUNK_BYTES, make_chunk, read_pieces
from queries.server.graph import Graph

TOUCHED_SIGN, NAMED_SIGN = "=", ">"


@dataclass(frozen=True, slots=True)
class OperationsPart:
    """A part of the canonical JSON of a change's operations, with its marks."""

    text: bytes
    marks: str


def mark_of(sign: str, key: Key) -> str:
    """Return the mark of a chunk whose operations touch or name the record of `key`."""
    digest = hashlib.blake2b(f"{key[0]}:{key[1]}".encode(), digest_size=6).digest()
    return sign + base64.urlsafe_b64encode(digest).decode()


def index_keys_of(operation: Operation) -> Iterator[tuple[str, Key]]:
    """Yield the index keys of an operation: the record that it touches and those that it names."""
    yield TOUCHED_SIGN, key_of(operation)
    yield from ((NAMED_SIGN, key) for key in references_of_operation(operation))


def join_marks(found_by: Iterable[tuple[str, Key]]) -> str:
    """Return the marks of a chunk, joined in order."""
    return "".join(sorted(mark_of(sign, key) for sign, key in found_by))


def pack_operations(owner: str, operations: Iterable[Operation]) -> Iterator[dict[str, Any]]:
    """Yield the rows of chunks with the canonical JSON of `operations`.

    Their ids begin with `owner`; `touches` has their marks.
    """
    for order, part in enumerate(split_operations(operations)):
        yield make_chunk_row(part, owner, order)


def make_chunk_row(part: OperationsPart, owner: str, order: int) -> dict[str, Any]:
    """Return the row of a part's chunk."""
    return make_chunk(owner, order, part.text) | {"touches": part.marks}


def split_operations(operations: Iterable[Operation]) -> Iterator[OperationsPart]:
    """Yield the canonical JSON of `operations` in parts, each with whole operations."""
    builder = _PartBuilder(b"[")
    for operation in operations:
        if builder.size >= CHUNK_BYTES:
            yield builder.part()
            builder = _PartBuilder(b",")
        builder.add(operation)
    yield builder.part(b"]")


def parse_operations(part: bytes) -> list[Operation]:
    """Return the operations in a chunk that has marks."""
    return [Operation(**item) for item in json.loads(b"[" + part.strip(b"[],") + b"]")]


class StoredOperations:
    """The operations of a change in the journal. Each iteration reads them again, a few chunks at a time.

    `id_` is the id of the journal entry and `count` the number of its operations.
    """

    def __init__(self, graph: Graph, id_: str, count: int) -> None:
        self._graph, self._id, self._count = graph, id_, count

    def __iter__(self) -> Iterator[Operation]:
        return (Operation(**item) for item in read_items(read_pieces(self._graph, "changes/chunks", self._id)))

    def __len__(self) -> int:
        return self._count


class _PartBuilder:
    """The builder of one part. The text `first` precedes its operations."""

    def __init__(self, first: bytes) -> None:
        self._first, self._texts, self._found_by = first, list[bytes](), set[tuple[str, Key]]()
        self.size = 0

    def add(self, operation: Operation) -> None:
        text = encode_canonical(operation.as_json())
        self._texts.append(text)
        self.size += len(text) + 1
        self._found_by.update(index_keys_of(operation))

    def part(self, last: bytes = b"") -> OperationsPart:
        return OperationsPart(self._first + b",".join(self._texts) + last, join_marks(self._found_by))
