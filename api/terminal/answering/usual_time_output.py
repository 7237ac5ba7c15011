"""Proposed usual times in a terminal: sentences first, then a table."""

from api.terminal.answers import EXAMPLE_SUFFIX, print_cut
from api.terminal.session import Session
from api.terminal.tables import format_table
from model.findings import Answer, Row
from model.language import Localizable, Term, Text
from model.vocabulary.decisions import DecisionKind
from queries.questions.usual_time_proposal import LEAST_LEFT


def print_usual_times(session: Session, answer: Answer) -> None:
    """Print what a proposal is, and the time of each step."""
    session.say(Text("As of {day}", day=answer.on))
    about = Text(
        "The days within which {share} % have left each step, those that still wait taken into account. A step that fewer than"
        " {least} have left has no proposal. Nothing is written into the landscape.",
        share=answer.parameters["share"], least=LEAST_LEFT,
    )  # fmt: skip
    session.say(about)
    headings = (
        Text("Step"), Text("Kind of forum"), Text("Kind of decision"), Text("Begun"), Text("Left"), Text("Waiting"),
        Text("Usual days"), Text("95 %"),
    )  # fmt: skip
    cells = [[session.translate(cell) for cell in _list_cells(row)] for row in answer.rows]
    session.say()
    for line in format_table([session.translate(heading) for heading in headings], cells, 0):
        session.say(line)
    print_cut(session, answer.cut)


def _list_cells(row: Row) -> list[Localizable | str]:
    kind = row["decision_kind"]
    step = Text("{step}{example}", step=row["step"].term, example=EXAMPLE_SUFFIX if row["example"] else "")
    name = Term(row["forum_kind_name"], row["forum_kind_name_en"]) if row["forum_kind"] else "–"
    low, high = ("…" if row[bound] is None else str(row[bound]) for bound in ("low", "high"))
    return [
        step, name, DecisionKind.of(kind).term if kind else "–", str(row["begun"]), str(row["left"]), str(row["waiting"]),
        _format_days(row), f"{low}–{high}" if row["days"] is not None else "–",
    ]  # fmt: skip


def _format_days(row: Row) -> Localizable | str:
    if row["days"] is not None:
        return str(row["days"])
    return Text("not reached") if row["enough"] else Text("too few")
