"""Chain rules for a terminal: a sentence for each rule that is not met, and a table of the rules or of the cases asked for."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from itertools import groupby
from operator import itemgetter

from api.terminal.answers import (
    MOST_ROWS_ON_SCREEN,
    AnswerColumn,
    format_field,
    format_finding,
    list_marks,
    print_cut,
    print_table,
)
from api.terminal.session import Session
from model.findings import Answer, Row, find_certainty
from model.language import JoinedText, Localizable, PluralText, Text
from model.text.describe import format_evidence
from model.text.names import join_names, term_of
from model.vocabulary.flows import FlowKind
from queries.flows.chain_search import ChainState, UnmetReason

MOST_SENTENCES_SAID = 10
MOST_CASES_ON_SCREEN, MOST_UNKNOWN_NAMED = 12, 4
"""Cases of several rules that are printed one by one: of more, each rule's are counted; and parties that a sentence names."""
ENDS = ("giver", "taker")


def print_chains(session: Session, answer: Answer) -> None:
    """Print how many rules are in each state, what is broken or unknown, and the table."""
    session.say(Text("As of {day}", day=answer.on))
    if not answer.rows:
        session.say(Text("No chain rule is on record for this: nothing says who should feed whom here."))
        return
    by_case = answer.rows[0]["how"] == "case"
    counts = JoinedText(count_chain_states(answer.rows))
    noun = PluralText("{n} case: {counts}", "{n} cases: {counts}", n=len(answer.rows), counts=counts)
    rules = PluralText("{n} chain rule: {counts}", "{n} chain rules: {counts}", n=len(answer.rows), counts=counts)
    session.say(noun if by_case else rules)
    rows_of = ((one, [row for row in one.rows if by_case == (row["how"] == "case")]) for one in answer.findings)
    telling = [one for one, rows in rows_of if any(map(_is_worth_telling, rows))]
    for finding in telling[:MOST_SENTENCES_SAID]:
        session.say(format_finding(finding))
    if (more := len(telling) - MOST_SENTENCES_SAID) > 0:
        session.say(Text("  … and {more} more in the table", more=more))
    groups = [[*rows] for _rule, rows in groupby(answer.rows, key=itemgetter("rule"))] if by_case else []
    if len(answer.rows) > MOST_CASES_ON_SCREEN and len(groups) > 1:
        _print_counts(session, groups)
    else:
        for rows in groups:
            _print_cases(session, rows)
    if not by_case:
        session.say()
        print_table(session, RULE_COLUMNS, answer.rows)
        session.say(Text("Case by case: landskap chains RULE, --party PARTY or --place MUNICIPALITY"))
    print_cut(session, answer.cut)


def _print_cases(session: Session, rows: Sequence[Row]) -> None:
    """Print the first cases of a rule below its name."""
    session.say()
    session.say(JoinedText((term_of(rows[0]), ":"), ""))
    print_table(session, CASE_COLUMNS, rows[:MOST_ROWS_ON_SCREEN])
    if (more := len(rows) - MOST_ROWS_ON_SCREEN) > 0:
        session.say(Text("  … and {n} more rows: --json lists them.", n=more))


def _print_counts(session: Session, groups: Sequence[Sequence[Row]]) -> None:
    """Print how the cases of each of many rules stand, and which are unknown."""
    unknown = [row for rows in groups for row in rows if row["state"] == ChainState.UNKNOWN]
    known = {row[end] for rows in groups for row in rows for end in ENDS if row["state"] != ChainState.UNKNOWN}
    for reason, some in groupby(sorted(unknown, key=itemgetter("reason")), key=itemgetter("reason")):
        rows = [*some]
        names = join_names(_name_ends(rows, known), MOST_UNKNOWN_NAMED)
        told = PluralText(
            "Unknown in {n} case, {reason}: {names}.",
            "Unknown in {n} cases, {reason}: {names}.",
            n=len(rows),
            reason=UnmetReason.of(reason).term,
            names=names,
        )
        session.say(JoinedText(("• ", told), ""))
    counted = [{**rows[0], **{state: sum(row["state"] == state for row in rows) for state in ChainState}} for rows in groups]
    session.say()
    print_table(
        session, COUNT_COLUMNS, [{**one, "certainty": _find_worst(rows)} for one, rows in zip(counted, groups, strict=True)]
    )
    session.say(Text("Case by case, with a rule's id: landskap chains {rule}. Everything: --json", rule=groups[0][0]["rule"]))


