"""The layout of a neighbourhood: cards in columns by step and in rows by level, lines between columns in lanes of their own.

All flows run from left to right. No text is smaller than SMALL px. Start at `lay_out_neighbourhood`.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import mean

from viz.style.geometry import Point, Rect, Weight
from viz.style.hyphenation import find_element_breaks, find_joint_breaks
from viz.style.neighbourhood import NeighbourCard, Neighbourhood, NeighbourLink, NeighbourRow
from viz.style.typeface import measure_text

NAME, SMALL = 12.0, 11.0
"""Text sizes: names and kinds of flow; members and what flows carry."""
NAME_LINE, SMALL_LINE = 15.0, 14.0
NEAR_WIDTH, FAR_WIDTH, CENTRE_WIDTH = 212.0, 140.0, 130.0
LEFT_MARGIN, TOP, BAND_GAP, BAND_PAD, CARD_GAP = 70.0, 44.0, 8.0, 10.0, 10.0
PAD = 10.0
LEAST_GUTTER, LANE, GUTTER_START, GUTTER_ENDS = 40.0, 7.0, 6.0, 22.0
PORT_GAP, LEAST_CENTRE = 13.0, 96.0
HEAD_ROOM, RETURNS_ROOM = 8.0, 22.0
RIGHT_INDENT = 14.0
"""Px by which rows of a card at the right stand aside for arrow heads."""
MOST_MEMBER_LINES, MOST_CARRIED_LINES, MOST_NAME_LINES = 3, 2, 4


@dataclass(frozen=True, slots=True)
class NameToken:
    """The name of a member in a line of a card, from x on; `id` is the party's, None for other words."""

    words: str
    id: str | None
    x: float


@dataclass(frozen=True, slots=True)
class PlacedRow:
    """A kind of flow in a card: its baselines, the lines of what it carries, and the y at which its line begins or ends."""

    row: NeighbourRow
    baseline: float
    carried: tuple[tuple[str, float], ...]
    port: float
    divider: float | None


@dataclass(frozen=True, slots=True)
class PlacedCard:
    """A card with its texts. `head` is the height of the part that is tinted in the area's colour."""

    card: NeighbourCard
    rect: Rect
    head: float
    names: tuple[tuple[str, float], ...]
    members: tuple[tuple[tuple[NameToken, ...], float], ...]
    rows: tuple[PlacedRow, ...]


@dataclass(frozen=True, slots=True)
class PlacedLink:
    """A line between two cards: its corners from left to right, the last one at the tip of the arrow head."""

    link: NeighbourLink
    corners: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class PlacedBand:
    """A row of levels with the lines of its heading and their baselines."""

    rect: Rect
    heading: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class PlacedStep:
    """The heading of a column, centred at x."""

    name: str
    detail: str
    x: float


@dataclass(frozen=True, slots=True)
class NeighbourhoodGeometry:
    """The places of everything in the drawing of a neighbourhood, in CSS pixels."""

    width: float
    height: float
    bands: tuple[PlacedBand, ...]
    steps: tuple[PlacedStep, ...]
    cards: tuple[PlacedCard, ...]
    links: tuple[PlacedLink, ...]


def lay_out_neighbourhood(view: Neighbourhood) -> NeighbourhoodGeometry:
    """Return the geometry of a neighbourhood; the same neighbourhood gives the same geometry."""
    cards = [_set_card(card) for card in (*view.cards, view.centre)]
    cards[-1] = _resize(cards[-1], max(LEAST_CENTRE, PORT_GAP * (_most_ports(view) + 1)))
    tops, bands, height = _stack_bands(view, cards)
    placed = {card.card.id: _move(card, 0, tops[card.card.id]) for card in cards}
    gutters = _choose_lanes(view, placed)
    lefts, width = _place_columns(placed.values(), gutters)
    placed = {id_: _move(card, lefts[card.card.step], 0) for id_, card in placed.items()}
    columns = [heading for heading in view.columns if heading.step in lefts]
    middles = {step: round(left + _width_of(step) / 2, 1) for step, left in lefts.items()}
    return NeighbourhoodGeometry(
        width,
        height,
        tuple(PlacedBand(Rect(*place, round(width - LEFT_MARGIN + PAD, 1), high), heading) for place, high, heading in bands),
        tuple(PlacedStep(heading.name, heading.detail, middles[heading.step]) for heading in columns),
        tuple(placed.values()),
        tuple(_route(placed, gutters)),
    )


def _width_of(step: int) -> float:
    return CENTRE_WIDTH if step == 0 else NEAR_WIDTH if abs(step) == 1 else FAR_WIDTH


