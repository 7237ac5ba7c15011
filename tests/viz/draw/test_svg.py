"""The SVG shows everything on the map, and stays well-formed and harmless with any names."""

from dataclasses import replace
from xml.etree import ElementTree

import pytest

from model.vocabulary.contents import Contents
from tests.viz.views import random_view
from viz.draw.svg import draw_map, draw_svg
from viz.layout.lay_out import lay_out_view
from viz.style.geometry import MapView
from viz.web.drawn import DrawnMap

SVG = "{http://www.w3.org/2000/svg}"
VIEW = random_view(7, boxes=20, lines=20)


def draw_view(view: MapView) -> ElementTree.Element:
    return ElementTree.fromstring(draw_svg(view, lay_out_view(view), "sv"))


def test_it_has_a_title_a_description_and_a_legend_in_the_readers_language() -> None:
    root = draw_view(VIEW)
    assert root.findtext(f"{SVG}title") == VIEW.title
    assert VIEW.subtitle in (root.findtext(f"{SVG}desc") or "")
    words = {text.text for text in root.iter(f"{SVG}text")}
    assert {"Behov", "Leverans", "Beställning", "Information", "Föreslaget", "Siffra på en linje: så många flöden"} <= words


def test_every_box_and_every_line_is_drawn_with_its_name() -> None:
    titles = [title.text for title in draw_view(VIEW).iter(f"{SVG}title")]
    assert titles.count("namn") == len(VIEW.boxes)
    assert titles.count("namn → namn") == len(VIEW.lines)


def test_a_stack_of_which_some_are_proposed_is_dashed_behind_and_whole_in_front() -> None:
    box = replace(VIEW.boxes[0], shape="stack", stacked_shape="actor", members=("a", "b"))
    dashes = {}
    for proposed in (0, 1, 2):
        root = draw_view(replace(VIEW, boxes=(replace(box, proposed=proposed),), lines=()))
        (titled,) = (part for part in root.iter(f"{SVG}g") if part.findtext(f"{SVG}title") == box.name)
        dashes[proposed] = ["stroke-dasharray" in card.attrib for card in titled.findall(f"{SVG}rect")[:3]]
    assert dashes == {0: [False] * 3, 1: [True, True, False], 2: [True] * 3}


@pytest.mark.parametrize(
    "name", ["</title><script>alert(1)</script>", '" onload="alert(1)', "a\x00\x0b\ud800b", "\u202eabc", "x" * 10_000]
)
def test_hostile_names_are_text(name: str) -> None:
    hostile = replace(VIEW, title=name, boxes=tuple(replace(box, name=name, label=name) for box in VIEW.boxes))
    root = draw_view(hostile)
    assert not [part for part in root.iter() if part.tag.endswith("script")]
    assert not [name for part in root.iter() for name in part.attrib if name.startswith("on")]


def test_it_refers_to_nothing_outside_itself() -> None:
    text = draw_svg(VIEW, lay_out_view(VIEW), "en")
    assert "http" not in text.replace('xmlns="http://www.w3.org/2000/svg"', "")


def test_the_same_landscape_is_the_same_picture(sormland: Contents) -> None:
    assert draw_map(sormland, "2026-11-24", "sv") == draw_map(sormland, "2026-11-24", "sv")


def test_a_picture_by_itself_speaks_of_no_page(sormland: Contents) -> None:
    for words in ("panel", "tabell"):
        assert words not in draw_map(sormland, "2026-11-24", "sv").lower()
        assert words not in DrawnMap(sormland, "2026-11-24", "sv").svg().lower()
    assert "förteckningarna säger varför" in draw_map(sormland, "2026-11-24", "sv", "document")
