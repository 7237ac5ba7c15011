"""Every colour of the map has enough contrast on its grounds (WCAG 2.1), and kinds of flow differ in more than colour."""

from collections.abc import Mapping
from itertools import product

import pytest

from model.vocabulary.flows import FlowKind
from model.vocabulary.registers import Colour
from viz.style.palette import AREAS, BADGE, BOX_BORDER, DARK, FADED, FLAG, FLOWS, INK, MUTED, PAPER, ROW, contrast_of


def contrast_on(shades: Mapping[str, str], one: str, other: str) -> float:
    """Return the contrast of two colours on light paper, or in the shades that they have on dark paper."""
    return contrast_of(shades.get(one, one), shades.get(other, other))


GROUNDS = [PAPER, ROW, *(shade for area in AREAS.values() for shade in (area.ground, area.side))]


@pytest.mark.parametrize("shades", [{}, DARK], ids=["light", "dark"])
def test_text_has_a_contrast_of_4_5(shades: Mapping[str, str]) -> None:
    pairs = [(INK, PAPER), (INK, ROW), (MUTED, PAPER), (PAPER, BADGE), (FADED, PAPER), (PAPER, FLAG)]
    pairs += [(area.text, ground) for area in AREAS.values() for ground in (area.ground, area.side, PAPER)]
    pairs += [(PAPER, area.border) for area in AREAS.values()]
    assert [pair for pair in pairs if contrast_on(shades, *pair) < 4.5] == []


@pytest.mark.parametrize("shades", [{}, DARK], ids=["light", "dark"])
def test_flows_and_borders_have_a_contrast_of_3_on_every_ground(shades: Mapping[str, str]) -> None:
    drawn = [BOX_BORDER, *(style.colour for style in FLOWS.values())]
    assert [pair for pair in product(drawn, GROUNDS) if contrast_on(shades, *pair) < 3] == []
    borders = [(area.border, ground) for area in AREAS.values() for ground in (area.ground, PAPER)]
    assert [pair for pair in borders if contrast_on(shades, *pair) < 3] == []


def test_kinds_of_flow_differ_in_dash_and_in_head() -> None:
    assert set(FLOWS) == set(FlowKind)
    assert len({style.dash for style in FLOWS.values()}) == len({style.head for style in FLOWS.values()}) == len(FlowKind)


def test_every_colour_of_an_area_has_its_shades() -> None:
    assert set(AREAS) == set(Colour)


def test_contrast_is_measured_as_wcag_defines_it() -> None:
    assert (contrast_of("#000000", "#ffffff"), round(contrast_of("#777777", "#ffffff"), 2)) == (21, 4.48)
