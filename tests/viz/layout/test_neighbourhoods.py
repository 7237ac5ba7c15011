"""The drawing of a neighbourhood: nothing overlaps, nothing is small, lines run from left to right beside the cards."""

from itertools import combinations
from xml.etree import ElementTree

import pytest

from model.vocabulary.contents import Contents
from tests.landscapes import BASE, actor, flow
from viz.draw.neighbourhood_svg import draw_neighbourhood, list_neighbours
from viz.layout.neighbourhoods import SMALL, NeighbourhoodGeometry, lay_out_neighbourhood
from viz.style.neighbourhood import Neighbourhood
from viz.view.neighbourhood import build_neighbourhood

SVG = "{http://www.w3.org/2000/svg}"
ON = "2026-11-30"


@pytest.fixture(scope="module")
def views(with_examples: Contents) -> list[Neighbourhood]:
    contents = with_examples.on(ON)
    parties = ("branschforum-transport", "region-sormland", "informationscentral", "arbetsformedlingen")
    return [build_neighbourhood(contents, party, "sv", steps) for party in parties for steps in (1, 2, 3)]


@pytest.fixture(scope="module")
def geometries(views: list[Neighbourhood]) -> list[NeighbourhoodGeometry]:
    return [lay_out_neighbourhood(view) for view in views]


def test_cards_do_not_overlap_and_stand_in_their_bands(geometries: list[NeighbourhoodGeometry]) -> None:
    for geometry in geometries:
        assert not [
            (one.card.name, other.card.name) for one, other in combinations(geometry.cards, 2) if one.rect.overlaps(other.rect)
        ]
        for card in geometry.cards:
            assert any(band.rect.holds(card.rect.middle) and band.rect.bottom >= card.rect.bottom for band in geometry.bands)


def test_lines_begin_and_end_at_the_cards_and_run_to_the_right_between_them(geometries: list[NeighbourhoodGeometry]) -> None:
    for geometry in geometries:
        cards = {card.card.id: card for card in geometry.cards}
        for placed in geometry.links:
            source, target = cards[placed.link.source].rect, cards[placed.link.target].rect
            (x, y), (last_x, last_y) = placed.corners[0], placed.corners[-1]
            assert (x, last_x) == (source.right, target.x)
            assert source.y < y < source.bottom
            assert target.y < last_y < target.bottom
            assert all(source.right < lane < target.x for lane, _y in placed.corners[1:-1])


def test_no_text_is_smaller_than_11_px_and_every_card_of_one_party_is_a_link(views: list[Neighbourhood]) -> None:
    for view in views:
        root = ElementTree.fromstring(draw_neighbourhood(view, "sv", lambda id_: f"/part/{id_}"))
        assert min(float(text.get("font-size", "0")) for text in root.iter(f"{SVG}text")) >= SMALL
        addresses = {link.get("href") for link in root.iter(f"{SVG}a")}
        assert {f"/part/{card.members[0][0]}" for card in view.cards if len(card.members) == 1} <= addresses


def test_the_table_lists_the_parties_of_the_drawing(views: list[Neighbourhood]) -> None:
    for view in views:
        assert {row.party for row in list_neighbours(view)} == view.parties - {view.centre.members[0][0]}


def test_a_name_is_never_markup() -> None:
    bad = "<script>alert(1)</script>\x00"
    contents = Contents([*BASE, actor("a"), actor("b", name="B" + bad.replace("\x00", "")), flow("a", "b")])
    drawn = draw_neighbourhood(build_neighbourhood(contents, "a", "sv"), "sv")
    assert "<script" not in drawn
    ElementTree.fromstring(drawn)
