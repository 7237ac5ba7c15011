"""`landskap shares` for a terminal: shares of seats by group, or women and men as Statistics Sweden lays them out."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from api.terminal.answers import MOST_SENTENCES, AnswerColumn, format_field, format_finding, print_cut, print_table
from api.terminal.session import Session
from model.findings import Answer, Row
from model.language import JoinedText, Localizable, PluralText, Text
from model.text.names import term_of
from model.text.numbers import format_per_cent
from model.vocabulary.forums import FEWEST_COUNTED

MOST_UNCOUNTED_NAMED = 5
"""Forums without a count that are named; the JSON holds all."""


def print_shares(session: Session, answer: Answer) -> None:
    """Print an answer of `shares` in the user's language."""
    session.say(Text("As of {day}", day=answer.on))
    if answer.parameters["by"] == "sex":
        _print_sexes(session, answer)
    else:
        _print_seats(session, answer)
    print_cut(session, answer.cut)


def _print_seats(session: Session, answer: Answer) -> None:
    if not answer.rows:
        session.say(Text("No seats are on record there."))
    for _scope, rows in groupby(answer.rows, lambda row: (row["scope"], row.get("forum") or row["area"])):
        counted, *shares = rows
        session.say()
        session.say(JoinedText((_name_scope(counted), JoinedText(_describe_seats(counted))), ": "))
        print_table(session, SHARE_COLUMNS, shares)
    if answer.parameters["by"] in ("role", "type"):
        session.say(Text("A party with several roles or types counts in each of them."))


def _name_scope(row: Row) -> Localizable:
    return term_of(row) if row["scope"] == "forum" else Text("Area {area}", area=term_of(row, "area_name"))


def _describe_seats(row: Row) -> Iterator[Localizable]:
    yield PluralText("{n} seat is held", "{n} seats are held", n=row["held"])
    if row["proposed"]:
        yield PluralText("of these {n} only proposed", "of these {n} only proposed", n=row["proposed"])
    if row["vacant"]:
        yield PluralText("{n} is vacant", "{n} are vacant", n=row["vacant"])
    if row["deputies"]:
        yield PluralText("{n} is a deputy's", "{n} are deputies'", n=row["deputies"])
    if row["unknown"]:
        yield PluralText("of {n} held the group is unknown", "of {n} held the group is unknown", n=row["unknown"])
    if row["uncertain"]:
        yield PluralText("{n} is uncertain", "{n} are uncertain", n=row["uncertain"])
    if row["examples"]:
        yield PluralText("{n} is an example", "{n} are examples", n=row["examples"])


def _print_sexes(session: Session, answer: Answer) -> None:
    for finding in answer.findings[:MOST_SENTENCES]:
        session.say(format_finding(finding))
    rows = {what: [row for row in answer.rows if row["what"] == what] for what in ("forum", "total", "year", "few", "uncounted")}
    session.say()
    if rows["forum"]:
        session.say(Text("Women and men among the members, counted, never named. 40–60 per cent is even (Swedish practice)."))
        print_table(session, SEX_COLUMNS, [*rows["forum"], *(rows["total"] if len(rows["forum"]) > 1 else [])])
    else:
        session.say(Text("No forum has its women and men counted."))
    if rows["year"]:
        session.say()
        session.say(Text("At the end of each year, all forums that were counted by then"))
        print_table(session, YEAR_OF_SEX_COLUMNS, rows["year"])
    session.say()
    _say_listed(session, Text("Fewer than {n} counted, so not shown: {forums}", n=FEWEST_COUNTED, forums=""), rows["few"])
    _say_listed(session, PluralText("{n} forum is not counted: {forums}", "{n} forums are not counted: {forums}",
                                    n=len(rows["uncounted"]), forums=""), rows["uncounted"])  # fmt: skip


def _say_listed(session: Session, heading: Localizable, rows: Sequence[Row]) -> None:
    if rows:
        more = len(rows) - MOST_UNCOUNTED_NAMED
        named = JoinedText([*(term_of(row) for row in rows[:MOST_UNCOUNTED_NAMED]), *([f"… +{more}"] if more > 0 else [])])
        session.say(JoinedText((heading, named), ""))


def _per_cent(row: Row, field: str) -> Localizable | str:
    return "–" if row.get(field) is None else format_per_cent(row[field])


def _name_counted(row: Row) -> Localizable:
    return term_of(row) if row["what"] == "forum" else PluralText("All, {n} forum", "All, {n} forums", n=row["forums"])


def _judge(row: Row) -> Localizable | str:
    if row["what"] != "forum":
        return "–"
    if row["even"]:
        return Text("even")
    if not row["attainable"]:
        return Text("cannot be even with so few")
    fewest, most = row["attainable"]
    either = f"{fewest}" if fewest == most else f"{fewest}–{most}"
    return Text("not even; {either} of each would be", either=either)


def _note(row: Row) -> Localizable | str:
    marks = [Text("uncertain")] if row.get("certainty") == "uncertain" else []
    return JoinedText([*marks, Text("example")] if row.get("example") or row.get("examples") else marks)


def _format_counted_on(row: Row) -> Localizable | str:
    return (row["counted_on"] or Text("day not known")) if row["what"] == "forum" else "–"


SHARE_COLUMNS = (
    AnswerColumn(Text("Group"), lambda row: term_of(row, "group_name")),
    AnswerColumn(Text("Seats"), format_field("seats")),
    AnswerColumn(Text("Share"), lambda row: _per_cent(row, "share")),
    AnswerColumn(Text("of these, proposed"), lambda row: str(row["proposed"] or "–")),
    AnswerColumn(Text("of these, examples"), lambda row: str(row["examples"] or "–")),
)
_SEXES = (
    AnswerColumn(Text("Women"), format_field("women")),
    AnswerColumn(Text("Men"), format_field("men")),
    AnswerColumn(Text("Share of women"), lambda row: _per_cent(row, "share")),
)
SEX_COLUMNS = (
    AnswerColumn(Text("Forum"), _name_counted),
    *_SEXES,
    AnswerColumn(Text("Of all women"), lambda row: _per_cent(row, "women_part")),
    AnswerColumn(Text("Of all men"), lambda row: _per_cent(row, "men_part")),
    AnswerColumn(Text("Even"), _judge),
    AnswerColumn(Text("Counted"), _format_counted_on),
    AnswerColumn(Text("Note"), _note),
)
YEAR_OF_SEX_COLUMNS = (
    AnswerColumn(Text("Year"), format_field("year")),
    AnswerColumn(Text("Forums"), format_field("forums")),
    *_SEXES,
    AnswerColumn(Text("Note"), _note),
)
