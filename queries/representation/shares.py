"""Shares of the seats in each forum and area, by role, type, level or place of the party that each seat is for; or by sex.

Start at `answer_shares`. Shares by sex are of headcounts (`headcounts`), never of seats, and are joined with nothing else.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from model.findings import Answer
from model.language import Term
from model.statistics.even_splits import EVEN_FROM
from model.text.names import term_of
from model.vocabulary.forums import Position
from model.vocabulary.record import Certainty, Standing, list_standings
from queries.landscape.parties import find_area, find_forum
from queries.landscape.places import PlaceRegister, read_places
from queries.questions.parameters import SharesQuestion, find_ids
from queries.representation.headcounts import HEADCOUNTS, find_uneven, list_sex_rows, make_sex_findings, read_sex_counts
from queries.server.catalogue import cite_query
from queries.server.graph import Graph, Reader

_Row = dict[str, Any]
_GroupFinder = Callable[[Mapping[str, Any]], Sequence[tuple[str, Term]]]
SEAT_COUNTS = ("held", "proposed", "deputies", "vacant", "unknown", "uncertain", "examples")
SEAT_FACTS = "representation/seat-facts"


def answer_shares(graph: Graph, question: SharesQuestion) -> Answer:
    """Return the shares of a day; forum and area are given by id, name or alias. Raises NotFound.

    By sex, see `list_sex_rows`. Otherwise rows have a field `what`: "seats" of a forum or area counts its ordinary seats that are
    held (`proposed`: of these only proposed, as the forum may be; `unknown`: without a group), and apart from these its deputies'
    and vacant seats; "share" is a group's seats of those that are held. A party with several roles or types counts in each, so
    such shares need not add up.
    """
    question = question.model_copy(update=find_ids(graph, question, {"forum": find_forum, "area": find_area}))
    return graph.read_in_transaction(lambda reader: _answer(reader, question))


def _answer(reader: Reader, question: SharesQuestion) -> Answer:
    by = question.by or "role"
    parameters = {"by": by, **question.given("forum", "area")}
    if by == "sex":
        found = read_sex_counts(reader, question.on, question.area, question.forum)
        asked = cite_query(HEADCOUNTS, {"on": question.on})
        findings = [*make_sex_findings(find_uneven(found, EVEN_FROM), EVEN_FROM, asked)]
        return Answer("shares", parameters, question.on, [*list_sex_rows(found, question.on)], findings, found.cut)
    standings = list_standings(question.existing)
    seats = reader.read(SEAT_FACTS, on=question.on, standings=standings)
    chosen = question.given("forum", "area")
    rows = [row for row in seats.rows if all(row[name] == value for name, value in chosen.items())]
    found_rows = [*count_shares(rows, by, read_places(reader), areas=not question.forum)]
    return Answer("shares", {**parameters, "standings": standings}, question.on, found_rows, [], seats.cut)


def count_shares(seats: Iterable[Mapping[str, Any]], by: str, places: PlaceRegister, *, areas: bool) -> Iterator[_Row]:
    """Yield the rows of each area, if `areas`, and of each forum, by name. Seats have the columns of `seat-facts`."""
    scopes: dict[tuple[int, str, str], list[Mapping[str, Any]]] = defaultdict(list)
    for seat in seats:
        scopes[1, seat["name"], seat["forum"]].append(seat)
        if areas and seat["area"]:
            scopes[0, seat["area_name"], seat["area"]].append(seat)
    find_groups = _make_group_finder(by, places)
    for (rank, _name, _id), listed in sorted(scopes.items()):
        names = ("forum", "name", "name_en") if rank else ()
        fields = {name: listed[0][name] for name in (*names, "area", "area_name", "area_name_en")}
        scope = {"scope": "forum" if rank else "area", **fields}
        yield from _count_scope(scope, listed, find_groups)


def _count_scope(scope: _Row, seats: Sequence[Mapping[str, Any]], find_groups: _GroupFinder) -> Iterator[_Row]:
    kinds, counts, names = Counter[str](), defaultdict[str, Counter[str]](Counter), dict[str, Term]()
    for seat in seats:
        number = seat["number"] or 1
        groups = find_groups(seat)
        kind = "deputies" if seat["position"] == Position.DEPUTY else "held" if seat["party"] else "vacant"
        proposed = number if seat["standing"] == Standing.PROPOSED and kind == "held" else 0
        invented = number if seat["example"] else 0
        kinds.update({kind: number, "proposed": proposed, "examples": invented})
        kinds["uncertain"] += number if seat["certainty"] == Certainty.UNCERTAIN else 0
        kinds["unknown"] += number if kind == "held" and not groups else 0
        for id_, name in groups if kind == "held" else ():
            counts[id_].update({"seats": number, "proposed": proposed, "examples": invented})
            names[id_] = name
    yield {"what": "seats", **scope, **{name: kinds[name] for name in SEAT_COUNTS}}
    for id_ in sorted(counts, key=lambda one: (-counts[one]["seats"], one)):
        named = {"group": id_, "group_name": names[id_].sv, "group_name_en": names[id_].en}
        share = round(100 * counts[id_]["seats"] / kinds["held"], 1)
        yield {"what": "share", **scope, **named, **counts[id_], "held": kinds["held"], "share": share}


def _make_group_finder(by: str, places: PlaceRegister) -> _GroupFinder:
    """Return the function that returns the groups of a seat, by the party that it is for."""
    if by == "place":
        return lambda seat: [(id_, term_of(places.rows[id_])) for id_ in seat["places"]]
    return lambda seat: [(id_, Term(name, name_en or name)) for id_, name, name_en in sorted(seat[f"{by}s"])]
