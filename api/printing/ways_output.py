"""The ways between two parties for a terminal: the sentences, then ways hop by hop, with every flow of a hop on its line."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from itertools import groupby
from operator import itemgetter

from api.terminal.answers import bracket_marks, format_finding, list_marks
from api.terminal.session import Session
from model.findings import Answer, Row
from model.language import JoinedText, Localizable, PluralText, Term, Text
from model.text.names import term_of
from model.vocabulary.flows import FlowKind
from queries.questions.parameters import USUAL_WAYS

WAYS_ON_SCREEN = 3
"""The ways in each direction that are printed unless a number is asked for; the hops of the first alone."""


def print_ways(session: Session, answer: Answer) -> None:
    """Print the ways to the other party, and those back: the first with its hops, and as many as fit a screen.

    If a number of ways was asked for, all of these are printed with their hops, each hop where it is first passed.
    """
    session.say(Text("As of {day}", day=answer.on))
    for finding in answer.findings:
        session.say(format_finding(finding))
    asked, told = answer.parameters["ways"] != USUAL_WAYS, set[tuple[str, str]]()
    for direction, group in groupby(answer.rows, key=itemgetter("direction")):
        rows = [*group]
        session.say()
        session.say(Text("Ways back:") if direction == "up" else Text("Ways there:"))
        for number, row in enumerate(rows if asked else rows[:WAYS_ON_SCREEN]):
            session.say(_head_way(row))
            for leg in row["legs"] if not row["elsewhere"] and (asked or number == 0) else ():
                if (leg["source"], leg["target"]) not in told:
                    told.add((leg["source"], leg["target"]))
                    session.say(_format_leg(leg, _names_of(row)))
        if not asked and (n := len(rows) - WAYS_ON_SCREEN) > 0:
            all_numbered = sum(row["number"] is not None for row in rows) < USUAL_WAYS
            session.say(Text("  … and {n} more", n=n) if all_numbered else Text("  … and at least {n} more", n=n))
    _print_notes(session, answer, asked)


def _print_notes(session: Session, answer: Answer, asked: bool) -> None:
    if answer.rows and asked:
        session.say()
        session.say(
            Text("What a hop carries is said where it is first passed; of ways through other municipalities with --json.")
        )
    elif any(count > 1 for count in Counter(row["direction"] for row in answer.rows).values()):
        session.say()
        session.say(Text("More ways, with what each hop carries: --ways {n}. Everything: --json", n=2 * USUAL_WAYS))
    session.say(Text("All kinds of flow count together here; landskap without counts each kind from its sources."))
    if answer.cut:
        session.say(Text("A limit cut the flows that were read: there may be more ways."))


def _names_of(row: Row) -> Mapping[str, Term]:
    return {id_: Term(sv, en) for id_, sv, en in zip(row["parties"], row["names"], row["names_en"], strict=True)}


def _head_way(row: Row) -> JoinedText:
    """Return a way's number, its chain and what to know of it."""
    notes: list[Localizable | str] = [PluralText("{n} hop", "{n} hops", n=row["hops"])]
    notes += [Text("one of the independent ways")] if row["independent"] else []
    notes += [Text("through another municipality: {places}", places=JoinedText(row["elsewhere"]))] if row["elsewhere"] else []
    notes += list_marks(row).parts
    chain = JoinedText(_names_of(row).values(), " → ")
    return JoinedText((f"{row['number']}. " if row["number"] else "• ", chain, " (", JoinedText(notes), ")"), "")


def _format_leg(leg: Row, names: Mapping[str, Term]) -> JoinedText:
    """Return the line of a hop: each flow with its kind and what it carries, those of the same standing together."""
    alike: dict[JoinedText, list[JoinedText]] = defaultdict(list)
    for flow in leg["flows"]:
        more: list[Localizable | str] = [term_of(flow, "carries")] if flow["carries"] else []
        more += [Text("through {channel}", channel=flow["channel"])] if flow["channel"] else []
        kind = FlowKind.of(flow["kind"]).term
        alike[list_marks(flow)].append(JoinedText((kind, *((" (", JoinedText(more), ")") if more else ())), ""))
    said = [JoinedText((JoinedText(flows), bracket_marks(marks)), "") for marks, flows in alike.items()]
    if (left := leg["count"] - len(leg["flows"])) > 0:
        said.append(JoinedText((Text("… and {more} more flows", more=left),)))
    return JoinedText(("     ", names[leg["source"]], " → ", names[leg["target"]], ": ", JoinedText(said, "; ")), "")
