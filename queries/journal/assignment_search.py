"""Assignments, found by their id or by what a person calls their decision, and by their addressees."""

from collections.abc import Sequence

from model.errors import NotFound
from model.language import JoinedText, Text
from model.vocabulary.contents import Records
from model.vocabulary.decisions import Assignment, Decision
from model.vocabulary.types import TYPES
from queries.journal.search import find_key
from queries.landscape.parties import find_party, read_short_names
from queries.server.graph import Graph


def find_decision(graph: Graph, records: Records, said: str) -> Decision:
    """Return the decision of that id, name or case number. Raises NotFound."""
    label, id_ = find_key(graph, said)
    found = records.find(label, id_)
    if isinstance(found, Decision):
        return found
    raise NotFound(Text("'{said}' is no decision but of the type {type}", said=said, type=TYPES[label].reads))


def find_assignments(graph: Graph, records: Records, said: str, addressees: Sequence[str], every: bool) -> list[Assignment]:
    """Return the assignment of that id, or those of a decision: of the named addressees, of `every` one, or of its only one.

    Raises NotFound with the decision's addressees where none, or several, may be meant.
    """
    label, id_ = find_key(graph, said)
    if label == Assignment.label:
        named = records.find(label, id_)
        found = [named] if isinstance(named, Assignment) else []
    else:
        decision = find_decision(graph, records, f"{TYPES[label].stem()}:{id_}")
        found = sorted(records.find_naming(Assignment, "decision", [decision.id]), key=lambda item: item.addressee)
    if not found:
        raise NotFound(Text("'{said}' has been taken away: see landskap history {id}", said=said, id=id_))
    if addressees:
        wanted = {find_party(graph, name): name for name in addressees}
        missing = [name for party, name in wanted.items() if party not in {item.addressee for item in found}]
        if missing:
            text = Text("'{said}' is not addressed to {missing}", said=said, missing=", ".join(missing))
            raise NotFound(text, [item.id for item in found], _list_addressees(graph, found))
        return [item for item in found if item.addressee in wanted]
    if len(found) > 1 and not every:
        text = Text("'{said}' has several addressees", said=said)
        raise NotFound(text, [item.id for item in found], _list_addressees(graph, found))
    return found


def _list_addressees(graph: Graph, found: Sequence[Assignment]) -> Text:
    """Return the way out: the addressees, each with its id."""
    names = read_short_names(graph, [item.addressee for item in found])
    listed = JoinedText(Text("{id} ({name})", id=item.addressee, name=names[item.addressee]) for item in found)
    return Text("Say whose with --to, or --all for all of them: {addressees}", addressees=listed)
