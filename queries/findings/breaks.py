"""Where it breaks (§6.5.1, bil. 6): hand-offs and steps at which assignments are stuck, what that blocks, and who waits for whom.

Stuck is an assignment that is past its own date, the end of its pause, or the usual time of its step. At a hand-off it counts as
long as it is not executed: what only waits for its report is counted apart. A hand-off is broken if at least three are stuck, and
at least the share that the rule `hand-off-broken` says.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from model.findings import Answer, Finding, find_certainty
from model.language import JoinedText, PluralText, Text
from model.text.names import term_of
from model.vocabulary.decisions import TRAIL, DecisionKind, StepKind
from model.vocabulary.finding_rules import FindingRule
from model.vocabulary.flows import FlowKind
from model.vocabulary.period import join_day
from queries.findings.break_search import Break, BreakSearch
from queries.findings.rule_run import RuleFindings, RuleRun
from queries.findings.rule_settings import read_rules_in_force
from queries.landscape.mutes import describe_hand_off_mute, read_mutes
from queries.landscape.names import add_distinctions
from queries.landscape.parties import find_area, find_party, find_source
from queries.questions.decisions import find_decider, is_due_before_decision
from queries.questions.hand_offs import HAND_OFF_ASSIGNMENTS, HandOff, prefer_real, read_parties
from queries.questions.parameters import BreaksQuestion, find_ids, page_of
from queries.server.catalogue import cite_query
from queries.server.graph import Graph, Reader
from queries.server.paging import page_place_error

_Row = dict[str, Any]
RULE = FindingRule.HAND_OFF_BROKEN
MOST_LISTED = 20
"""The largest number of ids in a list of a row, which says how many more there are."""
CARRYING_FLOWS: Mapping[DecisionKind, tuple[FlowKind, ...]] = MappingProxyType(
    {
        DecisionKind.DECISION: (FlowKind.ORDER, FlowKind.INFORMATION),
        DecisionKind.ORDER: (FlowKind.ORDER,),
        DecisionKind.REQUEST: (FlowKind.SUPPORT,),
        DecisionKind.PROPOSAL: (FlowKind.INFORMATION, FlowKind.DEMAND),
    }
)
"""The kinds of flow that would carry a kind of decision to its addressee. Inferred: no flow says what it carried."""


def answer_breaks(graph: Graph, question: BreaksQuestion) -> Answer:
    """Answer `find_breaks` for parties and areas given by id, name or alias. Raises NotFound, NotUnderstood."""
    find = {"forum": find_decider, "addressee": find_party, "area": find_area, "source": find_source}
    return find_breaks(graph, question.model_copy(update=find_ids(graph, question, find)))


def find_breaks(graph: Graph, question: BreaksQuestion) -> Answer:
    """Return where assignments are stuck: what is broken first, then the most stuck, then the oldest.

    All rows have `how`, `stuck`, `waiting` (all that is open; of hand-offs: and not executed), `executed` (and not reported back:
    it does not stand still, and has lines of its own in the views of steps and waits), `oldest` (the first day past which
    one of them is, with `oldest_words` of a period; None if all dates are before their decisions), `odd` (how many earlier dates
    are before their decisions, and do not count as the oldest), `since` (the first day since which one is at its step) and
    `example`.

    - "hand-off": `forum`, `party` (the addressee), `share` (per cent), `broken`,
      `assignments` (stuck ones, the oldest first), `blocks` (decisions that follow up theirs, or are a part of them), `flows`
      (between the two, of the kinds that would carry such decisions: inferred, `flows_inferred`); each list has its `…_left_out`;
      `muted_until` and `mute_reason` if the finding that it is broken is muted; `limit` (the share from which it is, per cent).
    - "step": `forum_kind` (None if actors decided), `step`, `next_step`, `share`, `broken`, `limit`.
    - "wait": `waiting_party`, `awaited_party`, `awaits` (communication, line-decision, execution or report).

    Broken hand-offs are findings. Raises NotUnderstood if the page begins at an unknown place.
    """
    rows, findings, next_, cut = graph.read_in_transaction(lambda reader: _read_page(reader, question))
    naming = {name: of for name, of in NAMED_PARTIES.items() if rows and of in rows[0]}
    parameters = question.given("forum", "addressee", "area", "source", "view") | page_of(question).as_parameters()
    rows = add_distinctions(graph, rows, **naming)
    return Answer("breaks", parameters, question.on, rows, findings, cut or next_ is not None, next_)


NAMED_PARTIES = {
    "forum_name": "forum", "addressee": "party", "waiting_name": "waiting_party", "awaited_name": "awaited_party"
}  # fmt: skip
"""The fields of names in the rows, with the fields of their parties' ids."""


