"""The hash chain of changes and of revisions: canonical JSON, its SHA-256, and what stands before the first."""

import codecs
import hashlib
import json
from collections.abc import Iterable, Iterator
from typing import Any

GENESIS = "0" * 64
"""The hash before the first."""


def canonical(value: Any) -> bytes:
    """JSON with sorted keys, no white space, UTF-8: the same value is the same bytes."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def chained(value: Any) -> str:
    """The hash of `value`, in hexadecimal; it binds what came before when `value` holds the hash of that."""
    return hashlib.sha256(canonical(value)).hexdigest()


class Hashing:
    """A text in pieces that is hashed while somebody goes through it; `first` and `last` stand around it."""

    def __init__(self, pieces: Iterable[bytes], first: bytes = b"", last: bytes = b"") -> None:
        self._pieces, self._digest, self._last = pieces, hashlib.sha256(first), last

    def __iter__(self) -> Iterator[bytes]:
        for piece in self._pieces:
            self._digest.update(piece)
            yield piece
        self._digest.update(self._last)

    @property
    def hash(self) -> str:
        """The hash of the whole text, in hexadecimal, when it has been gone through."""
        return self._digest.hexdigest()


def hashed(pieces: Hashing) -> str:
    """The hash of a text, in hexadecimal."""
    for _ in pieces:
        pass
    return pieces.hash


def items_of(pieces: Iterable[bytes]) -> Iterator[Any]:
    """The items of a canonical JSON list that is given in pieces, one by one. Raises ValueError when it is cut off."""
    decode, scan = codecs.getincrementaldecoder("utf-8")().decode, json.JSONDecoder().raw_decode
    rest = ""
    for piece in pieces:
        rest, at = rest + decode(piece), 0
        while True:
            start = at + (rest[at : at + 1] in ("[", ","))
            try:
                item, at = scan(rest, start)
            except json.JSONDecodeError:
                break  # the next piece goes on with it
            yield item
        rest = rest[at:]
    if rest not in ("]", "[]"):
        raise ValueError("the list is cut off")


def unordered(values: Iterable[Any]) -> str:
    """One hash of many values whatever their order, in hexadecimal: the sum of each one's own."""
    total = sum(int.from_bytes(hashlib.sha256(canonical(value)).digest()) for value in values)
    return f"{total % 2**256:064x}"
