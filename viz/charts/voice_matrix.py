"""The matrix of who sits where: a row for each actor, under its group; a column for each area's verdict and each of its forums.

A page shows it as a table; `draw_matrix` draws it as a picture.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from viz.charts.drawing import LABEL_SIZE, Drawing, shape
from viz.charts.voice_signs import VoiceSign
from viz.draw.markup import element, escape_text, number
from viz.style.typeface import measure_text

NAME_WIDTH, COLUMN_WIDTH, ROW_HEIGHT, HEADING_HEIGHT, AREA_HEIGHT = 290.0, 30.0, 22.0, 150.0, 24.0
LEGEND_WIDTH, LEGEND_COLUMNS = 190.0, 2
MOST_DRAWN_ROWS = 500


@dataclass(frozen=True, slots=True)
class VoiceCell:
    """A cell: its sign, and what it says in words."""

    sign: VoiceSign
    words: str


@dataclass(frozen=True, slots=True)
class ForumFacts:
    """What stands under a forum's heading: its seats (None: not on record), and its seat rules by state (None: has none)."""

    seats: int | None
    doubtful_seats: int
    met: int
    broken: int
    unknown: int


@dataclass(frozen=True, slots=True)
class VoiceColumn:
    """A column: of a forum, or of the verdict of an area if `forum` is None. Columns of an area and kind stand together.

    `name` is short under the heading of its kind, `full_name` where it stands alone.
    """

    area: str
    area_name: str
    colour: str
    forum: str | None = None
    name: str = ""
    full_name: str = ""
    kind: str = ""
    facts: ForumFacts | None = None
    standing: str = "existing"


@dataclass(frozen=True, slots=True)
class VoiceRow:
    """An actor and its cells, one for each column; None where the area does not concern it."""

    actor: str
    name: str
    cells: Sequence[VoiceCell | None]


@dataclass(frozen=True, slots=True)
class VoiceGroup:
    """Actors of a group, and how many of them the whole matrix has."""

    name: str
    count: int
    rows: Sequence[VoiceRow]


@dataclass(frozen=True, slots=True)
class VoiceMatrix:
    """The columns and the grouped rows."""

    columns: Sequence[VoiceColumn]
    groups: Sequence[VoiceGroup]

    @property
    def signs(self) -> list[VoiceSign]:
        """Return each look of a sign once."""
        cells = (cell for group in self.groups for row in group.rows for cell in row.cells if cell)
        found = {cell.sign.key: cell.sign for cell in cells}
        return [found[key] for key in sorted(found)]

    @property
    def areas(self) -> list[tuple[VoiceColumn, int]]:
        """Return the first column of each area, and how many columns the area has."""
        return [(columns[0], len(columns)) for _area, each in groupby(self.columns, _area_of) if (columns := [*each])]

    @property
    def kinds(self) -> list[tuple[VoiceColumn, int]]:
        """Return the first column of each kind of forum within an area, and how many it has; verdicts stand alone."""
        keyed = groupby(self.columns, lambda column: (column.area, column.forum is None, column.kind))
        return [(columns[0], len(columns)) for _key, each in keyed if (columns := [*each])]


def _area_of(column: VoiceColumn) -> str:
    return column.area


