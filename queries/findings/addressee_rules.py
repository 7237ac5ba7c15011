"""Rules about whom assignments are addressed to: parties that have ended, and parties that no flow reaches (§6.4.4, §6.5.1)."""

from collections.abc import Iterator, Mapping
from typing import Any

from model.findings import Finding, find_certainty
from model.graphs.reach import find_out_of_reach
from model.language import JoinedText, PluralText, Text
from model.text.names import term_of
from model.vocabulary.finding_rules import FindingRule
from model.vocabulary.period import format_day
from queries.findings.open_then import OpenThen
from queries.findings.rule_run import RuleFindings, RuleRun, take_most
from queries.findings.standing_rules import make_assignment_finding, read_standing_details
from queries.landscape.successors import find_living_successors
from queries.questions.hand_offs import HandOffs, OpenHandOff, read_parties
from queries.questions.standing_lists import UNKNOWN_DAY
from queries.server.catalogue import cite_query
from queries.server.graph import Reader

_Row = dict[str, Any]
OWED_BY_ENDED, REACHING = "findings/owed-by-ended", "flows/reaching"
MOST_OFFERED = 5
"""The largest number of successors that a sentence offers; the rows hold all."""


def find_ended_addressees(run: RuleRun) -> RuleFindings:
    """Find open assignments whose addressee has ended, with its successors and the command that readdresses them."""
    then = OpenThen(run.reader, run.on)
    owed = run.reader.read(OWED_BY_ENDED, on=run.on, ids=sorted(run.about), most=run.most + 1).rows
    places = {(row["ended"], row["assignment"]) for row in owed}
    places |= {(row["addressee_ended"], id_) for id_, row in then.later.items() if row["addressee_ended"] and run.wants(id_)}
    ids = [id_ for _ended, id_ in sorted(places)[: run.most + 1]]
    rows = read_standing_details(run, ids).values()
    details = sorted(rows, key=lambda row: (row["addressee_ended"], row["assignment"]))
    successors = find_living_successors(run.reader, {row["party"] for row in details}, run.on)
    found = take_most((_make_ended(run, row, successors[row["party"]]) for row in details), run)
    return RuleFindings(found.findings, None) if then.cut else found


def _make_ended(run: RuleRun, row: _Row, successors: list[_Row]) -> Finding:
    offers = [f"landskap set {row['assignment']} addressee {successor['id']}" for successor in successors]
    sentence = Text(
        "“{decision}” is still addressed to {addressee}, which ended {day}. {passed}",
        decision=term_of(row),
        addressee=term_of(row, "addressee"),
        day=format_day(row["addressee_ended"], row["addressee_ended_words"]),
        passed=_offer_successors(successors, offers),
    )
    followed_by = [successor["id"] for successor in successors]
    columns = {name: row[name] for name in ("addressee_ended", "addressee_ended_words")}
    return make_assignment_finding(
        run, FindingRule.ADDRESSEE_ENDED, sentence, row, **columns, followed_by=followed_by, offers=offers
    )


def _offer_successors(successors: list[_Row], offers: list[str]) -> Text:
    if not successors:
        return Text("No successor is on record.")
    names = JoinedText(term_of(successor) for successor in successors[:MOST_OFFERED])
    commands = JoinedText(offers[:MOST_OFFERED], " | ")
    return Text("It has passed to {successors}: {commands}", successors=names, commands=commands)


def find_unreached_addressees(run: RuleRun) -> RuleFindings:
    """Find addressees that no path of flows reaches from the party that decides, those waiting longest first.

    All flows of the day are read at once, existing and proposed, of any kind. A forum and its committees reach each other.
    """
    hand_offs = HandOffs(run.reader, run.on)
    waiting, flows = hand_offs.list_open(), read_reaching(run.reader, run.on)
    unreached = find_out_of_reach(flows, waiting.list_ends())
    found = waiting.select(lambda ends: ends in unreached and run.wants(*ends))
    findings = _make_unreached(run, hand_offs, found.list_oldest(run.most), {source for source, _target in flows})
    return RuleFindings(findings, None if hand_offs.cut else len(found) - len(findings))


def read_reaching(reader: Reader, on: str) -> list[tuple[str, str]]:
    """Return all flows of a day as (source, target), with those between a forum and its committees; read once and kept."""

    def read() -> list[tuple[str, str]]:
        pairs = (words.partition(" ") for row in reader.read(REACHING, on=on).rows for words in row["flows"])
        return [(source, target) for source, _space, target in pairs]

    return reader.keep((REACHING, on), read)


def _make_unreached(run: RuleRun, hand_offs: HandOffs, found: list[OpenHandOff], feeding: set[str]) -> list[Finding]:
    names = read_parties(run.reader, {id_ for item in found for id_ in item.hand_off[:2]})
    open_rows = hand_offs.read_open([item.hand_off for item in found])
    return [_describe_unreached(run, item, names, open_rows[item.hand_off], item.hand_off.forum in feeding) for item in found]


def _describe_unreached(run: RuleRun, item: OpenHandOff, names: Mapping[str, _Row], rows: list[_Row], feeds: bool) -> Finding:
    forum, party = names[item.hand_off.forum], names[item.hand_off.party]
    since = None if item.since == UNKNOWN_DAY else item.since
    sentence = PluralText(
        "No path of flows leads from {forum} to {addressee}; {n} open assignment is addressed there{since}.{more}",
        "No path of flows leads from {forum} to {addressee}; {n} open assignments are addressed there{since}.{more}",
        n=item.waiting,
        forum=term_of(forum),
        addressee=term_of(party),
        since=Text(", the oldest since {day}", day=since) if since else "",
        more=JoinedText(_explain_decider(forum, feeds), ""),
    )
    row = {"forum": forum["id"], "party": party["id"], "waiting": item.waiting, "since": since}
    return Finding(
        rule=FindingRule.OUT_OF_REACH,
        sentence=sentence,
        about=item.hand_off[:2],
        entities=(*item.hand_off[:2], *(row["assignment"] for row in rows)),
        asked=cite_query(REACHING, {"on": run.on}),
        rows=(row | {"assignments": [row["assignment"] for row in rows]},),
        evidence=tuple(dict.fromkeys(place for row in rows for place in row["evidence"])),
        certainty=find_certainty(*(row["certainty"] for row in rows)),
        example=item.hand_off.example,
    )


def _explain_decider(forum: _Row, feeds: bool) -> Iterator[Text]:
    if not forum["forum_kind"]:
        yield Text(" It was decided by an actor, not by a forum.")
    if not feeds:
        yield Text(" No flow at all leads from there.")
