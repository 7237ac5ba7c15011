"""The funnel and the ages of what stands in it, a row for each step: the same scale for all bars, and one for all dots."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from viz.charts.ageing_dots import AgeingRow, draw_ageing_row, draw_day_axis
from viz.charts.drawing import Drawing, Piece, draw_label, draw_picture
from viz.charts.scales import round_up
from viz.charts.stacked_bars import BarSegment, draw_stacked_bar

NAMES_WIDTH, BARS_WIDTH, DOTS_WIDTH, GAP, MARGIN = 190.0, 340.0, 390.0, 36.0, 16.0
ROW, HEAD = 64.0, 64.0
NEARLY_ALL, FAR_BEYOND = 0.95, 2.0
"""A scale of ages reaches this share of them, if the longest is more than so many times as long."""


@dataclass(frozen=True, slots=True)
class FunnelStep:
    """A row: the step, a note under its name, the parts of its bar with their words, and the ages of what stands at it.

    `counts` says the parts in words; `told` and `aged` describe the bar and the dots for those who do not see them.
    """

    name: str
    note: str
    segments: Sequence[BarSegment]
    counts: str
    told: str
    ages: AgeingRow | None = None
    aged: str = ""


@dataclass(frozen=True, slots=True)
class FunnelWords:
    """The words around a funnel: what it is, what it shows, the headings of bars and dots, and the unit of ages.

    `unit_or_more` is that of the last number where some are beyond it.
    """

    title: str
    description: str
    bars: str
    dots: str
    unit: str
    unit_or_more: str


@dataclass(frozen=True)
class Funnel:
    """A funnel of `whole` things."""

    steps: Sequence[FunnelStep]
    whole: int
    words: FunnelWords

    @cached_property
    def most_days(self) -> int:
        """Return the end of the scale of ages: the round number after the longest, or after nearly all if that is far beyond."""
        counted = Counter[int]()
        for step in self.steps:
            for dot in step.ages.dots if step.ages else ():
                counted[dot.days] += dot.count
        usual = max((step.ages.usual_days or 0 for step in self.steps if step.ages), default=0)
        ages = sorted(counted.elements())
        most = max((*ages, usual, 1))
        nearly = max(ages[int(NEARLY_ALL * (len(ages) - 1))] if ages else 1, usual, 1)
        return round_up(most if most <= FAR_BEYOND * nearly else nearly)

    @property
    def is_clipped(self) -> bool:
        """Return whether some have stood longer than the scale reaches: they stand at its end."""
        return any(dot.days > self.most_days for step in self.steps if step.ages for dot in step.ages.dots)

    def draw_bar(self, step: FunnelStep) -> Drawing:
        """Return the bar of a step."""
        return draw_stacked_bar(step.segments, self.whole, step.name, step.told)

    def draw_ages(self, step: FunnelStep) -> Drawing | None:
        """Return the dots of a step that has any row of them."""
        return draw_ageing_row(step.ages, self.most_days, step.name, step.aged) if step.ages else None

    def draw_axis(self) -> Drawing:
        """Return the axis of the ages."""
        unit = self.words.unit_or_more if self.is_clipped else self.words.unit
        return draw_day_axis(self.most_days, unit, self.words.dots)

    def draw_document(self, style: str) -> str:
        """Return bars and dots as one SVG document."""
        bars, dots = NAMES_WIDTH + GAP, NAMES_WIDTH + BARS_WIDTH + 2 * GAP
        width = dots + DOTS_WIDTH + 2 * MARGIN
        texts, pieces, top = [self._draw_head(width, bars, dots)], list[Piece](), HEAD
        for step in self.steps:
            texts += _draw_words(step, top, width)
            pieces.append(Piece(self.draw_bar(step), MARGIN + bars, top + 6, BARS_WIDTH))
            ages = self.draw_ages(step)
            pieces += [Piece(ages, MARGIN + dots, top + 4, DOTS_WIDTH)] if ages else []
            top += max(ROW, ages.height + 10 if ages else 0)
        pieces.append(Piece(self.draw_axis(), MARGIN + dots, top, DOTS_WIDTH))
        words = self.words
        return draw_picture(Drawing(top + 32, "".join(texts), words.title, words.description), width, pieces, style)

    def _draw_head(self, width: float, bars: float, dots: float) -> str:
        words = (
            (self.words.title, 0.0, 26.0, "label heading"),
            (self.words.bars, bars, 50.0, "tick"),
            (self.words.dots, dots, 50.0, "tick"),
        )
        return "".join(draw_label(text, (MARGIN + left) / width, down, classes=classes) for text, left, down, classes in words)


def _draw_words(step: FunnelStep, top: float, width: float) -> list[str]:
    lines = (
        (step.name, 0.0, 20.0, "label strong"),
        (step.note, 0.0, 36.0, "tick"),
        (step.counts, NAMES_WIDTH + GAP, 42.0, "tick"),
    )
    return [draw_label(text, (MARGIN + left) / width, top + down, classes=classes) for text, left, down, classes in lines if text]
