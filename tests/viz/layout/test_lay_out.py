"""In every map nothing overlaps, no label is cut and no flow is hidden. The same view gives the same map."""

import json
from collections.abc import Sequence

import pytest
from hypothesis import given

from tests.conftest import limit_examples
from tests.viz.rules import find_broken
from tests.viz.views import random_view, sizes
from viz.layout.lay_out import lay_out_view

SORMLAND_LIKE = random_view(1, boxes=72, lines=90)


def test_a_map_like_sormlands_keeps_the_rules() -> None:
    assert find_broken(SORMLAND_LIKE, lay_out_view(SORMLAND_LIKE)) == []


@limit_examples(40)
@given(sizes())
def test_any_map_keeps_the_rules(size: dict[str, int]) -> None:
    view = random_view(**size)
    assert find_broken(view, lay_out_view(view)) == []


@pytest.mark.slow
@limit_examples(12)
@given(sizes(300))
def test_any_large_map_keeps_the_rules(size: dict[str, int]) -> None:
    view = random_view(**size)
    assert find_broken(view, lay_out_view(view)) == []


@pytest.mark.slow
def test_a_map_of_300_boxes_and_300_lines_keeps_the_rules() -> None:
    view = random_view(3, boxes=300, lines=300, columns=7, rows=6)
    assert find_broken(view, lay_out_view(view)) == []


def test_the_same_view_gives_the_same_bytes() -> None:
    again = random_view(1, boxes=72, lines=90)
    assert json.dumps(lay_out_view(SORMLAND_LIKE).as_json()) == json.dumps(lay_out_view(again).as_json())


@pytest.mark.parametrize("boxes", [(), (0,)])
def test_a_map_of_nothing_and_of_one_box(boxes: Sequence[int]) -> None:
    view = random_view(5, boxes=len(boxes), lines=0)
    assert find_broken(view, lay_out_view(view)) == []
