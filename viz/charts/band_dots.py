"""Shares as dots on a line from 0 to 100 per cent, with the band in which a share counts as even. Outside it stands a diamond."""

from collections.abc import Iterator

from viz.charts.drawing import Drawing, draw_label, draw_span, put, shape

ROW_HEIGHT, AXIS_HEIGHT = 22.0, 16.0
MIDDLE = ROW_HEIGHT / 2
KEPT_INSIDE = 0.03
"""Dots and labels at the ends stand so far inside."""


def draw_band_dot(per_cent: float, band: tuple[int, int], title: str) -> Drawing:
    """Return a line with its band, and a share on it."""
    outside = not band[0] <= per_cent <= band[1]
    mark = shape("path", "band-dot outside", d="M0-6 6 0 0 6-6 0Z") if outside else shape("circle", "band-dot", r="4.6")
    line = shape("line", "band-line", x1="0%", x2="100%", y1=str(MIDDLE), y2=str(MIDDLE))
    band_span = draw_span("band", band[0] / 100, band[1] / 100, 0, ROW_HEIGHT)
    return Drawing(ROW_HEIGHT, band_span + line + put(mark, _keep_inside(per_cent / 100), MIDDLE), title)


def draw_band_axis(band: tuple[int, int], title: str) -> Drawing:
    """Return the numbers above the lines."""
    return Drawing(AXIS_HEIGHT, "".join(_draw_numbers(band)), title)


def _draw_numbers(band: tuple[int, int]) -> Iterator[str]:
    for number in (0, *band, 100):
        anchor = {0: "start", 100: "end"}.get(number, "middle")
        yield draw_label(f"{number} %" if number == 100 else str(number), number / 100, 12, anchor, classes="tick")


def _keep_inside(at: float) -> float:
    return min(1 - KEPT_INSIDE, max(KEPT_INSIDE, at))
