"""The matrix of representation as its page shows it: from the answers to columns and to grouped rows with signs."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from api.pages.voice_answers import VoiceAnswers
from loaders.reports.matrix_words import name_doubts, name_ids
from model.findings import Row
from model.language import JoinedText, Language, Localizable, PluralText, Term, Text, swedish_sort_key
from model.text.names import name_of, plural_of, term_of
from model.vocabulary.forums import Mandate, Position
from queries.representation.shares import SEAT_COUNTS
from queries.representation.states import REPRESENTATION_TERMS
from viz.charts.voice_matrix import ForumFacts, VoiceCell, VoiceColumn, VoiceGroup, VoiceMatrix, VoiceRow
from viz.charts.voice_signs import VoiceSign

MOST_COLUMNS = 100
"""Forums that a page shows; of more, an area is to be chosen."""
MOST_CELLS, LEAST_ROWS = 6_000, 40
LETTERS: Mapping[Position, Term] = {
    Position.CHAIR: Term("O", "C"),
    Position.CONVENER: Term("S", "V"),
    Position.DEPUTY: Term("E", "D"),
    Position.COOPTED: Term("A", "A"),
}
"""The letter of a position in a seat's sign, the weightiest position first."""
_Key = tuple[str, str | None]
_Names = Mapping[str, Term]
_Seats = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class TablePage:
    """A page of the matrix: which actors of how many, the next page's place, and how many forums have no column."""

    matrix: VoiceMatrix
    shown: int
    of: int
    next_: str | None
    hidden_forums: int


@dataclass(frozen=True, slots=True)
class ListedActor:
    """An actor in the matrix, with its cells by area and forum; `outside` if no area concerns it."""

    id_: str
    name: Term
    group: str | None
    group_name: Term
    cells: Mapping[_Key, Row]
    outside: Row | None = None


def list_actors(answers: VoiceAnswers) -> list[ListedActor]:
    """Return the actors that the areas shown concern."""
    cells: dict[str, dict[_Key, Row]] = defaultdict(dict)
    for row in (*answers.list_rows("cell"), *(row for row in answers.seats.rows if row["what"] == "cell")):
        cells[row["actor"]][row["area"], row["forum"]] = row
    return [_list_one(next(iter(by_column.values())), by_column) for by_column in cells.values()]


def list_outside(answers: VoiceAnswers) -> list[ListedActor]:
    """Return the actors that no area concerns."""
    return [_list_one(row, {}, row) for row in answers.verdicts.rows if row["what"] == "outside"]


def _list_one(row: Row, cells: Mapping[_Key, Row], outside: Row | None = None) -> ListedActor:
    group = next(iter(row["groups"]), None)
    return ListedActor(row["actor"], term_of(row), group, term_of(row, "group_name"), cells, outside)


def has_state(actor: ListedActor, state: str | None) -> bool:
    """Return whether the verdict of an area on an actor is the state; any if None."""
    return state is None or any(forum is None and row["how"] == state for (_area, forum), row in actor.cells.items())


def count_actor_states(actors: Iterable[ListedActor]) -> Counter[str]:
    """Return how many actors have each state in some area."""
    counts: Counter[str] = Counter()
    for actor in actors:
        counts.update({row["how"] for (_area, forum), row in actor.cells.items() if forum is None})
    return counts


