"""The words of the matrix in files: the states with their marks, and what a state rests on."""

from collections.abc import Mapping, Sequence
from typing import Any

from model.language import JoinedText, Localizable, PluralText, Term, Text
from model.text.names import term_of
from model.vocabulary.forums import Position
from model.vocabulary.record import Certainty, Standing
from queries.representation.states import REPRESENTATION_TERMS

_Row = Mapping[str, Any]
STATE_MARKS: Mapping[str, str] = {"direct": "●", "network": "◆", "deputy": "E", "none": "✕", "unknown": "?"}
"""The marks of the cells; the legend says what they mean."""
STATE_LEGEND: Mapping[str, Text] = {
    "direct": Text("● directly: the actor holds a seat."),
    "network": Text("◆ through a network that holds a seat; ◆2 is through two networks, one of which represents the other."),
    "deputy": Text("E only as deputy: the seat is a deputy's."),
    "none": Text("✕ not at all: the members of all forums there are on record, and the actor is not among them."),
    "unknown": Text("? unknown: at least one forum there has no certain members on record."),
}
DOUBTED_MARKS: Mapping[str, str] = {"direct": "○", "network": "◇", "deputy": "e", "none": "×"}
"""The marks of states by seats of which each is proposed or uncertain, or that are none beside such seats."""
EXAMPLE_MARK = "*"
DOUBT_LEGEND = (
    Text("○, ◇ and e are the same, but only by seats that are proposed or uncertain."),
    Text("× is ✕ only as far as is on record: members there are uncertain or proposed, or the forum is."),
    Text("* after a sign: it rests on invented examples."),
)
TOLD_HEADINGS: Mapping[str, Text] = {
    "proposed": Text("of these, proposed"),
    "uncertain": Text("of these, uncertain"),
    "unsettled": Text("of “not at all”, as far as is on record"),
    "examples": Text("of these, examples"),
}
"""What is told of the states of a group or column beside their number."""
STATE_GROUNDS: Mapping[str, str] = {
    "direct": "CFE3D4", "network": "D6E4F2", "deputy": "E9E2F3", "none": "F4D0D0", "unknown": "F0F0F0",
}  # fmt: skip


def mark_state(row: _Row) -> str:
    """Return the mark of a cell: with the number of networks if there are several, and hollow if each seat is in doubt."""
    steps = row["steps"] if row["how"] == "network" and row["steps"] > 1 else ""
    doubted = all(is_in_doubt(way) for way in row["ways"]) and (row["how"] != "none" or row["unsettled"])
    mark = (DOUBTED_MARKS if doubted else STATE_MARKS).get(row["how"], STATE_MARKS[row["how"]])
    return f"{mark}{steps}{EXAMPLE_MARK if row['example'] else ''}"


def is_in_doubt(way: _Row) -> bool:
    """Return whether a seat is proposed or uncertain."""
    return bool(way["standing"] == Standing.PROPOSED or way["certainty"] == Certainty.UNCERTAIN)


def name_doubts(way: _Row) -> JoinedText:
    """Return in words whether a seat is proposed, uncertain, of a co-opted party or an example."""
    marks: list[Localizable] = [Standing.PROPOSED.term] if way["standing"] == Standing.PROPOSED else []
    marks += [Certainty.UNCERTAIN.term] if way["certainty"] == Certainty.UNCERTAIN else []
    marks += [Position.COOPTED.term] if way["coopted"] else []
    marks += [Text("example")] if way["example"] else []
    return JoinedText(marks)


def describe_overlooked(row: _Row) -> Localizable:
    """Return how an actor is represented over all forums, in which doubt, and at how many of its levels it is known not to be."""
    doubts = [
        word for word, holds in ((Standing.PROPOSED.term, row["proposed"]), (Certainty.UNCERTAIN.term, row["uncertain"])) if holds
    ]
    how: Localizable = REPRESENTATION_TERMS[row["how"]]
    if doubts:
        how = Text("{how} ({doubts})", how=how, doubts=JoinedText(doubts))
    if row["how"] == "none" or not row["none_at"]:
        return how
    where = {"how": how, "n": row["none_at"], "levels": row["levels"]}
    if row["unsettled_at"] == row["none_at"]:
        return Text("{how}; not at all, as far as is on record, at {n} of {levels} levels", **where)
    return Text("{how}; not at all at {n} of {levels} levels", **where)


def name_asked(row: _Row) -> Localizable:
    """Return the name of a forum to ask for its members, and that some are on record but not for certain if that is so."""
    return Text("{forum} (members there are uncertain)", forum=term_of(row)) if row["doubtful"] else term_of(row)


def describe_staying(rows: Sequence[_Row]) -> Localizable:
    """Return what stays unknown when all existing forums have told their members: rows "stays" of `matrix` and `mend`."""
    if not rows:
        return Text("When all of them have told their members, no voice there is unknown any more.")
    places = (
        Text("{area}, {level}: {n}", area=name_area(row), level=name_level(row), n=row["actors"])
        for row in sorted(rows, key=lambda row: (-row["actors"], row["area"], row["level"]))
    )
    return PluralText(
        "Even then up to {n} voice stays unknown, where other forums are only proposed, with nobody to ask ({places}).",
        "Even then up to {n} voices stay unknown, where other forums are only proposed, with nobody to ask ({places}).",
        n=sum(row["actors"] for row in rows),
        places=JoinedText(places, "; "),
    )


def name_ids(ids: Sequence[str], names: Mapping[str, Term], separator: str = ", ") -> JoinedText:
    """Return the names of parties, the ids of those that have none."""
    return JoinedText((names.get(id_, id_) for id_ in ids), separator)


def name_column(row: _Row) -> Localizable:
    """Return the name of a column: its forum, or its area and level."""
    if row["forum"]:
        return Term(row["forum_name"], row["forum_name_en"] or row["forum_name"])
    return JoinedText((name_area(row), name_level(row)), " – ")


def name_area(row: _Row) -> Term:
    """Return the name of a row's area."""
    return Term(row["area_name"], row["area_name_en"] or row["area_name"])


def name_level(row: _Row) -> Term:
    """Return the name of a row's level."""
    return Term(row["level_name"], row["level_name_en"] or row["level_name"])
