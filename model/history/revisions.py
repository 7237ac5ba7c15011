"""Revisions: a landscape frozen and numbered, with a recomputable fingerprint, chained to the revision before."""

from dataclasses import asdict, dataclass
from typing import Any

from model.changes.chain import hash_value


@dataclass(frozen=True, slots=True)
class Revision:
    """`fingerprint` is the SHA-256 of the canonical N-Quads; `previous` the hash of the revision before (None for the first)."""

    number: int
    at: str
    who: str
    note: str
    fingerprint: str
    previous: str | None

    @property
    def hash(self) -> str:
        """SHA-256 of the revision's canonical JSON, which the next revision holds."""
        return hash_value(self.as_json())

    @property
    def id(self) -> str:
        """The id, such as `revision-3`."""
        return f"revision-{self.number}"

    def as_json(self) -> dict[str, Any]:
        """Return the revision's own facts as plain JSON values."""
        return asdict(self)
