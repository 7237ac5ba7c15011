"""The landscape of two moments compared: two revisions or days, or one of them and now.

A revision is what was frozen, a day what was known at its end; of a day before the landscape was kept, what is known now.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from model.changes.operation_keys import key_of
from model.errors import GraphDamaged, NotUnderstood
from model.findings import Finding
from model.history.comparison import GivenReason, LandscapeComparison, compare_landscapes
from model.history.knowledge import reconstruct_contents
from model.history.linked_data import fingerprint_of, read_quads
from model.language import Localizable, Text
from model.vocabulary.contents import Contents
from model.vocabulary.finding_rules import FindingRule
from model.vocabulary.types import Key
from queries.archive.publishing import find_revision, read_revision_quads
from queries.journal.journal import read_head, reason_of
from queries.journal.search import ALL_MARKS, find_operations
from queries.landscape.registers import read_contents
from queries.review.comparing import Comparison, PastMoment, compare_with_past, find_past_moment, run_rules_then
from queries.review.past import read_changed_since
from queries.server.graph import Graph


@dataclass(frozen=True, slots=True)
class ComparedMoment:
    """A moment of the landscape: what was true on its day, and all that was known. `unseen`: it is known from now."""

    moment: PastMoment
    now: bool
    contents: Contents
    known: Contents
    unseen: bool = False

    def describe(self) -> Localizable | str:
        """Return the moment in words."""
        return Text("now ({day})", day=self.moment.day) if self.now else self.moment.describe()

    def as_json(self) -> dict[str, Any]:
        """Return the moment as plain JSON values."""
        moment = self.moment
        return {"day": moment.day, "change": moment.change, "revision": moment.revision, "now": self.now}


@dataclass(frozen=True, slots=True)
class LandscapesCompared:
    """What differs between two moments, what it means, and which findings are new and gone."""

    earlier: ComparedMoment
    later: ComparedMoment
    comparison: LandscapeComparison
    findings: Comparison | None

    def as_json(self) -> dict[str, Any]:
        """Return the comparison as plain JSON values."""
        return {
            "question": "compare",
            "from": self.earlier.as_json(),
            "to": self.later.as_json(),
            **self.comparison.as_json(),
            "unseen": self.earlier.unseen,
            "findings": self.findings and _serialize_findings(self.findings),
        }


def compare_moments(graph: Graph, earlier: str, later: str | None, today: str, findings: bool = True) -> LandscapesCompared:
    """Compare two moments, given as a revision's number or a day; `later` is now if None.

    Raises NotUnderstood, NotFound; GraphDamaged if a revision's quads do not match its fingerprint.
    """
    one, two = find_past_moment(graph, earlier), _find_moment(graph, later, today)
    _check_order(one, two)
    first, last = _read_moment(graph, one, False), _read_moment(graph, two, later is None)
    reasons = {} if first.unseen else read_reasons(graph, one.change, two.change)
    comparison = compare_landscapes(first.contents, last.contents, last.known, reasons)
    found = _compare_findings(graph, one, two) if findings and one.change else None
    return LandscapesCompared(first, last, comparison, found)


def read_reasons(graph: Graph, after: int, until: int) -> Mapping[Key, GivenReason]:
    """Return who last changed each record in the changes `after` one and `until` another, why and when."""
    found: dict[Key, GivenReason] = {}
    for row, operation in find_operations(graph, ALL_MARKS, until + 1, after):
        if (key := key_of(operation)) not in found:
            reason = reason_of(row)
            found[key] = GivenReason(reason.who, reason.why, str(row["at"]), int(row["number"]))
    return found


def _find_moment(graph: Graph, said: str | None, today: str) -> PastMoment:
    return PastMoment(today, read_head(graph).number) if said is None else find_past_moment(graph, said)


def _check_order(one: PastMoment, two: PastMoment) -> None:
    if (one.day, one.change) == (two.day, two.change):
        raise NotUnderstood(Text("both moments are the same: {moment}", moment=one.describe()))
    if two.day < one.day or two.change < one.change:
        text = Text("{later} is earlier than {earlier}", later=two.describe(), earlier=one.describe())
        raise NotUnderstood(text, (), Text("Give the earlier one first."))


def _read_moment(graph: Graph, moment: PastMoment, now: bool) -> ComparedMoment:
    unseen = moment.change == 0
    if moment.revision is not None:
        known = _read_frozen(graph, moment.revision)
    else:
        known = read_contents(graph)
        if not now and not unseen:
            _after, then = read_changed_since(graph, moment.change)
            changed = [record for record in known if record.key in then]
            known = known.without(changed).with_(record for record in then.values() if record)
    return ComparedMoment(moment, now, reconstruct_contents(known, moment.day), known, unseen)


def _read_frozen(graph: Graph, number: int) -> Contents:
    """Return the landscape of a revision, held against its fingerprint. Raises GraphDamaged."""
    try:
        quads = read_revision_quads(graph, number)
        if fingerprint_of(quads) == find_revision(graph, number).fingerprint:
            return read_quads(quads)
    except ValueError:
        pass
    text = Text("the contents of revision {number} do not match its fingerprint", number=number)
    raise GraphDamaged(text, Text("Find the faults with: landskap verify"))


def _compare_findings(graph: Graph, one: PastMoment, two: PastMoment) -> Comparison:
    rules = list(FindingRule)
    return compare_with_past(graph, run_rules_then(graph, two, rules, True)[0], one, rules, True)


def _serialize_findings(found: Comparison) -> dict[str, Any]:
    return {
        "new": [finding.as_json() for finding in found.new],
        "gone": [finding.as_json() for finding in found.gone],
        "remaining": len(found.remaining),
        "incomplete": [str(rule) for rule in found.incomplete],
    }


def list_compared_findings(found: Comparison) -> Iterator[tuple[bool, Finding]]:
    """Yield the new findings, with True, and then those that are gone."""
    yield from ((True, finding) for finding in found.new)
    yield from ((False, finding) for finding in found.gone)
