"""The rows that a finding rests on, in words: the headings of the tables, and the terms of the vocabulary for codes."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from model.findings import Row
from model.language import JoinedText, Localizable, Term, Text
from model.text.describe import format_evidence
from model.text.names import term_of
from model.vocabulary.decisions import DecisionKind, StepKind
from model.vocabulary.flows import FlowKind
from model.vocabulary.forums import Mandate, Position
from model.vocabulary.period import format_day
from model.vocabulary.record import Certainty, Standing
from queries.questions.decisions import describe_against
from queries.representation.states import REPRESENTATION_TERMS

_Words = Localizable | str


@dataclass(frozen=True, slots=True)
class RowLine:
    """A line about a row whose `field` is not empty, and that is as `fits` says.

    `words` gives its value; `beside` are other fields that it shows.
    """

    field: str
    heading: Text
    words: Callable[[Row], _Words]
    beside: tuple[str, ...] = ()
    fits: Callable[[Row], bool] = lambda _row: True


def describe_row(row: Row) -> Iterator[tuple[Text, _Words]]:
    """Yield the heading and the value of each line about a row that a finding rests on, without what is empty."""
    for line in ROW_LINES:
        if row.get(line.field) not in (None, "", [], False) and line.fits(row) and (words := line.words(row)):
            yield line.heading, words


def _plain(field: str, heading: Text, suffix: str = "") -> RowLine:
    return RowLine(field, heading, lambda row: f"{row[field]}{suffix}")


def _named(field: str, heading: Text, *names: str, fits: Callable[[Row], bool] = lambda _row: True) -> RowLine:
    """Return the line of a record's id, after its name if one of the fields `names` has it."""

    def words(row: Row) -> _Words:
        name = next((name for name in names if row.get(name)), None)
        return JoinedText((term_of(row, name), f" ({row[field]})"), "") if name else str(row[field])

    return RowLine(field, heading, words, names, fits)


def _dated(field: str, heading: Text) -> RowLine:
    """Return the line of a day, with the words of its period."""
    beside = f"{field}_words"
    return RowLine(field, heading, lambda row: format_day(row[field], row.get(beside)), (beside,))


def _listed(field: str, heading: Text) -> RowLine:
    """Return the line of a list, with how many it leaves out."""
    left_out = f"{field}_left_out"

    def words(row: Row) -> _Words:
        more = f" … +{row[left_out]}" if row.get(left_out) else ""
        return ", ".join(row[field]) + more

    return RowLine(field, heading, words, (left_out,))


def _coded(field: str, heading: Text, terms: Mapping[str, Localizable]) -> RowLine:
    """Return the line of a code, by its term; of an id, as it is."""
    return RowLine(field, heading, lambda row: terms.get(row[field], str(row[field])))


def _is_about_decision(row: Row) -> bool:
    return "decision" in row or "party" in row


def _list_present(row: Row) -> _Words:
    return JoinedText(Term(name, name_en or name) for _id, name, name_en in row["present"])


def _list_seats(row: Row) -> _Words:
    terms = {mandate: mandate.term for mandate in Mandate}
    return JoinedText(JoinedText((seat, terms.get(mandate, "–")), ": ") for seat, _holder, _behalf, mandate in row["seats"])


def _list_steps(row: Row) -> _Words:
    return JoinedText(JoinedText((StepKind.of(kind).term, on), " ") for _id, kind, on, *_rest in row["trail"])


def _list_named(row: Row) -> _Words:
    return JoinedText(Term(name, name_en or name) for name, name_en in zip(row["names"], row["names_en"], strict=True))


