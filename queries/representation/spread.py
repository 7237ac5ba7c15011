"""How the work of forums is spread: parties in many forums, forums that share most members, forums that have not met.

Start at `answer_overlaps`.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from model.findings import Answer, Finding, QueryCall, find_certainty
from model.language import JoinedText, PluralText, Term, Text
from model.text.names import term_of
from model.vocabulary.days import count_days
from model.vocabulary.finding_rules import RULE_FACTS, FindingRule
from model.vocabulary.record import Standing, list_standings
from queries.questions.parameters import OverlapsQuestion
from queries.representation.overlaps import ForumPair, collect_members, list_loads, list_pairs
from queries.server.graph import Graph, Reader, Rows

_Row = dict[str, Any]
MOST_SPREAD_ROWS = 100
"""The largest number of rows of each kind in an answer."""
MEMBERS, LAST_MEETINGS = "representation/members", "representation/last-meetings"


class MemberSeats:
    """The members of forums on a day, with the seats that they rest on."""

    def __init__(self, reader: Reader, on: str, standings: Sequence[str]) -> None:
        self.answer: Rows = reader.read(MEMBERS, on=on, standings=[*standings])
        self.members = collect_members(self.answer.rows)
        self.names: dict[str, Term] = {}
        self._seats: dict[tuple[str, str], list[Mapping[str, Any]]] = {}
        for row in self.answer.rows:
            self.names[row["forum"]] = term_of(row, "short_name") if row["short_name"] else term_of(row)
            if row["holder"]:
                self.names[row["holder"]] = term_of(row, "holder_name")
                self._seats.setdefault((row["forum"], row["holder"]), []).append(row)

    def is_invented(self, forum: str, member: str) -> bool:
        """Return whether all seats of a member in a forum are examples."""
        return all(seat["example"] for seat in self._seats[forum, member])

    def is_proposed(self, forum: str, member: str) -> bool:
        """Return whether all seats of a member in a forum are proposed."""
        return all(seat["standing"] == Standing.PROPOSED for seat in self._seats[forum, member])

    def list_seats(self, forums: Iterable[str], members: Sequence[str]) -> list[Mapping[str, Any]]:
        """Return the seats of the members in the forums."""
        return [seat for forum in forums for member in members for seat in self._seats.get((forum, member), ())]


def read_member_seats(reader: Reader, on: str, standings: Sequence[str]) -> MemberSeats:
    """Return the members of a day; they are kept for as long as the landscape does not change."""
    return reader.keep(("member-seats", on, tuple(standings)), lambda: MemberSeats(reader, on, standings))


def answer_overlaps(graph: Graph, question: OverlapsQuestion) -> Answer:
    """Return how the work of forums is spread on a day.

    Rows have a field `what`. "load": a party in more forums than `more_than`. "pair": two forums that share at least `share` per
    cent of their members. "quiet": a forum that last met more than `days` days ago. "unmet": a forum of which no meeting is on
    record; whether it has met is unknown.
    """
    return graph.read_in_transaction(lambda reader: _read_spread(reader, question))


def _read_spread(reader: Reader, question: OverlapsQuestion) -> Answer:
    limits = {
        "more_than": question.more_than or RULE_FACTS[FindingRule.MANY_SEATS].threshold or 0,
        "share": question.share or RULE_FACTS[FindingRule.SAME_MEMBERS].threshold or 0,
        "days": question.days or RULE_FACTS[FindingRule.NO_MEETINGS].threshold or 0,
    }
    standings = list_standings(question.existing)
    seats = read_member_seats(reader, question.on, standings)
    loads, pairs = list_loads(seats.members, limits["more_than"]), list_pairs(seats.members, limits["share"])
    meetings = reader.read(LAST_MEETINGS, on=question.on)
    quiet = list_quiet(meetings.rows, question.on, limits["days"])
    unmet = [row for row in meetings.rows if not row["held"]]
    rows = [
        *(_make_load_row(seats, party, forums) for party, forums in loads[:MOST_SPREAD_ROWS]),
        *(_make_pair_row(seats, pair) for pair in pairs[:MOST_SPREAD_ROWS]),
        *({"what": "quiet", **row} for row in quiet[:MOST_SPREAD_ROWS]),
        *({"what": "unmet", **_pick(row)} for row in unmet[:MOST_SPREAD_ROWS]),
    ]
    cut = seats.answer.cut or meetings.cut or any(len(some) > MOST_SPREAD_ROWS for some in (loads, pairs, quiet, unmet))
    counts = {"loads": len(loads), "pairs": len(pairs), "quiet": len(quiet), "unmet": len(unmet)}
    return Answer("overlaps", {**limits, "standings": standings, "counts": counts}, question.on, rows, [], cut)


def list_quiet(rows: Iterable[Mapping[str, Any]], on: str, days: int) -> Sequence[_Row]:
    """Return the forums that last met more than so many days before a day, the longest ago first.

    Rows have the columns of `last-meetings`. A forum without a meeting on record is not among them.
    """
    found = []
    for row in rows:
        if row["held"]:
            day, meeting, name, example = max(row["held"])
            passed = count_days(day, on)
            if passed > days:
                met = {"held": day, "meeting": meeting, "meeting_name": name, "days": passed}
                found.append(_pick(row) | met | {"example": bool(example or row["example"])})
    return sorted(found, key=lambda row: (row["held"], row["forum"]))


def _pick(row: Mapping[str, Any]) -> _Row:
    return {name: row[name] for name in ("forum", "name", "name_en", "evidence", "certainty", "example")}


def _make_load_row(seats: MemberSeats, party: str, forums: Sequence[str]) -> _Row:
    name = seats.names[party]
    examples = sum(seats.is_invented(forum, party) for forum in forums)
    return {
        "what": "load", "party": party, "name": name.sv, "name_en": name.en, "forums": [*forums],
        "forum_names": [seats.names[forum].sv for forum in forums], "forum_names_en": [seats.names[forum].en for forum in forums],
        "proposed": sum(seats.is_proposed(forum, party) for forum in forums), "examples": examples,
    }  # fmt: skip


def _make_pair_row(seats: MemberSeats, pair: ForumPair) -> _Row:
    one, other = (seats.names[forum] for forum in pair.forums)
    return {
        "what": "pair", "forum": pair.forums[0], "name": one.sv, "name_en": one.en, "other": pair.forums[1],
        "other_name": other.sv, "other_name_en": other.en, "share": round(pair.share, 1), "shared": [*pair.shared],
        "shared_names": [seats.names[member].sv for member in pair.shared],
        "shared_names_en": [seats.names[member].en for member in pair.shared], "either": pair.either,
        "proposed": sum(any(seats.is_proposed(forum, member) for forum in pair.forums) for member in pair.shared),
        "examples": sum(any(seats.is_invented(forum, member) for forum in pair.forums) for member in pair.shared),
    }  # fmt: skip


def make_load_finding(seats: MemberSeats, party: str, forums: Sequence[str], more_than: int, asked: QueryCall) -> Finding:
    """Return the finding of a party in more forums than that."""
    sentence = PluralText(
        "{party} has a seat in {n} forum, more than {limit}: {forums}.",
        "{party} has a seat in {n} forums, more than {limit}: {forums}.",
        party=seats.names[party],
        n=len(forums),
        limit=more_than,
        forums=JoinedText(seats.names[forum] for forum in forums),
    )
    rows = seats.list_seats(forums, [party])
    real = [forum for forum in forums if not seats.is_invented(forum, party)]
    return _make_seat_finding(FindingRule.MANY_SEATS, sentence, (party,), (party, *forums), asked, rows, len(real) <= more_than)


def make_pair_finding(seats: MemberSeats, pair: ForumPair, asked: QueryCall) -> Finding:
    """Return the finding of two forums that share most members."""
    sentence = Text(
        "{one} and {other} share {n} of {either} members: {members}.",
        one=seats.names[pair.forums[0]],
        other=seats.names[pair.forums[1]],
        n=len(pair.shared),
        either=pair.either,
        members=JoinedText(seats.names[member] for member in pair.shared),
    )
    example = any(seats.is_invented(forum, member) for forum in pair.forums for member in pair.shared)
    rows = seats.list_seats(pair.forums, pair.shared)
    return _make_seat_finding(FindingRule.SAME_MEMBERS, sentence, pair.forums, (*pair.forums, *pair.shared), asked, rows, example)


def _make_seat_finding(
    rule: FindingRule,
    sentence: Text | PluralText,
    about: tuple[str, ...],
    entities: tuple[str, ...],
    asked: QueryCall,
    rows: Sequence[Mapping[str, Any]],
    example: bool,
) -> Finding:
    evidence = tuple(sorted({one for row in rows for one in row["evidence"]}))
    certainty = find_certainty(*(row["certainty"] for row in rows))
    seats = tuple(row["seat"] for row in rows)
    return Finding(
        rule=rule, sentence=sentence, about=about, entities=(*entities, *seats), asked=asked, rows=tuple(rows), evidence=evidence,
        certainty=certainty, example=example,
    )  # fmt: skip


def make_quiet_findings(quiet: Iterable[_Row], asked: QueryCall) -> Iterator[Finding]:
    """Yield a finding for each forum that has not met for long."""
    for row in quiet:
        sentence = Text(
            "{forum} last met {day}, {days} days ago, as far as is on record.",
            forum=term_of(row),
            day=row["held"],
            days=row["days"],
        )
        yield Finding(
            rule=FindingRule.NO_MEETINGS,
            sentence=sentence,
            about=(row["forum"],),
            entities=(row["forum"], row["meeting"]),
            asked=asked,
            rows=(row,),
            evidence=tuple(row["evidence"]),
            certainty=find_certainty(row["certainty"]),
            example=row["example"],
        )
