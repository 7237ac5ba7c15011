"""Lines of the document: records that say the same of different parties share a line."""

from collections.abc import Collection, Iterable, Iterator, Sequence

from model.language import JoinedText, Localizable, Text, swedish_sort_key
from model.text.describe import describe_other_fields, group_evidence, status_marks_of
from model.text.names import distinct_name_of, plural_of
from model.vocabulary.actors import Actor
from model.vocabulary.contents import Contents, Party
from model.vocabulary.flows import Flow
from model.vocabulary.forums import Forum, ForumKind
from model.vocabulary.record import Record
from model.vocabulary.registers import ActorKind, Source
from model.vocabulary.types import Key
from viz.document.content import ContentLine


class LineWriter:
    """Writes lines about the records of a landscape on a day; `changed` are the records that are new or changed."""

    def __init__(self, contents: Contents, day: str, changed: Collection[Key]) -> None:
        self.contents, self.day, self.changed = contents, day, changed
        self.sources = {id_: number for number, id_ in enumerate(contents.of(Source), 1)}
        self.present = {party.id: party for party in contents.parties() if party.holds_on(day)}
        self.by_kind: dict[str, set[str]] = {}
        for party in self.present.values():
            if kind := kind_of(party):
                self.by_kind.setdefault(kind, set()).add(party.id)

    def holds(self, record: Record) -> bool:
        """Return whether a record holds on the day. A flow holds while both its ends do."""
        ends = {record.source, record.target} if isinstance(record, Flow) else set()
        return record.holds_on(self.day) and ends <= self.present.keys()

    def write_line(self, heading: Localizable | str, text: Localizable, records: Iterable[Record]) -> ContentLine:
        """Return a line that covers `records`."""
        covered = list(records)
        keys = frozenset((record.label, record.id) for record in covered)
        return ContentLine(heading, text, keys, any(record.example for record in covered), not keys.isdisjoint(self.changed))

    def write_lines(self, heading: Localizable, said: Iterable[tuple[Localizable, Record]]) -> Iterator[ContentLine]:
        """Yield a line for each group of records that have the same details, with what is `said` of each."""
        groups: dict[Localizable, list[tuple[Localizable, Record]]] = {}
        for text, record in said:
            groups.setdefault(self.describe_details(record), []).append((text, record))
        for details, members in groups.items():
            texts = JoinedText(dict.fromkeys(text for text, _record in members))
            yield self.write_line(heading, join_filled((texts, details)), (record for _text, record in members))

    def write_flows(self, heading: Localizable, flows: Iterable[tuple[str, Flow]]) -> Iterator[ContentLine]:
        """Yield a line for each group of flows that carry the same, with the parties at their other ends."""
        groups: dict[tuple[Localizable, Localizable], list[tuple[str, Flow]]] = {}
        for end, flow in flows:
            groups.setdefault((flow.kind.term, self.describe_details(flow)), []).append((end, flow))
        for (kind, details), members in groups.items():
            ends = JoinedText(self.name_parties({end for end, _flow in members}))
            said = Text("{heading} {parties}", heading=heading, parties=ends)
            yield self.write_line(kind, join_filled((said, details)), (flow for _end, flow in members))

    def name_parties(self, ids: set[str]) -> list[Localizable]:
        """Return the names of parties; three or more that are all of their kind on the day are named by the kind."""
        named: list[Localizable] = []
        for kind, members in self.by_kind.items():
            record = self.contents.find("ForumKind", kind) or self.contents.find("ActorKind", kind)
            if len(members) > 2 and members <= ids and isinstance(record, ForumKind | ActorKind):
                named.append(Text("all {n} {kind}", n=len(members), kind=plural_of(record)))
                ids = ids - members
        single = [distinct_name_of(party, self.contents) for id_ in ids if (party := self.contents.party(id_))]
        return [*named, *sorted(single, key=lambda name: swedish_sort_key(name.in_("sv")))]

    def describe_details(self, record: Record) -> Localizable:
        """Return the fields of a record that its sentence does not tell, its marks, days and evidence."""
        fields = [
            Text("{field}: {value}", field=field, value=value)
            for field, value in describe_other_fields(record, self.contents)
        ]
        days = [record.display_day("valid_from"), record.display_day("valid_to")]
        period = [Text("valid {first} to {last}", first=days[0], last=days[1])] if record.valid_from or record.valid_to else []
        return join_filled((*fields, *status_marks_of(record), *period, self.cite(record.evidence)))

    def cite(self, evidence: Sequence[str]) -> str:
        """Return evidence with the numbers of the sources as the document lists them."""
        grouped = group_evidence(evidence)
        return "; ".join(f"[{self.sources.get(source, source)}] {places}".strip() for source, places in grouped.items())


def join_filled(parts: Iterable[Localizable | str]) -> JoinedText:
    """Return parts that say something, joined by semicolons."""
    return JoinedText((part for part in parts if (part if isinstance(part, str) else part.in_("sv"))), "; ")


def kind_of(party: Party) -> str | None:
    """Return the kind of an actor or forum."""
    return party.kind if isinstance(party, Actor | Forum) else None
