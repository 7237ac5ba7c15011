"""How high the channels are: room for their levels and for arrow heads, and what is left over shared among them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from viz.layout.channels import Channel
from viz.layout.grid import Grid
from viz.layout.routing import Route
from viz.layout.sizes import BOX_HEIGHT

HEADING_ROOM = 26.0
"""Room for the columns' headings."""
FOOT_ROOM = 8.0
TARGET_HEIGHT = 690.0
"""What the map fills when it can."""
BAND_PAD = 7.0
LEAST_BETWEEN_BANDS, LEAST_WITHIN_BAND, LEAST_WITHIN_FORUMS = 24.0, 11.0, 22.0
"""The least height of a channel."""
HEAD_ROOM, TURN_ROOM = 9.5, 4.0
"""Straight px before a border where an arrow ends, and where none does."""
PITCHES = (7.0, 6.0, 5.0, 4.5, 4.0)
"""Px between levels: the first with which the map is no higher than HEIGHT, or else the last but one."""
MOST_EXTRA = 30.0


@dataclass(frozen=True, slots=True)
class Heights:
    """Y of every strip's top, and of every channel's top and bottom; `rooms` are kept clear above and below its levels."""

    strips: tuple[float, ...]
    channels: tuple[tuple[float, float], ...]
    rooms: tuple[tuple[float, float], ...]
    total: float


def compute_heights(grid: Grid, channels: Mapping[int, Channel], routes: Sequence[Route]) -> Heights:
    """The heights of the map's strips and channels."""
    rooms = _find_rooms(sum(grid.strips), routes)
    pitch = next(
        (pitch for pitch in PITCHES if sum(_compute_needs(grid, channels, rooms, pitch)) <= _channel_room(grid)), PITCHES[-2]
    )
    needed = _compute_needs(grid, channels, rooms, pitch)
    extra = _share_extra(
        max(0.0, _channel_room(grid) - sum(needed)), [_weight_of(grid, channels, place) for place in range(len(needed))]
    )
    return _stack_strips([height + more for height, more in zip(needed, extra, strict=True)], rooms)


def level_y(heights: Heights, channel: int, levels: Channel, line: str) -> float:
    """Y of a turn's level run."""
    top, bottom = heights.channels[channel]
    above, below = heights.rooms[channel]
    pitch = (bottom - below - top - above) / levels.levels
    return round(top + above + (levels.level[line] + 0.5) * pitch, 1)


def _channel_room(grid: Grid) -> float:
    return TARGET_HEIGHT - HEADING_ROOM - FOOT_ROOM - BOX_HEIGHT * sum(grid.strips)


def _find_rooms(strips: int, routes: Sequence[Route]) -> tuple[tuple[float, float], ...]:
    """Where arrows end, by channel: more room above the levels for those that point up, below for those that point down."""
    up = {route.last + 1 for route in routes if route.lanes and route.arrives == "bottom"}
    down = {route.last for route in routes if route.lanes and route.arrives == "top"}
    return tuple(
        (HEAD_ROOM if channel in up else TURN_ROOM, HEAD_ROOM if channel in down else TURN_ROOM) for channel in range(strips + 1)
    )


def _compute_needs(
    grid: Grid, channels: Mapping[int, Channel], rooms: Sequence[tuple[float, float]], pitch: float
) -> list[float]:
    heights = []
    for channel, (above, below) in enumerate(rooms):
        levels = channels[channel].levels if channel in channels else 0
        heights.append(max(_least_height(grid, channel), above + below + levels * pitch if levels else 0))
    return heights


def _least_height(grid: Grid, channel: int) -> float:
    """The least height of the channel: the map's edge, between bands, or between strips of one band."""
    bands = grid.band_of
    if channel in (0, len(bands)):
        return BAND_PAD + 2
    above, below = bands[channel - 1], bands[channel]
    if above == below:
        return LEAST_WITHIN_BAND
    return LEAST_WITHIN_FORUMS if grid.is_forum(above) and grid.is_forum(below) else LEAST_BETWEEN_BANDS


def _weight_of(grid: Grid, channels: Mapping[int, Channel], channel: int) -> float:
    """Its part of the room that is left over: more between bands, and where many flows turn."""
    levels = channels[channel].levels if channel in channels else 0
    bands = grid.band_of
    if channel in (0, len(bands)):
        return 0.3
    return (1.0 if bands[channel - 1] == bands[channel] else 2.0) + levels / 3


def _share_extra(extra: float, weights: Sequence[float]) -> list[float]:
    total = sum(weights)
    return [min(MOST_EXTRA, extra * weight / total) for weight in weights]


def _stack_strips(heights: Sequence[float], rooms: tuple[tuple[float, float], ...]) -> Heights:
    strips, channels, y = [], [], HEADING_ROOM
    for height in heights:
        channels.append((round(y, 1), round(y + height, 1)))
        strips.append(round(y + height, 1))
        y += height + BOX_HEIGHT
    return Heights(tuple(strips[:-1]), tuple(channels), rooms, round(y - BOX_HEIGHT + FOOT_ROOM, 1))
