"""Answers as a person reads them in a terminal: the sentences first, then a table, then what limits the answer."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from rich.console import Console
from rich.table import Table

from api.lines import printable
from api.session import Session
from model.decisions import StepKind
from model.findings import Answer, Row
from model.flows import FlowKind
from model.language import Counted, Joined, Said, Term, Text
from queries.decisions import AGAINST
from queries.paging import Page
from queries.representation import HOW

MOST_SENTENCES = 10
"""Findings told in words before the table; all are in the JSON."""
MOST_IDS = 3
"""Ids in one cell of a table; all are in the JSON."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A column of a table: its heading, and what a row says there."""

    heading: Text
    of: Callable[[Row], Said | str]


def print_answer(session: Session, answer: Answer) -> None:
    """Print an answer to the terminal in the user's language."""
    session.say(Text("As of {day}", day=answer.on))
    for finding in answer.findings[:MOST_SENTENCES]:
        session.say(f"• {session.words(finding.sentence)}{session.words(EXAMPLE) if finding.example else ''}")
    if (more := len(answer.findings) - MOST_SENTENCES) > 0:
        session.say(Text("  … and {more} more in the table", more=more))
    for heading, rows in _tables(answer):
        session.say()
        session.say(heading)
        _print(session, COLUMNS[answer.question], rows)
    print_next(session, answer.next)
    if answer.cut and not answer.next:
        session.say(Text("A limit cut the answer: there is more than is shown here."))


def print_parties(session: Session, rows: Sequence[Row], next_: str | None) -> None:
    """Print a page of the register of parties with the names they are found by; `next_` is where the next one begins."""
    _print(session, COLUMNS["parties"], rows)
    print_next(session, next_)


def print_next(session: Session, place: str | None) -> None:
    """Tell how to go on where there is more."""
    if place:
        session.say(Text("There is more: --after {place}", place=place))


def parties_document(rows: Sequence[Row], next_: str | None, page: Page) -> dict[str, object]:
    """The one document of `landskap parties --json`."""
    following = {"next": next_} if next_ else {}
    return {"question": "parties", "parameters": page.named(), "cut": next_ is not None, **following, "rows": [*rows]}


def _tables(answer: Answer) -> Iterable[tuple[Said, list[Row]]]:
    if answer.question == "stalls":
        stalled = [row for row in answer.rows if row["how"] == "stalled"]
        unknown = [row for row in answer.rows if row["how"] == "unknown"]
        yield _how_many(len(stalled), answer.cut), stalled
        yield Text("Unknown, for want of a date ({n})", n=len(unknown)), unknown
    elif answer.question == "unrepresented":
        counts = {how: sum(row["how"] == how for row in answer.rows) for how in HOW}
        heading = Text("{direct} directly, {network} through a network, {none} not at all, {unknown} unknown", **counts)
        yield heading, [*answer.rows]
    else:
        yield Counted("{n} party", "{n} parties", n=len(answer.rows)), [*answer.rows]


def _how_many(stalled: int, cut: bool) -> Counted:
    if cut:
        return Counted("{n} assignment among those that stand still", "{n} assignments among those that stand still", n=stalled)
    return Counted("{n} assignment stands still", "{n} assignments stand still", n=stalled)


def _print(session: Session, columns: Iterable[Shown], rows: Sequence[Row]) -> None:
    if not rows:
        return
    table = Table(box=None, header_style="bold", pad_edge=False)
    for column in columns:
        table.add_column(session.words(column.heading), overflow="fold")
    for row in rows:
        table.add_row(*(printable(session.words(column.of(row))) for column in columns))
    Console(markup=False, highlight=False, soft_wrap=False).print(table)


def named(row: Row, field: str = "name") -> Term:
    """The name in a row, in both languages."""
    return Term(row[field] or "–", row.get(f"{field}_en") or row[field] or "–")


def _plain(field: str) -> Callable[[Row], str]:
    return lambda row: "–" if row[field] is None else str(row[field])


def _marks(row: Row) -> Joined:
    return Joined(mark for field, value, mark in MARKS if row.get(field) == value)


EXAMPLE = Text(" [example]")
MARKS: tuple[tuple[str, object, Text], ...] = (
    ("standing", "proposed", Text("proposed")),
    ("certainty", "uncertain", Text("uncertain")),
    ("example", True, Text("example")),
)
REPRESENTED: Mapping[str, Text] = {
    "direct": Text("directly"),
    "network": Text("through a network"),
    "none": Text("not at all"),
    "unknown": Text("unknown"),
}
DIRECTIONS: Mapping[str, Text] = {"up": Text("feeds it"), "down": Text("is fed by it")}


def _way(row: Row) -> str:
    """The parties as the flows run: away from the asked party downstream, towards it upstream."""
    outwards = (*row["through"], row["party"])
    return " → ".join(outwards if row["direction"] == "down" else reversed(outwards))


def _some(ids: Sequence[str]) -> str:
    """The first ids, and how many more there are."""
    more = len(ids) - MOST_IDS
    return ", ".join(ids[:MOST_IDS]) + (f" … +{more}" if more > 0 else "") if ids else "–"


def _other_names(row: Row) -> str:
    names = dict.fromkeys(filter(None, (row["short_name"], *(row["aliases"] or ()))))
    return ", ".join(name for name in names if name != row["name"])


def _step(row: Row) -> Said | str:
    return StepKind.of(row["step"]).term if row["step"] else "–"


def _against(row: Row) -> Said | str:
    return AGAINST[row["against"]] if row["against"] else "–"


COLUMNS: Mapping[str, tuple[Shown, ...]] = {
    "feeds": (
        Shown(Text("Direction"), lambda row: DIRECTIONS[row["direction"]]),
        Shown(Text("Hops"), _plain("hops")),
        Shown(Text("Party"), named),
        Shown(Text("Kind"), lambda row: FlowKind.of(row["kind"]).term),
        Shown(Text("Carries"), _plain("carries")),
        Shown(Text("Way"), _way),
        Shown(Text("Note"), _marks),
    ),
    "stalls": (
        Shown(Text("Decision"), named),
        Shown(Text("Addressee"), lambda row: named(row, "addressee")),
        Shown(Text("Step"), _step),
        Shown(Text("Since"), _plain("since")),
        Shown(Text("Days"), _plain("days")),
        Shown(Text("Overdue"), _plain("overdue")),
        Shown(Text("Against"), _against),
        Shown(Text("Owner"), _plain("owner")),
        Shown(Text("Note"), _marks),
    ),
    "unrepresented": (
        Shown(Text("Area"), lambda row: named(row, "area_name")),
        Shown(Text("Level"), lambda row: named(row, "level_name")),
        Shown(Text("Actor"), named),
        Shown(Text("How"), lambda row: REPRESENTED[row["how"]]),
        Shown(Text("Where or why"), lambda row: _some(row["forums"] or row["unrecorded"])),
        Shown(Text("Through"), lambda row: _some(row["through"])),
        Shown(Text("Note"), _marks),
    ),
    "parties": (
        Shown(Text("Id"), _plain("id")),
        Shown(Text("Name"), named),
        Shown(Text("Also called"), _other_names),
    ),
}
