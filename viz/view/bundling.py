"""Which flows share a line: those of one kind from one box to another; of all kinds where the lines would be too many to follow.

Those from one member of a box to another stay in it. Where there are too many lines even so, the thinnest are counted instead
of drawn.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from model.vocabulary.flows import Flow, FlowKind
from model.vocabulary.record import Standing
from viz.style.geometry import FlowLine

MOST_LINES = 120
"""Lines that can still be told apart."""
SEVERAL_KINDS = "several"
"""What stands for the kind of a line of several kinds."""
_Ends = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Bundles:
    """The lines between boxes, by box id how many flows stay within it, and the flows whose lines are not drawn."""

    lines: tuple[FlowLine, ...]
    within: Mapping[str, int]
    undrawn: int = 0

    @property
    def merged(self) -> int:
        """How many lines stand for flows of several kinds."""
        return sum(line.kind is None for line in self.lines)


def bundle_flows(flows: Iterable[Flow], box_of: Mapping[str, str]) -> Bundles:
    """Return the lines for `flows`; `box_of` says which box each party is in.

    Kinds share lines where they need more than MOST_LINES.
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
    kinds = {(ends, flow.kind) for ends, together in bundles.items() for flow in together}
    lines = _bundle_by_pair(bundles) if len(kinds) > MOST_LINES else _bundle_by_kind(bundles)
    return Bundles(tuple(sorted(lines, key=lambda line: (line.source, line.target, line.kind or ""))), within)


def drop_thin_lines(bundles: Bundles, first: frozenset[str]) -> Bundles:
    """Return the same with no more than MOST_LINES lines: those at the boxes `first`, then those of most flows."""
    if len(bundles.lines) <= MOST_LINES:
        return bundles

    def order(line: FlowLine) -> tuple[bool, int, str]:
        return line.source not in first and line.target not in first, -len(line.flows), line.id

    kept = {line.id for line in sorted(bundles.lines, key=order)[:MOST_LINES]}
    undrawn = sum(len(line.flows) for line in bundles.lines if line.id not in kept)
    return Bundles(tuple(line for line in bundles.lines if line.id in kept), bundles.within, undrawn)


def _bundle_by_kind(bundles: Mapping[_Ends, Sequence[Flow]]) -> Iterable[FlowLine]:
    for ends, flows in bundles.items():
        for kind in {flow.kind for flow in flows}:
            yield _build_line(ends, kind, [flow for flow in flows if flow.kind == kind])


def _bundle_by_pair(bundles: Mapping[_Ends, Sequence[Flow]]) -> Iterable[FlowLine]:
    for ends, flows in bundles.items():
        kinds = {flow.kind for flow in flows}
        yield _build_line(ends, kinds.pop() if len(kinds) == 1 else None, flows)


def _build_line(ends: _Ends, kind: FlowKind | None, flows: Sequence[Flow]) -> FlowLine:
    proposed = sum(flow.standing == Standing.PROPOSED for flow in flows)
    return FlowLine(">".join((*ends, kind or SEVERAL_KINDS)), *ends, kind, tuple(sorted(flow.id for flow in flows)), proposed)
