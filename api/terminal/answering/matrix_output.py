"""`landskap matrix` for a terminal: counts by group for each area and level, easily overlooked groups, and whom to ask first."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from api.terminal.answers import AnswerColumn, format_field, print_table
from api.terminal.session import Session
from loaders.reports.matrix_words import TOLD_HEADINGS, describe_overlooked, describe_staying, name_asked, name_column, name_ids
from model.findings import Answer, Row
from model.language import JoinedText, Localizable, PluralText, Term, Text
from model.text.names import term_of
from model.vocabulary.forums import Position
from model.vocabulary.groups import GroupKind
from model.vocabulary.record import Certainty, Standing
from queries.questions.parameters import MatrixQuestion
from queries.representation.matrix import DOUBTS
from queries.representation.states import REPRESENTATION_KINDS, REPRESENTATION_TERMS, RepresentationKind

TOTAL = Text("All")


def collect_matrix_ids(answer: Answer) -> set[str]:
    """Return the ids of the parties that an answer of `matrix` names only by id."""
    ways = (way for row in answer.rows for way in row.get("ways", ()))
    listed = {id_ for row in answer.rows for field in ("forums", "through") for id_ in _list_ids(row, field)}
    return listed | {id_ for way in ways for id_ in (way["forum"], way["holder"], *way["through"])}


def _list_ids(row: Row, field: str) -> Sequence[str]:
    return row.get(field, ()) if row["what"] in ("overlooked", "outside") else ()


def print_matrix(session: Session, answer: Answer, names: Mapping[str, Term], question: MatrixQuestion) -> None:
    """Print what `question` asked for of an answer of `matrix`; `names` are of the parties that it names only by id."""
    session.say(Text("As of {day}", day=answer.on))
    counts = [row for row in answer.rows if row["what"] in ("count", "total")]
    if not counts:
        session.say(Text("No area has a forum and concerns actors here."))
    for heading, rows in _split_counts(counts, "forums" in answer.parameters):
        session.say()
        session.say(heading)
        print_table(session, COUNT_COLUMNS, rows)
    if answer.parameters["by"] == "group":
        session.say(Text("An actor in several groups counts in each of them, and once among all."))
    _print_overlooked(session, [row for row in answer.rows if row["what"] == "overlooked"], names)
    _print_asked(session, *([row for row in answer.rows if row["what"] == what] for what in ("ask", "stays")))
    _print_cells(session, [row for row in answer.rows if row["what"] == "cell"] if question.cells else [], names)
    outside = [row for row in answer.rows if row["what"] == "outside"] if question.outside else []
    _print_outside(session, answer.parameters["outside_counts"], outside, names)
    if answer.cut:
        session.say(Text("A limit cut the answer: choose an area and a level."))


def _print_cells(session: Session, rows: Sequence[Row], names: Mapping[str, Term]) -> None:
    """Print the state of each actor in each column, if that was asked for."""
    if rows:
        session.say()
        session.say(Text("Each actor, and what its state rests on"))
        print_table(session, CELL_COLUMNS, [{**row, "names": names} for row in rows])


def _print_outside(session: Session, counts: Mapping[str, int], rows: Sequence[Row], names: Mapping[str, Term]) -> None:
    """Print how many actors are in no matrix, and which if that was asked for."""
    if not counts["actors"]:
        return
    session.say()
    session.say(
        PluralText(
            "{n} of {of} actors is in no matrix: no area is on record as concerning it.",
            "{n} of {of} actors are in no matrix: no area is on record as concerning them.",
            n=counts["actors"],
            of=counts["of"],
        )
    )
    if counts["seated"]:
        session.say(
            PluralText(
                "{n} of them sits in a forum of an area all the same.",
                "{n} of them sit in a forum of an area all the same.",
                n=counts["seated"],
            )
        )
    if rows:
        print_table(session, OUTSIDE_COLUMNS, [{**row, "where": _join_names(row["forums"], names)} for row in rows])
    else:
        session.say(Text("List them: --outside"))


def _name_ways(row: Row) -> Localizable | str:
    """Return the forums in which an actor is represented, each with the networks on the way."""
    told = []
    for way in row["ways"]:
        through = JoinedText((" (", name_ids(way["through"], row["names"], " → "), ")"), "") if way["through"] else ""
        told.append(JoinedText((name_ids([way["forum"]], row["names"]), through), ""))
    return JoinedText(told, "; ") if told else "–"


def _note_cell(row: Row) -> Localizable:
    coopted = bool(row["ways"]) and all(way["coopted"] for way in row["ways"])
    told: dict[Localizable, bool] = {
        Standing.PROPOSED.term: row["proposed"],
        Certainty.UNCERTAIN.term: row["uncertain"],
        Position.COOPTED.term: coopted,
        Text("as far as is on record"): row["unsettled"],
        Text("example"): row["example"],
    }
    return JoinedText([words for words, holds in told.items() if holds])


def _split_counts(counts: Sequence[Row], by_forum: bool) -> Iterator[tuple[Localizable, Sequence[Row]]]:
    """Yield a table for each area and level: of groups, or of forums."""
    for _key, rows in groupby(counts, lambda row: (row["area"], row["level"])):
        here = [*rows]
        heading = JoinedText((term_of(here[0], "area_name"), term_of(here[0], "level_name")), " – ")
        yield heading, [row for row in here if row["what"] == "total"] if by_forum else here


def _name_count(row: Row) -> Localizable:
    if row["forum"]:
        return term_of(row, "forum_name")
    return term_of(row, "group_name") if row["what"] == "count" else TOTAL


def _print_overlooked(session: Session, rows: Sequence[Row], names: Mapping[str, Term]) -> None:
    for kind, of_kind in groupby(rows, lambda row: row["kind"]):
        shown = [*of_kind]
        actors = {row["actor"] for row in shown if row["actor"]}
        seated = {row["actor"] for row in shown if row["forums"]}
        heading = PluralText(
            "{kind} (§6.3): {seated} of {n} actor has a seat on record in a forum of an area",
            "{kind} (§6.3): {seated} of {n} actors have a seat on record in a forum of an area",
            kind=GROUP_HEADINGS[kind],
            seated=len(seated),
            n=len(actors),
        )
        session.say()
        session.say(heading)
        print_table(session, OVERLOOKED_COLUMNS, [{**row, "where": _join_names(row["forums"], names)} for row in shown])


def _join_names(ids: Sequence[str], names: Mapping[str, Term]) -> Localizable | str:
    return JoinedText([names.get(id_, id_) for id_ in ids]) if ids else "–"


def _print_asked(session: Session, rows: Sequence[Row], staying: Sequence[Row]) -> None:
    if rows:
        session.say()
        session.say(Text("Find out first: the members of these existing forums, who are not on record, or not for certain"))
        print_table(session, ASKED_COLUMNS, rows)
        if (among := rows[0]["among"]) > len(rows):
            session.say(Text("These are the first {n} of {among} such forums.", n=len(rows), among=among))
        session.say(describe_staying(staying))
        if staying:
            session.say(Text("Leave out forums that are only proposed: --existing"))


def _count_column(how: RepresentationKind) -> AnswerColumn:
    return AnswerColumn(REPRESENTATION_TERMS[how], format_field(how))


def _told_column(field: str) -> AnswerColumn:
    return AnswerColumn(TOLD_HEADINGS[field], lambda row: str(row[field] or "–"))


GROUP_HEADINGS: Mapping[str, Text] = {
    GroupKind.INVITED: Text("To be invited first"),
    GroupKind.OVERLOOKED: Text("Often overlooked"),
}
COUNT_COLUMNS = (
    AnswerColumn(Text("Group or forum"), _name_count),
    AnswerColumn(Text("Concerned"), format_field("actors")),
    *map(_count_column, REPRESENTATION_KINDS),
    *map(_told_column, DOUBTS),
)
OVERLOOKED_COLUMNS = (
    AnswerColumn(Text("Group"), lambda row: term_of(row, "group_name")),
    AnswerColumn(Text("Actor"), lambda row: term_of(row) if row["actor"] else Text("no actor on record")),
    AnswerColumn(Text("How"), lambda row: describe_overlooked(row) if row["how"] else "–"),
    AnswerColumn(Text("Where"), lambda row: row["where"]),
)
CELL_COLUMNS = (
    AnswerColumn(Text("Column"), name_column),
    AnswerColumn(Text("Actor"), term_of),
    AnswerColumn(Text("How"), lambda row: REPRESENTATION_TERMS[row["how"]]),
    AnswerColumn(Text("Where"), _name_ways),
    AnswerColumn(Text("Note"), _note_cell),
)
OUTSIDE_COLUMNS = (
    AnswerColumn(Text("Group"), lambda row: term_of(row, "group_name")),
    AnswerColumn(Text("Actor"), term_of),
    AnswerColumn(Text("Sits in"), lambda row: row["where"]),
)
ASKED_COLUMNS = (
    AnswerColumn(Text("Forum"), name_asked),
    AnswerColumn(Text("Settles alone"), format_field("alone")),
    AnswerColumn(Text("Unknown there"), format_field("actors")),
    AnswerColumn(Text("Rules not checked"), format_field("rules")),
    AnswerColumn(Text("More such forums at the level"), format_field("others")),
    AnswerColumn(TOLD_HEADINGS["proposed"], lambda row: str(row["others_proposed"] or "–")),
)
