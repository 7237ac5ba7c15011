"""Stacking of parties: neighbours of one kind share a box, and in a crowded cell all but the most connected parties.

One stack can be open. Its members then have boxes of their own in its cell, a page of them at a time.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from viz.style.geometry import PartyShape

FEWEST_IN_STACK, FEWEST_WHEN_CROWDED = 3, 2
"""The fewest neighbours of one kind that make a stack, and the fewest in a crowded cell."""
MOST_BOXES = 150
MOST_IN_CELL = 9
MEMBERS_PER_PAGE = 40
"""The most members of an open stack that are shown at a time."""


@dataclass(frozen=True, slots=True)
class MapCell:
    """A cell of the map: an area's panel or a column, and a row."""

    area: str | None
    column: str | None
    row: str

    def __str__(self) -> str:
        """Return a name that no other cell has, even if an area and a column have the same id."""
        return f"area:{self.area}.{self.row}" if self.area else f"{self.column}.{self.row}"


@dataclass(frozen=True, slots=True)
class MapMember:
    """A party to be stacked. `weight` is the number of its flows."""

    id: str
    spot: MapCell
    shape: PartyShape
    kind: str | None
    weight: int


@dataclass(frozen=True, slots=True)
class BoxGroup:
    """The parties of one box. `id` is that of its only party, or of the stack. `kind` is the kind of a same-kind stack.

    `stack` is the open stack that the box belongs to. `whole` is true for a stack of all parties of its cell.
    """

    id: str
    spot: MapCell
    shape: PartyShape
    kind: str | None
    members: tuple[str, ...]
    weight: int
    is_stack: bool = False
    whole: bool = False
    stack: str | None = None


def group_members(members: Iterable[MapMember], open_stack: str | None, most: int = MOST_IN_CELL) -> list[BoxGroup]:
    """Return the boxes of the map cell by cell, at most `most` in each, the most connected first."""
    known: dict[str, MapMember] = {}
    cells: dict[MapCell, list[MapMember]] = defaultdict(list)
    for member in members:
        cells[member.spot].append(member)
        known[member.id] = member
    stacked = []
    for cell in cells.values():
        groups = list(_stack_same_kind(cell, FEWEST_IN_STACK))
        stacked.append(groups if len(groups) <= MOST_IN_CELL else list(_stack_same_kind(cell, FEWEST_WHEN_CROWDED)))
    # A cell may have as many boxes as keep the map within MOST_BOXES.
    limits = (limit for limit in range(most, 1, -1) if sum(min(len(groups), limit) for groups in stacked) <= MOST_BOXES)
    most = next(limits, 1)
    rested = chain.from_iterable(_stack_rest(groups, most) for groups in stacked)
    return [shown for group in rested for shown in _open_group(group, known, open_stack)]


def _stack_same_kind(cell: Sequence[MapMember], fewest: int) -> Iterator[BoxGroup]:
    """Yield the groups of a cell, with a stack for each kind of at least `fewest` members."""
    kinds: dict[tuple[PartyShape, str], list[MapMember]] = defaultdict(list)
    for member in cell:
        kinds[member.shape, member.kind or f"\0{member.id}"].append(member)
    for (shape, kind), alike in kinds.items():
        if len(alike) >= fewest:
            yield _build_stack(f"stack.{alike[0].spot}.{shape}.{kind}", alike, kind)
        else:
            yield from map(_build_single, alike)


def _stack_rest(groups: list[BoxGroup], most: int) -> list[BoxGroup]:
    """Return at most `most` groups of a cell, the least connected ones in one stack."""
    groups = sorted(groups, key=lambda group: (-group.weight, group.id))
    if len(groups) <= most:
        return groups
    kept, rest = groups[: most - 1], groups[most - 1 :]
    members = tuple(member for group in rest for member in group.members)
    weight, spot = sum(group.weight for group in rest), rest[0].spot
    shapes = {group.shape for group in rest}
    shape = shapes.pop() if len(shapes) == 1 else "actor"
    return [*kept, BoxGroup(f"stack.{spot}.rest", spot, shape, None, members, weight, is_stack=True, whole=not kept)]


def _open_group(group: BoxGroup, known: Mapping[str, MapMember], open_stack: str | None) -> Iterator[BoxGroup]:
    """Yield the group, or if it is the open stack, one page of its members and a stack of the others that opens the next page."""
    name, _, number = (open_stack or "").partition("~")
    if not group.is_stack or group.id != name:
        yield group
        return
    pages = [group.members[start : start + MEMBERS_PER_PAGE] for start in range(0, len(group.members), MEMBERS_PER_PAGE)]
    page = (int(number) if number.isdecimal() and len(number) < 9 else 0) % len(pages)
    for id_ in pages[page]:
        yield replace(_build_single(known[id_]), stack=open_stack)
    others = [known[id_] for place, ids in enumerate(pages) if place != page for id_ in ids]
    if others:
        following = _build_stack(f"{name}~{(page + 1) % len(pages)}", others, group.kind)
        yield replace(following, shape=group.shape, stack=open_stack)


def _build_single(member: MapMember) -> BoxGroup:
    return BoxGroup(member.id, member.spot, member.shape, member.kind, (member.id,), member.weight)


def _build_stack(id_: str, members: Sequence[MapMember], kind: str | None) -> BoxGroup:
    ids = tuple(member.id for member in members)
    weight = sum(member.weight for member in members)
    return BoxGroup(id_, members[0].spot, members[0].shape, kind, ids, weight, is_stack=True)
