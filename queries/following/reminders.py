"""What addressees and functions owe, by recipient: open assignments that are late, due soon, only to be reported, or undated."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from model.language import Term, Text
from model.text.names import normalize_name
from model.vocabulary.days import shift_day
from model.vocabulary.registers import Landscape
from queries.following.balance_sheet import read_landscape
from queries.following.stall_walk import walk_stalls
from queries.following.stall_words import count_examples, is_told
from queries.journal.journal import read_entries, read_head
from queries.landscape.names import add_distinctions
from queries.landscape.parties import find_area, find_exact_parties, find_party, find_source
from queries.landscape.registers import read_undisturbed
from queries.landscape.successors import find_living_successors
from queries.questions.decisions import find_decider, select_columns
from queries.questions.hand_offs import read_full_names
from queries.questions.parameters import RemindQuestion, StallsQuestion, find_ids
from queries.server.graph import Graph

_Row = dict[str, Any]
DATED_HOWS = ("late", "paused", "soon", "executed")
"""What a reminder tells of what has a date, in its order."""
HOWS = (*DATED_HOWS, "unknown", "untold")
MOST_REMINDED = 20_000
"""The largest number of assignments in reminders; if there are more, the reminders say so."""


class Journalled(NamedTuple):
    """The last change of the journal and its time (UTC): what a calendar says when it was made."""

    number: int
    at: str


@dataclass(slots=True)
class Recipient:
    """An addressee or a function, by `key` an id or a normalised name, and the rows of what it owes.

    `name` is None for what no function answers for. Rows are those of `StallSearch.complete_rows`; `how` is "late", "paused" (a
    pause has run out or soon does, and no own date has passed), "soon",
    "executed" (only its report is missing), "unknown", or "untold": whatever its date, the next step is for whoever decided, who
    has not yet communicated it.
    """

    key: str
    name: Term | None
    rows: list[_Row] = field(default_factory=list)

    def select(self, how: str) -> list[_Row]:
        """Return the rows whose `how` is one of HOWS, what is latest first."""
        return sorted((row for row in self.rows if row["how"] == how), key=lambda row: -(row["late"] or 0))

    @property
    def examples(self) -> int:
        """Return how many of the rows are invented."""
        return count_examples(self.rows)


@dataclass(frozen=True, slots=True)
class Reminders:
    """The reminders of a day. `cut` is true if a limit left something out."""

    on: str
    within: int
    landscape: Landscape | None
    owner: Term | None
    journalled: Journalled
    recipients: list[Recipient]
    cut: bool

    def as_json(self, parameters: Mapping[str, Any]) -> dict[str, Any]:
        """Return the document that `--json` answers with."""
        told = [
            {"recipient": one.key, "name": one.name and one.name.sv, "name_en": one.name and one.name.en,
             "examples": one.examples, "rows": [select_columns(row) for row in one.rows]}
            for one in self.recipients
        ]  # fmt: skip
        return {"question": "remind", "parameters": dict(parameters), "on": self.on, "cut": self.cut, "recipients": told}


def answer_remind(graph: Graph, question: RemindQuestion) -> Reminders:
    """Return the reminders as of one moment. Raises NotFound, and the errors of `read_undisturbed`."""
    find = {"forum": find_decider, "area": find_area, "source": find_source}
    asked = question.model_copy(update=find_ids(graph, question, find))
    return read_undisturbed(graph, lambda: _read_reminders(graph, asked))


def _read_reminders(graph: Graph, question: RemindQuestion) -> Reminders:
    searches = [*_list_searches(graph, question)]
    rows, cut, before = list[list[_Row]](), False, shift_day(question.on, question.within + 1)
    for asked, _recipient in searches:
        found, cut_now = walk_stalls(graph, asked, MOST_REMINDED, details=True, before=before)
        found = [_say_how(row) for row in found]
        rows.append(add_distinctions(graph, found, addressee="party", forum_name="forum"))
        cut |= cut_now
    if question.to:
        recipients = _address_chosen(rows, [recipient for _asked, recipient in searches])
    elif question.functions:
        recipients = _address_functions(rows[0])
    else:
        recipients = _address_parties(graph, rows[0], question.on)
    at = next((row["at"] for row in read_entries(graph, most=1)), "1970-01-01T00:00:00Z")
    landscape, owner = read_landscape(graph)
    journalled = Journalled(read_head(graph).number, at)
    owing = [recipient for recipient in recipients if recipient.rows]
    return Reminders(question.on, question.within, landscape, owner, journalled, owing, cut)


def _list_searches(graph: Graph, question: RemindQuestion) -> Iterator[tuple[StallsQuestion, Recipient]]:
    """Yield the questions that find what is owed, each with its recipient; one for all if nobody is named. Raises NotFound."""
    whole = StallsQuestion(**question.given("forum", "area", "source", "on"))
    if not question.to:
        yield whole, Recipient("", None)
    for name in question.to:
        parties = find_exact_parties(graph, name)
        owners = graph.read("decisions/owners").rows
        owner = next((row["owner"] for row in owners if normalize_name(row["owner"]) == normalize_name(name)), None)
        if parties or not owner:
            id_ = find_party(graph, name, Text("'{said}' is neither a party nor a function that answers for anything", said=name))
            yield whole.model_copy(update={"addressee": id_}), Recipient(id_, read_full_names(graph, [id_])[id_])
        if owner:
            yield whole.model_copy(update={"function": owner}), Recipient(normalize_name(owner), Term(owner, owner))


def _say_how(row: _Row) -> _Row:
    if not is_told(row):
        return {**row, "how": "untold"}
    if row["how"] in ("executed", "unknown"):
        return row
    return {**row, "how": "late" if row["late"] else "paused" if row["against"] == "pause" else "soon"}


def _address_chosen(found: list[list[_Row]], recipients: list[Recipient]) -> list[Recipient]:
    """Return the recipients that were named, with what each owes. A name that is both a party's and a function's is one."""
    by_name: dict[str, Recipient] = {}
    for recipient, rows in zip(recipients, found, strict=True):
        name = normalize_name(recipient.name.sv if recipient.name else "")
        one = by_name.setdefault(name, recipient)
        known = {row["assignment"] for row in one.rows}
        one.rows += [row for row in rows if row["assignment"] not in known]
    return [*by_name.values()]


def _address_functions(rows: Iterable[_Row]) -> list[Recipient]:
    """Return a recipient for each function, by name; last what no function answers for."""
    found: dict[str, Recipient] = {}
    for row in rows:
        key, owner = normalize_name(row["owner"] or ""), row["owner"]
        found.setdefault(key, Recipient(key, Term(owner, owner) if owner else None)).rows.append(row)
    return sorted(found.values(), key=lambda recipient: (recipient.key == "", recipient.key))


def _address_parties(graph: Graph, rows: Iterable[_Row], on: str) -> list[Recipient]:
    """Return a recipient for each addressee, by id. What an ended one owes is for those that follow it, if any do."""
    rows = [*rows]
    ended = find_living_successors(graph, {row["party"] for row in rows if row["addressee_ended"]}, on)
    owing: dict[str, list[_Row]] = {}
    for row in rows:
        for id_ in [follower["id"] for follower in ended.get(row["party"], ())] or [row["party"]]:
            owing.setdefault(id_, []).append(row)
    names = read_full_names(graph, owing)
    return [Recipient(id_, names.get(id_, Term(id_, id_)), owing[id_]) for id_ in sorted(owing)]
