"""The lane of an assignment: what of it is passed, waited for, past its date, paused, ended."""

from itertools import pairwise
from xml.etree.ElementTree import Element, fromstring

from viz.charts.scales import DayScale
from viz.charts.trail import DISC_SPACE, TrailLane, TrailPause, TrailStep, draw_lane, draw_time_axis, list_lane_days, space_discs

TODAY = "2026-11-29"
TAKEN, COMMUNICATED = TrailStep("F", "2026-01-01"), TrailStep("K", "2026-03-01")


def draw(lane: TrailLane) -> Element:
    scale = DayScale.around(list_lane_days([lane], TODAY))
    return fromstring(draw_lane(lane, scale, TODAY, "sv", "Flen", "står stilla").as_image("lane"))


def spans_of(lane: TrailLane) -> dict[str, tuple[float, float]]:
    """The first and last share of the width of what lies on the line, by its class."""
    found = {}
    for item in draw(lane).iter("rect"):
        start = float(item.get("x", "").rstrip("%"))
        found[item.get("class", "")] = (start, start + float(item.get("width", "").rstrip("%")))
    return found


def texts_of(lane: TrailLane) -> list[str]:
    return [item.text or "" for item in draw(lane).iter("text")]


def test_it_waits_from_its_last_step_and_is_hatched_from_the_date_to_today() -> None:
    spans = spans_of(TrailLane([TAKEN, COMMUNICATED], due="2026-06-30", late_from="2026-06-30", late="152 dagar över"))
    assert spans["passed"][1] == spans["waiting"][0]
    assert abs(spans["waiting"][1] - spans["over"][0]) < 0.02
    assert spans["over"][1] > 90


def test_a_step_after_the_date_begins_the_hatch() -> None:
    lane = TrailLane([TAKEN, TrailStep("V", "2026-10-19")], due="2026-06-30", late_from="2026-06-30", late="152 dagar över")
    spans = spans_of(lane)
    assert spans["waiting"][0] == spans["waiting"][1] == spans["over"][0]


def test_what_is_in_time_is_not_hatched_and_its_date_stands_ahead() -> None:
    lane = TrailLane([TAKEN], due="2027-01-31")
    assert "over" not in spans_of(lane)
    assert "31 jan" in texts_of(lane)


def test_what_is_closed_waits_for_nothing() -> None:
    done = TrailLane([TAKEN, TrailStep("Å", "2026-06-10")], closed="2026-06-10", done=True, moved=["2026-06-30"])
    ended = TrailLane([TAKEN, COMMUNICATED], closed="2026-08-15")
    assert {"waiting", "over"}.isdisjoint({*spans_of(done), *spans_of(ended)})
    marks = [item.get("class") for item in draw(ended).iter("g")]
    assert marks == ["spot ended"]


def test_pauses_have_their_words_and_a_lane_without_steps_says_so() -> None:
    lane = TrailLane([TAKEN], pauses=[TrailPause("2026-02-01", "2026-04-01", "vilande: väntar på lärare")])
    start, end = spans_of(lane)["pause"]
    assert spans_of(lane)["waiting"][0] < start < end < spans_of(lane)["waiting"][1]
    assert "vilande: väntar på lärare" in texts_of(lane)
    assert texts_of(TrailLane([], note="inga steg antecknade")) == ["inga steg antecknade"]


def test_discs_never_cover_each_other_and_keep_their_order() -> None:
    places = space_discs([0.1, 0.1, 0.11, 0.9])
    assert all(later - earlier >= DISC_SPACE - 1e-9 for earlier, later in pairwise(places))
    assert places[-1] == 0.9


def test_the_axis_names_today_and_no_month_under_it() -> None:
    scale = DayScale.around(["2026-01-01", "2027-02-01"])
    axis = fromstring(draw_time_axis(scale, "2026-10-02", "i dag 2 okt", "sv", "Tid").as_image("axis"))
    words = [item.text for item in axis.iter("text")]
    assert "i dag 2 okt" in words
    assert "okt" not in words
