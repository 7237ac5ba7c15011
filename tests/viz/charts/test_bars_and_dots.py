"""Stacked bars, and dots of how long things have stood."""

import re
from collections import Counter
from xml.etree.ElementTree import Element, fromstring

from viz.charts.ageing_dots import COLUMNS, MOST_DOTS, AgeingDot, AgeingRow, draw_ageing_row, draw_day_axis
from viz.charts.drawing import Drawing, Piece, draw_picture
from viz.charts.stacked_bars import BarSegment, draw_stacked_bar
from viz.charts.state_marks import STATE_SHAPES


def parse(drawing: Drawing) -> Element:
    return fromstring(drawing.as_image("one"))


def widths_of(drawing: Drawing) -> dict[str, float]:
    rects = (item for item in parse(drawing).iter("rect") if "segment" in item.get("class", ""))
    return {item.get("class", "").split()[1]: float(item.get("width", "").rstrip("%")) for item in rects}


def test_segments_are_as_long_as_their_counts_and_nothing_is_drawn_of_none() -> None:
    segments = [BarSegment("further", 30, "30 vidare"), BarSegment("late", 10), BarSegment("paused", 0), BarSegment("in-time", 5)]
    drawing = draw_stacked_bar(segments, 60, "Fattat", "30 vidare, 10 står stilla")
    assert widths_of(drawing) == {"further": 50, "late": 16.67, "in-time": 8.33}
    assert "30 vidare" in drawing.content
    assert "1 vidare" not in draw_stacked_bar([BarSegment("further", 1, "1 vidare")], 60, "Fattat").content  # it would not fit
    assert widths_of(draw_stacked_bar([], 0, "Fattat")) == {}


def test_a_drawing_is_an_image_with_a_name_and_a_description_and_hostile_words_stay_words() -> None:
    hostile = '<script>alert("x")</script>\x00'
    image = parse(Drawing(10, "", hostile, hostile))
    named = {item.get("id"): item.text for item in image if item.get("id")}
    assert image.get("role") == "img"
    assert image.get("aria-labelledby", "").split() == [*named]
    assert set(named.values()) == {hostile.replace("\x00", " ")}


def test_every_dot_is_drawn_and_no_two_of_one_level_touch() -> None:
    dots = [AgeingDot(days, "late", 2) for days in (0, 5, 10, 200, 420)]
    row = draw_ageing_row(AgeingRow(dots, usual_days=60), 420, "Fattat")
    places = [(float(item.get("x", "").rstrip("%")), item.get("y")) for item in parse(row).iter("svg") if item.get("x")]
    assert len(places) == 10
    assert len(set(places)) == 10
    assert all(0 < across < 100 for across, _down in places)
    assert row.height > 5 * 11


def test_very_many_are_counted_in_columns_and_none_is_lost_from_the_scale() -> None:
    dots = [AgeingDot(days, "late" if days % 2 else "in-time") for days in range(MOST_DOTS + 1)]
    columns = Counter(item.get("class") for item in parse(draw_ageing_row(AgeingRow(dots), MOST_DOTS, "Fattat")).iter("rect"))
    assert sum(columns.values()) <= 2 * COLUMNS
    assert set(columns) == {"column late", "column in-time"}


def test_the_oldest_is_named_beside_its_dot_wherever_that_stands() -> None:
    for days in (1, 100, 419):
        row = AgeingRow([AgeingDot(days, "late"), AgeingDot(days // 2, "in-time")], oldest="Vingåker 416 d")
        assert draw_ageing_row(row, 420, "Fattat").content.count("Vingåker 416 d") == 1
    assert "Vingåker" not in draw_ageing_row(AgeingRow([], oldest="Vingåker"), 420, "Fattat").content


def test_the_axis_names_its_unit_once() -> None:
    assert draw_day_axis(420, "dagar", "Dagar").content.count("dagar") == 1


def test_a_state_is_told_by_its_shape_alone() -> None:
    plain = [re.sub(r' class="[^"]*"', "", shape) for shape in STATE_SHAPES.values()]
    assert len(set(plain)) == len(plain)


def test_a_picture_is_a_document_that_holds_its_pieces_and_their_style() -> None:
    bar = draw_stacked_bar([BarSegment("late", 1)], 2, "Fattat")
    picture = fromstring(draw_picture(Drawing(40, "", "Beslut"), 300, [Piece(bar, 10, 5, 280)], ".late{fill:red}"))
    assert (picture.get("viewBox"), picture.get("role")) == ("0 0 300 40", "img")
    names = [item.tag.partition("}")[2] for item in picture.iter()]
    assert {"style", "pattern", "title", "desc"} < set(names)