def _place_columns(cards: Iterable[PlacedCard], gutters: Mapping[int, Sequence["_Lane"]]) -> tuple[dict[int, float], float]:
    """Return the left side of each column, and the width of the drawing. A gutter is as wide as its lanes need."""
    lefts: dict[int, float] = {}
    x = LEFT_MARGIN
    for step in sorted({card.card.step for card in cards}):
        lefts[step] = round(x, 1)
        lanes = 1 + max((lane.place for lane in gutters.get(step, ())), default=0)
        x += _width_of(step) + max(LEAST_GUTTER, GUTTER_ENDS + LANE * lanes)
    return lefts, round(lefts[step] + _width_of(step) + PAD, 1)


def _most_ports(view: Neighbourhood) -> int:
    incoming = sum(link.target == view.centre.id for link in view.links)
    outgoing = sum(link.source == view.centre.id for link in view.links)
    return max(incoming, outgoing)


def _set_card(card: NeighbourCard) -> PlacedCard:
    """Return a card with its texts set from the origin on."""
    width = _width_of(card.step)
    near, room = abs(card.step) == 1, width - 2 * PAD
    y, names = 0.0, []
    for line in wrap_words(card.name, room - (RETURNS_ROOM if card.returns else 0), NAME, MOST_NAME_LINES, "semibold"):
        y += NAME_LINE
        names.append((line, y + 3))
    head = y = y + 9
    members: list[tuple[tuple[NameToken, ...], float]] = []
    if len(card.members) > 1 and near:
        for tokens in _wrap_names(_shorten_names(card.members), room):
            y += SMALL_LINE
            members.append((tokens, y - 1))
        y += 4
    rows: list[PlacedRow] = []
    for row in card.rows:
        divider = y + 1 if near and (rows or members) else None
        baseline = y + NAME_LINE - 1
        y += NAME_LINE + 2
        indent = RIGHT_INDENT if card.step == 1 else 0
        lines = wrap_words("; ".join(row.carries), room - indent, SMALL, MOST_CARRIED_LINES) if near else ()
        carried = tuple((line, y + SMALL_LINE - 5 + place * (SMALL_LINE - 1)) for place, line in enumerate(lines))
        y += (SMALL_LINE - 1) * len(lines) + (3 if near else 0)
        rows.append(PlacedRow(row, baseline, carried, baseline - 4, divider))
    height = round(y + (3 if rows else 0), 1)
    return PlacedCard(card, Rect(0, 0, width, height), head, tuple(names), tuple(members), tuple(rows))


def _resize(card: PlacedCard, height: float) -> PlacedCard:
    """Return the card in focus with its texts in the middle of a height."""
    used = NAME_LINE * len(card.names) + (SMALL_LINE + 4 if card.card.what else 0)
    top = (height - used) / 2
    names = tuple((line, round(top + NAME_LINE * (place + 1) - 3, 1)) for place, (line, _y) in enumerate(card.names))
    return PlacedCard(card.card, Rect(0, 0, card.rect.width, height), 0, names, (), ())


def _move(card: PlacedCard, x: float, y: float) -> PlacedCard:
    """Return a card moved by x and y."""

    def down(value: float) -> float:
        return round(value + y, 1)

    rows = tuple(
        PlacedRow(
            row.row,
            down(row.baseline),
            tuple((line, down(at)) for line, at in row.carried),
            down(row.port),
            None if row.divider is None else down(row.divider),
        )
        for row in card.rows
    )
    members = tuple(
        (tuple(NameToken(token.words, token.id, round(token.x + x, 1)) for token in tokens), down(at))
        for tokens, at in card.members
    )
    names = tuple((line, down(at)) for line, at in card.names)
    return PlacedCard(
        card.card, Rect(card.rect.x + x, card.rect.y + y, card.rect.width, card.rect.height), card.head, names, members, rows
    )


_BandPlace = tuple[Point, float, tuple[tuple[str, float], ...]]
"""The upper left corner of a band, its height, and its heading."""


