"""The heights of the map's channels: room for turning flows and arrow heads, and a share of the spare height."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from viz.layout.channels import Channel
from viz.layout.grid import Grid
from viz.layout.routing import Route
from viz.layout.sizes import BOX_HEIGHT

HEADING_ROOM = 26.0
"""Px for the columns' headings."""
FOOT_ROOM = 8.0
TARGET_HEIGHT = 690.0
"""The height that a map fills if it can."""
BAND_PAD = 7.0
LEAST_BETWEEN_BANDS, LEAST_WITHIN_BAND, LEAST_WITHIN_FORUMS = 24.0, 11.0, 22.0
"""The least heights of a channel, by its place."""
HEAD_ROOM, TURN_ROOM = 9.5, 4.0
"""The straight px at a border where an arrow ends, and where none does."""
PITCHES = (7.0, 6.0, 5.0, 4.5, 4.0)
"""Px between levels. A map takes the first that keeps it within TARGET_HEIGHT, or else the last but one."""
MOST_EXTRA = 30.0


@dataclass(frozen=True, slots=True)
class Heights:
    """The y of each strip's top and of each channel's top and bottom. `rooms` are the px kept free above and below its levels."""

    strips: tuple[float, ...]
    channels: tuple[tuple[float, float], ...]
    rooms: tuple[tuple[float, float], ...]
    total: float


def compute_heights(grid: Grid, channels: Mapping[int, Channel], routes: Sequence[Route]) -> Heights:
    """Return the heights of the map's strips and channels."""
    rooms = _find_rooms(sum(grid.strips), routes)
    room = TARGET_HEIGHT - HEADING_ROOM - FOOT_ROOM - BOX_HEIGHT * sum(grid.strips)
    needed = _compute_needs(grid, channels, rooms, PITCHES[-2])
    for pitch in PITCHES:
        needs = _compute_needs(grid, channels, rooms, pitch)
        if sum(needs) <= room:
            needed = needs
            break
    extra = max(0.0, room - sum(needed))
    weights = [_weight_of(grid, channels, place) for place in range(len(needed))]
    total = sum(weights)
    heights = [need + min(MOST_EXTRA, extra * weight / total) for need, weight in zip(needed, weights, strict=True)]
    tops, spans, y = [], [], HEADING_ROOM
    for height in heights:
        spans.append((round(y, 1), round(y + height, 1)))
        tops.append(round(y + height, 1))
        y += height + BOX_HEIGHT
    return Heights(tuple(tops[:-1]), tuple(spans), rooms, round(y - BOX_HEIGHT + FOOT_ROOM, 1))


def level_y(heights: Heights, channel: int, levels: Channel, line: str) -> float:
    """Return the y of the horizontal run of a line's turn."""
    top, bottom = heights.channels[channel]
    above, below = heights.rooms[channel]
    pitch = (bottom - below - top - above) / levels.levels
    return round(top + above + (levels.level[line] + 0.5) * pitch, 1)


def _find_rooms(strips: int, routes: Sequence[Route]) -> tuple[tuple[float, float], ...]:
    """Return the free px above and below the levels of each channel: more where arrows point up, or down, to a border."""
    up = {route.last + 1 for route in routes if route.lanes and route.arrives == "bottom"}
    down = {route.last for route in routes if route.lanes and route.arrives == "top"}
    return tuple(
        (HEAD_ROOM if channel in up else TURN_ROOM, HEAD_ROOM if channel in down else TURN_ROOM) for channel in range(strips + 1)
    )


def _compute_needs(
    grid: Grid, channels: Mapping[int, Channel], rooms: Sequence[tuple[float, float]], pitch: float
) -> list[float]:
    """Return the height that each channel needs with so many px between levels."""
    heights = []
    for channel, (above, below) in enumerate(rooms):
        levels = channels[channel].levels if channel in channels else 0
        heights.append(max(_least_height(grid, channel), above + below + levels * pitch if levels else 0))
    return heights


def _least_height(grid: Grid, channel: int) -> float:
    """Return the least height of a channel: at the map's edge, between bands, or between strips of one band."""
    bands = grid.band_of
    if channel in (0, len(bands)):
        return BAND_PAD + 2
    above, below = bands[channel - 1], bands[channel]
    if above == below:
        return LEAST_WITHIN_BAND
    return LEAST_WITHIN_FORUMS if grid.is_forum(above) and grid.is_forum(below) else LEAST_BETWEEN_BANDS


def _weight_of(grid: Grid, channels: Mapping[int, Channel], channel: int) -> float:
    """Return the weight of a channel in sharing the spare height: more between bands, and where many flows turn."""
    levels = channels[channel].levels if channel in channels else 0
    bands = grid.band_of
    if channel in (0, len(bands)):
        return 0.3
    return (1.0 if bands[channel - 1] == bands[channel] else 2.0) + levels / 3
