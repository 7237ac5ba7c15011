"""Revisions: the landscape frozen as canonical N-Quads, numbered and chained; read back as it was.

(:Revision {number, fingerprint, previous, …})-[:HOLDS]->(:Chunk)
"""

from typing import Any

from model.changes import Operation, Reason
from model.contents import Contents
from model.errors import NotFound
from model.language import Text
from model.linked_data import canonical_quads, fingerprint, read_quads
from model.revisions import Revision
from model.touching import key_of
from queries.chunks import packed, pieces
from queries.graph import Graph, Transaction
from queries.journal import change, utc_now
from queries.recalling import marked, marks_of


def revisions(graph: Graph) -> list[Revision]:
    """All revisions, the first first."""
    return [Revision(**row) for row in graph.read("revisions/list").rows]


def revision(graph: Graph, number: int | None = None) -> Revision:
    """The revision of that number, the latest unless given. Raises NotFound."""
    known = revisions(graph)
    found = [item for item in known if number in (None, item.number)]
    if not found:
        wanted = Text("there is no revision {number}", number=number) if number else Text("nothing has been published yet")
        raise NotFound(wanted, [str(item.number) for item in known], Text("Publish one with: landskap publish --note TEXT"))
    return found[-1]


def published_by(graph: Graph) -> int | None:
    """The number of the change that published the newest revision; None before the first."""
    for newest in reversed(revisions(graph)):
        key = ("Revision", newest.id)
        return next(int(row["number"]) for row, operation in marked(graph, marks_of([key])) if key_of(operation) == key)
    return None


def publish(graph: Graph, who: str, note: str) -> tuple[Revision, bool]:
    """Freeze the landscape as a new revision; (revision, True), or the latest and False when nothing has changed since."""
    last = next(reversed(revisions(graph)), None)
    made = _Publication(last, who, note)
    if change(graph, Reason(who, note), made.plan, made.write) is None and last:
        return last, False
    return made.revision, True


class _Publication:
    """One publishing: the revision and its quads are those of the landscape that the transaction is applied to."""

    revision: Revision

    def __init__(self, last: Revision | None, who: str, note: str) -> None:
        self.last, self.who, self.note = last, who, note
        self.quads = b""

    def plan(self, contents: Contents) -> list[Operation]:
        """Nothing when the landscape is as the last revision froze it."""
        self.quads = canonical_quads(contents)
        now = fingerprint(self.quads)
        if self.last and self.last.fingerprint == now:
            return []
        number = self.last.number + 1 if self.last else 1
        previous = self.last.hash if self.last else None
        self.revision = Revision(number, utc_now(), self.who, self.note, now, previous)
        return [Operation("publish", "Revision", self.revision.id, None, self.revision.as_json())]

    def write(self, transaction: Transaction) -> None:
        """Enter the revision and its chunks."""
        properties: dict[str, Any] = {**self.revision.as_json(), "hash": self.revision.hash}
        transaction.run("revisions/record", id=self.revision.id, properties=properties)
        transaction.run("revisions/hold-chunks", id=self.revision.id, chunks=list(packed(self.revision.id, [self.quads])))


def frozen(graph: Graph, number: int) -> bytes:
    """The canonical N-Quads of a revision."""
    return b"".join(pieces(graph, "revisions/chunks", f"revision-{number}"))


def published(graph: Graph, number: int) -> Contents:
    """The landscape as a revision froze it."""
    return read_quads(frozen(graph, number))
