"""The groups that actors are counted in: by type, kind, municipality, or group of the collaboration."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from model.language import Term, Text
from model.text.names import term_of
from queries.landscape.places import PlaceRegister

_Row = Mapping[str, Any]
ActorGroup = tuple[str | None, Term]
"""The id of a group and its name; the id is None for actors of which the group is not known."""
GROUPLESS: Mapping[str, Text] = {
    "type": Text("no type"),
    "kind": Text("no kind on record"),
    "municipality": Text("no known place"),
    "group": Text("in no group"),
}


def find_actor_groups(fact: _Row | None, by: str, places: PlaceRegister) -> Sequence[ActorGroup]:
    """Return the groups of an actor; several only by group. `fact` is its row of `representation/actor-facts`."""
    finders: Mapping[str, Callable[[_Row], Sequence[ActorGroup]]] = {
        "type": lambda row: [_name(*row["type"])],
        "kind": lambda row: [_name(*kind) for kind in row["kinds"]],
        "municipality": lambda row: [_name_place(id_, places) for id_ in row["places"]],
        "group": lambda row: [_name(*group) for group in sorted(row["groups"])],
    }
    found = finders[by](fact) if fact else ()
    return found or [(None, Term(*(GROUPLESS[by].in_(language) for language in ("sv", "en"))))]


def _name(id_: str, name: str, name_en: str | None) -> ActorGroup:
    return id_, Term(name, name_en or name)


def _name_place(id_: str, places: PlaceRegister) -> ActorGroup:
    if municipality := places.find_own_municipality(id_):
        return municipality, term_of(places.rows[municipality])
    name = term_of(places.rows[id_])
    return id_, Term(f"{name.sv} (ingen enskild kommun)", f"{name.en} (no single municipality)")