def _read_page(reader: Reader, question: BreaksQuestion) -> tuple[list[_Row], list[Finding], str | None, bool]:
    """Return the rows of a page, its findings, the place of the next page, and whether a limit cut the answer."""
    in_force, page = read_rules_in_force(reader, question.on)[RULE], page_of(question)
    search = BreakSearch(RuleRun(reader, question.on, in_force.threshold, in_force.unit, page.most), question)
    list_breaks, complete = VIEWS[question.view]
    found = list_breaks(search)
    if page.after and any(len(item.place) != len(page.after) for item in found):
        raise page_place_error(page)
    following = [item for item in found if item.place > page.after]
    shown = following[: page.most]
    rows = complete(search, shown)
    broken = [row for row in rows if row.get("broken") and row["how"] == "hand-off"] if in_force.used else []
    mutes = read_mutes(reader, question.on)
    rows = [row | describe_hand_off_mute(mutes, row["forum"], row["party"]) if row["how"] == "hand-off" else row for row in rows]
    rows = [row | {"limit": in_force.threshold} if "broken" in row else row for row in rows]
    next_ = "/".join(shown[-1].place) if len(following) > page.most else None
    return rows, make_broken_findings(search, broken), next_, search.hand_offs.cut


def find_broken_hand_offs(run: RuleRun) -> RuleFindings:
    """Find hand-offs at which so much is stuck that they are broken; those with the most stuck first."""
    search = BreakSearch(run, BreaksQuestion(on=run.on), broken=True)
    listed = (item for item in search.list_hand_offs() if item.broken and run.wants(*item.key[:2]))
    broken = prefer_real(listed, lambda item: HandOff(*item.key))
    findings = make_broken_findings(search, complete_hand_offs(search, broken[: run.most]))
    return RuleFindings(findings, None if search.hand_offs.cut else len(broken) - len(findings))


def complete_hand_offs(search: BreakSearch, shown: list[Break]) -> list[_Row]:
    """Return the rows of hand-offs, with what is stuck, what that blocks, and the flows between the two."""
    search.count_waiting({HandOff(*item.key): item.tally for item in shown})
    keys = [HandOff(*item.key) for item in shown]
    names = read_parties(search.reader, {id_ for key in keys for id_ in key[:2]})
    stuck = search.read_stuck(keys)
    blocked = search.hand_offs.read_blocked({row["decision"] for rows in stuck.values() for row in rows})
    flows = search.hand_offs.read_flows({key[:2] for key in keys})
    rows = []
    for key, row in zip(keys, _make_rows(search, shown), strict=True):
        parties = {"forum": key.forum, **_name("forum_name", names[key.forum]), "party": key.party}
        carrying = _list_carrying(stuck[key], flows[key[:2]])
        blocks = sorted({id_ for one in stuck[key] for id_ in blocked[one["decision"]]})
        lists = {"assignments": [one["assignment"] for one in stuck[key]], "blocks": blocks, "flows": carrying}
        rows.append(
            {
                "how": "hand-off",
                **parties,
                **_name("addressee", names[key.party]),
                **row,
                **_cut_lists(lists),
            }
        )
    return rows


def _list_carrying(stuck: list[_Row], flows: list[_Row]) -> list[str]:
    """Return the ids of the flows of kinds that would carry one of the decisions."""
    kinds = {str(kind) for row in stuck for kind in CARRYING_FLOWS[DecisionKind.of(row["kind"])]}
    return [row["flow"] for row in flows if row["kind"] in kinds]


def _cut_lists(lists: dict[str, list[str]]) -> _Row:
    """Return the lists with at most MOST_LISTED ids, and how many each leaves out."""
    left_out = {f"{name}_left_out": max(0, len(ids) - MOST_LISTED) for name, ids in lists.items()}
    return {name: ids[:MOST_LISTED] for name, ids in lists.items()} | left_out | {"flows_inferred": True}


def complete_steps(search: BreakSearch, shown: list[Break]) -> list[_Row]:
    """Return the rows of steps, with the step that is missing next."""
    names = {row["forum_kind"]: row for row in search.kinds.values() if row["forum_kind"]}
    rows = []
    for item, row in zip(shown, _make_rows(search, shown), strict=True):
        kind, step, _example = item.key
        named = {f"forum_kind_{end}": names[kind][f"forum_kind_{end}"] if kind else None for end in ("name", "name_en")}
        steps = {"step": step and str(step), "next_step": str(_find_next(step))}
        rows.append({"how": "step", "forum_kind": kind, **named, **steps, **row})
    return rows


def _find_next(step: StepKind | None) -> StepKind:
    """Return the step of the trail that is missing; after a resumption any may be, the first is the communication."""
    return TRAIL[TRAIL.index(step) + 1] if step in TRAIL else StepKind.COMMUNICATED


