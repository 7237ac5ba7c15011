"""Who feeds a party and whom it feeds, for a terminal: a line for each group of parties with the same kinds of flow or way."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from api.terminal.answers import bracket_marks, format_marked, list_marks, print_cut, print_next
from api.terminal.session import Session
from model.findings import Answer, Row
from model.language import JoinedText, Localizable, PluralText, Term, Text
from model.text.names import join_names, term_of
from model.vocabulary.flows import FlowKind

MOST_SHOWN = 10
"""The lines of a distance, and the names of a line, that are printed unless a number of rows is asked for."""


def print_feeds(session: Session, answer: Answer, names: Mapping[str, Term]) -> None:
    """Print the sentences, then for each direction and distance the parties; `names` are those of parties in between, by id."""
    most = None if "most" in answer.parameters or "after" in answer.parameters else MOST_SHOWN
    session.say(Text("As of {day}", day=answer.on))
    for finding in answer.findings:
        session.say(format_marked(finding))
    by_distance: dict[tuple[str, int], list[Row]] = defaultdict(list)
    for row in answer.rows:
        by_distance[row["direction"], row["hops"]].append(row)
    left_out = False
    for (direction, hops), rows in by_distance.items():
        session.say()
        session.say(_head(direction, hops, len({row["party"] for row in rows})))
        lines = [*(_list_near(rows, most) if hops == 1 else _list_far(rows, names, most))]
        left_out |= bool(most) and (len(lines) > MOST_SHOWN or len(rows) > MOST_SHOWN)
        for line in lines[:most]:
            session.say(JoinedText(("  ", line), ""))
        if most and len(lines) > most:
            session.say(Text("  … and {more} more lines", more=len(lines) - most))
    if left_out:
        session.say()
        session.say(Text("All names: --most {n}. What each flow carries: --json", n=max(len(answer.rows), 1)))
    print_next(session, answer.next)
    print_cut(session, answer.cut and not answer.next)


def _head(direction: str, hops: int, parties: int) -> Localizable:
    count = PluralText("{n} party", "{n} parties", n=parties)
    if hops == 1:
        return Text("Feeds it directly ({count}):", count=count) if direction == "up" else Text(
            "Is fed by it directly ({count}):", count=count
        )  # fmt: skip
    if direction == "up":
        return Text("Feeds it in {hops} hops ({count}):", hops=hops, count=count)
    return Text("Is fed by it in {hops} hops ({count}):", hops=hops, count=count)


def _list_near(rows: Sequence[Row], most: int | None) -> Iterator[Localizable]:
    """Yield a line for the parties that have the same kinds of flow, of the same standing."""
    flows: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        flows[row["party"]].append(row)
    alike: dict[Localizable, list[Row]] = defaultdict(list)
    for some in flows.values():
        by_marks: dict[JoinedText, list[Localizable]] = defaultdict(list)
        for row in some:
            by_marks[list_marks(row)].append(FlowKind.of(row["kind"]).term)
        said = (JoinedText((JoinedText(dict.fromkeys(kinds)), bracket_marks(marks)), "") for marks, kinds in by_marks.items())
        alike[JoinedText(said, "; ")].append(some[0])
    for kinds, firsts in sorted(alike.items(), key=lambda item: -len(item[1])):
        yield JoinedText((_name(firsts, most), ": ", kinds), "")


def _list_far(rows: Sequence[Row], names: Mapping[str, Term], most: int | None) -> Iterator[Localizable]:
    """Yield a line for the parties that are reached through the same parties, by flows of the same standing."""
    alike: dict[tuple[tuple[str, ...], JoinedText], list[Row]] = defaultdict(list)
    for row in rows:
        alike[tuple(row["through"]), list_marks(row)].append(row)
    for (through, marks), some in sorted(alike.items(), key=lambda item: (bool(item[1][0]["elsewhere"]), -len(item[1]))):
        way = JoinedText((names.get(one, Term(one, one)) for one in through), " → " if some[0]["direction"] == "down" else " ← ")
        places = JoinedText(some[0]["elsewhere"])
        where = Text(" (in another municipality: {places})", places=places) if some[0]["elsewhere"] else ""
        yield Text(
            "through {way}{where}: {parties}{marks}", way=way, where=where, parties=_name(some, most), marks=bracket_marks(marks)
        )


def _name(rows: Sequence[Row], most: int | None) -> Localizable:
    named = [*{row["party"]: term_of(row) for row in rows}.values()]
    return join_names(named, most or len(named))