STEP_TERMS: Mapping[str, Localizable] = {kind: kind.term for kind in StepKind}
ROW_LINES: tuple[RowLine, ...] = (
    _named("rule", Text("Rule"), "name"),
    _named("giver", Text("From"), "giver_name"),
    _named("taker", Text("To"), "taker_name"),
    _named("municipality", Text("Municipality"), "municipality_name"),
    _named("decision", Text("Decision"), "name"),
    _plain("case_number", Text("Case")),
    _coded("kind", Text("Kind"), {kind: kind.term for kind in (*DecisionKind, *FlowKind)}),
    _coded("flow_kind", Text("Kind of flow"), {kind: kind.term for kind in FlowKind}),
    _plain("hangs_on", Text("Hangs on")),
    _named("cut_off", Text("Cut off"), "cut_off_name"),
    _listed("fed_by", Text("Fed by")),
    _plain("taken_on", Text("Taken")),
    _plain("likeness", Text("Likeness of the names"), " %"),
    _listed("addressees", Text("Addressees in common")),
    _plain("day", Text("Day")),
    _named("meeting", Text("Meeting"), "meeting_name"),
    _named("area", Text("Area"), "area_name", fits=lambda row: bool(row.get("forum"))),
    _named("area", Text("Area"), "area_name", "name", fits=lambda row: not row.get("forum")),
    _named("level", Text("Level"), "level_name"),
    _named("actor", Text("Actor"), "name"),
    _plain("actors", Text("Actors concerned")),
    RowLine("how", Text("How"), lambda row: REPRESENTATION_TERMS.get(row["how"], "")),
    _named("forum", Text("Decided by"), "forum_name", fits=_is_about_decision),
    _named("forum", Text("Forum"), "forum_name", "name", fits=lambda row: not _is_about_decision(row)),
    _named("party", Text("Addressee"), "addressee"),
    _plain("assignment", Text("Assignment")),
    _plain("owner", Text("Owner")),
    RowLine("present", Text("Present"), _list_present),
    RowLine("seats", Text("Seats"), _list_seats),
    _coded("step", Text("Step"), STEP_TERMS),
    _plain("seat", Text("Seat")),
    _plain("women", Text("Women")),
    _plain("men", Text("Men")),
    _plain("counted_on", Text("Counted on")),
    _plain("alone", Text("Actors that its members alone would settle")),
    _plain("others", Text("Other such forums at the level")),
    _plain("others_proposed", Text("Of these only proposed, with nobody to ask")),
    _plain("rules", Text("Rules that cannot be checked")),
    _plain("steps", Text("Networks in between")),
    _named("in_forum", Text("Forum"), "in_forum_name"),
    _named("seat_rule", Text("Rule"), "seat_rule_name"),
    _named("holder", Text("Holder"), "holder_name"),
    _listed("counted", Text("Seats")),
    _listed("vacancies", Text("Vacant seats")),
    _listed("holdovers", Text("Terms that nobody took over")),
    _listed("deputies", Text("Deputies")),
    _listed("lacking", Text("Places without a seat")),
    _listed("held", Text("Meetings held")),
    _plain("valid_from", Text("Seat valid from")),
    _plain("valid_to", Text("Seat valid to")),
    _plain("forum_from", Text("Forum valid from")),
    _plain("forum_to", Text("Forum valid to")),
    _plain("since", Text("Since")),
    _plain("days", Text("Days")),
    _dated("due", Text("Date that counts")),
    _plain("overdue", Text("Overdue")),
    RowLine("against", Text("Against"), describe_against, ("usual_days", "usual_unit")),
    _dated("own_due", Text("Own date")),
    _dated("first_due", Text("First due")),
    _plain("paused_until", Text("Paused until")),
    _plain("deferrals", Text("Times deferred")),
    RowLine("trail", Text("Steps"), _list_steps),
    _listed("out_of_order", Text("Out of order")),
    _plain("superseded_on", Text("Superseded")),
    _plain("superseded", Text("Superseding step")),
    _plain("worked_on", Text("Last step since")),
    _dated("decision_ended", Text("Decision ended")),
    _dated("addressee_ended", Text("Addressee ended")),
    _listed("followed_by", Text("Successors")),
    _listed("offers", Text("Commands")),
    _plain("stuck", Text("Stand still")),
    _plain("waiting", Text("Waiting")),
    _plain("executed", Text("Executed, report awaited")),
    _plain("share", Text("Share"), " %"),
    _dated("oldest", Text("Oldest date past")),
    _plain("odd", Text("Odd dates")),
    _listed("assignments", Text("Assignments")),
    _listed("blocks", Text("Blocks")),
    RowLine("names", Text("Parties"), _list_named, ("parties",)),
    _listed("ends", Text("Ends at")),
    RowLine("mended", Text("Note"), lambda row: Text("what is proposed would mend it")),
    _listed("flows", Text("Flows")),
    _listed("forums", Text("Forums")),
    _listed("through", Text("Through")),
    _listed("unrecorded", Text("Forums without members on record")),
    _listed("looked_in", Text("No seat in")),
    _coded("standing", Text("Standing"), {standing: standing.term for standing in Standing}),
    _coded("certainty", Text("Certainty"), {certainty: certainty.term for certainty in Certainty}),
    _plain("certainty_reason", Text("Why uncertain")),
    RowLine("due_before_decision", Text("Note"), lambda row: Text("date before the decision")),
    RowLine("muted_until", Text("Muted until"), lambda row: str(row["muted_until"]), ("mute_reason",)),
    RowLine("proposed_forums", Text("Note"), lambda row: Text("all forums of the level are only proposed")),
    RowLine("only_coopted", Text("Note"), lambda row: Position.COOPTED.term),
    RowLine("unsettled", Text("Note"), lambda row: Text("as far as is on record")),
    RowLine("in_time", Text("Note"), lambda row: Text("executed in time")),
    RowLine("example", Text("Note"), lambda row: Text("example")),
    RowLine("broken", Text("Note"), lambda row: Text("broken")),
    RowLine("evidence", Text("Evidence"), lambda row: format_evidence(row["evidence"])),
    RowLine("meeting_evidence", Text("Evidence of the meeting"), lambda row: format_evidence(row["meeting_evidence"])),
)
"""The lines in their order. Fields that none of them shows are for `--json`."""
