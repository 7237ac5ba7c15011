"""What reaches a municipality or a party, for a terminal: a sentence for each kind, below it who gives to whom."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from api.terminal.answers import EXAMPLE_SUFFIX, bracket_marks, list_marks, mark_sentence, print_cut
from api.terminal.session import Session
from model.findings import Answer, ProvenSentence, Row
from model.language import JoinedText, Localizable, PluralText, Term, Text
from model.text.names import join_names, term_of
from model.vocabulary.flows import FlowKind

_Said = tuple[tuple[Localizable | str, ...], Localizable | str, tuple[Localizable | str, ...]]
"""What is carried, how many flows there are through which channels, and the marks of it."""


def print_receives(session: Session, answer: Answer) -> None:
    """Print the sentences, and below that about a kind of flow a line for each group of parties with the same givers."""
    most = int(answer.parameters["most"])
    session.say(Text("As of {day}", day=answer.on))
    for finding in answer.findings:
        if not finding.rule.startswith("receives-hangs"):
            session.say()
        session.say(_mark(finding))
        lines = [*_list_lines(finding, most)]
        for line in lines[:most]:
            session.say(JoinedText(("  ", line), ""))
        if (more := len(lines) - most) > 0:
            session.say(Text("  … and {more} more: --most {all}", more=more, all=len(lines)))
    session.say()
    if "party" in answer.parameters:
        places = [place for row in answer.rows if row["how"] == "fed" and (place := row["municipality"])]
        session.say(
            Text("What reaches its whole municipality: landskap receives --place {place}", place=places[0])
            if places
            else Text("What reaches a whole municipality: landskap receives --place MUNICIPALITY")
        )
    else:
        place = answer.parameters["place"]
        session.say(Text("What ends there: landskap dead-ends --place {place}", place=place))
        session.say(Text("On whom each hangs: landskap without --place {place}", place=place))
    session.say(Text("How each sentence is known, with its query to paste: --json"))
    print_cut(session, answer.cut)


def _mark(finding: ProvenSentence) -> Localizable:
    """Return a sentence with its marks; that about a kind of flow says itself how much of it is uncertain."""
    if finding.rule in {f"receives-{kind}" for kind in FlowKind}:
        return JoinedText((finding.sentence, EXAMPLE_SUFFIX if finding.example else ""), "")
    return mark_sentence(finding)


def _list_lines(finding: ProvenSentence, most: int) -> Iterator[Localizable]:
    """Yield who gives what to whom; those that get the same from the same givers, of the same standing, together."""
    rows = [row for row in finding.rows if row["how"] in ("fed", "through")]
    givers: dict[tuple[str, _Said], dict[str, Row]] = defaultdict(dict)
    for row in rows:
        givers[row["party"], _describe_content(row)][row["giver"]] = row
    together: dict[tuple[_Said, tuple[str, ...]], list[Row]] = defaultdict(list)
    for (_party, said), by_giver in givers.items():
        together[said, tuple(by_giver)].append(next(iter(by_giver.values())))
    names: Mapping[str, Localizable] = {row["giver"]: term_of(row, "giver_name") for row in rows}
    for (said, ids), firsts in sorted(together.items(), key=lambda item: (-len(item[0][1]), -len(item[1]))):
        yield _format_line(firsts, [names[id_] for id_ in ids], said, most)


def _describe_content(row: Row) -> _Said:
    """Return what is carried by how many flows through which channels, and whether that is proposed, uncertain or invented."""
    carries = tuple(Term(sv, en) for sv, en in zip(row["carries"], row["carries_en"], strict=True))
    return tuple(dict.fromkeys(carries)), _describe_parallel(row), list_marks(row).parts


def _describe_parallel(row: Row) -> Localizable | str:
    """Return through which channels flows go, and how many flows there are where what they carry does not tell them apart."""
    n, through = len(row["flows"]), row["channelled"]
    words = {"channel": JoinedText(row["channels"]), "n": through, "all": n}
    if 0 < through < n:
        return Text(" ({n} of {all} flows through {channel})", **words)
    told: list[Text] = [PluralText("{n} flow", "{n} flows", n=n)] if n > max(1, len({*row["carries"]})) else []
    if through:
        told.append(Text("through {channel}", **words))
    return JoinedText((" (", JoinedText(told), ")"), "") if told else ""


def _format_line(firsts: Sequence[Row], givers: Sequence[Localizable], said: _Said, most: int) -> Localizable:
    """Return a line such as "Analyst alone → Town: analyses [proposed]"."""
    carries, parallel, marks = said
    alone = Text(" alone") if all(row["alone"] for row in firsts) else ""
    takers = (" → ", join_names([term_of(row) for row in firsts], most))
    content = (": ", JoinedText(carries)) if carries else ()
    return JoinedText((join_names(givers, most), alone, *takers, *content, parallel, bracket_marks(JoinedText(marks))), "")
