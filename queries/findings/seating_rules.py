"""Rules about seats: seat rules that are broken or contradict (§6.4), terms that overlap or lie outside the forum's own."""

from collections.abc import Iterator
from typing import Any

from model.findings import Finding, find_certainty
from model.language import Text
from model.representation.seat_terms import SeatedParty, SeatTerm, Span, list_overlapping
from model.text.names import term_of
from model.vocabulary.finding_rules import FindingRule
from model.vocabulary.forums import Force, Position
from model.vocabulary.record import EARLIEST_DAY, LATEST_DAY
from queries.findings.rule_run import RuleFindings, RuleRun, take_most
from queries.questions.parameters import SeatRulesQuestion
from queries.representation.forum_bodies import read_span
from queries.representation.seat_conflicts import read_conflicts
from queries.representation.seat_rules import SeatRuleWalk
from queries.server.catalogue import cite_query

_Row = dict[str, Any]
OUTSIDE_FIELDS = ("valid_from", "valid_to", "forum_from", "forum_to", "certainty", "example", "evidence")
SEATS_HELD_TWICE, SEATS_OUTSIDE = "findings/seats-held-twice", "findings/seats-outside"


def find_broken_seat_laws(run: RuleRun) -> RuleFindings:
    """Find forums that do not satisfy a rule on their seats that the law makes."""
    return _find_broken(run, Force.LAW)


def find_broken_seat_rules(run: RuleRun) -> RuleFindings:
    """Find forums that do not satisfy a rule on their seats of the force of a rule."""
    return _find_broken(run, Force.RULE)


def find_unmet_seat_advice(run: RuleRun) -> RuleFindings:
    """Find forums that do not satisfy a recommendation on their seats."""
    return _find_broken(run, Force.RECOMMENDED)


def _find_broken(run: RuleRun, force: Force) -> RuleFindings:
    walk = SeatRuleWalk(run.reader, SeatRulesQuestion(on=run.on, state="broken", force=force))
    found = (finding for checked in walk.list_checked() if (finding := walk.make_finding(checked, walk.make_row(checked))))
    taken = take_most(found, run)
    return RuleFindings(taken.findings, None) if walk.bodies.cut else taken


def find_contradicting_seat_rules(run: RuleRun) -> RuleFindings:
    """Find seat rules of law or rule that no forum can satisfy."""
    return take_most((found for found in read_conflicts(run.reader, run.on) if isinstance(found, Finding)), run)


def find_overlapping_terms(run: RuleRun) -> RuleFindings:
    """Find parties that hold two seats of a forum in the same position, for the same party, at the same time."""
    rows = run.reader.read(SEATS_HELD_TWICE, on=run.on)
    found = take_most((finding for row in rows.rows for finding in _list_overlaps(run, row)), run)
    return RuleFindings(found.findings, None) if rows.cut else found


def _list_overlaps(run: RuleRun, row: _Row) -> Iterator[Finding]:
    holder = SeatedParty(row["holder"], frozenset({row["holder"]}))
    terms = [SeatTerm(seat, Position.MEMBER, holder, span=Span(first or EARLIEST_DAY, last or LATEST_DAY))
             for seat, first, last, *_facts in row["seats"]]  # fmt: skip
    facts = {seat: (example, evidence) for seat, _first, _last, example, evidence in row["seats"]}
    for one, other in list_overlapping(terms):
        first, last = max(one.span.first, other.span.first), min(one.span.last, other.span.last)
        sentence = Text(
            "{party} holds two seats in {forum} as {position} at the same time, {period}.",
            party=term_of(row, "holder_name"),
            forum=term_of(row, "forum_name"),
            position=Position.of(row["position"]).term,
            period=_describe_period(first, last),
        )
        yield Finding(
            rule=FindingRule.TERMS_OVERLAP,
            sentence=sentence,
            about=(one.id, other.id),
            entities=(row["forum"], row["holder"], one.id, other.id),
            asked=cite_query(SEATS_HELD_TWICE, {"on": run.on}),
            rows=(
                {**_name_seats(row, one.id, other.id), "certainty": "certain", "example": facts[one.id][0] or facts[other.id][0]},
            ),
            evidence=tuple(dict.fromkeys((*facts[one.id][1], *facts[other.id][1]))),
            example=facts[one.id][0] or facts[other.id][0],
        )


def _describe_period(first: str, last: str) -> Text:
    if last == LATEST_DAY:
        return Text("since {day}", day=first)
    return Text("until {day}", day=last) if first == EARLIEST_DAY else Text("{first} to {last}", first=first, last=last)


def _name_seats(row: _Row, *seats: str) -> _Row:
    """Return the forum, the holder and the seats, for the row of a finding."""
    names = {f"in_{name}": row[name] for name in ("forum", "forum_name", "forum_name_en")}
    return {**names, **{name: row[name] for name in ("holder", "holder_name", "holder_name_en")}, "counted": list(seats)}


def find_terms_outside(run: RuleRun) -> RuleFindings:
    """Find seats whose term begins before their forum or ends after it."""
    rows = run.reader.read(SEATS_OUTSIDE, on=run.on)
    found = take_most((_make_outside(run, row) for row in rows.rows), run)
    return RuleFindings(found.findings, None) if rows.cut else found


def _make_outside(run: RuleRun, row: _Row) -> Finding:
    term, own = read_span(row), Span(row["forum_from"] or EARLIEST_DAY, row["forum_to"] or LATEST_DAY)
    sentence = Text(
        "The seat of {party} in {forum} is valid {term}, but the forum only {own}.",
        party=term_of(row, "holder_name") if row["holder"] else Text("nobody"),
        forum=term_of(row, "forum_name"),
        term=_describe_period(term.first, term.last),
        own=_describe_period(own.first, own.last),
    )
    return Finding(
        rule=FindingRule.TERM_OUTSIDE,
        sentence=sentence,
        about=(row["seat"],),
        entities=(row["seat"], row["forum"], *([row["holder"]] if row["holder"] else [])),
        asked=cite_query(SEATS_OUTSIDE, {"on": run.on}),
        rows=({**_name_seats(row, row["seat"]), **{name: row[name] for name in OUTSIDE_FIELDS}},),
        evidence=tuple(row["evidence"]),
        certainty=find_certainty(row["certainty"], row["forum_certainty"]),
        example=row["example"],
    )
