"""The map has a limited number of lines, and counts the flows that it does not draw."""

from itertools import product

from model.vocabulary.contents import Contents
from model.vocabulary.flows import Flow, FlowKind
from model.vocabulary.registers import ActorType
from tests.landscapes import BASE, EVIDENCE, actor, flow
from viz.view.bundling import MOST_LINES, bundle_flows, drop_thin_lines
from viz.view.view import build_view

ON = "2026-06-01"
KINDS = tuple(FlowKind)
NONE: frozenset[str] = frozenset()


def between(count: int, *kinds: FlowKind) -> list[Flow]:
    """Return flows of each of the kinds between every two of so many parties."""
    pairs = [(f"a{one:02}", f"a{other:02}") for one, other in product(range(count), repeat=2) if one != other]
    return [flow(source, target, kind) for source, target in pairs for kind in kinds]


def boxes(count: int) -> dict[str, str]:
    return {f"a{n:02}": f"a{n:02}" for n in range(count)}


def test_each_kind_has_its_line_while_they_are_few() -> None:
    lines = bundle_flows(between(5, *KINDS), boxes(5)).lines
    assert len(lines) == 5 * 4 * len(KINDS) <= MOST_LINES
    assert {line.kind for line in lines} == set(KINDS)


def test_kinds_share_a_line_where_they_would_be_too_many_and_a_single_one_keeps_its_own() -> None:
    lines = bundle_flows([*between(6, *KINDS), flow("a00", "b", FlowKind.ORDER)], boxes(6) | {"b": "b"}).lines
    assert [(line.kind, len(line.flows)) for line in lines if line.target == "b"] == [(FlowKind.ORDER, 1)]
    assert {(line.kind, len(line.flows)) for line in lines if line.target != "b"} == {(None, len(KINDS))}


def test_the_thinnest_lines_are_counted_where_there_are_too_many_even_so() -> None:
    bundles = bundle_flows([*between(15, FlowKind.ORDER), *between(3, FlowKind.DEMAND)], boxes(15))
    thin = drop_thin_lines(bundles, NONE)
    assert len(thin.lines) == MOST_LINES
    assert sum(len(line.flows) for line in thin.lines) + thin.undrawn == sum(len(line.flows) for line in bundles.lines)
    assert all(len(line.flows) == 2 for line in thin.lines if {line.source, line.target} <= set(boxes(3)))
    assert {line.id for line in bundles.lines if "a14" in (line.source, line.target)} <= {
        line.id for line in drop_thin_lines(bundles, frozenset({"a14"})).lines
    }


def test_a_map_of_many_flows_has_fewer_and_larger_stacks_and_says_what_it_leaves_out() -> None:
    types = [ActorType(id=f"typ-{n}", name="Typ", order=n, evidence=EVIDENCE) for n in range(6)]
    actors = [actor(f"a{n:02}", type=f"typ-{n % 6}", level=("regional", "lokal")[n % 2]) for n in range(60)]
    seen = build_view(Contents([*BASE, *types, *actors, *between(60, FlowKind.ORDER)]), ON, "sv")
    assert len(seen.lines) <= MOST_LINES
    drawn = sum(len(line.flows) for line in seen.lines) + sum(box.within for box in seen.boxes)
    assert drawn == 60 * 59
    assert {box.label for box in seen.boxes} == {"aktörer"}