def complete_waits(search: BreakSearch, shown: list[Break]) -> list[_Row]:
    """Return the rows of who waits for whom, with all that waits for the same."""
    waits = {item.key: search.waits[item.key] for item in shown}
    counts = search.hand_offs.count_waiting({hand_off for found in waits.values() for hand_off, _step in found})
    names = read_parties(search.reader, {id_ for item in shown for id_ in item.key[:2]})
    rows = []
    for item in shown:
        item.tally.waiting = sum(counts[wait] for wait in waits[item.key])
    for item, row in zip(shown, _make_rows(search, shown), strict=True):
        waiting, awaited, awaits, _example = item.key
        parties = {"waiting_party": waiting, **_name("waiting_name", names[waiting])}
        parties |= {"awaited_party": awaited, **_name("awaited_name", names[awaited]), "awaits": awaits}
        del row["broken"], row["share"]
        rows.append({"how": "wait", **parties, **row})
    return rows


def _name(field: str, row: _Row) -> _Row:
    return {field: row["name"], f"{field}_en": row["name_en"]}


def _make_rows(search: BreakSearch, shown: list[Break]) -> list[_Row]:
    """Return what all rows say of how much is stuck, and since when."""
    rows = []
    for item, (odd, oldest) in zip(shown, _find_oldest(search, shown), strict=True):
        tally = item.tally
        rows.append(
            {
                "stuck": tally.stuck,
                "executed": tally.executed,
                "waiting": tally.waiting,
                "share": tally.share,
                "broken": item.broken,
                "odd": odd,
                "oldest": oldest.get("past"),
                "oldest_words": oldest["due_words"] if oldest and oldest["due"] == oldest["past"] else None,
                "since": tally.since,
                "example": item.key[-1],
            }
        )
    return rows


def _find_oldest(search: BreakSearch, shown: list[Break]) -> list[tuple[int, _Row]]:
    """Return for each line how many of its earliest dates are before their decision, and the details of the oldest other one.

    The details have `past`, the day past which it is stuck; they are empty where all dates are before their decision.
    """
    dates = [sorted(item.tally.dates) for item in shown]
    odd, found = [0] * len(shown), [_Row() for _ in shown]
    left = [place for place, days in enumerate(dates) if days]
    while left:
        details = search.hand_offs.read_open_details({dates[place][odd[place]][1] for place in left})
        for place in left:
            past, id_ = dates[place][odd[place]]
            if is_due_before_decision(details[id_]):
                odd[place] += 1
            else:
                found[place] = details[id_] | {"past": past}
        left = [place for place in left if not found[place] and odd[place] < len(dates[place])]
    return list(zip(odd, found, strict=True))


_Complete = Callable[[BreakSearch, list[Break]], list[_Row]]
VIEWS: Mapping[str, tuple[Callable[[BreakSearch], list[Break]], _Complete]] = {
    "hand-offs": (BreakSearch.list_hand_offs, complete_hand_offs),
    "steps": (BreakSearch.list_steps, complete_steps),
    "waits": (BreakSearch.list_waits, complete_waits),
}
"""How the lines of each view are listed, and completed for a page."""


def make_broken_findings(search: BreakSearch, rows: list[_Row]) -> list[Finding]:
    """Return the findings that hand-offs are broken; `rows` are theirs."""
    keys = [HandOff(row["forum"], row["party"], row["example"]) for row in rows]
    stuck = search.read_stuck(keys)
    return [_make_broken(search, row, stuck[key]) for key, row in zip(keys, rows, strict=True)]


def _make_broken(search: BreakSearch, row: _Row, stuck: list[_Row]) -> Finding:
    sentence = Text(
        "The hand-off from {forum} to {addressee} is broken: {stuck} of {waiting} assignments not yet executed stand still, "
        "{oldest}.{more}",
        forum=term_of(row, "forum_name"),
        addressee=term_of(row, "addressee"),
        stuck=row["stuck"],
        waiting=row["waiting"],
        oldest=Text("the oldest past {date}", date=join_day(row["oldest"], row["oldest_words"]))
        if row["oldest"]
        else Text("all past dates that are before their decisions"),
        more=JoinedText(_describe_more(row), ""),
    )
    parameters = search.hand_offs.parameters_of([f"{row['forum']} {row['party']}"])
    return Finding(
        rule=RULE,
        sentence=sentence,
        about=(row["forum"], row["party"]),
        entities=(row["forum"], row["party"], *row["assignments"], *row["blocks"], *row["flows"]),
        asked=cite_query(HAND_OFF_ASSIGNMENTS, parameters),
        rows=(row,),
        evidence=tuple(dict.fromkeys(place for item in stuck for place in item["evidence"])),
        certainty=find_certainty(*(item["certainty"] for item in stuck)),
        example=row["example"],
    )


def _describe_more(row: _Row) -> list[Text]:
    blocked, flows = (len(row[name]) + row[f"{name}_left_out"] for name in ("blocks", "flows"))
    found: list[Text] = []
    if blocked:
        found.append(PluralText(" {n} decision builds on these.", " {n} decisions build on these.", n=blocked))
    if flows:
        text = PluralText(
            " To judge by its kind, {n} flow between them would carry it.",
            " To judge by their kinds, {n} flows between them would carry it.",
            n=flows,
        )
        found.append(text)
    return found
