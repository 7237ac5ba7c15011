"""Lines of the document: records that say the same of different parties share a line."""

from collections.abc import Collection, Iterable, Iterator, Sequence, Set

from model.language import JoinedText, Language, Localizable, Term, Text, swedish_sort_key
from model.text.describe import describe_other_fields, group_evidence, status_marks_of
from model.text.names import distinct_name_of, plural_of
from model.vocabulary.actors import Actor
from model.vocabulary.contents import Contents, Party
from model.vocabulary.flows import Flow, FlowKind
from model.vocabulary.forums import Forum, ForumKind
from model.vocabulary.record import Column, Record
from model.vocabulary.registers import ActorKind, Source
from model.vocabulary.types import Key
from viz.document.content import ContentLine

NOTHING = JoinedText(())
BARE = {Flow.columns()[name].about.heading for name in ("carries", "carries_en")}
"""Headings that need not be told: the value speaks for itself."""
UNTOLD = {columns[name].about.heading for columns in (Actor.columns(), Forum.columns()) for name in ("kind", "level") if columns}
UNTOLD |= {Actor.columns()["type"].about.heading, Forum.columns()["area"].about.heading}
"""Headings of what stands beside the name of a party."""


class LineWriter:
    """Writes lines about the records of a landscape on a day, for an edition in one language.

    `changed` are the records that are new or changed.
    """

    def __init__(self, contents: Contents, day: str, changed: Collection[Key], language: Language) -> None:
        self.contents, self.day, self.changed, self.language = contents, day, changed, language
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

    def write_group(
        self, heading: Localizable, said: Iterable[tuple[Localizable, Record]], told: bool = True
    ) -> Iterator[ContentLine]:
        """Yield a line with what is `said` of each record, unless there is none; those with the same details stand together.

        Without `told`, the details are left to the line of another entry.
        """
        groups: dict[Localizable, list[tuple[Localizable, Record]]] = {}
        for text, record in said:
            groups.setdefault(self.describe_details(record) if told else NOTHING, []).append((text, record))
        texts = [
            join_filled((JoinedText(dict.fromkeys(text for text, _ in group)), details)) for details, group in groups.items()
        ]
        if texts:
            yield self.write_line(heading, JoinedText(texts, " · "), (record for group in groups.values() for _, record in group))

    def write_flows(self, heading: Text, flows: Iterable[tuple[str, Flow]], told: bool) -> Iterator[ContentLine]:
        """Yield a line for each kind of flow, with the parties at the other ends; those that carry the same stand together."""
        kinds: dict[FlowKind, dict[Localizable, list[tuple[str, Flow]]]] = {}
        for end, flow in flows:
            details = self.describe_details(flow) if told else NOTHING
            kinds.setdefault(flow.kind, {}).setdefault(details, []).append((end, flow))
        for kind, groups in kinds.items():
            texts = [
                join_filled((JoinedText(self.name_parties({end for end, _ in group})), details))
                for details, group in groups.items()
            ]
            flows_of_kind = (flow for group in groups.values() for _, flow in group)
            yield self.write_line(JoinedText((kind.term, heading), " "), JoinedText(texts, " · "), flows_of_kind)

    def name_parties(self, ids: set[str]) -> list[Localizable]:
        """Return the names of parties. Most or all of a kind on the day are named by the kind, with those that are not meant."""
        named: list[Localizable] = []
        for kind, members in self.by_kind.items():
            record, others = self.find_kind(kind), members - ids
            if record and len(members & ids) > max(2, 3 * len(others)):
                told = {"n": len(members & ids), "kind": plural_of(record)}
                without = Text("{n} {kind}, all but {others}", **told, others=JoinedText(self._sort_names(others)))
                named.append(without if others else Text("all {n} {kind}", **told))
                ids = ids - members
        return [*named, *self._sort_names(ids)]

    def find_kind(self, id_: str) -> ForumKind | ActorKind | None:
        """Return a kind of forum or actor."""
        return self.contents.of(ForumKind).get(id_) or self.contents.of(ActorKind).get(id_)

    def _sort_names(self, ids: set[str]) -> list[Localizable]:
        names = [distinct_name_of(party, self.contents) for id_ in ids if (party := self.contents.party(id_))]
        return sorted(names, key=lambda name: swedish_sort_key(name.in_("sv")))

    def describe_details(self, record: Record, without: Set[Term] = frozenset()) -> Localizable:
        """Return the fields of a record that its sentence does not tell, its marks, days and evidence.

        `without` are headings of fields that are told elsewhere.
        """
        left_out = (
            UNTOLD
            | without
            | {column.about.heading for column in record.columns().values() if self._is_of_other_edition(record, column)}
        )
        fields: list[Localizable] = [
            Text("{field}: {value}", field=heading, value=value) if heading not in BARE else JoinedText([value])
            for heading, value in describe_other_fields(record, self.contents)
            if heading not in left_out
        ]
        days = [record.display_day("valid_from"), record.display_day("valid_to")]
        period = [Text("valid {first} to {last}", first=days[0], last=days[1])] if record.valid_from or record.valid_to else []
        return join_filled((*fields, *status_marks_of(record), *period, self.cite(record.evidence)))

    def _is_of_other_edition(self, record: Record, column: Column) -> bool:
        """Return whether a field is for the edition in the other language, or stands in the name of the entry already."""
        if column.language == "en":
            return self.language != "en" or column.name == "name_en"
        return self.language == "en" and bool(getattr(record, f"{column.name}_en", None))

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
