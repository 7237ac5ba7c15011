"""What every page says of the landscape: its name and owner, the day, the revision and what came after it, and examples."""

from dataclasses import dataclass

from model.history.revisions import Revision
from model.language import Term
from model.text.names import name_of
from model.vocabulary.registers import Landscape
from queries.archive.checkout import find_change_of_revision
from queries.archive.publishing import read_revisions
from queries.landscape.registers import read_records
from queries.server.graph import Graph


@dataclass(frozen=True, slots=True)
class Frame:
    """The landscape's own record, its last revision with the number of changes since, and whether it holds invented examples."""

    landscape: Landscape | None
    revision: Revision | None
    changes: int
    has_examples: bool

    @property
    def name(self) -> Term | None:
        """Return the landscape's name, None if it has no record of its own."""
        return name_of(self.landscape) if self.landscape else None


def read_frame(graph: Graph) -> Frame:
    """Return what every page says of the landscape in the graph, from the cache while it does not change."""
    return graph.keep(("frame",), lambda: _read_anew(graph))


def _read_anew(graph: Graph) -> Frame:
    landscape = next(read_records(graph, Landscape), None)
    revision = next(reversed(read_revisions(graph)), None)
    last = int(graph.read("changes/head").rows[0]["number"])
    changes = last - (find_change_of_revision(graph, revision.number) if revision else 0)
    return Frame(landscape, revision, changes, bool(graph.read("registers/examples").rows))
