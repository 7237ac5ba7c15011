"""Forums with their seats, parties and meetings, read from the graph as the seat rules see them.

The rows of `representation/seats-of-forums`, `seated-parties` and `meetings-of-forums` become a `ForumBody` for each forum.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from model.language import Term
from model.representation.seat_terms import ForumBody, GroupTerm, MeetingRecord, PlaceTree, SeatedParty, SeatTerm, Span
from model.text.names import term_of
from model.vocabulary.forums import Mandate, Position
from model.vocabulary.groups import Group
from model.vocabulary.record import EARLIEST_DAY, LATEST_DAY, Certainty, Standing
from model.vocabulary.registers import PlaceKind
from queries.landscape.places import read_places
from queries.landscape.registers import read_records
from queries.server.chunks import split_batches
from queries.server.graph import Reader
from queries.server.paging import ROWS_PER_READ

SEATS_OF_FORUMS = "representation/seats-of-forums"
FORUMS_PER_PAGE = 200
"""Forums that are listed at a time."""
FORUMS_PER_READ = 25
"""Forums whose seats are read at a time."""
NO_FACTS: Mapping[str, Sequence[Any]] = dict.fromkeys(("roles", "types", "groups", "levels", "places"), ())
_Row = dict[str, Any]


class ForumBodies:
    """A reader of forums for the rules on their seats. Each party is read once; so are places and groups.

    Roles, types, groups, levels and places of parties are only read if `facts` says that a rule asks for them. `cut` tells
    whether a limit left anything out.
    """

    def __init__(self, reader: Reader, on: str, facts: bool = True) -> None:
        self._reader, self._on, self._facts, self.cut = reader, on, facts, False
        register = read_places(reader)
        self._upwards = {id_: frozenset(register.list_upwards(id_)) for id_ in register.rows}
        kinds = {id_: PlaceKind.of(row["kind"]) for id_, row in register.rows.items()}
        self.places = PlaceTree(kinds, self._upwards)
        self.place_names = {id_: str(row["name"]) for id_, row in register.rows.items()}
        self._group_above = {group.id: group.within for group in read_records(reader, Group)}
        self._party_rows: dict[str, _Row] = {}

    def read(self, forums: Sequence[_Row]) -> list[ForumBody]:
        """Return the forums of the rows of `representation/ruled-forums`, in their order."""
        ids = [row["forum"] for row in forums]
        seats = self._group(SEATS_OF_FORUMS, forums=ids)
        met = sorted({*ids, *(parent for row in forums for parent in row["parents"])})
        meetings = self._group("representation/meetings-of-forums", forums=met, on=self._on)
        self._read_parties({id_ for rows in seats.values() for row in rows for id_ in (row["holder"], row["behalf"]) if id_})
        return [self._make_body(row, seats[row["forum"]], meetings) for row in forums]

    def name_of(self, party: str) -> Term:
        """Return the name of a party that has been read."""
        row = self._party_rows.get(party)
        return term_of(row) if row else Term(party, party)

    def find_parties(self, ids: Iterable[str]) -> dict[str, SeatedParty]:
        """Return the parties of these ids that exist."""
        wanted = sorted({*ids})
        self._read_parties(wanted)
        return {id_: self._make_party(self._party_rows[id_]) for id_ in wanted if id_ in self._party_rows}

    def _group(self, name: str, **parameters: Any) -> Mapping[str, list[_Row]]:
        found: dict[str, list[_Row]] = defaultdict(list)
        for row in self._ask(name, **parameters):
            found[row["forum"]].append(row)
        return found

    def _ask(self, name: str, **parameters: Any) -> list[_Row]:
        answer = self._reader.read(name, **parameters)
        self.cut |= answer.cut
        return answer.rows

    def _read_parties(self, ids: Iterable[str]) -> None:
        """Read the parties that have not been read, and the organisations where functions among them are held."""
        while wanted := sorted(set(ids) - self._party_rows.keys()):
            for batch in split_batches(wanted, ROWS_PER_READ):
                rows = self._ask("representation/seated-parties", ids=batch)
                facts = self._ask("representation/seated-party-facts", ids=batch) if self._facts else []
                facts_of = {row["party"]: row for row in facts}
                self._party_rows |= {row["party"]: {**NO_FACTS, **row, **facts_of.get(row["party"], {})} for row in rows}
            ids = [held for id_ in wanted if (held := self._party_rows.get(id_, {}).get("held_at"))]

    def _make_body(self, row: _Row, seats: Iterable[_Row], meetings: Mapping[str, list[_Row]]) -> ForumBody:
        return ForumBody(
            id=row["forum"],
            kind=row["kinds"][0],
            place=next(iter(row["places"]), None),
            span=read_span(row),
            seats=tuple(map(self._make_seat, seats)),
            meetings=tuple(map(_make_meeting, meetings[row["forum"]])),
            parent_meetings=tuple(_make_meeting(each) for parent in row["parents"] for each in meetings[parent]),
        )

    def _make_seat(self, row: _Row) -> SeatTerm:
        return SeatTerm(
            id=row["seat"],
            position=Position.of(row["position"]),
            holder=self._find_party(row["holder"]),
            behalf=self._find_party(row["behalf"]),
            mandate=Mandate.of(row["mandate"]) if row["mandate"] else None,
            number=row["number"],
            span=read_span(row),
            doubtful=_is_doubtful(row),
            example=row["example"],
        )

    def _find_party(self, id_: str | None) -> SeatedParty | None:
        row = self._party_rows.get(id_) if id_ else None
        return self._make_party(row) if row else None

    def _make_party(self, row: _Row) -> SeatedParty:
        """Return a party; a function with the kind, roles and groups of the organisation where it is held."""
        held = self._party_rows.get(row["held_at"], row)
        place = next(iter(row["places"]), None)
        terms = (term for group in held["groups"] for term in self._list_groups(*group))
        return SeatedParty(
            id=row["party"],
            ids=frozenset(filter(None, (row["party"], row["held_at"]))),
            span=read_span(row),
            doubtful=Certainty.UNCERTAIN in (row["certainty"], held["certainty"]),
            organisation=held["organisation"],
            kind=held["kind"],
            roles=frozenset(held["roles"]),
            types=frozenset(row["types"]),
            groups=tuple(sorted(terms, key=lambda term: (term.group, term.span.first))),
            level=next(iter(row["levels"]), None),
            places=self._upwards.get(place, frozenset()) if place else frozenset(),
        )

    def _list_groups(self, group: str, first: str | None, last: str | None, certainty: str) -> Iterable[GroupTerm]:
        """Yield the membership in a group, and in those that the group is a part of."""
        span, above, seen = Span(first or EARLIEST_DAY, last or LATEST_DAY), group, set[str]()
        while above and above not in seen:
            seen.add(above)
            yield GroupTerm(above, span, certainty == Certainty.UNCERTAIN)
            above = self._group_above.get(above) or ""


def page_forums(reader: Reader, standings: Sequence[str], on: str, after: str = "") -> Iterator[list[_Row]]:
    """Yield the rows of `representation/ruled-forums` page by page, from the id `after` on, as far as the caller goes."""
    while True:
        rows = reader.read("representation/ruled-forums", standings=standings, on=on, after=after, most=FORUMS_PER_PAGE).rows
        yield rows
        if len(rows) < FORUMS_PER_PAGE:
            return
        after = rows[-1]["forum"]


def read_span(row: Mapping[str, Any]) -> Span:
    """Return the days on which a row's record is valid."""
    return Span(row["valid_from"] or EARLIEST_DAY, row["valid_to"] or LATEST_DAY)


def _is_doubtful(row: Mapping[str, Any]) -> bool:
    return bool(row["certainty"] == Certainty.UNCERTAIN or row["standing"] == Standing.PROPOSED)


def _make_meeting(row: _Row) -> MeetingRecord:
    days = (row["planned_on"], row["held_on"], row["cancelled_on"])
    uncertain = row["certainty"] == Certainty.UNCERTAIN
    return MeetingRecord(row["meeting"], *days, frozenset(row["present"]), uncertain, row["example"])
