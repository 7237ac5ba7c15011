"""How many actors of each group are represented, and how, at each level of an area or in each forum: a matrix that counts.

Start at `answer_matrix`. An actor counts once in each column that concerns it.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from model.findings import Answer
from model.language import Term
from model.vocabulary.record import Standing, list_standings
from queries.landscape.parties import find_area, find_level
from queries.landscape.places import PlaceRegister, read_places
from queries.questions.parameters import MatrixQuestion, find_ids
from queries.representation.actor_groups import ActorGroup, find_actor_groups
from queries.representation.memberships import name_columns, read_names
from queries.representation.overlooked import list_overlooked
from queries.representation.states import (
    ALL_FORUMS,
    REPRESENTATION_KINDS,
    ActorState,
    Representatives,
    read_representatives,
)
from queries.representation.unrecorded_forums import UnrecordedForum, list_staying, list_unrecorded, make_unrecorded_findings
from queries.server.catalogue import cite_query
from queries.server.graph import Graph, Reader

_Row = dict[str, Any]
MOST_MATRIX_CELLS = 200_000
"""The largest number of cells: actors times columns."""
DOUBTS = ("proposed", "uncertain", "unsettled", "examples")
"""What is counted beside the states: those that rest only on such seats, or that are none only as far as is on record."""
WAY_FIELDS = ("forum", "seat", "holder", "coopted", "standing", "certainty", "example")
MOST_ASKED_FIRST = 10
"""The largest number of forums to name that should be asked for their members."""


def answer_matrix(graph: Graph, question: MatrixQuestion) -> Answer:
    """Return the matrix of a day; area and level are given by id, name or alias. Raises NotFound.

    Rows have a field `what`. "count": the actors of a group in a column, by state, and how many of them are so only by seats
    that are `proposed` or `uncertain`, or by `examples`, or not at all only as far as is on record (`unsettled`); "total": the
    same of all actors of the column, each once. "overlooked": see `list_overlooked`. "ask": existing forums without members on
    record, see `UnrecordedForum`, the first of so many (`among`); "stays": see `list_staying`. "cell", if asked for: the state
    of an actor in a column, with its `ways` (seat, holder and networks). A column is an `area` and `level`, or a `forum`.
    "outside", if asked for: an actor that no area concerns, with the `forums` of areas where it sits all the same. The
    parameter `outside_counts` says how many such actors there are, how many of them are `seated`, and `of` how many in all.
    """
    question = question.model_copy(update=find_ids(graph, question, {"area": find_area, "level": find_level}))
    standings = list_standings(question.existing)
    return graph.read_in_transaction(lambda reader: _MatrixReader(reader, question, standings).read_answer())


class _MatrixReader:
    """Reads what a matrix is made of, and makes its rows."""

    def __init__(self, reader: Reader, question: MatrixQuestion, standings: Sequence[str]) -> None:
        self._reader, self._question, self._standings = reader, question, standings
        self._chosen = question.given("area", "level")

    def read_answer(self) -> Answer:
        """Return the answer."""
        question, asked = self._question, {"on": self._question.on, "standings": [*self._standings]}
        found = read_representatives(self._reader, question.on, self._standings)
        facts = {row["actor"]: row for row in self._reader.read("representation/actor-facts", on=question.on).rows}
        outside = self._reader.read("representation/unconcerned", on=question.on)
        groups = self._reader.read("representation/groups", on=question.on).rows
        states = [*islice(self._list_states(found), MOST_MATRIX_CELLS + 1)]
        cut = found.cut or outside.cut or len(states) > MOST_MATRIX_CELLS
        states = states[:MOST_MATRIX_CELLS]
        columns = self._name_columns(found)
        places, by = read_places(self._reader), question.by or "type"
        groups_of = {actor: find_actor_groups(facts.get(actor), by, places) for actor in {state.actor for state in states}}
        unrecorded = list_unrecorded(self._reader, found, question.on)
        ranked = [one for one in unrecorded if self._is_chosen(found.forums[one.forum]) and _exists(found.forums[one.forum])]
        rows = [
            *count_states(found, states, groups_of, columns),
            *list_overlooked(found, groups, facts),
            *(_make_asked_row(found, one, len(ranked)) for one in ranked[:MOST_ASKED_FIRST]),
            *(columns[row["area"], row["level"], None] | row for row in list_staying(found, self._select(found.list_states()))),
            *(list_cells(found, states, groups_of, columns) if question.cells else ()),
            *(_list_outside(found, outside.rows, by, places) if question.outside else ()),
        ]
        findings = [*make_unrecorded_findings(found, ranked[:MOST_ASKED_FIRST], cite_query(ALL_FORUMS, asked))]
        parameters = {"by": by, "standings": [*self._standings], **question.given("area", "level")}
        parameters |= {name: True for name in ("forums", "cells", "outside") if getattr(question, name)}
        n, seated = len(outside.rows), sum(bool(found.finder.find(row["actor"])) for row in outside.rows)
        parameters["outside_counts"] = {"actors": n, "seated": seated, "of": n + found.count_actors()}
        return Answer("matrix", parameters, question.on, rows, findings, cut)

    def _list_states(self, found: Representatives) -> Iterator[ActorState]:
        states = found.list_forum_states() if self._question.forums else found.list_states()
        return self._select(states)

    def _select(self, states: Iterable[ActorState]) -> Iterator[ActorState]:
        return (state for state in states if self._is_chosen({"area": state.area, "level": state.level}))

    def _is_chosen(self, place: Mapping[str, Any]) -> bool:
        return all(place[name] == value for name, value in self._chosen.items())

    def _name_columns(self, found: Representatives) -> Mapping[tuple[str, str, str | None], _Row]:
        """Return the fields of each column: ids and names."""
        areas, levels = read_names(self._reader, "area"), read_names(self._reader, "level")
        columns: dict[tuple[str, str, str | None], _Row] = {}
        for (area, level), forums in found.forums_at.items():
            fields = areas[area] | levels[level] | {"forum": None}
            columns[area, level, None] = fields
            for id_ in forums:
                forum = found.forums[id_]
                short = {"name": forum["short_name"] or forum["name"], "name_en": forum["short_name_en"] or forum["name_en"]}
                columns[area, level, id_] = fields | name_columns("forum", {"id": id_, **short}) | {"recorded": forum["recorded"]}
        return columns


def count_states(
    found: Representatives,
    states: Iterable[ActorState],
    groups_of: Mapping[str, Sequence[ActorGroup]],
    columns: Mapping[tuple[str, str, str | None], _Row],
) -> Iterator[_Row]:
    """Yield the counts of each column: a row for each group, by name, then one for all actors, each of which counts once."""
    counts: dict[tuple[str, str, str | None], dict[str | None, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    totals: dict[tuple[str, str, str | None], Counter[str]] = defaultdict(Counter)
    names: dict[str | None, Term] = {}
    for state in states:
        key = (state.area, state.level, state.forum)
        told = {
            "proposed": state.proposed,
            "uncertain": state.uncertain,
            "unsettled": found.is_unsettled(state),
            "examples": found.rests_on_example(state),
        }
        kinds = [state.how, *(name for name, holds in told.items() if holds)]
        totals[key].update(kinds)
        for id_, name in groups_of[state.actor]:
            counts[key][id_].update(kinds)
            names[id_] = name
    for key, by_group in counts.items():
        for id_ in sorted(by_group, key=lambda one: (one is None, names[one].sv)):
            named = {"group": id_, "group_name": names[id_].sv, "group_name_en": names[id_].en}
            yield {"what": "count", **columns[key], **named, **_spell_counts(by_group[id_])}
        yield {"what": "total", **columns[key], **_spell_counts(totals[key])}


def _spell_counts(counted: Counter[str]) -> _Row:
    hows: _Row = {how: counted[how] for how in REPRESENTATION_KINDS}
    return {"actors": sum(hows.values()), **hows, **{name: counted[name] for name in DOUBTS}}


def list_cells(
    found: Representatives,
    states: Iterable[ActorState],
    groups_of: Mapping[str, Sequence[ActorGroup]],
    columns: Mapping[tuple[str, str, str | None], _Row],
) -> Iterator[_Row]:
    """Yield the state of each actor in each column, with what it rests on."""
    concerned = {(row["area"], row["actor"]): row for row in found.concerned}
    for state in states:
        row = concerned[state.area, state.actor]
        yield {
            "what": "cell",
            **columns[state.area, state.level, state.forum],
            "actor": state.actor,
            "name": row["name"],
            "name_en": row["name_en"],
            "groups": [id_ for id_, _name in groups_of[state.actor]],
            "group_name": groups_of[state.actor][0][1].sv,
            "group_name_en": groups_of[state.actor][0][1].en,
            "how": state.how,
            "steps": state.steps,
            "proposed": state.proposed,
            "uncertain": state.uncertain,
            "unsettled": found.is_unsettled(state),
            "ways": [
                {
                    **{name: getattr(voice, name) for name in WAY_FIELDS},
                    "through": [*voice.through],
                }
                for voice in state.voices
            ],
            "unrecorded": len(found.unrecorded_at(state.area, state.level)) if state.how == "unknown" else 0,
            "evidence": row["evidence"],
            "example": row["example"] or found.rests_on_example(state),
        }


def _list_outside(found: Representatives, rows: Iterable[Mapping[str, Any]], by: str, places: PlaceRegister) -> Iterator[_Row]:
    """Yield the actors that no area concerns, by the name of their first group."""
    grouped = [(find_actor_groups(row, by, places), row) for row in rows]
    for groups, row in sorted(grouped, key=lambda one: (one[0][0][0] is None, one[0][0][1].sv, one[1]["name"])):
        yield {
            "what": "outside",
            **{name: row[name] for name in ("actor", "name", "name_en", "example", "evidence")},
            "groups": [id_ for id_, _name in groups],
            "group_name": groups[0][1].sv,
            "group_name_en": groups[0][1].en,
            "forums": sorted({voice.forum for voice in found.finder.find(row["actor"])}),
        }


def _exists(forum: Mapping[str, Any]) -> bool:
    """Return whether a forum has anybody to ask: one that is only proposed does not."""
    return bool(forum["standing"] == Standing.EXISTING)


def _make_asked_row(found: Representatives, one: UnrecordedForum, among: int) -> _Row:
    forum = found.forums[one.forum]
    fields = {
        name: forum[name] for name in ("forum", "name", "name_en", "area", "level", "kind", "standing", "certainty", "example")
    }
    return {"what": "ask", **fields, **one.settles, "doubtful": one.doubtful, "among": among}
