"""Women and men in forums, counted: even or not, by the day, and never of so few that it would be about a person."""

from typing import Any

from model.findings import Answer
from model.vocabulary.forums import Headcount
from queries.questions.parameters import SharesQuestion
from queries.representation.shares import answer_shares
from queries.server.graph import Graph
from tests.graphs import put
from tests.landscapes import EVIDENCE, forum, landscape

ON = "2026-06-01"


def count(in_: str, on: str, women: int, men: int, **more: Any) -> Headcount:
    """Return a headcount."""
    fields: dict[str, Any] = {"id": f"{in_}-{on}", "forum": in_, "on": on, "women": women, "men": men, "evidence": EVIDENCE}
    return Headcount(**fields | more)


def ask(graph: Graph, on: str = ON, **fields: Any) -> Answer:
    return answer_shares(graph, SharesQuestion(by="sex", on=on, **fields))


def pick(answer: Answer, what: str, *fields: str) -> list[tuple[Any, ...]]:
    return [tuple(row[field] for field in fields) for row in answer.rows if row["what"] == what]


def test_within_each_forum_and_within_each_sex(graph: Graph) -> None:
    put(graph, landscape(forum("f"), forum("g"), count("f", "2026-01-01", 2, 6), count("g", "2026-02-01", 2, 2)))
    answer = ask(graph)
    assert pick(answer, "forum", "forum", "share", "women_part", "men_part", "even", "attainable") == [
        ("f", 25.0, 50.0, 75.0, False, [4, 4]),
        ("g", 50.0, 50.0, 25.0, True, [2, 2]),
    ]
    assert pick(answer, "total", "women", "men", "share") == [(4, 8, 33.3)]
    assert [finding.sentence.in_("en") for finding in answer.findings] == [
        "F has 25 % women (2 of 8, counted 2026-01-01): outside 40–60. Of 8, 4 of each are even."
    ]


def test_three_cannot_be_split_evenly_so_that_is_no_finding(graph: Graph) -> None:
    put(graph, landscape(forum("f"), count("f", "2026-01-01", 1, 2)))
    answer = ask(graph)
    assert pick(answer, "forum", "even", "attainable") == [(False, None)]
    assert answer.findings == []


def test_the_latest_count_by_the_day_counts_before_figures_without_a_day(graph: Graph) -> None:
    put(graph, landscape(forum("f", women=3, men=5), count("f", "2025-05-01", 4, 4), count("f", "2026-05-01", 5, 3)))
    found = {on: pick(ask(graph, on), "forum", "women", "counted_on") for on in ("2025-04-30", "2026-04-30", "2026-05-01")}
    assert found == {"2025-04-30": [(3, None)], "2026-04-30": [(4, "2025-05-01")], "2026-05-01": [(5, "2026-05-01")]}


def test_a_count_that_another_follows_within_a_year_is_replaced_on_earlier_days_too(graph: Graph) -> None:
    """Otherwise the days between would tell who came or left."""
    put(graph, landscape(forum("f"), count("f", "2026-05-01", 4, 4), count("f", "2026-05-08", 5, 4)))
    found = {on: pick(ask(graph, on), "forum", "women", "men") for on in ("2026-05-01", "2026-05-08")}
    assert found == {"2026-05-01": [], "2026-05-08": [(5, 4)]}


def test_figures_of_fewer_than_three_are_neither_shown_nor_summed(graph: Graph) -> None:
    """Old files may hold them; a headcount of so few is refused."""
    put(graph, landscape(forum("f", women=1, men=1), forum("g", women=2, men=2), forum("h")))
    answer = ask(graph)
    assert pick(answer, "few", "forum") == [("f",)]
    assert pick(answer, "uncounted", "forum") == [("h",)]
    assert pick(answer, "total", "women", "men") == [(2, 2)]
    assert all("women" not in row for row in answer.rows if row["what"] == "few")


def test_years_are_summed_over_three_forums_or_more(graph: Graph) -> None:
    """A year of fewer forums would tell of one of them."""
    forums = [forum(f"f{n}") for n in range(3)]
    early = [count(f"f{n}", "2024-05-01", 2, 2) for n in range(2)]
    put(graph, landscape(forums, early, count("f2", "2025-05-01", 3, 1), count("f0", "2026-05-01", 3, 1)))
    assert pick(ask(graph), "year", "year", "forums", "women", "men") == [(2025, 3, 7, 5), (2026, 3, 8, 4)]


def test_sex_is_joined_with_no_seat_role_or_party(graph: Graph) -> None:
    put(graph, landscape(forum("f"), count("f", "2026-01-01", 2, 6)))
    names = {name for row in ask(graph).rows for name in row}
    assert not names & {"seat", "holder", "party", "role", "roles", "type", "types", "group", "actor"}
