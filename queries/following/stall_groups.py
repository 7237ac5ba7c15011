"""Groups of assignments that stand still: how many, how many unknown, the oldest, the median of days past, how to list them.

All candidates are read, a batch at a time, up to MOST_COUNTED.
"""

import re
import shlex
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from statistics import median
from typing import Any

from model.findings import Answer
from model.language import LANGUAGES, JoinedText, Localizable, Term, Text
from model.text.names import normalize_name, term_of
from model.vocabulary.days import shift_day
from model.vocabulary.decisions import DecisionKind, StepKind
from model.vocabulary.finding_rules import FindingRule
from queries.following.stall_walk import walk_stalls
from queries.following.stall_words import count_by_how
from queries.landscape.mutes import describe_hand_off_mute, read_mutes
from queries.landscape.places import PlaceRegister, read_places
from queries.landscape.registers import read_undisturbed
from queries.questions.decisions import REPORT_STATES, answer_stalled, find_decider, is_due_before_decision
from queries.questions.hand_offs import read_full_names
from queries.questions.parameters import WITHOUT, StallsQuestion, option_of, page_of
from queries.questions.stall_filters import FILTERS, find_filter_ids, rule_of
from queries.server.graph import Graph
from queries.server.paging import page_place_error

_Row = dict[str, Any]
_Key = tuple[str | None, ...]
MOST_COUNTED = 100_000
"""The largest number of assignments that are counted; if there are more, the answer says that it is cut."""
COUNTED_HOWS = ("stalled", "unknown", "executed")
FEWEST_FOR_MEDIAN = 5
"""Of fewer a median says nothing."""
KEY_FILTERS: Mapping[str, tuple[str, ...]] = {"hand-off": ("forum", "addressee"), "municipality": ("place",)}
"""Grouping → the filters that list one of its groups, where they are others than the grouping's own name."""
PLAIN_WORD, NEEDS_SHELL_QUOTES = re.compile(r"[\w./:-]+"), re.compile(r'["$`\\!]')


@dataclass(slots=True)
class _Group:
    """The assignments of a group: the days of those that are late, and how many are of each `how`, late, and invented."""

    days: list[int] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    name: str | None = None


StallGroups = Mapping[_Key, _Group]


def answer_stalls(graph: Graph, question: StallsQuestion) -> Answer:
    """Answer `answer_stalled`, or `find_stall_groups` if the question asks for groups. Raises NotFound, NotUnderstood."""
    if not question.by:
        return answer_stalled(graph, question)
    return find_stall_groups(graph, question.model_copy(update=find_filter_ids(graph, question, find_decider)))


def find_stall_groups(graph: Graph, question: StallsQuestion) -> Answer:
    """Return the groups of the assignments that the question chooses, the largest first.

    Rows: `group` (ids or codes of the group, None where that is unknown), `name`, `name_en`, `stalled`, of these `late` and
    `paused` (a pause has run out, and no own date has passed), `unknown`, `executed` (and not reported back; of these
    `executed_in_time`, `executed_late`, `executed_undated` and `executed_ahead`, see REPORT_STATES), `odd` (how many of what is
    late have a date before their decision), `oldest` (the earliest day since which the rest is late), `overdue` (days late since
    then), `median` (of the days late; None of fewer than FEWEST_FOR_MEDIAN), `stalled_examples`, `unknown_examples` and
    `executed_examples` (how many of those are invented), `stalled_muted` and so on (of how many the finding is muted),
    `parameters` and `command` (which list the group; None where no filters do); of a hand-off `muted_until` and `mute_reason`,
    if the finding that it is broken is muted. Raises NotUnderstood if a page is asked for.
    """
    page = page_of(question)
    if page.after:
        raise page_place_error(page)

    every = question.model_copy(update={"most": None})

    def read() -> tuple[StallGroups, bool]:
        found, cut = read_undisturbed(graph, lambda: walk_stalls(graph, every, MOST_COUNTED))
        return group_stalls(found, question.by or "", read_places(graph)), cut

    groups, cut = graph.keep(("stall groups", every), read)
    rows = graph.keep(("rows of stall groups", question), lambda: build_group_rows(graph, question, groups, page.most))
    parameters = question.given("by", *FILTERS) | page.as_parameters()
    return Answer("stalls", parameters, question.on, rows, [], cut or len(groups) > page.most)


def group_stalls(rows: Iterable[_Row], by: str, places: PlaceRegister) -> StallGroups:
    """Return the groups of rows that have the columns of `decisions/facets`, by key."""
    find_key, members = _make_key_finder(by, places), defaultdict[_Key, list[_Row]](list)
    for row in rows:
        members[find_key(row)].append(row)
    return {key: _make_group(found) for key, found in members.items()}


def _make_group(rows: list[_Row]) -> _Group:
    late = [row for row in rows if row["how"] == "stalled" and row["late"]]
    days = [row["late"] for row in late if not is_due_before_decision(row)]
    return _Group(days, count_by_how(rows) + Counter(odd=len(late) - len(days)), rows[0]["owner"])


