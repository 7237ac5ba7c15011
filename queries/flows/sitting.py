"""Who sits with whom: forums and the parties that hold their seats, where direction does not count.

A party or forum joins others if only through it some of them are connected, by forums in which the same parties sit.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from model.findings import ProvenSentence, find_certainty
from model.graphs.dominance import find_joints, split_without
from model.vocabulary.record import Standing, list_standings
from queries.flows.loss_rows import describe_party_columns, read_loss_names
from queries.flows.loss_words import LossNames, describe_parting
from queries.flows.losses import LossSearch
from queries.server.catalogue import cite_query
from queries.server.graph import Reader
from queries.server.paging import ROWS_PER_PAGE, read_pages

SITTING, JOINS_ALONE = "flows/sitting", "joins-alone"
SEAT_COLUMNS = ("seat", "holder", "standing", "certainty", "example")
_Row = dict[str, Any]


def make_parting_sentences(search: LossSearch, party: str | None, existing: bool, most: int) -> list[ProvenSentence]:
    """Return who is apart without a party, or without those that alone join most forums.

    The rows are of those that are apart, with their seats.
    """
    standings = list_standings(existing)
    chosen_seats: dict[str, Any] = {"on": search.on, "standings": standings}
    asked = {**chosen_seats, "after": "", "most": ROWS_PER_PAGE}
    rows = search.reader.keep(("sitting", search.on, *standings), lambda: _read_seats(search.reader, chosen_seats))
    neighbours: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        neighbours[row["forum"]].add(row["holder"])
        neighbours[row["holder"]].add(row["forum"])
    forums = {row["forum"] for row in rows}
    counts = search.reader.keep(("joints", search.on, *standings), lambda: find_joints(neighbours, forums))
    most_first = sorted((one for one in counts if counts[one]), key=lambda one: (-counts[one], one))[:most]
    chosen = [one for one in ([party] if party else most_first) if one in counts]
    joints = {one: split_without(neighbours, one) for one in chosen}
    names = read_loss_names(search, {id_ for one in chosen for id_ in (one, *_list_apart(joints[one]))})
    return [_make_parting(asked, one, joints[one], rows, names) for one in chosen]


def _read_seats(reader: Reader, chosen: Mapping[str, Any]) -> list[_Row]:
    """Return the seats that somebody holds, forum by forum: all of them at once are more than the local server sorts."""
    pages = read_pages(reader, SITTING, lambda row: str(row["forum"]), **chosen)
    return [
        {"forum": page["forum"], **dict(zip(SEAT_COLUMNS, seat, strict=True))} for page in pages for seat in sorted(page["seats"])
    ]


def _list_apart(parts: Sequence[Sequence[str]]) -> list[str]:
    """Return who is apart from the largest part; all, where no part is the largest."""
    equal = len(parts) > 1 and len(parts[0]) == len(parts[1])
    return sorted(one for part in (parts if equal else parts[1:]) for one in part)


def _make_parting(
    asked: Mapping[str, Any], party: str, parts: Sequence[Sequence[str]], rows: Sequence[_Row], names: LossNames
) -> ProvenSentence:
    apart = _list_apart(parts)
    of: dict[str, list[_Row]] = {one: [] for one in apart}
    seats = [row for row in rows if row["forum"] in of or row["holder"] in of]
    for row in seats:
        for end in (row["forum"], row["holder"]):
            if end in of:
                of[end].append(row)
    return ProvenSentence(
        rule=JOINS_ALONE,
        sentence=describe_parting(party, parts, names),
        entities=(party, *apart),
        asked=cite_query(SITTING, asked),
        rows=tuple(_make_row(party, one, of[one], names) for one in apart),
        evidence=(),
        certainty=find_certainty(*(row["certainty"] for row in seats)),
        example=any(row["example"] for row in seats),
    )


def _make_row(party: str, apart: str, seats: Sequence[_Row], names: LossNames) -> _Row:
    """Return the row of a party or forum that is apart: with whom it sits, by which seats (`flows`)."""
    proposed = any(row["standing"] == Standing.PROPOSED for row in seats)
    return {
        "how": "apart",
        "kind": None,
        "counted": "all",
        "without": [party],
        **describe_party_columns(apart, names),
        "fed_by": sorted({id_ for row in seats for id_ in (row["forum"], row["holder"])} - {apart}),
        "flows": [row["seat"] for row in seats],
        "ways": None,
        "ways_without": None,
        "standing": str(Standing.PROPOSED if proposed else Standing.EXISTING),
        "certainty": str(find_certainty(*(row["certainty"] for row in seats))),
        "example": any(row["example"] for row in seats),
        "evidence": [],
    }
