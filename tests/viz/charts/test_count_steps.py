"""Counts over time as steps, and the small map of where a party stands."""

from xml.etree.ElementTree import fromstring

from viz.charts.count_steps import CountSteps, draw_count_steps, trace_steps
from viz.charts.locator import LocatorColumn, LocatorRow, draw_locator
from viz.charts.scales import DayScale

SCALE = DayScale("2026-01-01", "2026-01-11")


def test_an_area_is_as_high_as_each_count_from_its_day_on() -> None:
    drawn = trace_steps([("2026-01-01", 1), ("2026-01-06", 2)], SCALE, 2)
    assert drawn == "M0 1000L0 1000L0 500L500 500L500 0L1000 0L1000 1000Z"


def test_each_row_has_its_name_and_its_count_on_the_day() -> None:
    rows = [CountSteps("Utbildare", [("2026-01-01", 1), ("2026-01-06", 4)]), CountSteps("Parter", [("2026-01-01", 2)])]
    drawing = draw_count_steps(rows, SCALE, "2026-01-03", "sv", "Platser", "Utbildare 1")
    words = [text.text for text in fromstring(drawing.as_image("steps")).iter("text")]
    assert words[:2] == ["Utbildare 1", "Parter 2"]


def test_a_small_map_has_a_disc_where_the_party_is_and_a_line_to_each_place_with_others() -> None:
    columns = [LocatorColumn("Aktörer"), LocatorColumn("Forum", "green"), LocatorColumn("Forum", "blue")]
    rows = [LocatorRow("Regional", [0, 2, 1], 1), LocatorRow("Lokal", [3, 0, 0], None)]
    drawn = fromstring(draw_locator(columns, rows, "Forumet", "sex parter").as_image("locator"))
    classes = [part.get("class") for part in drawn.iter()]
    assert (classes.count("here-disc"), classes.count("way"), classes.count("cell area-green")) == (1, 2, 2)
    assert [text.text for text in drawn.iter("text")] == ["Aktörer", "Forum", "Regional", "Lokal", "2", "1", "3"]
