"""The curve of how long things take."""

from xml.etree.ElementTree import fromstring

from viz.charts.step_curve import CurveMark, CurveStep, CurveWords, draw_step_curve

WORDS = CurveWords("Fattat → verkställt", "24 uppdrag", "alla")
STEPS = [CurveStep(10, 0.25, 0.1, 0.5), CurveStep(50, 0.5, 0.2, 0.8)]


def test_the_curve_is_flat_until_each_step_and_ends_at_the_last_day() -> None:
    drawing = draw_step_curve(STEPS, 100, WORDS)
    paths = {item.get("class"): item.get("d") for item in fromstring(drawing.as_image("curve")).iter("path")}
    assert paths["curve"] == "M0 1000L100 1000L100 750L500 750L500 500L1000 500L1000 500"
    assert (paths["band"] or "").endswith("Z")


def test_without_an_interval_there_is_no_band_and_without_steps_a_flat_line() -> None:
    assert 'class="band"' not in draw_step_curve([CurveStep(10, 0.25)], 100, WORDS).content
    assert "1000L1000 1000" in draw_step_curve([], 10, WORDS).content


def test_the_median_is_pointed_out() -> None:
    content = draw_step_curve([CurveStep(10, 0.6)], 100, WORDS, CurveMark(10, 0.6, "hälften efter 10 dagar")).content
    assert "hälften efter 10 dagar" in content


def test_it_is_dashed_after_the_day_until_which_enough_are_followed() -> None:
    content = draw_step_curve(STEPS, 100, WORDS, known_until=30).content
    assert 'class="curve" d="M0 1000L100 1000L100 750L300 750"' in content
    assert 'class="curve beyond" d="M300 750L500 750L500 500L1000 500L1000 500"' in content
