"""Finding a party by what a person calls it: its id (a former one too), a name in either language, an alias; areas, levels."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from typing import Any

from model.errors import NotFound
from model.language import JoinedText, Term, Text
from model.text.names import PARTY_NAME_FIELDS, normalize_name, term_of
from model.text.nearest import find_nearest
from model.vocabulary.actors import Actor
from model.vocabulary.namesakes import append_distinction, find_distinctions
from model.vocabulary.record import Record
from model.vocabulary.types import TYPES
from queries.landscape.graph_records import GraphRecords
from queries.landscape.names import add_distinctions
from queries.server.chunks import split_batches
from queries.server.graph import Graph, Reader
from queries.server.paging import BEFORE_EVERY_ID, ROWS_PER_PAGE, Page, page_place_error, read_pages

ALL_PARTIES = Text("See all with: landskap parties")
MOST_NAMES_OFFERED = 30
"""Areas or levels that are told of where none is called as was said."""


def find_party(graph: Graph, said: str, unknown: Text | None = None, way_out: Text = ALL_PARTIES) -> str:
    """The id of the party that is called `said`. Raises NotFound with the nearest, or with all that share the name.

    `unknown` and `way_out` say that there is none where more than parties could be meant.
    An id, also a former one, or a name as it is written, is looked up by its index; for other words all are gone through.
    """
    exact = graph.read_in_transaction(lambda reader: _find_exact(reader, said))
    if len(exact) == 1:
        return exact[0]
    return _match_name(graph, said, read_party_names(graph), unknown or Text("unknown party '{said}'", said=said), way_out)


def find_actor(graph: Graph, said: str) -> str:
    """The id of the actor that is called `said`. Raises NotFound as `find_party` does, and when it is another party."""
    id_ = find_party(graph, said)
    if (type_ := party_type_of(graph, id_)) is not Actor:
        text = Text("'{said}' is no actor: it is of the type {type}", said=said, type=type_.reads)
        raise NotFound(text, (), Text("The question is about actors. What this is tells: landskap show {id}", id=id_))
    return id_


def party_type_of(graph: Graph, id_: str) -> type[Record]:
    """The type of the party of that id, which there is."""
    rows = graph.read("records/nodes-of-id", id=id_).rows
    return next(type_ for row in rows if (type_ := TYPES[row["label"]]).party)


def _find_exact(reader: Reader, said: str) -> list[str]:
    found = [row["id"] for row in reader.read("parties/of-id-or-name", said=said).rows]
    if said in found:
        return [said]
    return found or [row["id"] for row in reader.read("parties/of-former-ids", ids=[said]).rows]


def find_exact_parties(graph: Graph, said: str) -> list[str]:
    """The ids of the parties whose id or name is just that: by the indexes on both."""
    return [row["id"] for row in graph.read("parties/of-id-or-name", said=said).rows]


@contextmanager
def require_ids(graph: Graph, said: Iterable[str]) -> Iterator[None]:
    """Where what goes on finds nothing of an id: raise NotFound with the ids of the parties that have what was said as a name."""
    try:
        yield
    except NotFound:
        for name in said:
            found = [id_ for id_ in find_exact_parties(graph, name) if id_ != name]
            if len(found) > 1:
                text = Text("several are called '{said}': {ids}", said=name, ids=_join_distinctions(graph, name, found))
                raise NotFound(text, found, Text("Give one of the ids.")) from None
            if found:
                text = Text("an id is wanted here, and '{said}' is a name", said=name)
                raise NotFound(text, found, Text("Its id is {id}.", id=found[0])) from None
        raise


def find_merge_target(graph: Graph, former: str) -> str | None:
    """The id of the party that the one of the id `former` was merged into; None when there is none."""
    return next((row["id"] for row in graph.read("parties/of-former-ids", ids=[former]).rows), None)


def find_with_predecessors(reader: Reader, id_: str, on: str) -> list[str]:
    """The id of a party, and those of the organisations that have ended by the day `on` and that it goes on from."""
    found, wanted = [id_], [id_]
    while wanted:
        rows = reader.read("parties/predecessors", ids=wanted, on=on).rows
        wanted = [row["id"] for row in rows if row["id"] not in found]
        found += wanted
    return found


def find_area(graph: Graph, said: str) -> str:
    """The id of the area of that id or name. Raises NotFound."""
    return _match_name(graph, said, graph.read("registers/areas").rows, Text("unknown area '{said}'", said=said))


def find_level(graph: Graph, said: str) -> str:
    """The id of the level of that id or name. Raises NotFound."""
    return _match_name(graph, said, graph.read("registers/levels").rows, Text("unknown level '{said}'", said=said))


def _match_name(graph: Graph, said: str, rows: Iterable[dict[str, Any]], unknown: Text, way_out: Text | None = None) -> str:
    """The id of what is called `said`. Raises NotFound; without a `way_out` it tells those that there are, at most MOST_TOLD."""
    called: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        for name in (row["id"], *(row.get(field) for field in PARTY_NAME_FIELDS), *(row.get("aliases") or ())):
            called[normalize_name(name or "")].add(row["id"])
    called.pop("", None)  # a field that is empty, or of signs alone, is no name
    found = sorted(called.get(normalize_name(said), ()))
    if len(found) == 1:
        return found[0]
    if found:
        offered = found[:MOST_NAMES_OFFERED]
        more = f" … +{len(found) - len(offered)}" if len(found) > len(offered) else ""
        ids = JoinedText([_join_distinctions(graph, said, offered), more], "")
        raise NotFound(Text("several are called '{said}': {ids}", said=said, ids=ids), offered, Text("Give one of the ids."))
    near = [id_ for name in find_nearest(normalize_name(said), called, most=5) for id_ in sorted(called[name])]
    if suggestions := list(dict.fromkeys(near))[:5]:
        raise NotFound(unknown, suggestions, Text("Did you mean {ids}?", ids=", ".join(suggestions)))
    if way_out:
        raise NotFound(unknown, (), way_out)
    there = sorted(set().union(*called.values()))[:MOST_NAMES_OFFERED]
    raise NotFound(unknown, there, Text("Choose among {choices}.", choices=", ".join(there) or "–"))


def _join_distinctions(graph: Graph, said: str, ids: Iterable[str]) -> JoinedText:
    """The ids, each with what tells it from the others that are called the same."""
    apart = find_distinctions({id_: Term(said, said) for id_ in ids}, GraphRecords(graph))
    return JoinedText(id_ if word.sv == id_ else Text("{id} ({apart})", id=id_, apart=word) for id_, word in apart.items())


def read_short_names(graph: Graph, ids: Iterable[str]) -> dict[str, Term]:
    """Id → what the party of that id is called for short, for those that there are; namesakes among them are told apart."""
    rows = (row for some in split_batches(ids, ROWS_PER_PAGE) for row in graph.read("parties/called", ids=some).rows)
    found = {row["id"]: term_of(row) for row in rows}
    apart = find_distinctions(found, GraphRecords(graph))
    return {id_: append_distinction(name, apart.get(id_)) for id_, name in found.items()}


def read_party_page(graph: Graph, page: Page) -> tuple[list[dict[str, Any]], str | None]:
    """Return the parties of a page and where the next page begins, if there is one. Raises NotUnderstood."""
    if len(page.after) > 1:
        raise page_place_error(page)
    found = list(islice(read_party_names(graph, *page.after), page.most + 1))
    rows = add_distinctions(graph, found[: page.most], name="id")
    return rows, rows[-1]["id"] if len(found) > page.most else None


def read_party_names(graph: Graph, after: str = BEFORE_EVERY_ID) -> Iterator[dict[str, Any]]:
    """The id, name, name_en, short_name, short_name_en and aliases of every party after one, by id."""
    return read_pages(graph, "parties/names", lambda row: str(row["id"]), after)
