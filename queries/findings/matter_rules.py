"""Rules about matters that have been overtaken: decided again under a new case number, or superseded and still worked on."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import Any

from model.findings import Finding, find_certainty
from model.language import JoinedText, Term, Text
from model.text.names import term_of
from model.vocabulary.assignment_state import sort_steps
from model.vocabulary.days import count_days
from model.vocabulary.decisions import TRAIL, Step, StepKind
from model.vocabulary.finding_rules import FindingRule
from queries.findings.matters import Matter, MatterPair, is_same_matter, pair_matters
from queries.findings.open_then import OpenThen
from queries.findings.rule_run import RuleFindings, RuleRun, take_most
from queries.findings.rule_words import describe_limit, word_days
from queries.findings.standing_rules import make_assignment_finding, read_standing_details
from queries.questions.balance import build_steps
from queries.server.catalogue import cite_query
from queries.server.chunks import split_batches
from queries.server.paging import ROWS_PER_READ, read_pages

_Row = dict[str, Any]
MATTERS, MATTER_DETAILS, SUPERSEDED = "findings/matters", "findings/matter-details", "findings/superseded"
WORK = tuple(kind for kind in TRAIL if kind != StepKind.REPORTED_BACK)
"""The steps that show that something is worked on. A report on what was superseded closes it."""


def find_same_matters(run: RuleRun) -> RuleFindings:
    """Find matters that are open and were decided again by the same party under another case number; the oldest first.

    The threshold is the longest time between the two, in days. Only decisions are read that share their party and the numbers in
    their names with another one (`queries.landscape.derived`). A decision that follows up the other or belongs to it is none, nor
    are two parts of one plan, or two without an addressee in common.
    """
    then = OpenThen(run.reader, run.on)
    rows = run.reader.read(MATTERS, on=run.on)
    listed = (pair for row in rows.rows for pair in pair_matters(_list_matters(row)))
    pairs = [pair for pair in listed if run.wants(pair.first.decision, pair.again.decision)]
    details = _read_matters(run, {id_ for pair in pairs for id_ in (pair.first.decision, pair.again.decision)})
    explained = _read_explanations(run, details)
    found = []
    for pair in sorted(pairs, key=lambda pair: (pair.first.taken_on, pair.first.decision, pair.again.decision)):
        first, again = details[pair.first.decision], details[pair.again.decision]
        waiting = then.select_open(first["assignments"])
        if waiting and not explained[first["decision"]] & explained[again["decision"]] and _is_same(run, pair, first, again):
            found.append(_make_same_matter(run, pair, first, again, waiting))
    return RuleFindings(found[: run.most], None if rows.cut or then.cut else max(0, len(found) - run.most))


def _list_matters(row: _Row) -> Iterator[Matter]:
    for words, name, case_number in zip(row["decisions"], row["names"], row["case_numbers"], strict=True):
        id_, taken_on, *example = words.split(" ")
        yield Matter(id_, name, case_number, taken_on, bool(example))


def _is_same(run: RuleRun, pair: MatterPair, first: _Row, again: _Row) -> bool:
    of_first, of_again = ([id_ for id_, *_names in row["addressees"]] for row in (first, again))
    return is_same_matter(pair, of_first, of_again, run.threshold or 0)


def _read_matters(run: RuleRun, ids: Iterable[str]) -> dict[str, _Row]:
    batches = split_batches(sorted(ids), ROWS_PER_READ)
    return {row["decision"]: row for some in batches for row in run.reader.read(MATTER_DETAILS, ids=some, on=run.on).rows}


def _read_explanations(run: RuleRun, details: Mapping[str, _Row]) -> dict[str, set[str]]:
    """Return for each decision itself and all decisions that it follows up or belongs to, to the end of the chain."""
    direct = {id_: set(row["explained_by"]) for id_, row in details.items()}
    while missing := {id_ for ids in direct.values() for id_ in ids} - direct.keys():
        direct |= {id_: set(row["explained_by"]) for id_, row in _read_matters(run, missing).items()}
    return {id_: _gather(id_, direct) for id_ in details}


def _gather(id_: str, direct: Mapping[str, set[str]]) -> set[str]:
    found, path = {id_}, [id_]
    while path:
        new = direct[path.pop()] - found
        found |= new
        path += new
    return found


def _make_same_matter(run: RuleRun, pair: MatterPair, first: _Row, again: _Row, waiting: list[str]) -> Finding:
    known = [item for item in sorted(first["addressees"]) if item in again["addressees"]]
    shared = [Term(name, name_en or name) for _id, name, name_en in known]
    same = Text("under the same name") if pair.score == 100 else Text("as “{name}”", name=term_of(again))
    to = Text("of one of them no addressee is on record")
    if shared:
        to = Text("to the same addressee, {names}", names=JoinedText(shared))
    days = count_days(pair.first.taken_on, pair.again.taken_on)
    sentence = Text(
        "“{decision}” ({case}, {day}) is still open, and {forum} decided it again {again} as {other}, {days} later ({limit}), "
        "{same}, {to}.",
        to=to,
        days=word_days(days),
        limit=describe_limit(run, FindingRule.SAME_MATTER, word_days(run.threshold or 0)),
        decision=term_of(first),
        case=first["case_number"],
        day=first["taken_on"],
        forum=term_of(first, "forum_name"),
        again=again["taken_on"],
        other=again["case_number"],
        same=same,
    )
    ids = [first["decision"], again["decision"]]
    common = {"likeness": pair.score, "days": days, "addressees": [str(term) for term in shared]}
    columns = ("decision", "name", "name_en", "case_number", "taken_on", "forum", "certainty", "example", "evidence")
    return Finding(
        rule=FindingRule.SAME_MATTER,
        sentence=sentence,
        about=tuple(ids),
        entities=(*ids, first["forum"], *waiting),
        asked=cite_query(MATTER_DETAILS, {"ids": ids, "on": run.on}),
        rows=tuple({name: row[name] for name in columns} | common for row in (first, again)),
        evidence=tuple(dict.fromkeys((*first["evidence"], *again["evidence"]))),
        certainty=find_certainty(first["certainty"], again["certainty"]),
        example=first["example"],
    )


def find_superseded_work(run: RuleRun) -> RuleFindings:
    """Find assignments that were superseded and have a step of the trail later without a resumption; the oldest first."""
    ids = (row["assignment"] for row in read_pages(run.reader, SUPERSEDED, lambda row: str(row["assignment"]), on=run.on))
    details = chain.from_iterable(read_standing_details(run, some).values() for some in split_batches(ids, ROWS_PER_READ))
    works = ((row, find_work_after_supersession(build_steps(row["assignment"], row["trail"]))) for row in details)
    found = sorted(((work, row) for row, work in works if work), key=lambda item: (item[0][0].on, item[1]["assignment"]))
    return take_most((_make_superseded(run, row, *work) for work, row in found), run)


def find_work_after_supersession(steps: Iterable[Step]) -> tuple[Step, Step] | None:
    """Return the step that superseded an assignment and the last one that shows work on a later day; None if it rests.

    A resumption takes the supersession back.
    """
    superseded, work = None, None
    for step in sort_steps(steps):
        if step.kind == StepKind.RESUMED:
            superseded, work = None, None
        elif step.kind == StepKind.SUPERSEDED:
            superseded = superseded or step
        elif superseded and step.kind in WORK and step.on > superseded.on:
            work = step
    return (superseded, work) if superseded and work else None


def _make_superseded(run: RuleRun, row: _Row, superseded: Step, work: Step) -> Finding:
    sentence = Text(
        "“{decision}” was superseded {day} with {addressee}, and is still worked on: {step} {on}.",
        decision=term_of(row),
        addressee=term_of(row, "addressee"),
        day=superseded.on,
        step=work.kind.term,
        on=work.on,
    )
    steps = {"superseded": superseded.id, "superseded_on": superseded.on, "worked_on": work.id}
    return make_assignment_finding(run, FindingRule.SUPERSEDED_ACTIVE, sentence, row, **steps)
