"""How the work of forums is spread: loads, pairs, quiet forums; shares of seats; and the same by brute force."""

import random
from itertools import combinations
from typing import Any

from model.findings import Answer
from model.vocabulary.forums import Meeting, Position
from queries.questions.parameters import OverlapsQuestion, SharesQuestion
from queries.representation.overlaps import FEWEST_SHARED, collect_members, list_loads, list_pairs
from queries.representation.shares import answer_shares
from queries.representation.spread import answer_overlaps, list_quiet
from queries.server.graph import Graph
from tests.graphs import put
from tests.landscapes import EVIDENCE, actor, forum, landscape, seat

ON = "2026-06-01"


def pick(answer: Answer, what: str, *fields: str) -> list[tuple[Any, ...]]:
    return [tuple(row[field] for field in fields) for row in answer.rows if row["what"] == what]


def meeting(in_: str, held_on: str) -> Meeting:
    """Return a meeting that was held."""
    return Meeting(id=f"{in_}-{held_on}", name="Möte", forum=in_, held_on=held_on, evidence=EVIDENCE)


def test_loads_pairs_and_forums_that_have_not_met(graph: Graph) -> None:
    """A vacancy is no member, nor is a party that has ended; that a forum without a meeting on record has not met is unknown."""
    parties = [*map(actor, "ab"), actor("gone", valid_to="2026-05-31"), *(forum(f"f{n}") for n in range(3))]
    seats = [seat(f"f{n}", who) for n in range(2) for who in "ab"] + [seat("f2", "a"), seat("f1", "gone"), seat("f0", None)]
    put(graph, landscape(parties, seats, meeting("f0", "2025-05-31"), meeting("f1", "2025-06-01")))
    answer = answer_overlaps(graph, OverlapsQuestion(on=ON, more_than=2))
    assert pick(answer, "load", "party", "forums") == [("a", ["f0", "f1", "f2"])]
    assert pick(answer, "pair", "forum", "other", "share", "shared") == [("f0", "f1", 100.0, ["a", "b"])]
    assert pick(answer, "quiet", "forum", "days") == [("f0", 366)]
    assert pick(answer, "unmet", "forum") == [("f2",)]
    before = answer_overlaps(graph, OverlapsQuestion(on="2026-05-31", share=51))
    assert pick(before, "pair", "forum", "other", "share") == [("f0", "f1", 66.7)]


def test_shares_count_held_seats_and_tell_the_others_apart(graph: Graph) -> None:
    """Seats count as many as they are; a party in no place is unknown, and a seat on behalf of another is that one's."""
    parties = [actor("a", roles=("roll",)), actor("b"), forum("f")]
    seats = [
        seat("f", "a", number=2),
        seat("f", "b"),
        seat("f", "b", id="for-a", on_behalf_of="a"),
        seat("f", "b", id="d", position=Position.DEPUTY),
        seat("f", None),
    ]
    put(graph, landscape(parties, seats))
    answer = answer_shares(graph, SharesQuestion(on=ON))
    assert pick(answer, "seats", "scope", "held", "deputies", "vacant", "unknown") == [
        ("area", 4, 1, 1, 1),
        ("forum", 4, 1, 1, 1),
    ]
    assert pick(answer, "share", "scope", "group", "seats", "share") == [("area", "roll", 3, 75.0), ("forum", "roll", 3, 75.0)]
    assert pick(answer_shares(graph, SharesQuestion(on=ON, by="place", forum="f")), "seats", "unknown") == [(4,)]


def test_seats_held_that_are_only_proposed_are_told_by_themselves_or_by_their_forum(graph: Graph) -> None:
    parties = [actor("a", roles=("roll",)), forum("f"), forum("g", standing="proposed")]
    put(graph, landscape(parties, [seat("f", "a", standing="proposed"), seat("f", "a", id="b"), seat("f", None), seat("g", "a")]))
    answer = answer_shares(graph, SharesQuestion(on=ON))
    assert pick(answer, "seats", "scope", "held", "proposed") == [("area", 3, 2), ("forum", 2, 1), ("forum", 1, 1)]
    assert pick(answer, "share", "scope", "seats", "proposed") == [("area", 3, 2), ("forum", 2, 1), ("forum", 1, 1)]


def test_loads_and_pairs_by_brute_force() -> None:
    for seed in range(60):
        chance = random.Random(seed)
        rows: list[dict[str, Any]] = [
            {"forum": f"f{chance.randrange(6)}", "holder": chance.choice([None, *(f"p{n}" for n in range(6))])} for _ in range(20)
        ]
        members = collect_members(rows)
        by_hand = {
            forum: {row["holder"] for row in rows if row["forum"] == forum and row["holder"]}
            for forum in sorted({row["forum"] for row in rows if row["holder"]})
        }
        assert members == by_hand
        loads = {
            party: {f for f, some in by_hand.items() if party in some} for party in {p for some in by_hand.values() for p in some}
        }
        assert {party: set(forums) for party, forums in list_loads(members, 2)} == {p: f for p, f in loads.items() if len(f) > 2}
        pairs = {(one, other): by_hand[one] & by_hand[other] for one, other in combinations(sorted(by_hand), 2)}
        assert {pair.forums: set(pair.shared) for pair in list_pairs(members, 40)} == {
            (one, other): both
            for (one, other), both in pairs.items()
            if len(both) >= FEWEST_SHARED and len(both) / len(by_hand[one] | by_hand[other]) >= 0.4
        }


def test_only_a_forum_that_has_met_can_be_quiet() -> None:
    facts: dict[str, Any] = {"name": "F", "name_en": None, "evidence": [], "certainty": "certain", "example": False}
    rows = [{"forum": "f", "held": [["2024-01-01", "m", "M", False], ["2025-01-01", "n", "N", True]], **facts},
            {"forum": "g", "held": [], **facts}]  # fmt: skip
    assert [(row["forum"], row["held"], row["example"]) for row in list_quiet(rows, ON, 365)] == [("f", "2025-01-01", True)]
