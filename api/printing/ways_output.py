"""The ways between two parties for a terminal: the sentences, then each way hop by hop, with every flow of a hop on its line."""

from collections.abc import Iterator, Mapping

from api.terminal.answers import format_finding, list_marks
from api.terminal.session import Session
from model.findings import Answer, Row
from model.language import JoinedText, Localizable, PluralText, Term, Text
from model.text.names import term_of
from model.vocabulary.flows import FlowKind


def print_ways(session: Session, answer: Answer) -> None:
    """Print the ways to the other party, and those back."""
    session.say(Text("As of {day}", day=answer.on))
    for finding in answer.findings:
        session.say(format_finding(finding))
    for row in answer.rows:
        session.say()
        session.say(_head_way(row))
        for leg in row["legs"]:
            for line in _list_leg(leg, _names_of(row)):
                session.say(line)
    if answer.cut:
        session.say(Text("A limit cut the flows that were read: there may be more ways."))


def _names_of(row: Row) -> Mapping[str, Term]:
    return {id_: Term(sv, en) for id_, sv, en in zip(row["parties"], row["names"], row["names_en"], strict=True)}


def _head_way(row: Row) -> JoinedText:
    """Return a way's number, its chain and what to know of it."""
    notes: list[Localizable | str] = [PluralText("{n} hop", "{n} hops", n=row["hops"])]
    notes += [Text("one of the independent ways")] if row["independent"] else []
    notes += list_marks(row).parts
    chain = JoinedText(_names_of(row).values(), " → ")
    return JoinedText((f"{row['number']}. " if row["number"] else "• ", chain, " (", JoinedText(notes), ")"), "")


def _list_leg(leg: Row, names: Mapping[str, Term]) -> Iterator[JoinedText]:
    """Yield a line for each flow of a hop, and how many there are that are not told."""
    yield JoinedText(("   ", names[leg["source"]], " → ", names[leg["target"]]), "")
    for flow in leg["flows"]:
        carries = (": ", term_of(flow, "carries")) if flow["carries"] else ()
        channel = (Text(" (through {channel})", channel=flow["channel"]),) if flow["channel"] else ()
        marks = list_marks(flow)
        yield JoinedText(
            ("     ", FlowKind.of(flow["kind"]).term, *carries, *channel, *((" [", marks, "]") if marks.parts else ())), ""
        )
    if (more := leg["count"] - len(leg["flows"])) > 0:
        yield JoinedText(("     ", Text("… and {more} more flows", more=more)), "")
