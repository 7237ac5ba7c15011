"""The document's maps of areas and its system map show what the revision holds."""

from model.vocabulary.contents import Contents
from model.vocabulary.flows import Flow
from model.vocabulary.forums import Forum
from tests.viz.document.test_content import DAY
from viz.document.pictures import list_pictures, select_area
from viz.document.system_picture import draw_system_picture, write_plain_style


def test_each_area_has_a_map_and_the_system_map_comes_last(sormland: Contents) -> None:
    titles = [picture.title.in_("sv") for picture in list_pictures(sormland, DAY, "sv")]
    assert titles == [
        "Karta över Utbildning & Matchning",
        "Karta över Omställning & Vägledning",
        "Karta över Förberedande insatser",
        "Systemkartan: vem föder vem",
    ]


def test_a_map_of_an_area_holds_its_flows_and_their_other_ends_alone(sormland: Contents) -> None:
    whole = sormland.on(DAY)
    shown = select_area(whole, "forberedande-insatser")
    parties = {party.id for party in shown.parties()}
    own = {forum.id for forum in whole.of(Forum).values() if forum.area == "forberedande-insatser"}
    assert own < parties
    assert 0 < len(shown.of(Flow)) < len(whole.of(Flow))
    assert all({flow.source, flow.target} <= parties for flow in shown.of(Flow).values())


def test_every_flow_between_kinds_of_forum_stands_on_an_arrow(sormland: Contents) -> None:
    drawn = draw_system_picture(sormland.on(DAY), "sv")
    assert drawn
    about, svg = drawn
    assert "20 kopplingar mellan slag av forum" in about.in_("sv")
    assert "Behov 45" in svg


def test_a_landscape_without_forums_has_no_pictures() -> None:
    assert list(list_pictures(Contents(), DAY, "sv")) == []


def test_the_style_of_pictures_has_colours_written_out() -> None:
    style = write_plain_style()
    assert "var(" not in style
    assert ".panel.green { fill: #e7f4ea; stroke: #2a7d4f; }" in style
