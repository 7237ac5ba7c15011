"""The neighbourhood of a party: who feeds it, directly and in more steps, and whom it feeds. Start at `build_neighbourhood`.

Parties of one kind and level that have the same flows share a card. Each step has a column: step -1 feeds the party directly,
step 1 is fed by it directly, step 2 is fed by those. A party stands in one column on each side: that of its fewest steps.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Literal

from model.errors import NotFound
from model.language import Language, PluralText, Text
from model.text.names import distinct_name_of, name_of, plural_of
from model.vocabulary.contents import Contents, Party
from model.vocabulary.flows import Flow, FlowKind
from model.vocabulary.forums import Forum, ForumKind
from model.vocabulary.record import Certainty, Standing, is_proposed
from model.vocabulary.registers import ActorKind, Area, Level
from viz.style.geometry import Heading, PartyShape
from viz.style.neighbourhood import NeighbourCard, Neighbourhood, NeighbourLink, NeighbourRow, StepHeading
from viz.view.view import find_forum_row, name_forum_row, shape_of

NeighbourDirection = Literal["both", "up", "down"]
MOST_STEPS = 3
MOST_CARDS = 14
"""Cards of a column; if there are more, unlike parties share cards."""
MOST_LINKS = 18
"""Lines between two columns; if there are more, all kinds between two cards share a line."""


BESIDE: Mapping[PartyShape, tuple[Text, Text]] = {
    "actor": (Text("Feeds the actor"), Text("The actor feeds")),
    "forum": (Text("Feeds the forum"), Text("The forum feeds")),
    "function": (Text("Feeds the function"), Text("The function feeds")),
}
"""The headings of the columns beside a party."""


def build_neighbourhood(
    contents: Contents,
    party: str,
    language: Language,
    steps: int = 1,
    direction: NeighbourDirection = "both",
    kinds: Iterable[FlowKind] = FlowKind,
) -> Neighbourhood:
    """Return the neighbourhood of the party with this id, up to so many steps. Raises NotFound.

    `contents` holds the records of one day: all of them, or the parties and flows of the neighbourhood with the registers.
    """
    return _NeighbourhoodBuilder(contents, party, language, frozenset(kinds)).build(min(max(steps, 1), MOST_STEPS), direction)


_Reached = dict[str, tuple[int, list[Flow]]]
"""Party → its step, and its flows with parties that are one step nearer."""
_Key = Callable[[str], tuple[object, ...]]


class _NeighbourhoodBuilder:
    def __init__(self, contents: Contents, party: str, language: Language, kinds: frozenset[FlowKind]) -> None:
        self.contents, self.language = contents, language
        self.parties = {one.id: one for one in contents.parties()}
        if party not in self.parties:
            raise NotFound(Text("the map has no party with the id '{id}'", id=party))
        self.party = self.parties[party]
        self.incoming: dict[str, list[Flow]] = defaultdict(list)
        self.outgoing: dict[str, list[Flow]] = defaultdict(list)
        for flow in contents.of(Flow).values():
            if flow.kind in kinds and flow.source in self.parties and flow.target in self.parties and flow.source != flow.target:
                self.incoming[flow.target].append(flow)
                self.outgoing[flow.source].append(flow)
        self.levels = sorted(contents.of(Level).values(), key=lambda level: (level.order, level.id))
        self.forum_levels = [level for level in self.levels if level.forums]
        self.colours = {area.id: area.colour for area in contents.of(Area).values()}

    def build(self, steps: int, direction: NeighbourDirection) -> Neighbourhood:
        up = self._reach(steps, -1) if direction != "down" else {}
        down = self._reach(steps, 1) if direction != "up" else {}
        both = up.keys() & down.keys()
        cards: list[NeighbourCard] = []
        links: list[NeighbourLink] = []
        card_of = {(0, self.party.id): "0"}
        for sign, reached in ((-1, up), (1, down)):
            for distance in range(1, steps + 1):
                column = self._build_column(sign * distance, reached, card_of, both)
                card_of |= {(sign, id_): card.id for card in column for id_, _name in card.members}
                cards += column
                links += self._link_column(column, reached, card_of)
        shown = {self.party.id, *up, *down}
        centre = self._build_card("0", [self.party], 0, (), both)
        flows = {flow.id for reached in (up, down) for _step, found in reached.values() for flow in found}
        headings = tuple(self._head(step, cards, links) for step in range(-steps if up else 0, (steps if down else 0) + 1))
        return Neighbourhood(
            centre=centre,
            cards=tuple(cards),
            links=tuple(links),
            rows=tuple(self._list_rows({card.row for card in (centre, *cards)})),
            columns=tuple(heading for heading in headings if heading.detail or not heading.step),
            parties=frozenset(shown),
            flows=tuple(sorted(flows)),
            folded=len(self.parties) - len(shown),
        )

    def _reach(self, steps: int, sign: int) -> _Reached:
        """Return the parties that feed the party (sign -1) or that it feeds (1), by breadth."""
        reached: _Reached = {self.party.id: (0, [])}
        frontier = [self.party.id]
        for distance in range(1, steps + 1):
            found: dict[str, list[Flow]] = defaultdict(list)
            for id_ in frontier:
                for flow in (self.incoming if sign < 0 else self.outgoing)[id_]:
                    other = flow.source if sign < 0 else flow.target
                    if other not in reached:
                        found[other].append(flow)
            reached |= {other: (sign * distance, flows) for other, flows in found.items()}
            frontier = list(found)
        del reached[self.party.id]
        return reached

    def _build_column(
        self, step: int, reached: _Reached, card_of: Mapping[tuple[int, str], str], both: Iterable[str]
    ) -> list[NeighbourCard]:
        """Return the cards of a step, at most MOST_CARDS where sharing can bring that about."""
        ids = sorted(id_ for id_, (at, _flows) in reached.items() if at == step)
        sign = -1 if step < 0 else 1

        def same_flows(id_: str) -> tuple[object, ...]:
            inner = ((flow.kind, flow.target if sign < 0 else flow.source) for flow in reached[id_][1])
            return tuple(sorted({(str(kind), card_of.get((sign if abs(step) > 1 else 0, other), "")) for kind, other in inner}))

        def kind_of(id_: str) -> tuple[object, ...]:
            return (self._row_of(self.parties[id_]), self._area_of(id_), shape_of(self.parties[id_]), self._kind_of(id_) or id_)

        def place_of(id_: str) -> tuple[object, ...]:
            return (self._row_of(self.parties[id_]), self._area_of(id_), shape_of(self.parties[id_]))

        keys: Sequence[_Key] = (lambda id_: (*kind_of(id_), same_flows(id_)), kind_of, place_of)
        grouped = [_group(ids, key) for key in keys]
        groups = next((found for found in grouped if len(found) <= MOST_CARDS), grouped[-1])
        cards = []
        for place, members in enumerate(groups):
            flows = [flow for id_ in members for flow in reached[id_][1]]
            parties = [self.parties[id_] for id_ in members]
            cards.append(self._build_card(f"{step}.{place}", parties, step, self._build_rows(flows), both))
        return cards

    def _build_card(
        self, id_: str, parties: Sequence[Party], step: int, rows: tuple[NeighbourRow, ...], both: Iterable[str]
    ) -> NeighbourCard:
        first = parties[0]
        names = sorted(((party.id, self._name(party)) for party in parties), key=lambda named: named[1])
        return NeighbourCard(
            id=id_,
            name=names[0][1] if len(parties) == 1 else self._name_group(parties),
            members=tuple(names),
            step=step,
            row=self._row_of(first),
            shape=shape_of(first),
            colour=self.colours.get(self._area_of(first.id) or ""),
            proposed=sum(is_proposed(party) for party in parties),
            rows=rows,
            returns=step != 0 and all(party.id in both for party in parties),
            what=", ".join(self._describe_state(first)) if len(parties) == 1 else "",
        )

    def _describe_state(self, party: Party) -> Iterable[str]:
        if is_proposed(party):
            yield Text("proposed").in_(self.language)
        if party.certainty == Certainty.UNCERTAIN:
            yield Text("uncertain").in_(self.language)
        if party.example:
            yield Text("example").in_(self.language)

    def _build_rows(self, flows: Iterable[Flow]) -> tuple[NeighbourRow, ...]:
        by_kind: dict[FlowKind, list[Flow]] = defaultdict(list)
        for flow in flows:
            by_kind[flow.kind].append(flow)
        return tuple(
            NeighbourRow(
                kind,
                len(by_kind[kind]),
                tuple(carried for carried, _count in Counter(filter(None, map(self._carried, by_kind[kind]))).most_common()),
                sum(flow.standing == Standing.PROPOSED for flow in by_kind[kind]),
                sum(flow.certainty == Certainty.UNCERTAIN for flow in by_kind[kind]),
            )
            for kind in FlowKind
            if kind in by_kind
        )

    def _carried(self, flow: Flow) -> str:
        return (flow.carries_en if self.language == "en" and flow.carries_en else flow.carries) or ""

    def _link_column(
        self, column: Sequence[NeighbourCard], reached: _Reached, card_of: Mapping[tuple[int, str], str]
    ) -> list[NeighbourLink]:
        """Return the lines between a column and the next one inwards."""
        found: dict[tuple[str, str, FlowKind], list[Flow]] = defaultdict(list)
        for card in column:
            sign = -1 if card.step < 0 else 1
            for flow in (flow for id_, _name in card.members for flow in reached[id_][1]):
                inner = flow.target if sign < 0 else flow.source
                other = card_of[sign if abs(card.step) > 1 else 0, inner]
                found[(card.id, other, flow.kind) if sign < 0 else (other, card.id, flow.kind)].append(flow)
        if len(found) <= MOST_LINKS or (column and abs(column[0].step) == 1):
            return [_build_link(source, target, kind, flows) for (source, target, kind), flows in found.items()]
        merged: dict[tuple[str, str], list[Flow]] = defaultdict(list)
        for (source, target, _kind), flows in found.items():
            merged[source, target] += flows
        return [
            _build_link(source, target, flows[0].kind if len({flow.kind for flow in flows}) == 1 else None, flows)
            for (source, target), flows in merged.items()
        ]

    def _head(self, step: int, cards: Iterable[NeighbourCard], links: Iterable[NeighbourLink]) -> StepHeading:
        own = {card.id: len(card.members) for card in cards if card.step == step}
        flows = sum(link.count for link in links if (link.source if step < 0 else link.target) in own)
        before, after = BESIDE[shape_of(self.party)]
        names = {-1: before, 0: Text("In focus"), 1: after}
        steps = Text("{n} steps before", n=-step) if step < 0 else Text("{n} steps after", n=step)
        parties = PluralText("{n} party", "{n} parties", n=sum(own.values()))
        detail = Text("{parties}, {flows}", parties=parties, flows=PluralText("{n} flow", "{n} flows", n=flows))
        return StepHeading(step, names.get(step, steps).in_(self.language), detail.in_(self.language) if own else "")

    def _list_rows(self, used: Iterable[str]) -> Iterable[Heading]:
        """Yield the rows of the map that are used, the forum rows below the first level of forums."""
        used, first = set(used), next(iter(self.forum_levels), None)
        above = [level for level in self.levels if not first or level.order <= first.order]
        for level in above:
            if level.id in used:
                yield Heading(level.id, self._name(level))
        for level in self.forum_levels:
            if f"forum:{level.id}" in used:
                yield Heading(f"forum:{level.id}", name_forum_row(level, self.language))
        for level in self.levels[len(above) :]:
            if level.id in used:
                yield Heading(level.id, self._name(level))

    def _row_of(self, party: Party) -> str:
        if isinstance(party, Forum) and party.area in self.colours and self.forum_levels:
            order = next((level.order for level in self.levels if level.id == party.level), 0)
            return f"forum:{find_forum_row(self.forum_levels, order)}"
        return party.level

    def _area_of(self, id_: str) -> str | None:
        party = self.parties[id_]
        return party.area if isinstance(party, Forum) else None

    def _kind_of(self, id_: str) -> str | None:
        kind: str | None = getattr(self.parties[id_], "kind", None)
        return kind

    def _name(self, record: Party | Level) -> str:
        named = name_of(record) if isinstance(record, Level) else distinct_name_of(record, self.contents)
        return named.in_(self.language)

    def _name_group(self, parties: Sequence[Party]) -> str:
        kinds, shape = {self._kind_of(party.id) for party in parties}, shape_of(parties[0])
        kind = (
            self.contents.find("ForumKind" if shape == "forum" else "ActorKind", kinds.pop() or "") if len(kinds) == 1 else None
        )
        if isinstance(kind, (ForumKind, ActorKind)):
            return f"{plural_of(kind).in_(self.language)}\u00a0({len(parties)})"
        words = {
            "actor": PluralText("{n} actor", "{n} actors", n=len(parties)),
            "forum": PluralText("{n} forum", "{n} forums", n=len(parties)),
            "function": PluralText("{n} function", "{n} functions", n=len(parties)),
        }
        return words[shape].in_(self.language)


def _group(ids: Iterable[str], key: _Key) -> list[list[str]]:
    groups: dict[tuple[object, ...], list[str]] = defaultdict(list)
    for id_ in ids:
        groups[key(id_)].append(id_)
    return list(groups.values())


def _build_link(source: str, target: str, kind: FlowKind | None, flows: Sequence[Flow]) -> NeighbourLink:
    proposed = sum(flow.standing == Standing.PROPOSED for flow in flows)
    return NeighbourLink(source, target, kind, len(flows), proposed)
