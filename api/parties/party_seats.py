"""The seats of a forum, the seats of a party in forums, the seat rules, and how an actor is represented."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from api.parties.party_answers import PartyAnswers
from loaders.reports.data_tables import DataColumn, DataTable
from model.language import JoinedText, Localizable, PluralText, Term, Text
from model.representation.rule_states import RuleState
from model.text.describe import describe_party, format_evidence, status_marks_of
from model.text.names import term_of
from model.vocabulary.forums import Force, Mandate, Position, Representation, RuleKind, Seat
from model.vocabulary.record import Certainty, Standing
from queries.representation.seat_rule_words import COUNTING_RULES
from queries.representation.states import REPRESENTATION_TERMS

_Row = dict[str, Any]
POSITIONS = (Position.CHAIR, Position.CONVENER, Position.MEMBER, Position.DEPUTY, Position.COOPTED)
VOICE_MARKS: Mapping[str, str] = {
    "direct": "direct",
    "network": "network",
    "deputy": "network",
    "none": "none",
    "unknown": "unknown",
}
MOST_DRAWN_SEATS = 40


@dataclass(frozen=True, slots=True)
class SeatRow:
    """A seat: the party or the forum at its other end (None: vacant), its position, number and mandate (None: unknown)."""

    seat: str
    party: str | None
    name: Localizable
    behalf: str | None
    behalf_name: Localizable | None
    position: Position
    number: int
    mandate: Mandate | None
    marks: Sequence[Localizable]
    proposed: bool
    uncertain: str | None
    example: bool
    evidence: str


@dataclass(frozen=True, slots=True)
class SeatStrip:
    """The seats of a forum that count for a rule, drawn as boxes: so many of so many, and what the rule asks."""

    count: int
    of: int
    words: Localizable


def list_seats_in(answers: PartyAnswers) -> list[SeatRow]:
    """Return the seats of a forum on the day, the chair first."""
    return _list_seats(answers, "forum", "holder")


def list_seats_held(answers: PartyAnswers) -> list[SeatRow]:
    """Return the seats that a party holds in forums on the day."""
    return _list_seats(answers, "holder", "forum")


def list_seats_for(answers: PartyAnswers) -> list[SeatRow]:
    """Return the seats that others hold on behalf of a party."""
    id_, seats = answers.vicinity.party.id, answers.vicinity.records.of(Seat)
    return [row for row in _list_seats(answers, "on_behalf_of", "forum") if seats[row.seat].holder != id_]


def _list_seats(answers: PartyAnswers, field: str, other: str) -> list[SeatRow]:
    id_, records = answers.vicinity.party.id, answers.vicinity.records
    seats = [seat for seat in records.of(Seat).values() if getattr(seat, field) == id_]
    rows = [_make_row(seat, getattr(seat, other), answers) for seat in seats]
    return sorted(
        rows, key=lambda row: (POSITIONS.index(row.position), row.party is None, row.name.in_("sv").casefold(), row.seat)
    )


def _make_row(seat: Seat, other: str | None, answers: PartyAnswers) -> SeatRow:
    records = answers.vicinity.records
    behalf = seat.on_behalf_of if seat.on_behalf_of not in (other, answers.vicinity.party.id) else None
    return SeatRow(
        seat=seat.id,
        party=other,
        name=describe_party(other, records),
        behalf=behalf,
        behalf_name=describe_party(behalf, records) if behalf else None,
        position=seat.position,
        number=seat.number,
        mandate=seat.mandate,
        marks=status_marks_of(seat),
        proposed=seat.standing == Standing.PROPOSED,
        uncertain=seat.certainty_reason if seat.certainty == Certainty.UNCERTAIN else None,
        example=seat.example,
        evidence=format_evidence(seat.evidence),
    )


def choose_strip(answers: PartyAnswers) -> SeatStrip | None:
    """Return the seats that count for a broken rule on shares of the members, if there is one that can be drawn."""
    for row in answers.rules:
        broken = row["state"] == RuleState.BROKEN and RuleKind.of(row["demand"]) in COUNTING_RULES
        if broken and 0 < (row["of"] or 0) <= MOST_DRAWN_SEATS:
            count = row["count"] or 0
            words = Text("{count} of {of}: {rule}", count=count, of=row["of"], rule=term_of(row, "rule_name"))
            return SeatStrip(count, row["of"], words)
    return None


STATE_COUNTS: Mapping[RuleState, Callable[[int], PluralText]] = {
    RuleState.MET: lambda n: PluralText("{n} met", "{n} met", n=n),
    RuleState.BROKEN: lambda n: PluralText("{n} broken", "{n} broken", n=n),
    RuleState.UNMET: lambda n: PluralText("{n} not met", "{n} not met", n=n),
    RuleState.UNKNOWN: lambda n: PluralText("{n} unknown", "{n} unknown", n=n),
}


def tally_rule_states(answers: PartyAnswers) -> list[PluralText]:
    """Return how many seat rules are in each state, without states of none."""
    counts = Counter(row["state"] for row in answers.rules)
    return [STATE_COUNTS[state](counts[state]) for state in RuleState if counts[state]]


def list_voices(answers: PartyAnswers) -> list[_Row]:
    """Return how an actor is represented at each level of the areas that concern it, for the page."""
    return [
        {
            "area": term_of(row, "area_name"),
            "area_id": row["area"],
            "level_id": row["level"],
            "level": term_of(row, "level_name"),
            "how": REPRESENTATION_TERMS[row["how"]],
            "mark": VOICE_MARKS[row["how"]],
            "forums": row["forums"],
            "through": row["through"],
            "unrecorded": row["unrecorded"],
            "proposed": row["standing"] == Standing.PROPOSED,
            "uncertain": row["certainty"] == Certainty.UNCERTAIN,
            "example": row["example"],
        }
        for row in answers.voices
    ]


def list_representations(answers: PartyAnswers, field: str, other: str) -> list[tuple[str, Localizable, Representation]]:
    """Return the representations that name the party in `field`, with the id and name of the party in the field `other`."""
    id_, records = answers.vicinity.party.id, answers.vicinity.records
    found = [one for one in records.of(Representation).values() if getattr(one, field) == id_]
    named = [(getattr(one, other), describe_party(getattr(one, other), records), one) for one in found]
    return sorted(named, key=lambda each: each[1].in_("sv").casefold())


def make_seat_table(seats: Sequence[SeatRow], held: Sequence[SeatRow], spoken: Sequence[SeatRow]) -> DataTable:
    """Return the seats in the forum, those of the party in others, and those that others hold for it, a row each."""
    columns = [
        DataColumn("how", Text("Seat"), 20),
        DataColumn("party", Text("Counterpart"), 36),
        DataColumn("position", Text("Position"), 18),
        DataColumn("number", Text("Number"), 8, number=True),
        DataColumn("mandate", Text("Mandate"), 20),
        DataColumn("behalf", Text("On behalf of"), 30),
        DataColumn("marks", Text("Marks"), 30),
        DataColumn("evidence", Text("Evidence"), 30),
        DataColumn("id", Text("Id"), 40),
    ]
    kinds = (Text("seat here"), seats), (Text("seat in a forum"), held), (Text("seat held for it"), spoken)
    rows = [tuple(_list_cells(how, row)) for how, found in kinds for row in found]
    return DataTable(Text("Seats"), columns, rows)


def _list_cells(how: Text, row: SeatRow) -> Iterator[Any]:
    yield from (how, row.name, row.position.term, row.number, row.mandate.term if row.mandate else Text("unknown"))
    yield from (row.behalf_name, JoinedText(row.marks), row.evidence, row.seat)


def make_rule_table(answers: PartyAnswers) -> DataTable:
    """Return the seat rules of a forum with their states."""
    columns = [
        DataColumn("rule", Text("Rule"), 36),
        DataColumn("state", Text("State"), 14),
        DataColumn("force", Text("Force"), 18),
        DataColumn("since", Text("Since"), 12),
        DataColumn("sentence", Text("Sentence"), 90),
    ]
    return DataTable(Text("Seat rules"), columns, [_list_rule_cells(row) for row in answers.rules])


def _list_rule_cells(row: Mapping[str, Any]) -> tuple[Any, ...]:
    state, force, sentence = RuleState.of(row["state"]).term, Force.of(row["force"]).term, row["sentence"]
    return term_of(row, "rule_name"), state, force, row["since"], Term(sentence["sv"], sentence["en"])
