"""Every colour of the map has enough contrast on its grounds (WCAG 2.1), and kinds of flow differ in more than colour."""

from itertools import product

from model.vocabulary.flows import FlowKind
from model.vocabulary.registers import Colour
from viz.style.palette import AREAS, BADGE, BOX_BORDER, FADED, FLAG, FLOWS, INK, MUTED, PAPER, ROW, contrast_of

GROUNDS = [PAPER, ROW, *(shade for area in AREAS.values() for shade in (area.ground, area.side))]


def test_text_has_a_contrast_of_4_5() -> None:
    pairs = [(INK, PAPER), (INK, ROW), (MUTED, PAPER), (PAPER, BADGE), (FADED, PAPER), (PAPER, FLAG)]
    pairs += [(area.text, ground) for area in AREAS.values() for ground in (area.ground, area.side, PAPER)]
    pairs += [(PAPER, area.border) for area in AREAS.values()]
    assert [pair for pair in pairs if contrast_of(*pair) < 4.5] == []


def test_flows_and_borders_have_a_contrast_of_3_on_every_ground() -> None:
    drawn = [BOX_BORDER, *(style.colour for style in FLOWS.values())]
    assert [pair for pair in product(drawn, GROUNDS) if contrast_of(*pair) < 3] == []
    borders = [(area.border, ground) for area in AREAS.values() for ground in (area.ground, PAPER)]
    assert [pair for pair in borders if contrast_of(*pair) < 3] == []


def test_kinds_of_flow_differ_in_dash_and_in_head() -> None:
    assert set(FLOWS) == set(FlowKind)
    assert len({style.dash for style in FLOWS.values()}) == len({style.head for style in FLOWS.values()}) == len(FlowKind)


def test_every_colour_of_an_area_has_its_shades() -> None:
    assert set(AREAS) == set(Colour)


def test_contrast_is_measured_as_wcag_defines_it() -> None:
    assert (contrast_of("#000000", "#ffffff"), round(contrast_of("#777777", "#ffffff"), 2)) == (21, 4.48)
