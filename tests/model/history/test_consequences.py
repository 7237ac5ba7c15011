"""What a change means: whom a kind of flow newly reaches or no longer does, and who got or lost a seat."""

from model.history.consequences import find_consequences
from model.vocabulary.flows import FlowKind
from model.vocabulary.forums import Position
from tests.landscapes import actor, flow, forum, landscape, seat

PARTIES = (actor("a"), actor("b"), actor("c"), forum("f"))


def test_a_kind_of_flow_reaches_whom_it_did_not_and_no_longer_whom_it_did() -> None:
    found = find_consequences(landscape(PARTIES, flow("a", "b")), landscape(PARTIES, flow("a", "c")))
    assert (found.reached[FlowKind.DEMAND], found.cut_off[FlowKind.DEMAND]) == (("c",), ("b",))
    assert found.reached[FlowKind.ORDER] == ()


def test_who_is_reached_from_another_giver_is_neither_new_nor_cut_off() -> None:
    found = find_consequences(landscape(PARTIES, flow("a", "b")), landscape(PARTIES, flow("c", "b")))
    assert not any((*found.reached.values(), *found.cut_off.values()))


def test_who_has_ended_loses_nothing_and_a_flow_from_nobody_reaches_nobody() -> None:
    then = landscape(PARTIES, flow("a", "b"), seat("f", "c"))
    now = landscape([party for party in PARTIES if party.id not in ("b", "c")], flow("b", "a"))
    found = find_consequences(then, now)
    assert not any((*found.reached.values(), *found.cut_off.values(), found.unseated))


def test_a_seat_is_gained_by_its_holder_and_by_whom_it_speaks_for_but_not_by_a_deputy() -> None:
    then = landscape(PARTIES, seat("f", "a"))
    now = landscape(PARTIES, seat("f", "b", on_behalf_of="c"), seat("f", "a", position=Position.DEPUTY))
    found = find_consequences(then, now)
    assert (found.seated, found.unseated) == (("b", "c"), ("a",))
