"""The small map: a diamond at whom something stands still, boxes of all parties, and no letters but its headings."""

from xml.etree import ElementTree

from model.vocabulary.contents import Contents
from tests.viz.draw.test_lens_svg import LENS, ON, SVG
from viz.draw.small_map import draw_small_map
from viz.view.lens import build_lens_view


def test_the_small_map_counts_what_stands_still_by_who_decided(with_examples: Contents) -> None:
    view = build_lens_view(with_examples.on(ON), ON, "sv", LENS)
    drawn = ElementTree.fromstring(draw_small_map(view, LENS, "sv"))
    words = [part.text for part in drawn.iter(f"{SVG}text")]
    boxes = [part for part in drawn.iter() if part.get("class", "").startswith("box")]
    assert words[-1] == "4"  # of the only party that its lines come from
    assert {"Internationell", "Arbetsgivare"} <= set(words)
    assert len(boxes) == len(view.view.boxes)
    assert sum("marked" in part.get("class", "") for part in boxes) == len(view.marks)
