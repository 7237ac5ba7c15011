"""The marks of where an assignment stands, and of steps on its trail: the shape says it, the colour repeats it."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

from viz.charts.drawing import shape
from viz.draw.markup import escape_text

QUERY = "M-1.5-1.3a1.5 1.5 0 1 1 2.1 1.4Q0 .4 0 1.1M0 2.5v.1"
"""The question mark of what is unknown."""
StateMark = Literal["late", "awaited", "in-time", "paused", "done", "ended", "unknown"]
STATE_SHAPES: Mapping[StateMark, str] = MappingProxyType(
    {
        "late": '<path d="M0-5.6 5.6 0 0 5.6-5.6 0Z"/>',
        "awaited": '<path d="M0-4.8 4.8 0 0 4.8-4.8 0Z"/>',
        "in-time": '<circle r="4.2"/>',
        "paused": '<rect x="-4.6" y="-4.6" width="9.2" height="9.2" rx="1.5"/><path d="M-1.6-2.2V2.2M1.6-2.2V2.2"/>',
        "done": '<circle r="5.2"/><path d="M-2.4 0-.6 1.9 2.6-1.8"/>',
        "ended": '<circle r="4.2"/><path d="M-3 3 3-3"/>',
        "unknown": f'<circle r="4.6" stroke-dasharray="2.2 1.6"/><path class="query" d="{QUERY}"/>',
    }
)
"""Around the origin, within 6 px of it."""
STEP_RADIUS = 8.0


def draw_state_mark(state: StateMark) -> str:
    """Return the mark of a state around the origin."""
    return shape("g", f"spot {state}", STATE_SHAPES[state])


StepState = Literal["passed", "standing", "done"]


def draw_step_mark(letter: str, kind: StepState) -> str:
    """Return the disc of a step with its letter around the origin: it is passed, stands there, or is done."""
    disc = shape("circle", f"step {kind}", r="8")
    return disc + shape("text", f"step-letter {kind}", escape_text(letter), text_anchor="middle", y="3.6")


def draw_flag(kind: Literal["counts", "before"]) -> str:
    """Return the flag of a date, its foot at the origin: of one that counts, or of one that no longer does."""
    pole = shape("path", f"flag-pole {kind}", d="M0 0V-26")
    return pole + shape("path", f"flag {kind}", d="M0-26 8-23 0-20Z")
