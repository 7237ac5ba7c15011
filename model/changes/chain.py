"""The hash chain of changes and of revisions: canonical JSON, its SHA-256, and what stands before the first."""

import codecs
import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

GENESIS = "0" * 64
"""The hash before the first."""
ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))
LONGEST_ITEM = 10_000_000
"""Characters of one item of a list that is read piece by piece; no operation comes near."""


@dataclass(frozen=True, slots=True)
class Head:
    """The number and hash of the last change of a journal."""

    number: int
    hash: str


def encode_canonical(value: Any) -> bytes:
    """JSON with sorted keys, no white space, UTF-8: the same value is the same bytes."""
    return ENCODER.encode(value).encode()


def hash_value(value: Any) -> str:
    """The hash of `value`, in hexadecimal; it binds what came before when `value` holds the hash of that."""
    return hashlib.sha256(encode_canonical(value)).hexdigest()


def hash_pieces(pieces: Iterable[bytes]) -> str:
    """The hash of a text that is given in pieces, in hexadecimal."""
    digest = hashlib.sha256()
    for piece in pieces:
        digest.update(piece)
    return digest.hexdigest()


def read_items(pieces: Iterable[bytes]) -> Iterator[Any]:
    """The items of a canonical JSON list that is given in pieces, one by one.

    Raises ValueError when it is cut off, or when an item is longer than LONGEST_ITEM.
    """
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
        if len(rest) > LONGEST_ITEM:
            raise ValueError("an item of the list is too long")
    if rest not in ("]", "[]"):
        raise ValueError("the list is cut off")


def hash_as_number(value: Any) -> int:
    """The SHA-256 of `value` as a number: what it adds to a sum that is the same whatever the order."""
    return int.from_bytes(hashlib.sha256(encode_canonical(value)).digest())


def format_hash_sum(weights: int) -> str:
    """A sum of weights as one hash of all that was added, in hexadecimal."""
    return f"{weights % 2**256:064x}"
