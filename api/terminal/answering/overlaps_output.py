"""`landskap overlaps` for a terminal: parties in many forums, forums that share most members, forums that have not met."""

from collections.abc import Sequence

from api.terminal.answers import AnswerColumn, format_field, print_cut, print_table
from api.terminal.session import Session
from model.findings import Answer, Row
from model.language import JoinedText, Localizable, PluralText, Term, Text
from model.text.names import term_of
from model.text.numbers import format_per_cent

MOST_LISTED = 6
"""Forums or members in a cell; the JSON holds all."""
MOST_UNMET_NAMED = 5
"""Forums without a meeting on record that are named; the JSON holds more."""


def print_overlaps(session: Session, answer: Answer) -> None:
    """Print an answer of `overlaps` in the user's language."""
    limits, counts = answer.parameters, answer.parameters["counts"]
    rows = {what: [row for row in answer.rows if row["what"] == what] for what in ("load", "pair", "quiet", "unmet")}
    session.say(Text("As of {day}", day=answer.on))
    loads = PluralText("{n} party has seats in more than {limit} forums", "{n} parties have seats in more than {limit} forums",
                       n=counts["loads"], limit=limits["more_than"])  # fmt: skip
    _print_part(session, loads, LOAD_COLUMNS, rows["load"])
    pairs = PluralText("{n} pair of forums shares at least {limit} per cent of its members",
                       "{n} pairs of forums share at least {limit} per cent of their members",
                       n=counts["pairs"], limit=limits["share"])  # fmt: skip
    _print_part(session, pairs, PAIR_COLUMNS, rows["pair"])
    quiet = PluralText("{n} existing forum has not met for more than {limit} days, as far as is on record",
                       "{n} existing forums have not met for more than {limit} days, as far as is on record",
                       n=counts["quiet"], limit=limits["days"])  # fmt: skip
    _print_part(session, quiet, QUIET_COLUMNS, rows["quiet"])
    if rows["unmet"]:
        named = JoinedText([*(term_of(row) for row in rows["unmet"][:MOST_UNMET_NAMED]),
                            *(["…"] if counts["unmet"] > MOST_UNMET_NAMED else [])])  # fmt: skip
        session.say()
        session.say(
            PluralText(
                "Unknown: of {n} existing forum no meeting is on record: {forums}",
                "Unknown: of {n} existing forums no meeting is on record: {forums}",
                n=counts["unmet"],
                forums=named,
            )
        )
    print_cut(session, answer.cut)


def _print_part(session: Session, heading: Localizable, columns: Sequence[AnswerColumn], rows: Sequence[Row]) -> None:
    session.say()
    session.say(heading)
    print_table(session, columns, rows)


def _join(row: Row, field: str) -> JoinedText:
    terms = [Term(sv, en) for sv, en in zip(row[field], row[f"{field}_en"], strict=True)]
    more = len(terms) - MOST_LISTED
    return JoinedText([*terms[:MOST_LISTED], *([f"… +{more}"] if more > 0 else [])])


PROPOSED = AnswerColumn(Text("of these, proposed"), lambda row: str(row["proposed"] or "–"))
EXAMPLES = AnswerColumn(Text("of these, examples"), lambda row: str(row["examples"] or "–"))


LOAD_COLUMNS = (
    AnswerColumn(Text("Party"), term_of),
    AnswerColumn(Text("Forums"), lambda row: str(len(row["forums"]))),
    AnswerColumn(Text("Which"), lambda row: _join(row, "forum_names")),
    PROPOSED,
    EXAMPLES,
)
PAIR_COLUMNS = (
    AnswerColumn(Text("Forum"), term_of),
    AnswerColumn(Text("And"), lambda row: term_of(row, "other_name")),
    AnswerColumn(Text("Share"), lambda row: format_per_cent(row["share"])),
    AnswerColumn(Text("Shared"), lambda row: f"{len(row['shared'])} / {row['either']}"),
    AnswerColumn(Text("Members"), lambda row: _join(row, "shared_names")),
    PROPOSED,
    EXAMPLES,
)
QUIET_COLUMNS = (
    AnswerColumn(Text("Forum"), term_of),
    AnswerColumn(Text("Last met"), format_field("held")),
    AnswerColumn(Text("Days"), format_field("days")),
    AnswerColumn(Text("Note"), lambda row: Text("example") if row["example"] else "–"),
)
