"""Finding a party by what a person calls it: its id, its name in either language, its short name or an alias."""

import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from model.errors import NotFound
from model.language import Text
from model.nearness import nearest
from queries.graph import Graph
from queries.paging import paged


def folded(name: str) -> str:
    """`name` as names are compared: case, accents on foreign letters and outer white space do not count; å, ä, ö do."""
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())


def find_party(graph: Graph, said: str) -> str:
    """The id of the party that is called `said`. Raises NotFound with the nearest, or with all that share the name."""
    if graph.read("parties/of-id", id=said).rows:
        return said
    called: dict[str, set[str]] = defaultdict(set)
    for row in names(graph):
        for name in (row["id"], row["name"], row["name_en"], row["short_name"], row["short_name_en"], *(row["aliases"] or ())):
            called[folded(name or "")].add(row["id"])
    found = sorted(called.get(folded(said), ()))
    if len(found) == 1:
        return found[0]
    if found:
        text = Text("several are called '{said}': {ids}", said=said, ids=", ".join(found))
        raise NotFound(text, found, Text("Give one of the ids."))
    raise _unknown(said, called)


def _unknown(said: str, called: dict[str, set[str]]) -> NotFound:
    near = [id_ for name in nearest(folded(said), filter(None, called), most=5) for id_ in sorted(called[name])]
    suggestions = list(dict.fromkeys(near))[:5]
    way_out = Text("Did you mean {ids}?", ids=", ".join(suggestions)) if suggestions else Text("See all with: landskap parties")
    return NotFound(Text("unknown party '{said}'", said=said), suggestions, way_out)


def names(graph: Graph) -> Iterator[dict[str, Any]]:
    """Every party's id, name, name_en, short_name, short_name_en and aliases, by id."""
    return paged(graph, "parties/names", lambda row: str(row["id"]))
