"""Bundling of flows into lines: one line for each kind of flow from one box to another.

Where these lines would be too many to follow, all kinds from one box to another share a line. If there are still too many, the
thinnest lines are counted instead of drawn. Flows between members of one box have no line.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from model.vocabulary.flows import Flow, FlowKind
from model.vocabulary.record import Standing
from viz.style.geometry import FlowLine

MOST_LINES = 120
"""Lines that a reader can still tell apart."""
SEVERAL_KINDS = "several"
"""The part of a line's id that stands for several kinds."""
_Ends = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Bundles:
    """The lines between boxes, the number of flows within each box by its id, and the number of flows that are not drawn."""

    lines: tuple[FlowLine, ...]
    within: Mapping[str, int]
    undrawn: int = 0

    @property
    def mixed_lines(self) -> int:
        """Return how many lines stand for flows of several kinds."""
        return sum(line.kind is None for line in self.lines)


def bundle_flows(flows: Iterable[Flow], box_of: Mapping[str, str]) -> Bundles:
    """Return the lines for `flows`. `box_of` maps each party to its box; flows of other parties are skipped.

    Kinds share lines if they would need more than MOST_LINES.
    """
    bundles: dict[_Ends, list[Flow]] = defaultdict(list)
    within: Counter[str] = Counter()
    for flow in flows:
        source, target = box_of.get(flow.source), box_of.get(flow.target)
        if source is None or target is None:
            continue
        if source == target:
            within[source] += 1
        else:
            bundles[source, target].append(flow)
    by_kind: dict[tuple[_Ends, FlowKind], list[Flow]] = defaultdict(list)
    for ends, together in bundles.items():
        for flow in together:
            by_kind[ends, flow.kind].append(flow)
    if len(by_kind) <= MOST_LINES:
        lines = [_build_line(ends, same) for (ends, _kind), same in by_kind.items()]
    else:
        lines = [_build_line(ends, together) for ends, together in bundles.items()]
    return Bundles(tuple(sorted(lines, key=lambda line: (line.source, line.target, line.kind or ""))), within)


def drop_thin_lines(bundles: Bundles, first: frozenset[str]) -> Bundles:
    """Return the same with at most MOST_LINES lines: those at the boxes `first`, then those of most flows."""
    if len(bundles.lines) <= MOST_LINES:
        return bundles

    def order(line: FlowLine) -> tuple[bool, int, str]:
        return line.source not in first and line.target not in first, -line.count, line.id

    drawn = {line.id for line in sorted(bundles.lines, key=order)[:MOST_LINES]}
    undrawn = sum(line.count for line in bundles.lines if line.id not in drawn)
    return Bundles(tuple(line for line in bundles.lines if line.id in drawn), bundles.within, undrawn)


def _build_line(ends: _Ends, flows: list[Flow]) -> FlowLine:
    """Return the line for flows between two boxes. Its kind is None if they differ in kind."""
    kinds = {flow.kind for flow in flows}
    kind = kinds.pop() if len(kinds) == 1 else None
    proposed = sum(flow.standing == Standing.PROPOSED for flow in flows)
    return FlowLine(">".join((*ends, kind or SEVERAL_KINDS)), *ends, kind, tuple(sorted(flow.id for flow in flows)), proposed)
