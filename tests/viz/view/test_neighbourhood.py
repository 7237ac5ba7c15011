"""Who feeds a party and whom it feeds, step by step; like parties share a card."""

import pytest

from model.errors import NotFound
from model.vocabulary.contents import Contents
from model.vocabulary.flows import FlowKind
from model.vocabulary.record import Certainty, Standing
from tests.landscapes import BASE, actor, flow, forum
from viz.style.neighbourhood import Neighbourhood
from viz.view.neighbourhood import MOST_CARDS, build_neighbourhood

CHAIN = Contents([*BASE, *(actor(id_) for id_ in "abcde"), *(flow(*ends) for ends in ("ab", "bc", "cd", "de"))])


def columns_of(view: Neighbourhood) -> dict[int, set[str]]:
    found: dict[int, set[str]] = {}
    for card in view.cards:
        found.setdefault(card.step, set()).update(id_ for id_, _name in card.members)
    return found


def test_a_step_holds_what_is_reached_with_so_many_flows_and_the_rest_is_counted() -> None:
    assert columns_of(build_neighbourhood(CHAIN, "c", "sv")) == {-1: {"b"}, 1: {"d"}}
    assert columns_of(build_neighbourhood(CHAIN, "c", "sv", steps=2)) == {-2: {"a"}, -1: {"b"}, 1: {"d"}, 2: {"e"}}
    assert build_neighbourhood(CHAIN, "c", "sv").folded == 2


def test_one_direction_or_some_kinds_are_shown_alone() -> None:
    assert columns_of(build_neighbourhood(CHAIN, "c", "sv", direction="up")) == {-1: {"b"}}
    assert columns_of(build_neighbourhood(CHAIN, "c", "sv", kinds=[FlowKind.ORDER])) == {}


def test_a_party_on_both_sides_stands_in_both_columns_and_says_so() -> None:
    view = build_neighbourhood(Contents([*BASE, actor("a"), actor("b"), flow("a", "b"), flow("b", "a")]), "a", "sv")
    assert [(card.step, card.returns) for card in view.cards] == [(-1, True), (1, True)]


def test_parties_of_one_kind_with_the_same_flows_share_a_card_and_others_do_not() -> None:
    forums = [forum(f"f{n}", level="lokal") for n in range(3)]
    flows = [*(flow("a", one.id) for one in forums), flow("a", "f0", FlowKind.ORDER)]
    view = build_neighbourhood(Contents([*BASE, actor("a"), *forums, *flows]), "a", "sv")
    assert {card.name: [row.count for row in card.rows] for card in view.cards} == {"F0": [1, 1], "Slag\u00a0(2)": [2]}


def test_a_row_counts_what_is_proposed_and_uncertain_and_says_what_is_carried() -> None:
    proposed = flow("a", "b", standing=Standing.PROPOSED, certainty=Certainty.UNCERTAIN, certainty_reason="?", carries="behov")
    row = build_neighbourhood(Contents([*BASE, actor("a"), actor("b"), proposed]), "a", "sv").cards[0].rows[0]
    assert (row.count, row.proposed, row.uncertain, row.carries) == (1, 1, 1, ("behov",))


def test_a_column_of_many_unlike_parties_is_gathered() -> None:
    others = [actor(f"x{n}") for n in range(60)]
    view = build_neighbourhood(Contents([*BASE, actor("a"), *others, *(flow("a", one.id) for one in others)]), "a", "sv")
    assert len(view.cards) <= MOST_CARDS
    assert len(columns_of(view)[1]) == 60


def test_every_flow_between_what_is_shown_and_the_step_within_is_on_a_line(with_examples: Contents) -> None:
    contents = with_examples.on("2026-11-30")
    view = build_neighbourhood(contents, "branschforum-transport", "sv", steps=2)
    assert sum(link.count for link in view.links) == sum(row.count for card in view.cards for row in card.rows)


def test_an_unknown_party_is_not_found() -> None:
    with pytest.raises(NotFound):
        build_neighbourhood(CHAIN, "nobody", "sv")
