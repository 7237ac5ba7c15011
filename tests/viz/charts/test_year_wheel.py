"""The yearly wheel as a picture: days run clockwise from the wedge with the names, and hostile names stay text."""

import re
from xml.etree import ElementTree

from viz.charts.year_wheel import SIZE, WheelMark, WheelRing, draw_year_wheel


def draw(*marks: WheelMark, name: str = "Råd") -> str:
    ring = WheelRing(name, "green", frozenset({2, 4}), marks)
    return str(draw_year_wheel([ring], 2026, "2026-06-01", "sv", "Årshjul"))


def place_of(day: str) -> tuple[float, float]:
    found = re.search(r'<circle[^>]*cx="([\d.]+)" cy="([\d.]+)"', draw(WheelMark("held", day, "1", day)))
    assert found
    return float(found[1]) - SIZE / 2, float(found[2]) - SIZE / 2


def test_the_year_runs_clockwise() -> None:
    (x1, y1), (x2, y2), (x3, y3), (x4, y4) = map(place_of, ("2026-02-15", "2026-05-15", "2026-08-15", "2026-11-15"))
    assert (x1 > 0, y1 < 0, x2 > 0, y2 > 0, x3 < 0, y3 > 0, x4 < 0, y4 < 0) == (True,) * 8


def test_expected_quarters_are_bands_and_names_are_text() -> None:
    picture = ElementTree.fromstring(draw(WheelMark("missing", "2026-05-15", "", "saknas"), name="<b>&\x00"))
    bands = [part for part in picture.iter("path") if part.get("class", "").startswith("expected")]
    assert len(bands) == 2
    assert picture.find(".//text[@class='ring-name']").text == "<b>& "  # type: ignore[union-attr]
    assert [part.text for part in picture.iter("title")] == ["Årshjul", "saknas"]
