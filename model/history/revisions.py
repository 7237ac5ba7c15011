"""Revisions: a landscape frozen and numbered, with a recomputable fingerprint, chained to the revision before."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from model.changes.chain import hash_value


@dataclass(frozen=True, slots=True)
class Revision:
    """`fingerprint` is the SHA-256 of the canonical N-Quads; `previous` the hash of the revision before (None for the first).

    `quads` and `counts` say how many quads it has, and how many records of each type; `schema` and `software` in which form and
    by which version it was made. Revisions that were published before there were manifests do not state these four.
    """

    number: int
    at: str
    who: str
    note: str
    fingerprint: str
    previous: str | None
    quads: int | None = None
    counts: Mapping[str, int] | None = field(default=None, hash=False)
    schema: int | None = None
    software: str | None = None

    @property
    def hash(self) -> str:
        """SHA-256 of the revision's manifest, which the next revision holds."""
        return hash_value(self.as_json())

    @property
    def id(self) -> str:
        """The id, such as `revision-3`."""
        return f"revision-{self.number}"

    def as_json(self) -> dict[str, Any]:
        """Return the facts of the manifest as plain JSON values, without those that are not stated."""
        facts = asdict(self)
        return {name: value for name, value in facts.items() if value is not None or name == "previous"}

    def describe(self) -> dict[str, Any]:
        """Return all facts with the hash, None for those that are not stated."""
        return {**asdict(self), "hash": self.hash}