def build_group_rows(graph: Graph, question: StallsQuestion, groups: StallGroups, most: int | None = None) -> list[_Row]:
    """Return the rows of `find_stall_groups`, the largest first; at most so many."""
    names = _read_names(graph, question.by or "", groups)
    largest = sorted(groups.items(), key=lambda item: _order_of(*item))[:most]
    rows = [_make_row(question, key, group, names(key, group)) for key, group in largest]
    if question.by == "hand-off":
        mutes = read_mutes(graph, question.on)
        rows = [row | describe_hand_off_mute(mutes, *row["group"]) for row in rows]
    return rows


def _order_of(key: _Key, group: _Group) -> tuple[Any, ...]:
    """Return the place of a group: by how many there are, then by how late the latest is, then by its ids."""
    days = max(group.days, default=None)
    return (*(-group.counts[how] for how in COUNTED_HOWS), days is not None, -(days or 0), [name or "" for name in key])


def count_group_muted(row: Mapping[str, Any]) -> int:
    """Return of how many assignments of a group the finding is muted."""
    return sum(row[f"{how}_muted"] for how in COUNTED_HOWS)


def count_group_examples(row: Mapping[str, Any]) -> int:
    """Return how many assignments of a group are invented."""
    return sum(row[f"{how}_examples"] for how in COUNTED_HOWS)


def _make_key_finder(by: str, places: PlaceRegister) -> Callable[[_Row], _Key]:
    """Return the function that returns the key of an assignment's group."""
    finders: Mapping[str, Callable[[_Row], _Key]] = {
        "addressee": lambda row: (row["party"],),
        "hand-off": lambda row: (row["forum"], row["party"]),
        "function": lambda row: (normalize_name(row["owner"] or "") or None,),
        "rule": lambda row: (rule_of(row) if row["how"] != "unknown" else None,),
        "municipality": lambda row: (places.find_municipality(row["place_id"]),),
    }
    return finders.get(by, lambda row: (row[by],))


_Naming = Callable[[_Key, _Group], Localizable]
_UNKNOWN: Mapping[str, Text] = {
    "forum": Text("not known who decided"),
    "hand-off": Text("not known who decided"),
    "area": Text("no area"),
    "function": Text("no function answers for it"),
    "step": Text("no step on record"),
    "rule": Text("unknown: no date to compare with"),
    "municipality": Text("no known place"),
}


def _read_names(graph: Graph, by: str, groups: Iterable[_Key]) -> _Naming:
    """Return the function that returns the name of a group."""
    ids = {id_ for key in groups for id_ in key if id_}
    terms: Mapping[str, Term] = {}
    match by:
        case "forum" | "addressee" | "hand-off":
            terms = read_full_names(graph, ids)
        case "area" | "level":
            terms = {row["id"]: term_of(row) for row in graph.read(f"registers/{by}s").rows}
        case "municipality":
            terms = {id_: term_of(row) for id_, row in read_places(graph).rows.items()}
        case "step" | "kind" | "rule":
            choice = {"step": StepKind, "kind": DecisionKind, "rule": FindingRule}[by]
            terms = {member.value: member.term for member in choice}

    def name_group(key: _Key, group: _Group) -> Localizable:
        if by == "function" and key[0]:
            return Term(group.name or "", group.name or "")
        return JoinedText((terms.get(id_ or "") or (id_ or _UNKNOWN[by]) for id_ in key), " → ")

    return name_group


def _make_row(question: StallsQuestion, key: _Key, group: _Group, name: Localizable) -> _Row:
    days, counts = group.days, group.counts
    listing = _list_parameters(question, key, group)
    words = dict(zip(("name", "name_en"), (name.in_(language) for language in LANGUAGES), strict=True))
    return {
        "group": list(key),
        **words,
        **{how: counts[how] for how in (*COUNTED_HOWS, "late", "odd", *(f"executed_{state}" for state in REPORT_STATES))},
        "paused": counts["stalled"] - counts["late"],
        "oldest": shift_day(question.on, -max(days)) if days else None,
        "overdue": max(days, default=None),
        "median": median(days) if len(days) >= FEWEST_FOR_MEDIAN else None,
        **{f"{how}_{some}": counts[f"{how}_{some}"] for some in ("examples", "muted") for how in COUNTED_HOWS},
        "parameters": listing,
        "command": listing and " ".join(["landskap stalls", *format_options(listing)]),
    }


def _list_parameters(question: StallsQuestion, key: _Key, group: _Group) -> dict[str, Any] | None:
    """Return the parameters that list a group; None if its filters cannot say it."""
    by = question.by or ""
    if key == (None,) and by in ("rule", "step"):
        return None
    chosen = dict(zip(KEY_FILTERS.get(by, (by,)), ((id_ or WITHOUT) for id_ in key), strict=True))
    if by == "function" and key[0]:
        chosen["function"] = group.name or ""
    return question.given(*FILTERS) | chosen | {"on": question.on}


def format_options(parameters: Mapping[str, Any]) -> Iterator[str]:
    """Yield the options of a command, quoted as shells and PowerShell both take them where that can be.

    An option with several values is repeated.
    """
    pairs = ((name, one) for name, value in parameters.items() for one in (value if isinstance(value, tuple) else (value,)))
    for name, value in pairs:
        word = str(value)
        if NEEDS_SHELL_QUOTES.search(word):
            word = shlex.quote(word)
        elif not PLAIN_WORD.fullmatch(word):
            word = f'"{word}"'
        yield f"{option_of(name)} {word}"
