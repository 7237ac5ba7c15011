"""Answers as a person reads them in a terminal: the sentences first, then a table, then what limits the answer."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from api.terminal.session import Session
from api.terminal.tables import table_lines
from model.findings import Answer, Finding, Row
from model.language import Counted, Joined, Said, Term, Text
from model.text.describe import cited
from model.vocabulary.decisions import StepKind
from model.vocabulary.flows import FlowKind
from queries.landscape.names import term
from queries.questions.decisions import AGAINST
from queries.questions.representation import HOW
from queries.server.paging import Page

MOST_SENTENCES = 10
"""Findings told in words before the table; all are in the JSON."""
MOST_NAMED = 3
"""Parties in one cell of a table; all are in the JSON."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A column of a table: its heading, and what a row says there; a `spare` one, of the last, is shown where there is room."""

    heading: Text
    of: Callable[[Row], Said | str]
    spare: bool = False


def ids_shown(answer: Answer) -> set[str]:
    """The parties that the cells of an answer name: `print_answer` is to be given what they are called."""
    return {id_ for row in answer.rows for field in NAMING for id_ in row.get(field, ())}


def print_answer(session: Session, answer: Answer, names: Mapping[str, Term]) -> None:
    """Print an answer to the terminal in the user's language; `names` tells what parties are called, by their ids."""
    session.say(Text("As of {day}", day=answer.on))
    for finding in answer.findings[:MOST_SENTENCES]:
        session.say(told(finding))
    if (more := len(answer.findings) - MOST_SENTENCES) > 0:
        session.say(Text("  … and {more} more in the table", more=more))
    for heading, rows in _tables(answer):
        session.say()
        session.say(heading)
        _print(session, COLUMNS[answer.question], [_with_names(row, names) for row in rows])
    if any(row.get("others") for row in answer.rows):
        session.say(Text("+N: so many more flows reach the party at that distance; --json tells which."))
    print_next(session, answer.next)
    if answer.cut and not answer.next:
        session.say(Text("A limit cut the answer: there is more than is shown here."))


def told(finding: Finding) -> Joined:
    """A finding as one of several; that it rests on an example is said with it."""
    return Joined(("• ", finding.sentence, EXAMPLE if finding.example else ""), "")


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


NAMING = ("forums", "unrecorded", "looked_in", "through")
"""The fields of a row that hold ids of parties."""


def _with_names(row: Row, names: Mapping[str, Term]) -> Row:
    """The row with what parties are called instead of their ids."""
    return {**row, **{field: [names.get(id_, id_) for id_ in row[field]] for field in NAMING if field in row}}


def _tables(answer: Answer) -> Iterable[tuple[Said, list[Row]]]:
    """The rows under their headings. A heading of a page says so: its numbers are not those of all."""
    part = answer.cut or "after" in answer.parameters
    if answer.question == "stalls":
        stalled = [row for row in answer.rows if row["how"] == "stalled"]
        unknown = [row for row in answer.rows if row["how"] == "unknown"]
        if stalled or not part:
            yield _how_many(len(stalled), part), stalled
        if unknown or not part:
            words = {"n": len(unknown), "shown": Text(" shown here") if part else ""}
            yield Text("Unknown: neither a due date of its own nor a usual time of the step ({n}{shown})", **words), unknown
    elif answer.question == "unrepresented":
        counts = {how: sum(row["how"] == how for row in answer.rows) for how in HOW}
        heading = Text(
            "{direct} directly, {network} through a network, {deputy} only as deputy, {none} not at all, {unknown} unknown",
            **counts,
        )
        yield Text("Shown here: {counts}", counts=heading) if part else heading, [*answer.rows]
    else:
        parties = Counted("{n} party", "{n} parties", n=len({(row["direction"], row["party"]) for row in answer.rows}))
        yield Text("Shown here: {counts}", counts=parties) if part else parties, [*answer.rows]


def _how_many(stalled: int, part: bool) -> Counted:
    if part:
        return Counted("{n} assignment among those that stand still", "{n} assignments among those that stand still", n=stalled)
    return Counted("{n} assignment stands still", "{n} assignments stand still", n=stalled)


def _print(session: Session, columns: Sequence[Shown], rows: Sequence[Row]) -> None:
    if rows:
        cells = [[session.words(column.of(row)) for column in columns] for row in rows]
        headings = [session.words(column.heading) for column in columns]
        for line in table_lines(headings, cells, sum(column.spare for column in columns)):
            session.say(line)


def _plain(field: str) -> Callable[[Row], str]:
    return lambda row: "–" if row[field] is None else str(row[field])