def draw_matrix(matrix: VoiceMatrix, title: str, verdict: str, legend: Sequence[tuple[VoiceSign, str]] = ()) -> Drawing:
    """Return the picture of a matrix, at most MOST_DRAWN_ROWS of its rows. `verdict` heads the columns of verdicts."""
    rows = [*_list_lines(matrix)][:MOST_DRAWN_ROWS]
    top = AREA_HEIGHT + HEADING_HEIGHT
    height = top + len(rows) * ROW_HEIGHT
    parts = [*_draw_columns(matrix, verdict, height)]
    for place, (words, row) in enumerate(rows):
        down = top + place * ROW_HEIGHT
        parts.append(_draw_row(words, row, down, measure_width(matrix)))
    for place, (sign, words) in enumerate(legend):
        across, down = place % LEGEND_COLUMNS * LEGEND_WIDTH + 12, height + (place // LEGEND_COLUMNS + 1) * ROW_HEIGHT
        moved = f"translate({number(across)} {number(down)})"
        parts.append(shape("g", f"voice {sign.how}{' here' if sign.in_forum else ''}", sign.draw(), transform=moved))
        parts.append(_label(_shorten(words, LEGEND_WIDTH - 32), across + 14, down + 4, ""))
    return Drawing(height + (-(-len(legend) // LEGEND_COLUMNS) + 1) * ROW_HEIGHT, "".join(parts), title)


def measure_width(matrix: VoiceMatrix) -> float:
    """Return the width of the picture in px."""
    return max(LEGEND_WIDTH * LEGEND_COLUMNS, NAME_WIDTH + len(matrix.columns) * COLUMN_WIDTH) + 8


def _list_lines(matrix: VoiceMatrix) -> Iterator[tuple[str, VoiceRow | None]]:
    """Yield the lines of the picture: the name of a group without a row, then those of its actors."""
    for group in matrix.groups:
        yield f"{group.name} {group.count}", None
        yield from ((row.name, row) for row in group.rows)


def _draw_columns(matrix: VoiceMatrix, verdict: str, height: float) -> Iterator[str]:
    across = NAME_WIDTH
    for column, count in matrix.areas:
        wide = count * COLUMN_WIDTH
        band = {"x": across, "width": wide, "y": 0.0, "height": AREA_HEIGHT}
        yield shape("rect", f"area-side {column.colour}", **{name: number(value) for name, value in band.items()})
        yield _label(_shorten(column.area_name, wide - 8), across + 4, 16, "strong")
        across += wide
    for place, column in enumerate(matrix.columns):
        across = NAME_WIDTH + place * COLUMN_WIDTH
        if column.forum is None:
            box = {"x": across, "y": AREA_HEIGHT, "width": COLUMN_WIDTH, "height": height - AREA_HEIGHT}
            yield shape("rect", f"area-ground {column.colour}", **{name: number(value) for name, value in box.items()})
        turned = f"translate({number(across + 19)} {number(AREA_HEIGHT + HEADING_HEIGHT - 6)}) rotate(-90)"
        words = escape_text(_shorten(column.full_name or verdict, HEADING_HEIGHT - 12))
        yield shape("text", "label" if column.forum else "label strong", words, transform=turned)


def _draw_row(words: str, row: VoiceRow | None, down: float, width: float) -> str:
    parts = [shape("line", "row-line", x1="0", x2=number(width), y1=number(down), y2=number(down))]
    inset = 14 if row else 4
    parts.append(_label(_shorten(words, NAME_WIDTH - inset - 8), inset, down + 15, "" if row else "strong"))
    for place, cell in enumerate(row.cells if row else ()):
        if cell:
            middle = f"translate({number(NAME_WIDTH + (place + 0.5) * COLUMN_WIDTH)} {number(down + ROW_HEIGHT / 2)})"
            told = element("title", escape_text(cell.words))
            parts.append(
                shape(
                    "g",
                    f"voice {cell.sign.how}{' here' if cell.sign.in_forum else ''}",
                    told + cell.sign.draw(),
                    transform=middle,
                )
            )
    return "".join(parts)


def _label(words: str, across: float, down: float, classes: str) -> str:
    return shape("text", f"label {classes}".strip(), escape_text(words), x=number(across), y=number(down))


def _shorten(words: str, room: float) -> str:
    """Return the words, cut with an ellipsis if they are wider than the room."""
    if measure_text(words, LABEL_SIZE) <= room:
        return words
    while words and measure_text(f"{words}…", LABEL_SIZE) > room:
        words = words[:-1]
    return f"{words.rstrip()}…"
