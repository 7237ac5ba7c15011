"""What a change means, as sections of the lens's panel: who is newly reached or cut off, who has a seat, what the rules find."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from api.lenses.landscape_day import name_party
from api.lenses.map_part import is_large
from api.pages.addresses import DECISIONS, FINDINGS
from api.pages.page import Asked
from model.findings import Finding
from model.history.consequences import Consequence, Consequences
from model.language import Text, swedish_sort_key
from model.text.names import term_of
from model.vocabulary.contents import Contents
from model.vocabulary.finding_rules import FindingRule
from model.vocabulary.record import is_proposed
from queries.findings.breaks import find_breaks
from queries.questions.parameters import MOST_BREAK_ROWS, BreaksQuestion, FindingsQuestion
from queries.review.answering import FindingsAnswer, answer_findings
from viz.view.lens import LensItem, LensSection, LensState

MOST_NAMED = 12
"""So many parties are named in a row; more are counted."""
MOST_RECORDS_COMPARED = 20_000
"""Of a larger landscape the findings of two moments are compared only on their own page, which may take its time."""
CONSEQUENCE_STATES: Mapping[str, LensState] = {"reached": "added", "cut-off": "cut-off", "seated": "direct", "unseated": "none"}


def list_consequences(found: Consequences, contents: Contents, asked: Asked) -> Iterator[LensSection]:
    """Yield what the change means for parties: of each kind of flow who is reached and who no longer is, and who has a seat."""
    items = tuple(_name_parties(one, contents, asked) for one in found.describe())
    if items:
        yield LensSection(Text("What it means").in_(asked.language), items)


def _name_parties(one: Consequence, contents: Contents, asked: Asked) -> LensItem:
    ids = one.parties
    names = sorted((name_party(contents, id_, asked.language) for id_ in ids), key=swedish_sort_key)
    said = ", ".join(names[:MOST_NAMED])
    if rest := len(names[MOST_NAMED:]):
        said = Text("{names} and {n} more", names=said, n=rest).in_(asked.language)
    words = one.what.in_(asked.language)
    address = asked.link.focus(ids[0]) if len(ids) == 1 else None
    return LensItem(words[:1].upper() + words[1:], address, said, badge=str(len(ids)), state=CONSEQUENCE_STATES[one.kind])


def list_new_findings(since: str, contents: Contents, asked: Asked) -> Iterator[LensSection]:
    """Yield how many findings of each rule are new and gone since a moment, with the page that lists them."""
    address = asked.link.page(FINDINGS, since=since)
    heading = Text("Findings").in_(asked.language)
    if len(contents) > MOST_RECORDS_COMPARED or is_large(asked.graph, asked.on):
        yield LensSection(heading, (LensItem(Text("Compare the findings").in_(asked.language), address),))
        return
    question = FindingsQuestion(on=asked.on, since=since)
    answer: FindingsAnswer = asked.graph.keep(("map-findings-since", question), lambda: answer_findings(asked.graph, question))
    if (compared := answer.compared) is None:
        return
    new, gone = _count_rules(compared.new), _count_rules(compared.gone)
    items = [_tell_rule(rule, new[rule], gone[rule], asked, since) for rule in FindingRule if new[rule] or gone[rule]]
    if not items:
        items = [LensItem(Text("None is new and none is gone.").in_(asked.language))]
    note = Text("New {new}, gone {gone}, remaining {n}.", new=new.total(), gone=gone.total(), n=len(compared.remaining))
    yield LensSection(heading, tuple(items), note.in_(asked.language), address=address)


def _count_rules(findings: Iterable[Finding]) -> Counter[FindingRule]:
    return Counter(finding.rule for finding in findings)


def _tell_rule(rule: FindingRule, new: int, gone: int, asked: Asked, since: str) -> LensItem:
    badge = " ".join(f"{sign}{n}" for sign, n in (("+", new), ("−", gone)) if n)
    return LensItem(rule.term.in_(asked.language), asked.link.page(FINDINGS, rule=rule, since=since), badge=badge)


def list_proposed_stalls(contents: Contents, asked: Asked) -> Iterator[LensSection]:
    """Yield what stands still between parties of which one is only proposed: what the proposal would have to carry."""
    question = BreaksQuestion(on=asked.on, most=MOST_BREAK_ROWS)
    answer = asked.graph.keep(("map-breaks", question), lambda: find_breaks(asked.graph, question))
    stuck = [row for row in answer.rows if row["stuck"]]
    proposed = {party.id for party in contents.parties() if is_proposed(party)}
    rows = [row for row in stuck if proposed & {row["forum"], row["party"]}]
    note = Text(
        "{n} of {all} assignments that stand still were decided by, or are addressed to, parties that are only proposed.",
        n=sum(row["stuck"] for row in rows), all=sum(row["stuck"] for row in stuck),
    )  # fmt: skip
    items = tuple(
        LensItem(
            f"{term_of(row, 'forum_name').in_(asked.language)} → {term_of(row, 'addressee').in_(asked.language)}",
            asked.link.page(DECISIONS, forum=row["forum"], addressee=row["party"]),
            badge=str(row["stuck"]),
            state="stuck",
            example=row["example"],
        )
        for row in rows
    )
    if stuck:
        yield LensSection(Text("What stands still").in_(asked.language), items, note.in_(asked.language))