def _stack_bands(view: Neighbourhood, cards: Sequence[PlacedCard]) -> tuple[dict[str, float], list[_BandPlace], float]:
    """Return the top of each card by id, the bands, and the height of the drawing."""
    rows = [heading.id for heading in view.rows]
    columns: dict[tuple[str, int], list[PlacedCard]] = defaultdict(list)
    for card in _sort_cards(view, cards):
        columns[card.card.row if card.card.row in rows else rows[-1], card.card.step].append(card)
    tops: dict[str, float] = {}
    bands: list[_BandPlace] = []
    y = TOP
    for heading in view.rows:
        stacks = [stack for (row, _step), stack in columns.items() if row == heading.id]
        inner = max(sum(card.rect.height + CARD_GAP for card in stack) - CARD_GAP for stack in stacks)
        for stack in stacks:
            at = y + BAND_PAD
            if stack[0].card.step == 0:
                at += (inner - stack[0].rect.height) / 2
            for card in stack:
                tops[card.card.id] = round(at, 1)
                at += card.rect.height + CARD_GAP
        high = round(inner + 2 * BAND_PAD, 1)
        lines = wrap_words(heading.name, LEFT_MARGIN - PAD - 8, NAME, 2, "semibold")
        first = y + high / 2 - NAME_LINE * (len(lines) - 1) / 2 + 4
        heads = tuple((line, round(first + NAME_LINE * place, 1)) for place, line in enumerate(lines))
        bands.append(((LEFT_MARGIN - PAD, y), high, heads))
        y = round(y + high + BAND_GAP, 1)
    return tops, bands, y


def _sort_cards(view: Neighbourhood, cards: Sequence[PlacedCard]) -> list[PlacedCard]:
    """Return the cards in the order in which a column shows them: near ones by name, far ones by what they are linked with."""
    order: dict[str, float] = {}
    rows = {heading.id: place for place, heading in enumerate(view.rows)}
    linked: dict[str, list[str]] = defaultdict(list)
    for link in view.links:
        linked[link.source].append(link.target)
        linked[link.target].append(link.source)
    done: list[PlacedCard] = []
    for distance in sorted({abs(card.card.step) for card in cards}):
        column = [card for card in cards if abs(card.card.step) == distance]
        column.sort(
            key=lambda card: (rows.get(card.card.row, 0), _mean_order(linked[card.card.id], order), card.card.name, card.card.id)
        )
        for place, card in enumerate(column):
            order[card.card.id] = rows.get(card.card.row, 0) * 1000 + place
        done += column
    return done


def _mean_order(others: Iterable[str], order: Mapping[str, float]) -> float:
    known = [order[other] for other in others if other in order]
    return mean(known) if known else 0.0


@dataclass(frozen=True, slots=True)
class _Lane:
    """The lane of a line in its gutter, counted from the left, with the y at which the line begins and ends."""

    link: NeighbourLink
    start: float
    end: float
    place: int


def _choose_lanes(view: Neighbourhood, placed: Mapping[str, PlacedCard]) -> dict[int, list[_Lane]]:
    """Return the lanes of each gutter, by the step of the cards at its left. Lanes are ordered so that few lines cross.

    Lines share a lane if they are far enough apart.
    """
    gutters: dict[int, list[NeighbourLink]] = defaultdict(list)
    for link in view.links:
        gutters[placed[link.source].card.step].append(link)
    found: dict[int, list[_Lane]] = {}
    for step, links in gutters.items():
        begins, ends = (_find_ports(links, placed, at_source) for at_source in (True, False))
        lanes: list[_Lane] = []
        for link in sorted(links, key=lambda link: _lane_order(begins[link], ends[link])):
            start, end = begins[link], ends[link]
            beside = [lane.place for lane in lanes if _are_beside((start, end), (lane.start, lane.end))]
            lanes.append(_Lane(link, start, end, 1 + max(beside, default=-1)))
        found[step] = lanes
    return found


def _are_beside(one: Point, other: Point) -> bool:
    """Return whether two lines from the first y to the second could touch in one lane."""
    return max(min(one), min(other)) <= min(max(one), max(other)) + LANE


def _route(placed: Mapping[str, PlacedCard], gutters: Mapping[int, Sequence[_Lane]]) -> Iterator[PlacedLink]:
    for lanes in gutters.values():
        for lane in lanes:
            left, right = placed[lane.link.source].rect.right, placed[lane.link.target].rect.x
            x = round(left + GUTTER_START + LANE * (lane.place + 0.5), 1)
            start, end = (left, lane.start), (right, lane.end)
            yield PlacedLink(
                lane.link, (start, end) if abs(lane.start - lane.end) < 1 else (start, (x, lane.start), (x, lane.end), end)
            )


def _lane_order(start: float, end: float) -> tuple[bool, float]:
    """Return the order of lanes from the left: those that go up, the topmost first, then those that go down, the lowest first."""
    return (True, -start) if end > start else (False, start)


