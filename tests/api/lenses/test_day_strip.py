"""The strip of days: a bar for how much begins, ends and happens up to each day after the one before."""

from api.lenses.day_strip import count_between, find_days_of_change, measure_bar
from model.vocabulary.decisions import StepKind
from tests.landscapes import actor, assignment, decision, flow, landscape, step


def test_what_begins_ends_and_happens_changes_its_day() -> None:
    contents = landscape(
        actor("a", valid_from="2026-01-01", valid_to="2026-03-31"),
        actor("b"),
        flow("a", "b", valid_to="2026-02-28"),
        decision("d", assignment("u", "d", "b"), taken_on="2026-05-01"),
        step("u", StepKind.COMMUNICATED, "2026-05-20"),
    )
    assert sorted(find_days_of_change(contents)) == ["2026-01-01", "2026-03-01", "2026-04-01", "2026-05-01", "2026-05-20"]


def test_a_day_counts_what_changes_after_the_day_before_it_in_the_strip() -> None:
    changing = ["2026-01-15", "2026-02-01", "2026-02-02", "2026-02-28", "2026-03-05"]
    assert count_between(changing, ["2026-02-01", "2026-03-01", "2026-04-01"]) == [2, 2, 1]


def test_the_highest_bar_is_that_of_most_changes_and_a_single_one_is_seen() -> None:
    assert [measure_bar(n, 1000) for n in (0, 1, 500, 1000)] == [0, 2, 10, 20]
