"""`landskap durations` for a terminal: a sentence for each leg, then tables of legs, quarters and years."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from api.terminal.answers import MOST_SENTENCES, AnswerColumn, format_finding, print_table
from api.terminal.session import Session
from model.findings import Answer, Row
from model.language import JoinedText, Localizable, Text
from model.text.names import term_of
from queries.questions.duration_rows import is_half_waiting
from queries.questions.duration_sentences import format_days, format_share
from queries.questions.legs import LEGS_OF_CODE
from queries.questions.tallies import YEAR_STATES

COHORT_LEG = "taken-executed"
"""The leg whose quarters are printed, if no other is asked for; the JSON holds all."""


def print_durations(session: Session, answer: Answer) -> None:
    """Print an answer of `durations` in the user's language."""
    session.say(Text("As of {day}", day=answer.on))
    for sentence in answer.findings[:MOST_SENTENCES]:
        session.say(format_finding(sentence))
    if (more := len(answer.findings) - MOST_SENTENCES) > 0:
        session.say(Text("  … and {more} more in the table", more=more))
    rows = [{**row, "others": sum(row.get("endings", {}).values())} for row in answer.rows]
    if not rows:
        session.say(Text("No assignments are on record there."))
    for heading, columns, shown in _split_duration_tables(answer, rows):
        session.say()
        session.say(heading)
        print_table(session, columns, shown)
    if read_from := answer.parameters.get("read_from"):
        session.say(Text("There are too many: only decisions since {day} are counted.", day=read_from))
    elif answer.cut:
        session.say(Text("There are more groups: --most N shows the N largest."))


def _split_duration_tables(answer: Answer, rows: Sequence[Row]) -> Iterator[tuple[Text, Sequence[AnswerColumn], Sequence[Row]]]:
    """Yield the tables that have rows, with their headings and columns. Quarters are only shown without groups."""
    legs = [row for row in rows if row["what"] == "leg"]
    if legs:
        grouped = "by" in answer.parameters
        heading = Text(
            "Legs: days until half had passed, and the shares that had passed after so many days (with intervals of 95 %)"
        )
        yield heading, GROUPED_COLUMNS if grouped else LEG_COLUMNS, legs
    chosen = answer.parameters.get("leg", COHORT_LEG)
    cohorts = [row for row in rows if row["what"] == "cohort" and row["leg"] == chosen]
    if cohorts and "by" not in answer.parameters:
        heading = Text("Assignments by the quarter of the decision, {leg}", leg=LEGS_OF_CODE[chosen].term)
        yield heading, COHORT_COLUMNS, cohorts
    years = [row for row in rows if row["what"] == "year"]
    if years:
        yield Text("By the year of the decision: assignments executed, of all assigned"), YEAR_COLUMNS, years


def _format_share(share: float | None, low: float | None, high: float | None) -> Localizable | str:
    """Return "41 % (35–48)", in whole per cent."""
    if share is None:
        return "–"
    band = f" ({round(100 * low)}–{round(100 * high)})" if low is not None and high is not None else ""
    return JoinedText((format_share(share), band), "")


def _format_median(row: Row) -> Localizable | str:
    """Return the median with its interval; of fewer than five, the days of each."""
    if row["days"] is not None:
        return format_days(row)
    if row["median"] is None:
        if row["followed"] is None or row["emptied_on"] is not None:
            return "–"
        return Text("over {days}", days=row["followed"]) if is_half_waiting(row) else Text("not reached")
    low, high = row["median_low"], row["median_high"]
    return str(row["median"]) if not low and high is None else f"{row['median']} ({low}–{'…' if high is None else high})"


def _format_span(number: int) -> Callable[[Row], Localizable | str]:
    def format_(row: Row) -> Localizable | str:
        if row["within"] is None:
            return "–"
        span = row["within"][number]
        return _format_share(span["passed"], span["low"], span["high"])

    return format_


def _format_plain_span(number: int) -> Callable[[Row], Localizable | str]:
    return lambda row: _format_share(row["within"][number]["passed"], None, None) if row["within"] else "–"


def _format_cohort_span(number: int) -> Callable[[Row], Localizable | str]:
    def format_(row: Row) -> Localizable | str:
        span = row["within"][number]
        if span["too_recent"]:
            return Text("too recent")
        share = _format_share(span["share"], span["low"], span["high"])
        counts = Text("{some} of {whole}", some=span["passed"], whole=span["known"])
        return counts if share == "–" else JoinedText((share, counts), ", ")

    return format_


def _format_group(row: Row) -> Localizable | str:
    return term_of(row, "group_name") if row["group_name"] else "–"


def _format_number(field: str) -> Callable[[Row], str]:
    return lambda row: str(row[field] or "–")


def _mark_example(row: Row) -> Localizable | str:
    return Text("example") if row["example"] else ""


LEG_COLUMNS = (
    AnswerColumn(Text("Leg"), lambda row: LEGS_OF_CODE[row["leg"]].term),
    AnswerColumn(Text("Begun"), _format_number("begun")),
    AnswerColumn(Text("Passed"), _format_number("passed")),
    AnswerColumn(Text("Waiting"), _format_number("waiting")),
    AnswerColumn(Text("Otherwise"), _format_number("others")),
    AnswerColumn(Text("Half after"), _format_median),
    AnswerColumn(Text("90 days"), _format_span(0)),
    AnswerColumn(Text("180 days"), _format_span(1)),
    AnswerColumn(Text("365 days"), _format_span(2)),
    AnswerColumn(Text("Note"), _mark_example),
)
GROUPED_COLUMNS = (
    AnswerColumn(Text("Group"), _format_group),
    AnswerColumn(Text("Leg"), lambda row: LEGS_OF_CODE[row["leg"]].term),
    AnswerColumn(Text("Passed"), lambda row: Text("{some} of {whole}", some=row["passed"], whole=row["begun"])),
    AnswerColumn(Text("Waiting"), _format_number("waiting")),
    AnswerColumn(Text("Half after"), _format_median),
    AnswerColumn(Text("90 days"), _format_plain_span(0)),
    AnswerColumn(Text("180 days"), _format_plain_span(1)),
    AnswerColumn(Text("365 days"), _format_plain_span(2)),
    AnswerColumn(Text("Note"), _mark_example),
)
"""With groups there is no room for the intervals of the shares; the JSON has them."""
COHORT_COLUMNS = (
    AnswerColumn(Text("Quarter"), lambda row: row["quarter"]),
    AnswerColumn(Text("Assignments"), _format_number("decided")),
    AnswerColumn(Text("90 days"), _format_cohort_span(0)),
    AnswerColumn(Text("180 days"), _format_cohort_span(1)),
    AnswerColumn(Text("365 days"), _format_cohort_span(2)),
    AnswerColumn(Text("Note"), _mark_example),
)
STATE_HEADINGS: Mapping[str, Text] = {
    "executed": Text("Executed"),
    "reported_back": Text("Only reported back"),
    "rejected": Text("Rejected"),
    "superseded": Text("Superseded"),
    "open": Text("Open"),
    "let_go": Text("Let go of"),
}
YEAR_COLUMNS = (
    AnswerColumn(Text("Group"), _format_group),
    AnswerColumn(Text("Year"), lambda row: row["year"] or Text("unknown")),
    AnswerColumn(Text("Assignments"), _format_number("decided")),
    *(AnswerColumn(STATE_HEADINGS[state], _format_number(state)) for state in YEAR_STATES),
    AnswerColumn(Text("Share executed"), lambda row: _format_share(row["share"], row["low"], row["high"])),
    AnswerColumn(Text("Note"), _mark_example),
)
