"""Parties, areas and levels, found by what a person calls them: an id, a former id, a name in either language, an alias."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import islice
from typing import Any

from model.errors import NotFound
from model.language import JoinedText, Term, Text
from model.text.names import PARTY_NAME_FIELDS, normalize_name, term_of
from model.text.nearest import find_nearest, is_short_form
from model.vocabulary.actors import Actor
from model.vocabulary.forums import Forum, ForumKind
from model.vocabulary.namesakes import append_distinction, find_distinctions
from model.vocabulary.record import Record
from model.vocabulary.registers import Area, Source
from model.vocabulary.types import TYPES
from queries.landscape.graph_records import GraphRecords
from queries.landscape.names import add_distinctions
from queries.landscape.registers import read_records
from queries.server.chunks import split_batches
from queries.server.graph import Graph, Reader
from queries.server.paging import BEFORE_EVERY_ID, ROWS_PER_PAGE, Page, page_place_error, read_pages

ALL_PARTIES = Text("See all with: landskap parties")
MOST_NAMES_OFFERED = 30
"""The largest number of areas or levels to suggest."""


def find_party(graph: Graph, name: str, unknown: Text | None = None, way_out: Text = ALL_PARTIES) -> str:
    """Return the id of the party with that id or name.

    Raises NotFound with the nearest parties, or with all that share the name. `unknown` and `way_out` replace the error's texts
    where other things than parties could be meant. Ids, former ids and exact names are looked up in an index; other names are
    compared with those of all parties.
    """
    exact = graph.read_in_transaction(lambda reader: _find_exact(reader, name))
    if len(exact) == 1:
        return exact[0]
    return find_row_by_name(graph, name, read_party_names(graph), unknown or Text("unknown party '{said}'", said=name), way_out)


def find_actor(graph: Graph, name: str) -> str:
    """Return the id of the actor with that id or name. Raises NotFound as `find_party` does, and for other types of party."""
    id_ = find_party(graph, name)
    if (type_ := party_type_of(graph, id_)) is not Actor:
        text = Text("'{said}' is not an actor but of the type {type}", said=name, type=type_.reads)
        raise NotFound(text, (), Text("The question is about actors. See what it is with: landskap show {id}", id=id_))
    return id_


def find_forum(graph: Graph, name: str) -> str:
    """Return the id of the forum with that id or name. Raises NotFound as `find_party` does, and for other types of party."""
    id_ = find_party(graph, name)
    if (type_ := party_type_of(graph, id_)) is not Forum:
        raise NotFound(Text("'{said}' is not a forum but of the type {type}", said=name, type=type_.reads))
    return id_


def party_type_of(graph: Graph, id_: str) -> type[Record]:
    """Return the type of an existing party."""
    rows = graph.read("records/nodes-of-id", id=id_).rows
    return next(type_ for row in rows if (type_ := TYPES[row["label"]]).party)


def _find_exact(reader: Reader, name: str) -> list[str]:
    found = [row["id"] for row in reader.read("parties/of-id-or-name", said=name).rows]
    if name in found:
        return [name]
    return found or [row["id"] for row in reader.read("parties/of-former-ids", ids=[name]).rows]


def find_exact_parties(graph: Graph, name: str) -> list[str]:
    """Return the ids of the parties with exactly that id or name, from the indexes on both."""
    return [row["id"] for row in graph.read("parties/of-id-or-name", said=name).rows]


@contextmanager
def require_ids(graph: Graph, names: Iterable[str]) -> Iterator[None]:
    """Raise NotFound with the right id if the block raises NotFound and one of `names` is a party's name instead of an id."""
    try:
        yield
    except NotFound:
        for name in names:
            found = [id_ for id_ in find_exact_parties(graph, name) if id_ != name]
            if len(found) > 1:
                text = Text("several are called '{said}': {ids}", said=name, ids=_join_distinctions(graph, name, found))
                raise NotFound(text, found, Text("Give one of the ids.")) from None
            if found:
                text = Text("'{said}' is a name, but an id is needed here", said=name)
                raise NotFound(text, found, Text("Its id is {id}.", id=found[0])) from None
        raise


def find_merge_target(graph: Graph, former: str) -> str | None:
    """Return the id of the party into which `former` was merged, or None."""
    return next((row["id"] for row in graph.read("parties/of-former-ids", ids=[former]).rows), None)


def find_with_predecessors(reader: Reader, id_: str, on: str) -> list[str]:
    """Return the id of a party and those of its predecessors that have ended by the day `on`."""
    found, wanted = [id_], [id_]
    while wanted:
        rows = reader.read("parties/predecessors", ids=wanted, on=on).rows
        wanted = [row["id"] for row in rows if row["id"] not in found]
        found += wanted
    return found


def find_area(graph: Graph, name: str) -> str:
    """Return the id of the area with that id or name, or the only one of that colour. Raises NotFound."""
    areas = [*read_records(graph, Area)]
    counted = Counter(area.colour for area in areas)
    colours = {area.id: area.colour.term for area in areas if counted[area.colour] == 1}
    rows = [
        area.values() | {"aliases": [colour.sv, colour.en]} if (colour := colours.get(area.id)) else area.values()
        for area in areas
    ]
    return find_row_by_name(graph, name, rows, Text("unknown area '{said}'", said=name))


