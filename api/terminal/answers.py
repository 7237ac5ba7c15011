"""Answers for a terminal: first sentences, then a table, then the limits that cut the answer."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from api.terminal.answering.rule_summary import print_rule_summary
from api.terminal.session import Session
from api.terminal.tables import format_table
from model.findings import Answer, Finding, ProvenSentence, Row
from model.language import JoinedText, Localizable, PluralText, Term, Text
from model.representation.rule_states import RuleState, UnknownReason
from model.text.describe import format_evidence
from model.text.names import term_of
from model.vocabulary.decisions import StepKind
from model.vocabulary.finding_rules import FindingRule
from model.vocabulary.forums import Force, Position, RuleKind
from model.vocabulary.period import format_day, join_day
from model.vocabulary.record import Certainty
from queries.following.stall_words import add_examples, add_muted, count_examples, count_muted, split_late, split_reports
from queries.questions.decisions import describe_against, report_state_of, say_without_function, select_rows
from queries.representation.states import REPRESENTATION_KINDS, REPRESENTATION_TERMS
from queries.server.paging import Page

MOST_SENTENCES = 10
"""Findings that are printed as sentences before the table; the JSON holds all."""
MOST_ROWS_ON_SCREEN = 50
"""Rows of each table of stalls that are printed on a screen, unless a number is asked for."""
MOST_PARTIES_NAMED = 3
"""Parties in a cell of a table; the JSON holds all."""


@dataclass(frozen=True, slots=True)
class AnswerColumn:
    """A column of a table: its heading, and the cell of a row.

    A `spare` column is shown only if there is room, an `optional` one only if it is not – in all rows.
    """

    heading: Text
    of: Callable[[Row], Localizable | str]
    spare: bool = False
    optional: bool = False


def find_shown_ids(answer: Answer) -> set[str]:
    """Return the ids of the parties in the cells of an answer; `print_answer` needs their names."""
    return {id_ for row in answer.rows for field in PARTY_ID_FIELDS for id_ in row.get(field, ())}


def print_answer(session: Session, answer: Answer, names: Mapping[str, Term], most: int | None = None) -> None:
    """Print an answer in the user's language, of each table the first `most` rows; `names` holds the parties' names by id."""
    session.say(Text("As of {day}", day=answer.on))
    if answer.question == "seat-rules":
        print_rule_summary(session, answer)
    tables, awaited = [*_split_tables(answer)], answer.parameters.get("rule") == FindingRule.REPORT_AWAITED
    if awaited:
        session.say(JoinedText(heading for heading, _rows in tables))
    for finding in answer.findings[:MOST_SENTENCES]:
        session.say(format_finding(finding))
    _print_more_findings(session, answer.findings[MOST_SENTENCES:])
    if answer.question == "unrepresented" and "actor" in answer.parameters and not answer.rows:
        session.say(Text("No area is on record as concerning this actor on this day: it is in no matrix."))
    if answer.question == "stalls" and (said := say_without_function(answer.rows)):
        session.say(said)
    for heading, rows in tables:
        session.say()
        if not awaited:
            session.say(heading)
        print_table(session, ANSWER_COLUMNS[answer.question], [_replace_ids(row, names) for row in rows[:most]])
        if most and len(rows) > most:
            session.say(Text("The first {most} of {n}. All: --most {all}. Into a file, or with --json, all are printed.",
                             most=most, n=len(rows), all=len(answer.rows)))  # fmt: skip
    print_next(session, answer.next)
    print_cut(session, answer.cut and not answer.next)


def _print_more_findings(session: Session, more: Sequence[ProvenSentence]) -> None:
    """Print how many findings are not told; steps out of order are findings on rows of the table that have others."""
    disordered = sum(isinstance(item, Finding) and item.rule == FindingRule.STEPS_OUT_OF_ORDER for item in more)
    if tabled := len(more) - disordered:
        session.say(Text("  … and {more} more in the table", more=tabled))
    if disordered:
        session.say(PluralText("  … and {n} of them has steps out of order: landskap findings --rule {rule}",
                               "  … and {n} of them have steps out of order: landskap findings --rule {rule}",
                               n=disordered, rule=FindingRule.STEPS_OUT_OF_ORDER))  # fmt: skip


def format_finding(finding: ProvenSentence) -> JoinedText:
    """Return a sentence or a finding as an item of a list, marked if it rests on an example."""
    return JoinedText(("• ", finding.sentence, EXAMPLE_SUFFIX if finding.example else ""), "")


def format_marked(finding: ProvenSentence) -> JoinedText:
    """Return a sentence or a finding as an item of a list, marked if it is uncertain or rests on an example."""
    return JoinedText(("• ", mark_sentence(finding)), "")


def mark_sentence(finding: ProvenSentence) -> JoinedText:
    """Return the sentence of a finding, marked if it is uncertain or rests on an example."""
    uncertain = UNCERTAIN_SUFFIX if finding.certainty == Certainty.UNCERTAIN else ""
    return JoinedText((finding.sentence, uncertain, EXAMPLE_SUFFIX if finding.example else ""), "")


def print_parties(session: Session, rows: Sequence[Row], next_: str | None) -> None:
    """Print a page of the register of parties with their names; `next_` is where the next page begins."""
    print_table(session, ANSWER_COLUMNS["parties"], rows)
    print_next(session, next_)


def print_next(session: Session, place: str | None) -> None:
    """Print how to see the next page, if there is one."""
    if place:
        session.say(Text("There is more: --after {place}", place=place))


def print_cut(session: Session, cut: bool) -> None:
    """Print that a limit cut the answer, if it did."""
    if cut:
        session.say(Text("A limit cut the answer: there is more than is shown here."))


def print_first_command(session: Session, rows: Iterable[Row]) -> None:
    """Print the command that lists the first of some groups, if any has one."""
    if command := next((row["command"] for row in rows if row["command"]), None):
        session.say(Text("List a group with its command, such as that of the first (--json has them all):"))
        session.say(f"  {command}")


def serialize_parties(rows: Sequence[Row], next_: str | None, page: Page) -> dict[str, object]:
    """Return the document of `landskap parties --json`."""
    following = {"next": next_} if next_ else {}
    return {"question": "parties", "parameters": page.as_parameters(), "cut": next_ is not None, **following, "rows": [*rows]}


PARTY_ID_FIELDS = ("forums", "unrecorded", "looked_in", "through")
"""The fields of a row that hold ids of parties."""


def _replace_ids(row: Row, names: Mapping[str, Term]) -> Row:
    """Return the row with names of parties in place of their ids; `chains` are the networks of each way in words."""
    ways = sorted({tuple(way["through"]) for way in row.get("ways", ()) if way["through"]}, key=lambda way: (len(way), way))
    chains = [JoinedText((names.get(id_, id_) for id_ in way), " → ") for way in ways]
    return {
        **row,
        "chains": chains,
        **{field: [names.get(id_, id_) for id_ in row[field]] for field in PARTY_ID_FIELDS if field in row},
    }


def _split_tables(answer: Answer) -> Iterable[tuple[Localizable, list[Row]]]:
    """Yield the rows under their headings. The heading of a page says that its numbers are only the page's.

    Rows of stalls get a field `alike`: whether several rows have that name and that addressee. Where only what awaits its
    report is asked for, there is one table.
    """
    part = answer.cut or "after" in answer.parameters
    if answer.question == "stalls":
        counted = Counter((row["name"], row["party"]) for row in answer.rows)
        rows: list[Row] = [{**row, "alike": counted[row["name"], row["party"]] > 1} for row in answer.rows]
        stalled, unknown, executed = (select_rows(rows, how) for how in ("stalled", "unknown", "executed"))
        awaited = answer.parameters.get("rule") == FindingRule.REPORT_AWAITED
        if stalled or not (part or awaited):
            split = _count_stalled(len(stalled), part), split_late(len(stalled), sum(bool(row["late"]) for row in stalled))
            yield _note_counts(JoinedText(split, ""), stalled), stalled
        if unknown or not (part or awaited):
            words = {"n": len(unknown), "shown": Text(" shown here") if part else ""}
            heading = Text("Unknown: neither a due date of its own nor a usual time of the step ({n}{shown})", **words)
            yield _note_counts(heading, unknown), unknown
        if executed or (awaited and not part):
            reports = Counter(f"executed_{report_state_of(row, answer.on)}" for row in executed)
            heading = Text("Executed and not reported back: no part of the balance list ({n}{shown}{split})",
                           n=len(executed), shown=Text(" shown here") if part else "", split=split_reports(reports))  # fmt: skip
            yield _note_counts(heading, executed), executed
    elif answer.question == "unrepresented":
        counts = {how: sum(row["how"] == how for row in answer.rows) for how in REPRESENTATION_KINDS}
        heading = Text(
            "{direct} directly, {network} through a network, {deputy} only as deputy, {none} not at all, {unknown} unknown",
            **counts,
        )
        yield Text("Shown here: {counts}", counts=heading) if part else heading, [*answer.rows]
    elif answer.question == "seat-rules":
        heading = _count_rules(answer.rows)
        yield Text("Shown here: {counts}", counts=heading) if part else heading, [*answer.rows]
    elif answer.question == "meetings":
        counted_meetings = PluralText("{n} meeting", "{n} meetings", n=len(answer.rows))
        yield Text("Shown here: {counts}", counts=counted_meetings) if part else counted_meetings, [*answer.rows]


def _note_counts(told: Localizable, rows: Sequence[Row]) -> Localizable:
    """Return a heading with how many of its rows are invented, and of how many the finding is muted."""
    return add_muted(add_examples(told, count_examples(rows)), count_muted(rows))


def _count_rules(rows: Sequence[Row]) -> Text:
    """Return how many rules on seats there are of each state."""
    counted = Counter(row["state"] for row in rows)
    parts = (
        PluralText("{n} met", "{n} met", n=counted[RuleState.MET]),
        PluralText("{n} broken", "{n} broken", n=counted[RuleState.BROKEN]),
        PluralText("{n} possible and not met", "{n} possible and not met", n=counted[RuleState.UNMET]),
        PluralText("{n} unknown", "{n} unknown", n=counted[RuleState.UNKNOWN]),
    )
    return Text("Seat rules in forums: {counts}", counts=JoinedText(parts))


def _count_stalled(stalled: int, part: bool) -> PluralText:
    if part:
        return PluralText("{n} assignment among what stands still", "{n} assignments among what stands still", n=stalled)
    return PluralText("{n} assignment stands still", "{n} assignments stand still", n=stalled)


def print_table(session: Session, columns: Sequence[AnswerColumn], rows: Sequence[Row]) -> None:
    """Print rows as a table, without the columns that are `optional` and empty in all rows; nothing if there are none."""
    if rows:
        columns = [column for column in columns if not column.optional or any(column.of(row) != "–" for row in rows)]
        cells = [[session.translate(column.of(row)) for column in columns] for row in rows]
        headings = [session.translate(column.heading) for column in columns]
        for line in format_table(headings, cells, sum(column.spare for column in columns)):
            session.say(line)


def format_field(field: str) -> Callable[[Row], str]:
    """Return the function that returns the text of a row's field, – if it is empty."""
    return lambda row: "–" if row[field] is None else str(row[field])


