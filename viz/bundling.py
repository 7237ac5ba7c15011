"""Which flows share a line: those of one kind from one box to another; those from one member of a box to another stay in it."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from model.flows import Flow, FlowKind
from model.record import Certainty, Standing
from viz.geometry import Line


@dataclass(frozen=True, slots=True)
class Bundles:
    """The lines between boxes, and by box id how many flows stay within it."""

    lines: tuple[Line, ...]
    within: Mapping[str, int]


def bundled(flows: Iterable[Flow], box_of: Mapping[str, str]) -> Bundles:
    """Return the lines for `flows`; `box_of` says which box each party is in."""
    bundles: dict[tuple[str, str, FlowKind], list[Flow]] = defaultdict(list)
    within: Counter[str] = Counter()
    for flow in flows:
        source, target = box_of.get(flow.source), box_of.get(flow.target)
        if source is None or target is None:
            continue
        if source == target:
            within[source] += 1
        else:
            bundles[source, target, flow.kind].append(flow)
    return Bundles(tuple(_line(*key, bundles[key]) for key in sorted(bundles)), within)


def _line(source: str, target: str, kind: FlowKind, flows: Sequence[Flow]) -> Line:
    return Line(
        id=f"{source}>{target}>{kind}",
        source=source,
        target=target,
        kind=kind,
        flows=tuple(sorted(flow.id for flow in flows)),
        proposed=sum(flow.standing == Standing.PROPOSED for flow in flows),
        uncertain=any(flow.certainty == Certainty.UNCERTAIN for flow in flows),
    )
