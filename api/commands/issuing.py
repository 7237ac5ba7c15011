"""The formal document of a published revision, with what changed since the one before, and what it cannot show as it is."""

from collections.abc import Iterator

from model.changes.operations import difference
from model.history.linked_data import read_quads
from model.language import Counted, Joined, Language, Said, Text
from model.vocabulary.assignment_state import trails_kept
from model.vocabulary.contents import Contents
from queries.archive.publishing import frozen, published, revision
from queries.server.graph import Graph
from viz.document.document import document_pdf
from viz.document.printable import Unprintable, lacking, unprintable, write_out

MOST_NAMED = 20
"""Fields with characters that the document cannot show which are told one by one."""


def document_of(graph: Graph, number: int | None, language: Language) -> bytes:
    """The PDF of revision `number` (the latest unless given). Raises NotFound."""
    found = revision(graph, number)
    quads = frozen(graph, found.number)
    contents = read_quads(quads)
    previous = revision(graph, found.number - 1) if found.previous else None
    before = published(graph, previous.number) if previous else Contents()
    changes = difference(before, contents)
    return document_pdf((previous, found), quads, trails_kept(contents), changes, before, language)


def unprintable_lines(contents: Contents, note: str, language: Language) -> Iterator[str]:
    """Yield what the document of `contents` will write out as code points, field by field; nothing where it shows all."""
    found: list[tuple[str, Said, str]] = [("", Text("the note"), characters)] if (characters := lacking(note)) else []
    found += [(item.record.id, _heading(item), item.characters) for item in unprintable(contents)]
    if found:
        yield Text("The document's font lacks some characters, which it writes out as code points:").in_(language)
    for id_, heading, characters in found[:MOST_NAMED]:
        shown = ", ".join(f"{character} {write_out(character)}" for character in characters)
        where = Joined(filter(None, (id_, heading)))
        yield Text("  {where}: {characters}", where=where, characters=shown).in_(language)
    if more := len(found[MOST_NAMED:]):
        yield Counted("  … and {n} more field", "  … and {n} more fields", n=more).in_(language)


def _heading(found: Unprintable) -> Said:
    return found.record.columns()[found.field].about.heading