def _marks(row: Row) -> Joined:
    found = [mark for field, value, mark in MARKS if row.get(field) == value]
    return Joined([*found, Text("steps out of order")] if row.get("out_of_order") else found)


EXAMPLE = Text(" [example]")
MARKS: tuple[tuple[str, object, Text], ...] = (
    ("standing", "proposed", Text("proposed")),
    ("certainty", "uncertain", Text("uncertain")),
    ("example", True, Text("example")),
)
REPRESENTED: Mapping[str, Text] = {
    "direct": Text("directly"),
    "network": Text("through a network"),
    "deputy": Text("only as deputy"),
    "none": Text("not at all"),
    "unknown": Text("unknown"),
}
DIRECTIONS: Mapping[str, Text] = {"up": Text("feeds it"), "down": Text("is fed by it")}


def _way(row: Row) -> Joined:
    """The parties as the flows run: away from the asked party downstream, towards it upstream."""
    outwards = (*row["through"], term(row))
    return Joined(outwards if row["direction"] == "down" else reversed(outwards), " → ")


def _kind(row: Row) -> Said:
    """The kind of the flow, and by how many more the party is reached at that distance."""
    kind, others = FlowKind.of(row["kind"]).term, len(row["others"])
    return Joined((kind, f"+{others}"), " ") if others else kind


def _some(parties: Sequence[Said | str]) -> Said | str:
    """The first parties, and how many more there are."""
    more = len(parties) - MOST_NAMED
    return Joined((Joined(parties[:MOST_NAMED]), f" … +{more}" if more > 0 else ""), "") if parties else "–"


def _where(row: Row) -> Said | str:
    """Where an actor is represented, or why it is not, or why that is not known; of those forums there may be more."""
    looked = row["unrecorded"] if row["how"] == "unknown" else row["looked_in"]
    forums = Joined((*looked[:MOST_NAMED], *(["…"] if len(looked) > MOST_NAMED else [])))
    match row["how"]:
        case "unknown":
            return Text("members are not on record: {forums}", forums=forums)
        case "none":
            return Text("no seat in {forums}", forums=forums)
    return _some(row["forums"])


def _other_names(row: Row) -> str:
    names = dict.fromkeys(filter(None, (row["short_name"], *(row["aliases"] or ()))))
    return ", ".join(name for name in names if name != row["name"])


def _step(row: Row) -> Said | str:
    return StepKind.of(row["step"]).term if row["step"] else "–"


def _against(row: Row) -> Said | str:
    """What it is overdue against, and the date (of a period in its words); where that is a pause, its own date too."""
    if not row["against"]:
        return "–"
    counts = Joined((AGAINST[row["against"]], row["due_words"] or row["due"]), " ")
    own = (row["own_due_words"] or row["own_due"]) if row["against"] == "pause" else None
    return Joined((counts, Text("own date {day}", day=own)), "; ") if own else counts


def _addressee(row: Row) -> Said | str:
    addressee, ended = term(row, "addressee"), row["addressee_ended"] and (row["addressee_ended_words"] or row["addressee_ended"])
    return Text("{party} (ended {day})", party=addressee, day=ended) if ended else addressee


COLUMNS: Mapping[str, tuple[Shown, ...]] = {
    "feeds": (
        Shown(Text("Direction"), lambda row: DIRECTIONS[row["direction"]]),
        Shown(Text("Hops"), _plain("hops")),
        Shown(Text("Party"), term),
        Shown(Text("Kind"), _kind),
        Shown(Text("Carries"), _plain("carries")),
        Shown(Text("Way"), _way),
        Shown(Text("Note"), _marks),
    ),
    "stalls": (
        Shown(Text("Decision"), term),
        Shown(Text("Addressee"), _addressee),
        Shown(Text("Step"), _step),
        Shown(Text("Since"), _plain("since")),
        Shown(Text("Days"), _plain("days")),
        Shown(Text("Overdue"), _plain("overdue")),
        Shown(Text("Against"), _against),
        Shown(Text("Owner"), _plain("owner")),
        Shown(Text("Note"), _marks),
        Shown(Text("Evidence"), lambda row: cited(row["evidence"]), spare=True),
    ),
    "unrepresented": (
        Shown(Text("Area"), lambda row: term(row, "area_name")),
        Shown(Text("Level"), lambda row: term(row, "level_name")),
        Shown(Text("Actor"), term),
        Shown(Text("How"), lambda row: REPRESENTED[row["how"]]),
        Shown(Text("Where or why"), _where),
        Shown(Text("Through"), lambda row: _some(row["through"])),
        Shown(Text("Note"), _marks),
    ),
    "parties": (
        Shown(Text("Id"), _plain("id")),
        Shown(Text("Name"), term),
        Shown(Text("Also called"), _other_names),
    ),
}