def list_marks(row: Row) -> JoinedText:
    """Return whether a row is proposed, uncertain or invented, in words."""
    found = [mark for field, value, mark in STATUS_MARKS if row.get(field) == value]
    more = [mark for field, mark in FACT_MARKS.items() if row.get(field)]
    muted = [Text("muted until {day}", day=row["muted_until"])] if row.get("muted_until") else []
    return JoinedText([*found, *more, *muted])


def bracket_marks(marks: JoinedText) -> JoinedText:
    """Return marks in brackets, to follow what they mark; nothing if there are none."""
    return JoinedText((" [", marks, "]") if marks.parts else (), "")


FACT_MARKS: Mapping[str, Localizable] = {
    "in_time": Text("executed in time"),
    "unsettled": Text("as far as is on record"),
    "only_coopted": Position.COOPTED.term,
    "due_before_decision": Text("date before the decision"),
    "out_of_order": Text("steps out of order"),
}
EXAMPLE_SUFFIX, UNCERTAIN_SUFFIX = Text(" [example]"), Text(" [uncertain]")
STATUS_MARKS: tuple[tuple[str, object, Text], ...] = (
    ("standing", "proposed", Text("proposed")),
    ("certainty", "uncertain", Text("uncertain")),
    ("example", True, Text("example")),
)
MEETING_TERMS: Mapping[str, Text] = {"planned": Text("planned"), "held": Text("held"), "cancelled": Text("cancelled")}