def _find_ports(links: Sequence[NeighbourLink], placed: Mapping[str, PlacedCard], at_source: bool) -> dict[NeighbourLink, float]:
    """Return the y at which each line begins, or ends. At a card's inner side that is its row; elsewhere they share a border."""
    ports: dict[NeighbourLink, float] = {}
    shared: dict[str, list[NeighbourLink]] = defaultdict(list)
    for link in links:
        card = placed[link.source if at_source else link.target]
        inner = card.card.step < 0 if at_source else card.card.step > 0
        row = next((row for row in card.rows if inner and row.row.kind == link.kind), None)
        if row and sum(_end_of(other, at_source) == card.card.id and other.kind == link.kind for other in links) == 1:
            ports[link] = row.port
        else:
            shared[card.card.id].append(link)
    for id_, together in shared.items():
        card = placed[id_]
        together.sort(key=lambda link: (_place_of(link, placed, not at_source), link.kind or "", link.source, link.target))
        room = card.rect.height - 2 * PAD
        gap = min(PORT_GAP, room / max(1, len(together) - 1))
        middle = card.rect.middle[1] if card.card.step == 0 or len(together) * gap > 2 * NAME_LINE else card.rect.y + NAME_LINE
        first = max(card.rect.y + PAD, middle - gap * (len(together) - 1) / 2)
        for place, link in enumerate(together):
            ports[link] = round(first + gap * place, 1)
    return ports


def _end_of(link: NeighbourLink, at_source: bool) -> str:
    return link.source if at_source else link.target


def _place_of(link: NeighbourLink, placed: Mapping[str, PlacedCard], at_source: bool) -> float:
    """Return where the other end of a line is, roughly: the port of its row if it has one."""
    card = placed[_end_of(link, at_source)]
    return next((row.port for row in card.rows if row.row.kind == link.kind), card.rect.middle[1])


def wrap_words(text: str, width: float, size: float, most: int, weight: Weight = "regular") -> tuple[str, ...]:
    """Return the text in at most so many lines. A word that is too wide is hyphenated; the rest is cut with an ellipsis."""
    lines: list[str] = []
    words = [word for word in text.split(" ") if word]
    while words and len(lines) < most:
        line = words.pop(0)
        if measure_text(line, size, weight) > width and len(lines) < most - 1:
            line, rest = _hyphenate(line, width, size, weight)
            words = [rest, *words] if rest else words
        while words and measure_text(f"{line} {words[0]}", size, weight) <= width:
            line += f" {words.pop(0)}"
        lines.append(line)
    if words:
        lines[-1] += " …"
    return tuple(_cut_line(line, width, size, weight) for line in lines)


def _hyphenate(word: str, width: float, size: float, weight: Weight) -> tuple[str, str]:
    """Return a word in two parts of which the first fits in `width`, or whole if it cannot be divided so."""
    places = sorted({*find_element_breaks(word)}, reverse=True) or sorted({*find_joint_breaks(word)}, reverse=True)
    place = next((place for place in places if measure_text(f"{word[:place]}-", size, weight) <= width), 0)
    return (f"{word[:place]}-", word[place:]) if place else (word, "")


def _cut_line(line: str, width: float, size: float, weight: Weight) -> str:
    if measure_text(line, size, weight) <= width:
        return line
    kept = line.removesuffix(" …")
    while kept and measure_text(f"{kept}…", size, weight) > width:
        kept = kept[:-1]
    return f"{kept.rstrip()}…"


def _shorten_names(members: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return the members with their names without the words that all of them begin with."""
    words = [name.split(" ") for _id, name in members]
    shared = 0
    while all(len(name) > shared + 1 for name in words) and len({name[shared] for name in words}) == 1:
        shared += 1
    return [(id_, " ".join(name[shared:])) for (id_, _name), name in zip(members, words, strict=True)]


def _wrap_names(members: Sequence[tuple[str, str]], width: float) -> Iterator[tuple[NameToken, ...]]:
    """Yield lines of names, each name whole; those for which there is no line are counted at the end of the last one."""
    lines: list[list[NameToken]] = [[]]
    x = PAD
    for place, (id_, name) in enumerate(members):
        words = _cut_line(name, width, SMALL, "regular") + ("," if place < len(members) - 1 else "")
        room = measure_text(f" +{len(members)}", SMALL) if len(lines) == MOST_MEMBER_LINES and place < len(members) - 1 else 0
        wide = measure_text(words, SMALL)
        if x > PAD and x - PAD + wide + room > width:
            if len(lines) == MOST_MEMBER_LINES:
                lines[-1].append(NameToken(f"+{len(members) - place}", None, round(x, 1)))
                break
            lines.append([])
            x = PAD
        lines[-1].append(NameToken(words, id_, round(x, 1)))
        x += wide + measure_text(" ", SMALL)
    yield from map(tuple, lines)
