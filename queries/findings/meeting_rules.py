"""Rules about how decisions were taken: at a meeting where nobody present held the forum's mandate (§6.4.1)."""

from collections.abc import Collection, Iterable
from enum import Enum, auto
from typing import Any

from model.findings import Finding, find_certainty
from model.language import JoinedText, Term, Text
from model.text.names import term_of
from model.vocabulary.finding_rules import FindingRule
from model.vocabulary.forums import Mandate
from queries.findings.open_then import OpenThen
from queries.findings.rule_run import RuleFindings, RuleRun, take_most
from queries.server.catalogue import cite_query

_Row = dict[str, Any]
SeatItem = list[str | None]
"""A seat in a row: id, holder, on behalf of, mandate."""
DECIDED_IN_PRESENCE = "findings/decided-in-presence"
BINDING_MANDATES = (Mandate.DECIDE, Mandate.DIRECTIONAL)


class MandatePresent(Enum):
    """Whether somebody present held a mandate."""

    YES = auto()
    NO = auto()
    UNKNOWN = auto()


def find_decisions_without_mandate(run: RuleRun) -> RuleFindings:
    """Find decisions with something still open that were taken where nobody present held a mandate; the oldest first.

    Reads all meetings whose attendance is on record.
    """
    then = OpenThen(run.reader, run.on)
    rows = run.reader.read(DECIDED_IN_PRESENCE, on=run.on)
    without = (row for row in rows.rows if assess_mandate([id_ for id_, *_ in row["present"]], row["seats"]) == MandatePresent.NO)
    found = take_most((_make_unmandated(run, row) for row in without if then.select_open(row["assignments"])), run)
    return RuleFindings(found.findings, None) if rows.cut or then.cut else found


def assess_mandate(present: Collection[str], seats: Iterable[SeatItem]) -> MandatePresent:
    """Return whether one of the parties present holds a seat with a mandate, or is the party that such a seat speaks for.

    It is unknown if no mandate in the forum is on record, or if the mandate of a seat that is present is not.
    """
    mandates = {(mandate, holder in present or behalf in present) for _id, holder, behalf, mandate in seats}
    if any((mandate, True) in mandates for mandate in BINDING_MANDATES):
        return MandatePresent.YES
    on_record = any(mandate is not None for mandate, _present in mandates)
    return MandatePresent.NO if on_record and (None, True) not in mandates else MandatePresent.UNKNOWN


def _make_unmandated(run: RuleRun, row: _Row) -> Finding:
    present = sorted(row["present"])
    sentence = Text(
        "“{decision}” was decided {day} in {forum}, where nobody present held a mandate: {present}.",
        decision=term_of(row),
        day=row["day"],
        forum=term_of(row, "forum_name"),
        present=JoinedText(Term(name, name_en or name) for _id, name, name_en in present),
    )
    ids = [id_ for id_, *_names in present]
    seats = [seat for seat in row["seats"] if seat[1] in ids or seat[2] in ids]
    return Finding(
        rule=FindingRule.NO_MANDATE_PRESENT,
        sentence=sentence,
        about=(row["decision"],),
        entities=(row["decision"], row["meeting"], row["forum"], *ids, *(str(seat[0]) for seat in seats)),
        asked=cite_query(DECIDED_IN_PRESENCE, {"on": run.on}),
        rows=({name: value for name, value in row.items() if name not in ("seats", "assignments")} | {"seats": seats},),
        evidence=tuple(dict.fromkeys((*row["evidence"], *row["meeting_evidence"]))),
        certainty=find_certainty(row["certainty"], row["meeting_certainty"]),
        example=row["example"],
    )