def _format_parties(parties: Sequence[Localizable | str]) -> Localizable | str:
    """Return the first parties, and how many more there are."""
    more = len(parties) - MOST_PARTIES_NAMED
    return JoinedText((JoinedText(parties[:MOST_PARTIES_NAMED]), f" … +{more}" if more > 0 else ""), "") if parties else "–"


def _explain_representation(row: Row) -> Localizable | str:
    """Return where an actor is represented, or the forums that show why it is not or why that is unknown."""
    looked = row["unrecorded"] if row["how"] == "unknown" else row["looked_in"]
    forums = JoinedText((*looked[:MOST_PARTIES_NAMED], *(["…"] if len(looked) > MOST_PARTIES_NAMED else [])))
    match row["how"]:
        case "unknown":
            return Text("no certain members on record: {forums}", forums=forums)
        case "none":
            return Text("no seat in {forums}", forums=forums)
    return _format_parties(row["forums"])


def _format_count(row: Row) -> Localizable | str:
    """Return how many seats or meetings counted, of how many."""
    if row["demand"] in (RuleKind.CHAIR, RuleKind.CONVENER):
        return "–"
    return str(row["count"]) if row["of"] is None else Text("{count} of {of}", count=row["count"], of=row["of"])


def _list_other_names(row: Row) -> str:
    names = dict.fromkeys(filter(None, (row["short_name"], *(row["aliases"] or ()))))
    return ", ".join(name for name in names if name != row["name"])


