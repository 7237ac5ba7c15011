"""The drawing of a lens: every mark and line is drawn, labels are at least 11 px, badges cover no box, lines break where they stop."""

from collections.abc import Iterable
from typing import get_args
from xml.etree import ElementTree

import pytest

from model.vocabulary.contents import Contents
from viz.draw.lens_svg import draw_lens, place_badge, split_path
from viz.draw.marks import LOOKS, SHAPES, draw_mark
from viz.style.geometry import Rect
from viz.view.lens import LENS_WIDTH, Lens, LensLine, LensState, PartyMark, build_lens_view

SVG = "{http://www.w3.org/2000/svg}"
ON = "2026-11-30"
LENS = Lens(
    "Perspektiv",
    "Svaret.",
    {
        "branschforum-transport": PartyMark("stuck", "7 står stilla", "7 står stilla"),
        "sfi": PartyMark("awaited", "väntar"),
        "arbetsformedlingen": PartyMark("awaited", "väntar"),
    },
    (
        LensLine("branschforum-transport", "sfi", "broken", 3, "bruten", 400),
        LensLine("branschforum-transport", "arbetsformedlingen", "seat", 1, "plats"),
    ),
    ("stuck", "awaited"),
)


@pytest.fixture(scope="module")
def drawn(with_examples: Contents) -> ElementTree.Element:
    contents = with_examples.on(ON)
    view = build_lens_view(contents, ON, "sv", LENS)
    return ElementTree.fromstring(draw_lens(view, LENS, "sv", lambda id_: f"/part/{id_}"))


def collect(drawn: ElementTree.Element, attribute: str) -> set[str]:
    return {word for part in drawn.iter() for word in part.get(attribute, "").split()}


def test_every_mark_and_every_line_is_drawn(drawn: ElementTree.Element) -> None:
    assert collect(drawn, "data-marks") == set(LENS.marks)
    assert collect(drawn, "data-pairs") == {f"{line.source}>{line.target}" for line in LENS.lines}


def test_it_fits_beside_its_panel_with_labels_of_at_least_11_px(drawn: ElementTree.Element) -> None:
    assert float(drawn.get("width", "0")) == LENS_WIDTH
    sizes = [float(text.get("font-size", "0")) for text in drawn.iter(f"{SVG}text")]
    assert min(size for size in sizes if size) >= 9  # the word "exempel" on a box
    assert min(float(text.get("font-size", "0")) for text in drawn.iter(f"{SVG}text") if "name" in text.get("class", "")) >= 11


def test_a_box_leads_to_its_party_and_the_keyboard_goes_from_mark_to_mark(drawn: ElementTree.Element) -> None:
    addresses = {link.get("href") for link in drawn.iter(f"{SVG}a")}
    assert {f"/part/{id_}" for id_ in LENS.marks} <= addresses
    reached = {link.get("href") for link in drawn.iter(f"{SVG}a") if link.get("tabindex") is None}
    assert reached == {f"/part/{id_}" for id_ in LENS.marks}


def test_a_line_stops_halfway_and_its_rest_goes_on_from_there() -> None:
    assert split_path("M0 0L0 40C0 45 5 50 10 50L90 50") == (
        "M0 0L0 40C0 45 5 50 10 50L50 50",
        (50.0, 50.0),
        False,
        "M50 50L90 50",
    )
    assert split_path("M0 0C0 5 5 10 10 10") is None


def test_a_badge_stands_clear_of_boxes_and_of_the_break() -> None:
    way, box = "M0 0L300 0", Rect(0, -20, 100, 40)
    x, _y = place_badge(way, 40, [box])
    assert x - 20 >= box.right
    assert abs(x - 150) > 20


def shapes_of(states: Iterable[LensState]) -> list[str]:
    return [draw_mark(state, 0, 0) for state in states]


def test_states_differ_in_shape_not_in_colour_alone() -> None:
    assert set(get_args(LensState)) == set(LOOKS)
    shapes = [SHAPES[state] for state in SHAPES if state != "stuck"]  # which stops as what is cut off does
    assert len(set(shapes)) == len(shapes)
    assert all(shapes_of(SHAPES))
