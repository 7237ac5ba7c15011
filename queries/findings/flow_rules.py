"""Rules about flows: parties on which others hang (§6.4.4, bil. 6)."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from model.findings import Finding, ProvenSentence, Row
from model.language import JoinedText, Localizable, PluralText, Text
from model.vocabulary.finding_rules import FindingRule
from model.vocabulary.flows import FlowKind
from queries.findings.rule_run import RuleFindings, RuleRun
from queries.findings.rule_words import describe_limit
from queries.flows.loss_rows import MOST_EVIDENCE_READ, make_loss_sentences, read_loss_names
from queries.flows.loss_words import MOST_NAMED, LossNames
from queries.flows.losses import KindFlows, LossSearch
from queries.flows.without import tell_cut_off

RULE = FindingRule.HANGS_ON_ONE
MOST_HANGING_ROWS = 100
"""The largest number of rows of a finding."""


@dataclass(frozen=True, slots=True)
class HangingReason:
    """Why it matters that others hang on a party: how many they are, or a municipality or a forum among them."""

    kind: FlowKind
    parties: int
    municipalities: tuple[str, ...] = ()
    forums: tuple[str, ...] = ()


def find_hanging_on_one(run: RuleRun) -> RuleFindings:
    """Find parties without which many others are cut off from a kind of flow, or a municipality or forum that others feed, too.

    Those with the most cut off come first. Proposed flows count; each sentence says how it is without them.
    """
    search = LossSearch(run.reader, run.on)
    found: dict[str, list[HangingReason]] = defaultdict(list)
    for kind in FlowKind:
        for party, reason in _find_reasons(search, search.choose_kind(kind, "all"), run.threshold or 1).items():
            found[party].append(reason)
    worst = sorted(filter(run.wants, found), key=lambda party: (-max(reason.parties for reason in found[party]), party))
    findings = _make_findings(run, search, {party: found[party] for party in worst[: run.most]})
    return RuleFindings(findings, None if search.day.cut else len(worst) - len(findings))


def _find_reasons(search: LossSearch, flows: KindFlows, threshold: int) -> dict[str, HangingReason]:
    """Return why it matters that others hang on a party, by that party."""
    municipalities, forums = _find_municipalities(search, flows), _find_forums(search, flows)
    counts = flows.dominance.below_counts
    many = {party for party, n in counts.items() if n >= threshold}
    return {
        party: HangingReason(flows.kind, counts[party], tuple(municipalities.get(party, ())), tuple(forums.get(party, ())))
        for party in many | municipalities.keys() | forums.keys()
    }


def _find_municipalities(search: LossSearch, flows: KindFlows) -> Mapping[str, list[str]]:
    """Return the municipalities of which all parties that are reached hang on one outside, by that one, the nearest."""
    reached: dict[str, list[str]] = defaultdict(list)
    for party in flows.incoming:
        if municipality := search.belonging.find_municipality_of(party):
            reached[municipality].append(party)
    found: dict[str, list[str]] = defaultdict(list)
    for municipality, parties in sorted(reached.items()):
        outside = (
            party
            for party in flows.dominance.find_shared(parties)
            if search.belonging.find_municipality_of(party) != municipality
        )
        if (nearest := next(outside, None)) and (len(parties) > 1 or flows.has_several_feeders(parties[0])):
            found[nearest].append(municipality)
    return found


def _find_forums(search: LossSearch, flows: KindFlows) -> Mapping[str, list[str]]:
    """Return the forums that several parties feed and that hang on one all the same, by that one, the nearest."""
    found: dict[str, list[str]] = defaultdict(list)
    for party in sorted(search.belonging.forums.intersection(flows.incoming)):
        if (nearest := flows.dominance.nearest.get(party)) and flows.has_several_feeders(party):
            found[nearest].append(party)
    return found


def _make_findings(run: RuleRun, search: LossSearch, found: Mapping[str, Sequence[HangingReason]]) -> list[Finding]:
    """Return the findings about parties: of the kind of flow of which most is cut off; other kinds are named."""
    reasons = {party: sorted(some, key=lambda reason: (-reason.parties, reason.kind)) for party, some in found.items()}
    told = [tell_cut_off(search, worst.kind, party, existing=False, spread=False)[0] for party, (worst, *_) in reasons.items()]
    proven = make_loss_sentences(search, told, MOST_HANGING_ROWS, MOST_EVIDENCE_READ * len(told))
    names = read_loss_names(search, {forum for worst, *_ in reasons.values() for forum in worst.forums})
    return [_make_hanging(run, search, names, *each) for each in zip(reasons, proven, reasons.values(), strict=True)]


def _make_hanging(
    run: RuleRun, search: LossSearch, names: LossNames, party: str, proven: ProvenSentence, reasons: Sequence[HangingReason]
) -> Finding:
    worst, *others = reasons
    said = [proven.sentence, *_describe_reason(run, search, worst, names)]
    if others:
        said.append(Text("Others hang on it for {kinds}, too.", kinds=JoinedText(reason.kind.term for reason in others)))
    return Finding(
        rule=RULE,
        sentence=JoinedText(said, " "),
        about=(party,),
        entities=proven.entities,
        asked=proven.asked,
        rows=tuple(map(_make_hanging_row, proven.rows)),
        evidence=proven.evidence,
        certainty=proven.certainty,
        example=proven.example,
    )


def _make_hanging_row(row: Row) -> dict[str, Any]:
    """Return the row of a party that is cut off, with all that feeds it."""
    names = {"cut_off_name": row["name"], "cut_off_name_en": row["name_en"]}
    same = {field: row[field] for field in ("fed_by", "flows", "standing", "certainty", "example", "evidence")}
    return {"flow_kind": row["kind"], "hangs_on": row["without"][0], "cut_off": row["party"], **names, **same}


def _describe_reason(run: RuleRun, search: LossSearch, reason: HangingReason, names: LossNames) -> Iterator[Localizable]:
    """Yield why it matters: how many there are, else the forums; and the municipalities."""
    if reason.parties >= (run.threshold or 1):
        limit = PluralText("{n} party", "{n} parties", n=run.threshold or 1)
        yield Text("Limit: {limit}.", limit=describe_limit(run, RULE, limit))
    elif reason.forums:
        yield PluralText(
            "{forums} is fed by several, and hangs on it all the same.",
            "{forums} are fed by several, and hang on it all the same.",
            n=len(reason.forums),
            forums=names.list(reason.forums),
        )
    if len(reason.municipalities) > MOST_NAMED:
        yield Text("In {n} municipalities nothing from the sources arrives any more.", n=len(reason.municipalities))
    elif reason.municipalities:
        where = JoinedText(search.belonging.name_place(place) for place in reason.municipalities)
        yield Text("In {places} nothing from the sources arrives any more.", places=where)