def _format_step(row: Row) -> Localizable | str:
    return StepKind.of(row["step"]).term if row["step"] else "–"


def _format_deadline(row: Row) -> Localizable | str:
    """Return the date that an assignment is overdue against, a period's words before it; beside a pause, its own date too."""
    if not row["against"]:
        return "–"
    counts = JoinedText((describe_against(row), format_day(row["due"], row["due_words"])), " ")
    own = format_day(row["own_due"], row["own_due_words"]) if row["against"] == "pause" and row["own_due"] else None
    more = [Text("own date {day}", day=own)] if own else []
    if row["first_due"]:
        more.append(Text("first {day}", day=format_day(row["first_due"], row["first_due_words"])))
    return JoinedText((counts, *more), "; ") if more else counts


def _format_case(row: Row) -> str:
    """Return the case number of a decision; without one, its id if another row has the same name and addressee."""
    return row["case_number"] or (row["decision"] if row["alike"] else "–")


def _format_addressee(row: Row) -> Localizable | str:
    addressee = term_of(row, "addressee")
    ended = row["addressee_ended"] and join_day(row["addressee_ended"], row["addressee_ended_words"])
    return Text("{party} (ended {day})", party=addressee, day=ended) if ended else addressee


ANSWER_COLUMNS: Mapping[str, tuple[AnswerColumn, ...]] = {
    "stalls": (
        AnswerColumn(Text("Decision"), term_of),
        AnswerColumn(Text("Case"), _format_case),
        AnswerColumn(Text("Addressee"), _format_addressee),
        AnswerColumn(Text("Step"), _format_step),
        AnswerColumn(Text("Since"), format_field("since")),
        AnswerColumn(Text("Days"), format_field("days")),
        AnswerColumn(Text("Days late"), format_field("late")),
        AnswerColumn(Text("Against"), _format_deadline),
        AnswerColumn(Text("Owner"), format_field("owner"), optional=True),
        AnswerColumn(Text("Note"), list_marks),
        AnswerColumn(Text("Evidence"), lambda row: format_evidence(row["evidence"]), spare=True),
    ),
    "meetings": (
        AnswerColumn(Text("Day"), format_field("day")),
        AnswerColumn(Text("Meeting"), term_of),
        AnswerColumn(Text("Forum"), lambda row: term_of(row, "forum_name")),
        AnswerColumn(Text("How"), lambda row: MEETING_TERMS[row["how"]]),
        AnswerColumn(Text("Decisions"), format_field("decisions")),
        AnswerColumn(Text("Open"), format_field("open")),
        AnswerColumn(Text("Late"), format_field("late")),
        AnswerColumn(Text("Note"), list_marks),
        AnswerColumn(Text("Id"), format_field("meeting"), spare=True),
    ),
    "unrepresented": (
        AnswerColumn(Text("Area"), lambda row: term_of(row, "area_name")),
        AnswerColumn(Text("Level"), lambda row: term_of(row, "level_name")),
        AnswerColumn(Text("Actor"), term_of),
        AnswerColumn(Text("How"), lambda row: REPRESENTATION_TERMS[row["how"]]),
        AnswerColumn(Text("Where or why"), _explain_representation),
        AnswerColumn(Text("Through"), lambda row: JoinedText(row["chains"], "; ") if row["chains"] else "–"),
        AnswerColumn(Text("Note"), list_marks),
    ),
    "seat-rules": (
        AnswerColumn(Text("Forum"), lambda row: term_of(row, "forum_name")),
        AnswerColumn(Text("Rule"), lambda row: term_of(row, "rule_name")),
        AnswerColumn(Text("Force"), lambda row: Force.of(row["force"]).term),
        AnswerColumn(Text("State"), lambda row: RuleState.of(row["state"]).term),
        AnswerColumn(Text("Since"), format_field("since")),
        AnswerColumn(Text("Counted"), _format_count),
        AnswerColumn(Text("Why"), lambda row: UnknownReason.of(row["reason"]).term if row["reason"] else "–"),
        AnswerColumn(Text("As proposed"), lambda row: RuleState.of(row["as_proposed"]).term if row["as_proposed"] else "–"),
        AnswerColumn(Text("Note"), list_marks),
        AnswerColumn(Text("Evidence"), lambda row: format_evidence(row["evidence"]), spare=True),
    ),
    "parties": (
        AnswerColumn(Text("Id"), format_field("id")),
        AnswerColumn(Text("Name"), term_of),
        AnswerColumn(Text("Also called"), _list_other_names),
    ),
}
