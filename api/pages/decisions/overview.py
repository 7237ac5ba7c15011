"""The decisions' page: how many stand still and where, the balance list with its choices, and where hand-offs break."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from api.pages.addresses import DECISIONS
from api.pages.decisions.choices import (
    GROUPINGS,
    MOST_GROUPED,
    PAGE_ROWS,
    DecisionChoice,
    FacetReader,
    find_facets,
    group_rows,
    read_choice,
)
from api.pages.decisions.figure import MARKS, SEGMENTS, FunnelCounts, build_funnel, count_funnel, list_here, read_medians
from api.pages.decisions.hand_offs import HandOffCounts, list_hand_offs
from api.pages.decisions.rows import HEADS, describe_listed, make_row_table
from api.pages.decisions.sorting import MOST_SORTED, SORTS, is_sorted, sort_page
from api.pages.page import Asked, WebPage
from api.pages.pictures import read_picture_style, write_svg
from loaders.reports.balance_csv import write_balance_csv
from loaders.reports.balance_workbook import write_balance_workbook
from loaders.reports.data_tables import DataColumn, DataTable
from model.language import Localizable, PluralText, Text
from model.vocabulary.decisions import StepKind
from queries.following.balance_sheet import answer_balance
from queries.following.standing_counts import MOST_CLOSED_COUNTED, Standings, read_standings
from queries.following.standing_facets import ChosenFacets, count_chosen
from queries.following.standing_pages import StandingPage, find_standing_page
from queries.following.standings import CLOSED_STATES, HOW_OF_STATE, FollowUpState, StandingReader
from queries.landscape.parties import read_short_names
from queries.questions.decisions import select_columns
from queries.questions.parameters import WITHOUT, BalanceQuestion
from queries.questions.stall_filters import FILTERS
from queries.server.graph import Graph
from viz.charts.drawing import draw_hatches

MOST_BREAKS, MOST_DOTS = 4, 12
"""Hand-offs at the top of the page, and marks in a row of them."""
GROUPING_WORDS: Mapping[str, Text] = {
    "forum": Text("forum"), "addressee": Text("addressee"), "hand-off": Text("hand-off"), "none": Text("nothing"),
}  # fmt: skip
AWAITED_AT: Mapping[StepKind | None, Text] = {
    None: Text("to be communicated"),
    StepKind.TAKEN: Text("to be communicated"),
    StepKind.COMMUNICATED: Text("for a line decision with the addressee"),
    StepKind.LINE_DECISION: Text("to be executed"),
    StepKind.RESUMED: Text("for a step since they were reopened"),
}
"""What an assignment waits for at a step."""


def build_decisions_page(asked: Asked) -> WebPage:
    """Return the page of all decisions. Raises NotUnderstood, NotFound."""
    choice = read_choice(asked)
    standings = read_standings(asked.graph, asked.on)
    counts = count_funnel(standings)
    states, chosen = count_chosen(standings, ChosenFacets()), find_facets(asked.graph, choice)
    number = _count_chosen(choice, chosen, standings)
    page = _read_rows(asked.graph, choice, number)
    hand_offs = list_hand_offs(asked.graph, standings, asked.on)
    medians = read_medians(asked.graph, asked.on, counts)
    funnel = build_funnel(counts, standings, medians, _name_oldest(asked, standings), asked.language)
    content = {
        **_build_figure(asked, standings, counts, states),
        **_build_list(asked, choice, FacetReader(asked.graph, standings, choice, chosen, asked.link), page),
        "funnel": funnel,
        "number": number,
        "breaks": [_describe_hand_off(one, asked) for one in hand_offs[:MOST_BREAKS]],
        "all_breaks": len(hand_offs),
        "by_addressee": standings.by_addressee,
        "names": read_short_names(asked.graph, {id_ for one in hand_offs[:MOST_BREAKS] for id_ in (one.forum, one.party)}),
    }
    return WebPage(
        template="decisions",
        title=Text("Decisions"),
        content=content,
        data=_make_data(standings, counts, states, choice, page, hand_offs),
        section=DECISIONS,
        tables=[make_row_table(page.rows, choice.state)],
        files={"svg": lambda path: write_svg(path, funnel.draw_document(read_picture_style())), **_make_files(asked, choice)},
        styles=("charts.css", "decisions.css"),
        scripts=("copying.js",),
    )


def _count_chosen(choice: DecisionChoice, chosen: ChosenFacets, standings: Standings) -> int | None:
    """Return how many assignments are chosen; None if that is not counted."""
    if choice.state in CLOSED_STATES and not choice.is_filtered():
        return standings.count_closed(choice.state)
    uncounted = choice.question.given("addressee", "place") and not standings.by_addressee
    closed = choice.state in CLOSED_STATES and standings.closed.total() > MOST_CLOSED_COUNTED
    return None if uncounted or closed else count_chosen(standings, chosen)[choice.state]


def _read_rows(graph: Graph, choice: DecisionChoice, number: int | None) -> StandingPage:
    """Return the rows of the page: all of them in groups, or else those of one page, sorted if they are not too many."""
    if choice.sort and (number is None or number <= MOST_SORTED):
        question = choice.question.model_copy(update={"most": MOST_SORTED})
        found = find_standing_page(graph, question, choice.state)
        if not found.next:
            return sort_page(found, choice.sort, choice.after, PAGE_ROWS)
    grouped = choice.by != "none" and (number is None or number <= MOST_GROUPED) and not choice.question.after
    own = {"most": MOST_GROUPED if grouped else PAGE_ROWS, "after": choice.after or choice.question.after}
    question = choice.question.model_copy(update=own)
    return find_standing_page(graph, question, choice.state)


def _build_figure(asked: Asked, standings: Standings, counts: FunnelCounts, states: Counter[str]) -> dict[str, Any]:
    """Return what the upper half of the page shows."""
    unknown = sum(n for age, n in standings.ages.items() if age.step is None and age.state == FollowUpState.UNKNOWN)
    return {
        "lede": tell_standings(standings, states),
        "counts": counts,
        "legend": [(MARKS[state], state.term) for state in SEGMENTS if any(one.here[state] for one in counts.steps)],
        "steps": [
            [
                (MARKS[state], state.term, n, asked.link.page(DECISIONS, state=state.value, step=one.step.value))
                for state, n in list_here(one)
            ]
            for one in counts.steps
        ],
        "outside": [(n, asked.link.page(DECISIONS, state=FollowUpState.UNKNOWN.value, step=WITHOUT)) for n in [unknown] if n],
        "elsewhere": counts.outside - unknown,
        "all_examples": bool(counts.whole) and counts.examples == counts.whole,
        "figure_table": _make_figure_table(counts, standings),
        "hatches": draw_hatches(),
        "is_empty": not counts.whole and not counts.outside,
        "cut": standings.cut,
    }


def tell_standings(standings: Standings, states: Counter[str]) -> list[Localizable]:
    """Return the answer of the page: how many stand still, what most of these wait for, and what awaits a report."""
    late, awaited = states[FollowUpState.LATE], states[FollowUpState.AWAITED]
    known = states.total() - states[FollowUpState.UNKNOWN]
    told: list[Localizable] = [Text("No assignment stands still.")]
    if late:
        head = PluralText(
            "{n} of {known} assignments of known standing stands still.",
            "{n} of {known} assignments of known standing stand still.",
            n=late,
            known=known,
        )
        told = [head, _tell_most(standings)]
    if awaited:
        told.append(PluralText("{n} is executed and awaits its report.", "{n} are executed and await their reports.", n=awaited))
    return told


def _tell_most(standings: Standings) -> Localizable:
    steps = Counter[StepKind | None]()
    for cell, number in standings.cells.items():
        if cell.state == FollowUpState.LATE:
            steps[cell.step] += number
    step, number = max(steps.items(), key=lambda item: item[1])
    return PluralText("Most of them, {n}, waits {what}.", "Most of them, {n}, wait {what}.", n=number, what=AWAITED_AT[step])


def _name_oldest(asked: Asked, standings: Standings) -> dict[StepKind, str]:
    """Return the words beside the dot that has stood longest at each step: its addressee and how many days."""
    ids = [*standings.oldest.values()]
    read = asked.graph.read_in_transaction(lambda reader: StandingReader(reader, asked.on).read_rows(ids))
    rows = {row["assignment"]: row for row in read}
    names = read_short_names(asked.graph, {row["party"] for row in rows.values()})
    return {
        step: f"{names[rows[id_]['party']].in_(asked.language)} {rows[id_]['days']} d"
        for step, id_ in standings.oldest.items()
        if id_ in rows and rows[id_]["party"] in names
    }


def _make_figure_table(counts: FunnelCounts, standings: Standings) -> DataTable:
    """Return the numbers of the figure: of each step, how many are in each state there and how many went further."""
    states = [state for state in FollowUpState if any(one.here[state] for one in counts.steps)]
    columns = [DataColumn("step", Text("Step"), 18), DataColumn("further", Text("Gone further"), 14, number=True)]
    columns += [DataColumn(state.value, state.term, 16, number=True) for state in states]
    columns += [DataColumn("longest", Text("Longest, days"), 14, number=True)]
    rows = [
        (one.step.term, one.further, *(one.here[state] for state in states), _find_longest(standings, one.step))
        for one in counts.steps
    ]
    return DataTable(Text("How far the decisions have come"), columns, rows)


def _find_longest(standings: Standings, step: StepKind) -> int | None:
    return max((age.days for age in standings.ages if age.step == step and age.days is not None), default=None)


def _describe_hand_off(one: HandOffCounts, asked: Asked) -> dict[str, Any]:
    """Return a hand-off for the page, with a mark for each assignment as far as there is room."""
    marks = ["late"] * one.late + ["in-time"] * (one.waiting - one.late) + ["done"] * one.reported
    address = asked.link.page(DECISIONS, forum=one.forum, addressee=one.party)
    return {"counts": one, "marks": marks[:MOST_DOTS], "more": max(0, len(marks) - MOST_DOTS), "address": address}


def _build_list(asked: Asked, choice: DecisionChoice, facets: FacetReader, page: StandingPage) -> dict[str, Any]:
    """Return what the balance list shows."""
    link = asked.link
    grouped = "none" if asked.query.get("after") or page.next else choice.by
    return {
        "choice": choice,
        "states": facets.list_states(),
        "facets": facets.list_facets(),
        "groups": [
            (group, [describe_listed(row, asked) for row in group.rows]) for group in group_rows(page.rows, grouped, link)
        ],
        "groupings": [(GROUPING_WORDS[by], link.same(by=by, sort=None), by == choice.by) for by in GROUPINGS],
        "sorts": [(words, link.same(sort=sort or None, by=None), sort == choice.sort) for sort, words in SORTS.items()],
        "unsorted": choice.sort and not is_sorted(page, choice.sort),
        "heads": HEADS[choice.state],
        "next": link.same(after=page.next) if page.next else None,
        "first": link.same() if asked.query.get("after") else None,
        "too_many": bool(page.next) and choice.by != "none",
        "share": replace(link, on=asked.on).same(after=asked.query.get("after")),
        "everything": link.page(DECISIONS, state=choice.state.value) if choice.is_filtered() else None,
    }


def _make_data(
    standings: Standings,
    counts: FunnelCounts,
    states: Counter[str],
    choice: DecisionChoice,
    page: StandingPage,
    hand_offs: Sequence[HandOffCounts],
) -> dict[str, Any]:
    steps = [
        {"step": one.step, "further": one.further, **{state.value: one.here[state] for state in FollowUpState}}
        for one in counts.steps
    ]
    broken = [
        {"forum": one.forum, "addressee": one.party, "late": one.late, "waiting": one.waiting, "reported": one.reported,
         "broken": one.broken, "example": one.example}
        for one in hand_offs
    ]  # fmt: skip
    return {
        "question": "decisions",
        "parameters": {"state": choice.state, **choice.question.given(*FILTERS)},
        "states": dict(states),
        "steps": steps,
        "hand_offs": broken,
        "rows": [select_columns(row) | {"state": row["state"]} for row in page.rows],
        "next": page.next,
        "cut": page.cut or standings.cut,
    }


def _make_files(asked: Asked, choice: DecisionChoice) -> dict[str, Callable[[Path], None]]:
    """Return the writers of the balance list with the same choices, where the state is one that it lists."""
    given = choice.question.given(*FILTERS)
    if choice.state not in HOW_OF_STATE or given.get("step") == WITHOUT:
        return {}
    question, graph, language = BalanceQuestion(on=asked.on, **given), asked.graph, asked.language
    return {
        "xlsx": lambda path: write_balance_workbook(path, answer_balance(graph, question), language),
        "csv": lambda path: write_balance_csv(path, answer_balance(graph, question), language),
    }
