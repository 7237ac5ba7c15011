"""Which parties share a box: same-kind neighbours, and in a crowded cell all but the most connected.

One stack can be open; its members then stand singly where it stood, a page of them at a time when they are many.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from viz.style.geometry import PartyShape

FEWEST, PAIR = 3, 2
"""Neighbours of one kind that make a stack; in a crowded cell two do."""
MOST_BOXES = 150
MOST_IN_CELL = 9
PAGE = 40
"""Members of an open stack that are shown at a time."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A cell of the map: an area's panel or a column, and a row."""

    area: str | None
    column: str | None
    row: str

    def __str__(self) -> str:
        """Unlike that of any other cell: an area and a column may have the same id."""
        return f"area:{self.area}.{self.row}" if self.area else f"{self.column}.{self.row}"


@dataclass(frozen=True, slots=True)
class Member:
    """A party as stacking sees it; `weight` is how many flows it has."""

    id: str
    spot: Spot
    shape: PartyShape
    kind: str | None
    weight: int


@dataclass(frozen=True, slots=True)
class Group:
    """What becomes one box. `id` is that of its only party, or of the stack; `kind` is what a same-kind stack consists of.

    `stack` is the open stack that the box came out of; `whole` says that the stack holds all of its cell.
    """

    id: str
    spot: Spot
    shape: PartyShape
    kind: str | None
    members: tuple[str, ...]
    weight: int
    is_stack: bool = False
    whole: bool = False
    stack: str | None = None


def groups_of(members: Iterable[Member], open_stack: str | None, most: int = MOST_IN_CELL) -> list[Group]:
    """The boxes of the map, cell by cell, the most connected first; at most so many in each cell."""
    known: dict[str, Member] = {}
    cells: dict[Spot, list[Member]] = defaultdict(list)
    for member in members:
        cells[member.spot].append(member)
        known[member.id] = member
    stacked = {spot: _stacked(cell) for spot, cell in cells.items()}
    most = min(most, _most_in_cell(stacked.values()))
    rested = chain.from_iterable(_with_rest(groups, most) for groups in stacked.values())
    return [shown for group in rested for shown in _opened(group, known, open_stack)]


def _stacked(cell: Sequence[Member]) -> list[Group]:
    """The cell with same-kind neighbours together, two being enough where it is crowded all the same."""
    groups = list(_same_kind(cell, FEWEST))
    return groups if len(groups) <= MOST_IN_CELL else list(_same_kind(cell, PAIR))


def _same_kind(cell: Sequence[Member], fewest: int) -> Iterator[Group]:
    kinds: dict[tuple[PartyShape, str], list[Member]] = defaultdict(list)
    for member in cell:
        kinds[member.shape, member.kind or f"\0{member.id}"].append(member)
    for (shape, kind), alike in kinds.items():
        if len(alike) >= fewest:
            yield _stack(f"stack.{alike[0].spot}.{shape}.{kind}", alike, kind)
        else:
            yield from map(_single, alike)


def _with_rest(groups: list[Group], most: int) -> list[Group]:
    """The cell's boxes, the least connected of a crowded cell in one stack."""
    groups = sorted(groups, key=lambda group: (-group.weight, group.id))
    if len(groups) <= most:
        return groups
    kept, rest = groups[: most - 1], groups[most - 1 :]
    members = tuple(member for group in rest for member in group.members)
    first = rest[0]
    weight = sum(group.weight for group in rest)
    id_, shape = f"stack.{first.spot}.rest", _shared_shape(rest)
    return [*kept, Group(id_, first.spot, shape, None, members, weight, is_stack=True, whole=not kept)]


def _shared_shape(groups: Sequence[Group]) -> PartyShape:
    shapes = {group.shape for group in groups}
    return shapes.pop() if len(shapes) == 1 else "actor"


def _most_in_cell(cells: Iterable[Sequence[Group]]) -> int:
    """How many boxes a cell may have so that the map has no more than MOST_BOXES."""
    sizes = [len(cell) for cell in cells]
    limits = (most for most in range(MOST_IN_CELL, 1, -1) if sum(min(size, most) for size in sizes) <= MOST_BOXES)
    return next(limits, 1)


def _opened(group: Group, known: Mapping[str, Member], open_stack: str | None) -> Iterator[Group]:
    """The group itself, or its members when it is the open stack: one page, and the others in a stack that turns it."""
    name, _, number = (open_stack or "").partition("~")
    if not group.is_stack or group.id != name:
        yield group
        return
    pages = [group.members[start : start + PAGE] for start in range(0, len(group.members), PAGE)]
    page = (int(number) if number.isdecimal() and len(number) < 9 else 0) % len(pages)
    for id_ in pages[page]:
        yield replace(_single(known[id_]), stack=open_stack)
    others = [known[id_] for place, ids in enumerate(pages) if place != page for id_ in ids]
    if others:
        following = _stack(f"{name}~{(page + 1) % len(pages)}", others, group.kind)
        yield replace(following, shape=group.shape, stack=open_stack)


def _single(member: Member) -> Group:
    return Group(member.id, member.spot, member.shape, member.kind, (member.id,), member.weight)


def _stack(id_: str, members: Sequence[Member], kind: str | None) -> Group:
    ids = tuple(member.id for member in members)
    weight = sum(member.weight for member in members)
    return Group(id_, members[0].spot, members[0].shape, kind, ids, weight, is_stack=True)
