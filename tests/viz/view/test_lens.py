"""A lens marks boxes and lines of the map: places stay, what is not concerned has no mark, a stack names its one marked member."""

from typing import Any

from model.vocabulary.contents import Contents
from tests.landscapes import BASE, actor, forum
from viz.view.lens import Lens, LensLine, PartyMark, build_lens_view
from viz.view.view import build_view

ON = "2026-11-30"
FORUMS = [forum(f"f{n}") for n in range(4)]
CONTENTS = Contents([*BASE, actor("a"), actor("b"), *FORUMS])


def lens_of(marks: dict[str, PartyMark], *lines: LensLine, **more: Any) -> Lens:
    return Lens("Perspektiv", "Svaret.", marks, lines, ("stuck", "awaited"), **more)


def line(source: str, target: str, **more: Any) -> LensLine:
    fields: dict[str, Any] = {"look": "stuck", "count": 1, "words": f"{source} → {target}"}
    return LensLine(source, target, **fields | more)


def test_what_is_not_concerned_has_no_mark_and_keeps_its_place() -> None:
    view = build_lens_view(CONTENTS, ON, "sv", lens_of({"a": PartyMark("awaited", "väntar")}))
    assert {mark.members for mark in view.marks.values()} == {("a",)}
    assert [box.id for box in view.view.boxes] == [box.id for box in build_view(CONTENTS, ON, "sv").boxes]


def test_a_stack_names_its_one_marked_member_and_counts_several() -> None:
    one = build_lens_view(CONTENTS, ON, "sv", lens_of({"f1": PartyMark("stuck", "står still", "1 står still")}))
    (stack,) = (box for box in one.view.boxes if box.shape == "stack")
    assert (stack.label, one.marks[stack.id].note) == ("F1", "1 står still")
    several = build_lens_view(CONTENTS, ON, "sv", lens_of({id_: PartyMark("stuck", "står still") for id_ in ("f1", "f2")}))
    assert several.marks[stack.id].note == "2 av 4"


def test_a_stack_shows_the_first_state_of_the_lens_that_a_member_has() -> None:
    marks = {"f0": PartyMark("awaited", "väntar"), "f1": PartyMark("stuck", "står still")}
    view = build_lens_view(CONTENTS, ON, "sv", lens_of(marks))
    assert [mark.state for mark in view.marks.values()] == ["stuck"]


def test_lines_between_the_same_boxes_are_one_with_their_sum_and_the_oldest_days() -> None:
    lines = (line("f0", "a", days=10), line("f1", "a", days=40, count=2), line("f1", "a", look="broken"))
    view = build_lens_view(CONTENTS, ON, "sv", lens_of({}, *lines))
    assert sorted((mark.look, mark.count, mark.days) for mark in view.lines.values()) == [("broken", 1, None), ("stuck", 3, 40)]


def test_a_line_within_a_stack_or_to_nowhere_is_told_and_not_drawn() -> None:
    view = build_lens_view(CONTENTS, ON, "sv", lens_of({}, line("f0", "f1"), line("a", "gone")))
    assert (len(view.lines), len(view.within), len(view.undrawn)) == (0, 1, 1)


def test_what_is_gone_is_drawn_where_it_stood() -> None:
    gone = actor("c", valid_to="2020-01-01")
    view = build_lens_view(CONTENTS, ON, "sv", lens_of({"c": PartyMark("ended", "upphörde")}, ghosts=(gone,)))
    assert {mark.members for mark in view.marks.values()} == {("c",)}


def test_what_moved_is_drawn_where_it_stood_with_a_line_to_where_it_is() -> None:
    was = actor("a", level="regional")
    moved = line("a", "a", look="moved")
    view = build_lens_view(CONTENTS, ON, "sv", lens_of({"a": PartyMark("moved", "flyttad")}, moved, former=(was,)))
    assert sorted((mark.state, mark.members) for mark in view.marks.values()) == [("former", ("a",)), ("moved", ("a",))]
    before, now = (
        next(box for box in view.view.boxes if view.marks.get(box.id, None) is mark)
        for mark in sorted(view.marks.values(), key=lambda mark: mark.state)
    )
    assert (before.row, before.label, now.row) == ("regional", "A, förut här", "lokal")
    assert [(one.source, one.target) for one in view.view.lines] == [(before.id, now.id)]
