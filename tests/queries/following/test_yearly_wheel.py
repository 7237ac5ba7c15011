"""The yearly wheel: which quarters hold a meeting, which lack one that themes lead one to expect, and which are still open."""

from queries.following.yearly_wheel import YearlyWheel, answer_yearly_wheel
from queries.server.graph import Graph

ON = "2026-08-15"


def states_of(wheel: YearlyWheel, forum: str) -> list[str]:
    return next([quarter.state for quarter in one.quarters] for one in wheel.forums if one.id == forum)


def test_the_source_s_wheel_says_in_which_quarters_branch_forums_and_their_committees_meet(sormland_graph: Graph) -> None:
    wheel = answer_yearly_wheel(sormland_graph, 2026, ON)
    assert states_of(wheel, "branschforum-grona-naringar") == ["none", "missing", "none", "open"]
    assert states_of(wheel, "arbetsutskott-transport") == ["missing", "none", "open", "none"]
    assert states_of(wheel, "branschforum-transport")[1] == "held"
    assert {theme.quarter for theme in wheel.themes} == {1, 2, 3, 4}


def test_a_quarter_is_missing_only_when_it_is_over(sormland_graph: Graph) -> None:
    forum = "branschforum-grona-naringar"
    days = {"2027-04-01": "open", "2027-06-30": "open", "2027-07-01": "missing"}
    assert {day: states_of(answer_yearly_wheel(sormland_graph, 2027, day), forum)[1] for day in days} == days


def test_one_forum_is_told_alone_also_without_meetings(sormland_graph: Graph) -> None:
    wheel = answer_yearly_wheel(sormland_graph, 2020, ON, "RAR-LG")
    assert len(wheel.forums) == 1
    assert {quarter.state for quarter in wheel.forums[0].quarters} == {"none"}


def test_counts_are_of_forums_quarters(sormland_graph: Graph) -> None:
    wheel = answer_yearly_wheel(sormland_graph, 2026, ON)
    counted = sum(wheel.count(state) for state in ("held", "planned", "missing", "open", "none"))
    assert counted == 4 * len(wheel.forums)