def find_level(graph: Graph, name: str) -> str:
    """Return the id of the level with that id or name. Raises NotFound."""
    return find_row_by_name(graph, name, graph.read("registers/levels").rows, Text("unknown level '{said}'", said=name))


def find_forum_kind(graph: Graph, name: str) -> str:
    """Return the id of the kind of forum with that id or name. Raises NotFound."""
    rows = [kind.values() for kind in read_records(graph, ForumKind)]
    return find_row_by_name(graph, name, rows, Text("unknown kind of forum '{said}'", said=name))


def find_source(graph: Graph, name: str) -> str:
    """Return the id of the source with that id or name. Raises NotFound."""
    rows = [source.values() for source in read_records(graph, Source)]
    return find_row_by_name(graph, name, rows, Text("unknown source '{said}'", said=name))


def find_row_by_name(graph: Graph, name: str, rows: Iterable[dict[str, Any]], unknown: Text, way_out: Text | None = None) -> str:
    """Return the id of the row with that id, name or alias.

    Raises NotFound with similar names, with `way_out`, or with the first names.
    """
    ids_by_name: dict[str, set[str]] = defaultdict(set)
    called: dict[str, str] = {}
    for row in rows:
        called[row["id"]] = row.get("name") or row["id"]
        for word in (row["id"], *(row.get(field) for field in PARTY_NAME_FIELDS), *(row.get("aliases") or ())):
            ids_by_name[normalize_name(word or "")].add(row["id"])
    ids_by_name.pop("", None)  # a field that is empty, or of signs alone, is no name
    found = sorted(ids_by_name.get(normalize_name(name), ()))
    if len(found) == 1:
        return found[0]
    if found:
        offered = found[:MOST_NAMES_OFFERED]
        more = f" … +{len(found) - len(offered)}" if len(found) > len(offered) else ""
        ids = JoinedText([_join_distinctions(graph, name, offered), more], "")
        raise NotFound(Text("several are called '{said}': {ids}", said=name, ids=ids), offered, Text("Give one of the ids."))
    said = normalize_name(name)
    shortened = [word for word in sorted(ids_by_name) if is_short_form(said.split(), word.split())]
    near = [id_ for word in shortened or find_nearest(said, ids_by_name, most=5) for id_ in sorted(ids_by_name[word])]
    if suggestions := list(dict.fromkeys(near))[:5]:
        raise NotFound(unknown, suggestions, Text("Did you mean {ids}?", ids=_offer_names(suggestions, called)))
    if way_out:
        raise NotFound(unknown, (), way_out)
    all_ids = sorted(set().union(*ids_by_name.values()))[:MOST_NAMES_OFFERED]
    raise NotFound(unknown, all_ids, Text("Choose among {choices}.", choices=_offer_names(all_ids, called) or "–"))


def _offer_names(ids: Iterable[str], called: Mapping[str, str]) -> str:
    """Return the names of what could be meant; beside a name that several have, the id."""
    counted = Counter(called.values())
    return ", ".join(called[id_] if counted[called[id_]] == 1 else f"{called[id_]} ({id_})" for id_ in ids)


def _join_distinctions(graph: Graph, name: str, ids: Iterable[str]) -> JoinedText:
    """Return the ids, each with the words that tell it from its namesakes."""
    apart = find_distinctions({id_: Term(name, name) for id_ in ids}, GraphRecords(graph))
    return JoinedText(id_ if word.sv == id_ else Text("{id} ({apart})", id=id_, apart=word) for id_, word in apart.items())


def read_short_names(graph: Graph, ids: Iterable[str]) -> dict[str, Term]:
    """Return the short names of the parties that exist, by id. Namesakes among them are told apart."""
    rows = (row for some in split_batches(ids, ROWS_PER_PAGE) for row in graph.read("parties/called", ids=some).rows)
    found = {row["id"]: term_of(row) for row in rows}
    apart = find_distinctions(found, GraphRecords(graph))
    return {id_: append_distinction(name, apart.get(id_)) for id_, name in found.items()}


def read_party_page(graph: Graph, page: Page) -> tuple[list[dict[str, Any]], str | None]:
    """Return the parties of a page, and the place of the next page or None. Raises NotUnderstood."""
    if len(page.after) > 1:
        raise page_place_error(page)
    found = list(islice(read_party_names(graph, *page.after), page.most + 1))
    rows = add_distinctions(graph, found[: page.most], name="id")
    return rows, rows[-1]["id"] if len(found) > page.most else None


def read_party_names(graph: Graph, after: str = BEFORE_EVERY_ID) -> Iterator[dict[str, Any]]:
    """Yield the id, name, name_en, short_name, short_name_en and aliases of each party after the id `after`, in order of id."""
    return read_pages(graph, "parties/names", lambda row: str(row["id"]), after)