class VoiceTable:
    """Makes the pages of the matrix in a language. `names` are of the parties that cells name, `seats` their positions."""

    def __init__(self, answers: VoiceAnswers, names: _Names, seats: _Seats, language: Language) -> None:
        self._answers, self._names, self._seats, self._language = answers, names, seats, language
        self._facts = _collect_facts(answers)
        self._hidden = max(0, len(answers.forums) - MOST_COLUMNS)
        self._columns = self._make_columns(answers.forums[:MOST_COLUMNS])

    def make_page(self, actors: Sequence[ListedActor], after: str | None, most: int | None = None) -> TablePage:
        """Return the page after an actor, `most` rows if given, of the actors by group and name."""
        ordered = sorted(actors, key=self._order)
        first = next((place for place, actor in enumerate(ordered, 1) if actor.id_ == after), 0)
        rows_per_page = most or max(LEAST_ROWS, MOST_CELLS // max(1, len(self._columns)))
        page = ordered[first : first + rows_per_page]
        next_ = page[-1].id_ if first + len(page) < len(ordered) else None
        matrix = VoiceMatrix(self._columns, self._group(page, Counter(actor.group for actor in ordered)))
        return TablePage(matrix, len(page), len(ordered), next_, self._hidden)

    def _order(self, actor: ListedActor) -> tuple[bool, str, str, str]:
        name, group = (each.in_(self._language) for each in (actor.name, actor.group_name))
        return actor.group is None, swedish_sort_key(group), swedish_sort_key(name), actor.id_

    def _group(self, page: Iterable[ListedActor], counts: Counter[str | None]) -> list[VoiceGroup]:
        grouped: dict[str | None, tuple[str, list[VoiceRow]]] = {}
        for actor in page:
            _name, rows = grouped.setdefault(actor.group, (actor.group_name.in_(self._language), []))
            rows.append(self._make_row(actor))
        return [VoiceGroup(name, counts[group], rows) for group, (name, rows) in grouped.items()]

    def _make_columns(self, forums: Sequence[Row]) -> list[VoiceColumn]:
        columns = []
        concerning = {row["area"] for row in self._answers.list_rows("total")} | {row["area"] for row in forums}
        for area in self._answers.areas:
            if area.id not in concerning:
                continue
            place = (area.id, name_of(area).in_(self._language), str(area.colour))
            columns.append(VoiceColumn(*place))
            for forum in forums:
                if forum["area"] == area.id:
                    kind = self._answers.kinds[forum["kind"]]
                    heading = plural_of(kind).in_(self._language)
                    name = term_of(forum, "short_name" if forum["short_name"] else "name").in_(self._language)
                    facts = self._facts.get(forum["forum"])
                    columns.append(VoiceColumn(*place, forum["forum"], name, name, heading, facts, forum["standing"]))
        return _shorten_names(columns)

    def _make_row(self, actor: ListedActor) -> VoiceRow:
        if actor.outside:
            cells = [self._make_outside_cell(actor.outside, column) for column in self._columns]
        else:
            cells = [self._make_cell(actor.cells.get((column.area, column.forum))) for column in self._columns]
        return VoiceRow(actor.id_, actor.name.in_(self._language), cells)

    def _make_outside_cell(self, row: Row, column: VoiceColumn) -> VoiceCell | None:
        if column.forum not in row["forums"]:
            return None
        words = Text("has a voice here, though no area concerns it")
        return VoiceCell(VoiceSign("direct", example=row["example"], in_forum=True), words.in_(self._language))

    def _make_cell(self, row: Row | None) -> VoiceCell | None:
        if row is None:
            return None
        details = [self._seats.get(way["seat"], {}) for way in row["ways"]]
        own = row["how"] in ("direct", "deputy")
        positions = {detail.get("position") for detail in details} if own and row["forum"] else set()
        position = next((each for each in LETTERS if str(each) in positions), None)
        if str(Position.MEMBER) in positions and position in (Position.DEPUTY, Position.COOPTED):
            position = None
        bare = bool(details) and own and all(detail.get("mandate") == Mandate.NONE for detail in details)
        letter = LETTERS[position].in_(self._language) if position else ""
        invented = row["example"] and not (row["forum"] and row["how"] == "none")
        sign = VoiceSign(row["how"], _find_doubt(row), letter, bare and bool(row["forum"]), invented, bool(row["forum"]))
        return VoiceCell(sign, JoinedText([*self._say(row, position, sign)]).in_(self._language))

    def _say(self, row: Row, position: Position | None, sign: VoiceSign) -> Iterable[Localizable]:
        if row["how"] == "network":
            ways = dict.fromkeys(tuple(way["through"]) for way in row["ways"])
            networks = JoinedText((name_ids(way, self._names, " → ") for way in ways), "; ")
            yield Text("through {networks}", networks=networks)
        elif row["how"] == "none" and row["forum"]:
            yield Text("no seat here")
        elif row["how"] == "unknown" and row["forum"]:
            yield Text("unknown, no certain members on record")
        elif row["how"] == "unknown":
            n = row["unrecorded"]
            yield PluralText(
                "unknown, {n} forum without certain members on record",
                "unknown, {n} forums without certain members on record",
                n=n,
            )
        elif row["forum"]:
            yield position.term if position else Text("seat")
        else:
            yield REPRESENTATION_TERMS[row["how"]]
        yield from self._say_doubts(row, sign)

    def _say_doubts(self, row: Row, sign: VoiceSign) -> Iterable[Localizable]:
        if sign.without_mandate:
            yield Mandate.NONE.term
        if row["ways"]:
            doubts = name_doubts(min(row["ways"], key=_weigh_doubt))
            yield from [doubts] if doubts.in_(self._language) else []
        else:
            yield from [Text("as far as is on record")] if row["unsettled"] else []
            yield from [Text("example")] if row["example"] else []


def _shorten_names(columns: Iterable[VoiceColumn]) -> list[VoiceColumn]:
    """Return the columns with what all names of a kind begin with left out, since the kind stands above them."""
    found: list[VoiceColumn] = []
    for _key, each in groupby(columns, lambda column: (column.area, column.kind)):
        alike = [*each]
        words = [column.name.split() for column in alike]
        same = [len({*each}) == 1 for each in zip(*words, strict=False)] if len(alike) > 1 else []
        first = [*same, False].index(False)
        found += [replace(column, name=" ".join(some[first:]) or column.name) for column, some in zip(alike, words, strict=True)]
    return found


def _weigh_doubt(way: Row) -> tuple[bool, bool, bool]:
    return way["certainty"] == "uncertain", way["standing"] == "proposed", bool(way["example"])


def _find_doubt(row: Row) -> Any:
    """Return how far a state is in doubt: uncertain before proposed."""
    if row["uncertain"] or row["unsettled"]:
        return "uncertain"
    return "proposed" if row["proposed"] else ""


def _collect_facts(answers: VoiceAnswers) -> dict[str, ForumFacts]:
    """Return what stands under the heading of each forum."""
    seats = {row["forum"]: row for row in answers.seat_counts.rows if row["what"] == "seats" and row["scope"] == "forum"}
    states: dict[str, Counter[str]] = defaultdict(Counter)
    for row in answers.rules.rows:
        states[row["forum"]][row["state"]] += 1
    found = {}
    for id_, forum in answers.found.forums.items():
        row = seats.get(id_, dict.fromkeys(SEAT_COUNTS, 0))
        counted = row["held"] + row["deputies"] + row["vacant"]
        known = counted if counted or forum["recorded"] else None
        ruled = states.get(id_, Counter())
        found[id_] = ForumFacts(known, row["uncertain"], ruled["met"], ruled["broken"], ruled["unknown"])
    return found
