"""The hash chain of changes and of revisions: canonical JSON and its SHA-256."""

import codecs
import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

GENESIS = "0" * 64
"""The hash that stands before the first change."""
ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))
LONGEST_ITEM = 10_000_000
"""Characters of the longest item that `read_items` accepts; operations are far shorter."""


@dataclass(frozen=True, slots=True)
class Head:
    """The number and hash of the last change of a journal."""

    number: int
    hash: str


def encode_canonical(value: Any) -> bytes:
    """Return `value` as canonical JSON: sorted keys, no white space, UTF-8. Equal values give equal bytes."""
    return ENCODER.encode(value).encode()


def hash_value(value: Any) -> str:
    """Return the hash of `value` in hexadecimal.

    A value that holds the hash of its predecessor is thereby bound to it.
    """
    return hashlib.sha256(encode_canonical(value)).hexdigest()


def hash_pieces(pieces: Iterable[bytes]) -> str:
    """Return the hash of a text given in pieces, in hexadecimal."""
    digest = hashlib.sha256()
    for piece in pieces:
        digest.update(piece)
    return digest.hexdigest()


def read_items(pieces: Iterable[bytes]) -> Iterator[Any]:
    """Yield the items of a canonical JSON list that is given in pieces.

    Raises ValueError if the list is cut off, or if an item is longer than LONGEST_ITEM.
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
                break  # the next piece continues the item
            yield item
        rest = rest[at:]
        if len(rest) > LONGEST_ITEM:
            raise ValueError("an item of the list is too long")
    if rest not in ("]", "[]"):
        raise ValueError("the list is cut off")


def hash_as_number(value: Any) -> int:
    """Return the SHA-256 of `value` as a number, to be added to a sum that does not depend on the order."""
    return int.from_bytes(hashlib.sha256(encode_canonical(value)).digest())


def format_hash_sum(total: int) -> str:
    """Return a sum of such numbers as one hash in hexadecimal."""
    return f"{total % 2**256:064x}"
