"""The layout of the system map: nothing covers anything else, and arrows run between their boxes."""

from itertools import combinations, pairwise
from random import Random

import pytest

from viz.layout.system_layout import SystemEnd, SystemLayout, SystemLink, lay_out_system
from viz.style.geometry import Rect


def box_of_words(layout: SystemLayout, link: SystemLink) -> Rect:
    across, down = layout.links[link.id].words
    return Rect(across - link.words / 2, down - 12, link.words, 24)


@pytest.mark.parametrize("seed", range(60))
def test_boxes_and_words_lie_apart_and_arrows_join_their_boxes(seed: int) -> None:
    random = Random(seed)
    levels, areas = random.randint(1, 3), random.randint(1, 4)
    boxes = [SystemEnd(f"b{n}", random.randrange(areas), random.randrange(levels)) for n in range(random.randint(2, 9))]
    pairs = [pair for pair in ((one.id, other.id) for one in boxes for other in boxes) if pair[0] != pair[1]]
    links = [SystemLink(f"l{n}", *random.choice(pairs), random.uniform(60, 170)) for n in range(random.randint(0, 18))]
    layout = lay_out_system(boxes, links)
    words = [box_of_words(layout, link) for link in links]
    assert not any(one.overlaps(other) for one, other in combinations(layout.boxes.values(), 2))
    assert not any(one.overlaps(other) for one, other in combinations(words, 2))
    assert not any(one.overlaps(other) for one in words for other in layout.boxes.values())
    for link in links:
        points = layout.links[link.id].points
        for id_, (x, y) in ((link.source, points[0]), (link.target, points[-1])):
            box = layout.boxes[id_]
            assert box.x - 1 <= x <= box.right + 1
            assert box.y - 1 <= y <= box.bottom + 1
        assert all(a[0] == b[0] or a[1] == b[1] for a, b in pairwise(points))
    assert all(box.right <= layout.width and box.bottom <= layout.height for box in (*layout.boxes.values(), *words))


def test_neighbours_of_a_level_are_joined_by_a_straight_line() -> None:
    boxes = [SystemEnd("green", 0, 0), SystemEnd("blue", 1, 0), SystemEnd("yellow", 2, 0)]
    layout = lay_out_system(boxes, [SystemLink("a", "green", "blue", 90), SystemLink("b", "blue", "green", 90)])
    assert [len(layout.links[id_].points) for id_ in "ab"] == [2, 2]
    assert layout.links["a"].points[0][1] != layout.links["b"].points[0][1]


def test_an_empty_system_has_a_layout() -> None:
    assert lay_out_system([], []).links == {}
