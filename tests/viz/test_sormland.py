"""The map of Sörmland is readable on one screen, and keeps the rules with each stack opened."""

import pytest

from model.vocabulary.contents import Contents
from tests.viz.rules import find_broken
from viz.layout.lay_out import arrange, lay_out_view
from viz.style.geometry import Geometry, MapView
from viz.view.view import build_view

ON = "2026-11-24"


@pytest.fixture(scope="module")
def view(sormland: Contents) -> MapView:
    return build_view(sormland, ON, "sv")


@pytest.fixture(scope="module")
def geometry(view: MapView) -> Geometry:
    return lay_out_view(view)


def test_it_keeps_the_rules(view: MapView, geometry: Geometry) -> None:
    assert find_broken(view, geometry) == []


def test_it_can_be_read_at_1440_by_900_without_zooming(geometry: Geometry) -> None:
    """In the window of the page the smallest label has at least 10.5 px of text, and most have 11."""
    scale = min(1440 / geometry.width, 700 / geometry.height, 1)
    sizes = sorted(placed.caption.size * scale for placed in geometry.boxes)
    assert sizes[0] > 10.5
    assert sizes[len(sizes) // 10] > 11


def test_no_label_is_hyphenated_but_between_parts_of_a_compound_or_cut(geometry: Geometry) -> None:
    assert not [placed.id for placed in geometry.boxes if "…" in "".join(placed.caption.lines)]


def test_it_keeps_the_rules_and_its_size_with_the_examples(with_examples: Contents) -> None:
    view = build_view(with_examples, ON, "sv")
    geometry = lay_out_view(view)
    assert find_broken(view, geometry) == []
    assert (geometry.width, geometry.height <= 760) == (1440, True)  # 10.5 px of text is left in 700 px


def test_each_stack_opened_keeps_the_rules_and_the_other_boxes_in_their_cells_places(sormland: Contents, view: MapView) -> None:
    arrangement = arrange(view)
    for stack in (box for box in view.boxes if box.shape == "stack"):
        opened = build_view(sormland, ON, "sv", stack.id)
        assert opened.open_stack == stack.id
        assert {member for box in opened.boxes for member in box.members} == {
            member for box in view.boxes for member in box.members
        }
        assert find_broken(opened, lay_out_view(opened, arrangement)) == []


def test_what_is_not_in_the_opened_stacks_cell_keeps_its_order(sormland: Contents, view: MapView, geometry: Geometry) -> None:
    stack = next(box for box in view.boxes if box.shape == "stack" and box.column)
    opened = lay_out_view(build_view(sormland, ON, "sv", stack.id), arrange(view))
    others = {box.id for box in view.boxes if (box.column, box.row) != (stack.column, stack.row)}
    assert _reading_order(opened, others) == _reading_order(geometry, others)


def _reading_order(geometry: Geometry, among: set[str]) -> list[str]:
    placed = [box for box in geometry.boxes if box.id in among]
    return [box.id for box in sorted(placed, key=lambda box: (box.rect.bottom, box.rect.x))]