def _name_ends(rows: Sequence[Row], known: Collection[str]) -> list[Localizable]:
    """Return few parties of which each case has one, those in most cases first; rather those of which no case is known."""
    named = [{row[end]: term_of(row, f"{end}_name") for end in ENDS if row[end]} for row in rows]
    named = [{id_: name for id_, name in ends.items() if id_ not in known} or ends for ends in named]
    found: list[Localizable] = []
    while left := [ends for ends in named if ends]:
        counts = Counter(id_ for ends in left for id_ in ends)
        most = min(counts, key=lambda id_: (-counts[id_], id_))
        found.append(next(ends[most] for ends in left if most in ends))
        named = [ends for ends in left if most not in ends]
    return found


def _find_worst(rows: Iterable[Row]) -> str:
    """Return uncertain if any of the cases rests on what is."""
    return str(find_certainty(*(row["certainty"] for row in rows)))


def _is_worth_telling(row: Row) -> bool:
    """Return whether a rule has broken or unknown cases, or a case is broken, which a sentence then says."""
    return row["state"] == ChainState.BROKEN if row["how"] == "case" else bool(row["broken"] or row["unknown"])


def count_chain_states(rows: Iterable[Row]) -> list[Localizable]:
    """Return how many rules or cases are broken, only proposed, unknown and met."""
    found = Counter(ChainState.of(row["state"]) for row in rows)
    return [describe(found[state]) for state, describe in STATE_COUNTS.items() if found[state]]


def count_chain_cases(row: Row) -> JoinedText:
    """Return how many cases of a rule are broken, only proposed, unknown and met."""
    return JoinedText(describe(row[state]) for state, describe in STATE_COUNTS.items() if row[state])


STATE_COUNTS: Mapping[ChainState, Callable[[int], Localizable]] = {
    ChainState.BROKEN: lambda n: PluralText("{n} broken", "{n} broken", n=n),
    ChainState.PROPOSED: lambda n: PluralText("{n} only proposed", "{n} only proposed", n=n),
    ChainState.UNKNOWN: lambda n: PluralText("{n} unknown", "{n} unknown", n=n),
    ChainState.MET: lambda n: PluralText("{n} met", "{n} met", n=n),
}


def _format_end(end: str, row: Row) -> Localizable | str:
    """Return the name of who gives or receives, or how many of those who could; the municipality where nobody could."""
    able, met = len(row[f"{end}s"]), len(row[f"{end}s_met"])
    who: Localizable | str = "–"
    if row[end]:
        who = term_of(row, f"{end}_name")
    elif able:
        who = Text("{met} of {n}; one is enough", met=met, n=able) if met else Text("none of {n}", n=able)
    elif end == "taker" and row["municipality_name"]:
        who = row["municipality_name"]
    return who


def _format_state(row: Row) -> Localizable:
    state = ChainState.of(row["state"]).term
    return JoinedText((state, UnmetReason.of(row["reason"]).term), ": ") if row.get("reason") else state


def _format_kind(row: Row) -> Localizable | str:
    return FlowKind.of(row["kind"]).term if row["kind"] else "–"


def _format_flows(row: Row) -> str:
    return str(len(row["flows"]) + row["flows_left_out"])


RULE_COLUMNS = (
    AnswerColumn(Text("Rule"), lambda row: term_of(row)),
    AnswerColumn(Text("Kind"), _format_kind),
    AnswerColumn(Text("Cases"), count_chain_cases),
    AnswerColumn(Text("Note"), list_marks),
    AnswerColumn(Text("Evidence"), lambda row: format_evidence(row["evidence"]), spare=True),
    AnswerColumn(Text("Id"), format_field("rule"), spare=True),
)
COUNT_COLUMNS = (
    AnswerColumn(Text("Rule"), lambda row: term_of(row)),
    AnswerColumn(Text("Cases"), count_chain_cases),
    AnswerColumn(Text("Note"), list_marks),
    AnswerColumn(Text("Id"), format_field("rule")),
)
CASE_COLUMNS = (
    AnswerColumn(Text("From"), lambda row: _format_end("giver", row)),
    AnswerColumn(Text("To"), lambda row: _format_end("taker", row)),
    AnswerColumn(Text("State"), _format_state),
    AnswerColumn(Text("Flows"), _format_flows),
    AnswerColumn(Text("Note"), list_marks),
)
