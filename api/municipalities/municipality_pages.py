"""The page of all municipalities, what reaches each by kind; and that of one, with whom to ask."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from api.municipalities.arrival_counts import MunicipalityCounts, count_arrivals, list_givers
from api.municipalities.contacts import Contact, find_contacts
from api.municipalities.voices import SpokenSeat, find_voices
from api.pages.addresses import MAP, MUNICIPALITIES
from api.pages.page import Asked, WebPage
from loaders.reports.data_tables import DataColumn, DataTable
from model.errors import NotFound
from model.findings import Answer, ProvenSentence
from model.language import Localizable, Text, swedish_sort_key
from model.text.describe import describe_reference
from model.text.names import name_of
from model.vocabulary.actors import Actor
from model.vocabulary.contents import Contents, Party
from model.vocabulary.flows import FlowKind
from model.vocabulary.record import Certainty
from model.vocabulary.types import PARTY
from queries.flows.losses import keep_belonging
from queries.flows.receives import answer_receives
from queries.landscape.graph_records import GraphRecords
from queries.landscape.map_counts import read_map_registers
from queries.questions.parameters import ReceivesQuestion

ALL = Text("Municipalities: what reaches them, and who speaks for them")
STATE_MARKS: Mapping[str, str] = {"existing": "held", "proposed": "planned", "none": ""}
STATE_WORDS: Mapping[str, Text] = {
    "existing": Text("exists"),
    "proposed": Text("only proposed"),
    "none": Text("nothing on record"),
}


def build_municipalities_page(asked: Asked) -> WebPage:
    """Return the page of all municipalities."""
    rows = count_arrivals(asked.graph, asked.on)
    demand = [row.kinds[FlowKind.DEMAND].state for row in rows]
    return WebPage(
        template="municipalities",
        title=ALL,
        content={
            "rows": [(row, asked.link.page(f"{MUNICIPALITIES}/{row.id}")) for row in rows],
            "kinds": list(FlowKind),
            "demand": {state: demand.count(state) for state in STATE_WORDS},
            "state_words": STATE_WORDS,
            "state_marks": STATE_MARKS,
        },
        data={"municipalities": [_as_json(row) for row in rows]},
        tables=[_make_table(rows, asked)],
    )


def _as_json(row: MunicipalityCounts) -> dict[str, Any]:
    kinds = {str(kind): {"existing": count.existing, "proposed": count.proposed} for kind, count in row.kinds.items()}
    return {"id": row.id, "name": row.name, "flows": kinds}


def _make_table(rows: Sequence[MunicipalityCounts], asked: Asked) -> DataTable:
    columns = [DataColumn("municipality", Text("Municipality"), 30)]
    for kind in FlowKind:
        columns += [
            DataColumn(f"{kind}_existing", Text("{kind}, exists", kind=kind.term), 18, number=True),
            DataColumn(f"{kind}_proposed", Text("{kind}, only proposed", kind=kind.term), 18, number=True),
        ]
    values: list[tuple[str | int, ...]] = [
        (row.name, *(n for count in row.kinds.values() for n in (count.existing, count.proposed))) for row in rows
    ]
    return DataTable(ALL, columns, values, [Text("As of {day}", day=asked.on)])


def build_municipality_page(asked: Asked) -> WebPage:
    """Return the page of a municipality. Raises NotFound."""
    graph, on = asked.graph, asked.on
    counted = next((row for row in count_arrivals(graph, on) if row.id == asked.id_), None)
    if counted is None:
        text = Text("no municipality with a party has the id '{id}'", id=asked.id_)
        raise NotFound(text, (), Text("All of them: {address}", address=MUNICIPALITIES))
    question = ReceivesQuestion(place=counted.id, on=on, existing=asked.query.get("standing") == "existing")
    answer = graph.keep(("page-receives", question), lambda: answer_receives(graph, question))
    members = sorted(graph.read_in_transaction(keep_belonging).list_members(counted.id))
    records = GraphRecords(graph)
    parties = [one for one in records.get((PARTY, id_) for id_ in members) if one.holds_on(on)]
    givers = {row["giver"] for row in answer.rows if row["how"] == "fed" and row["kind"] == FlowKind.DEMAND}
    contacts = find_contacts(records, on, givers or list_givers(graph, on, FlowKind.DEMAND), members)
    voices = find_voices(records, on, members)
    registers = Contents(read_map_registers(graph))
    return WebPage(
        template="municipality",
        title=Text("{place}: what reaches it, and who speaks for it", place=counted.name),
        content={
            "municipality": counted,
            "name_of": name_of,
            "kinds": [(kind, count, STATE_MARKS[count.state], STATE_WORDS[count.state]) for kind, count in counted.kinds.items()],
            "sentences": [*_list_sentences(answer)],
            "contacts": contacts,
            "voices": voices,
            "elsewhere": not givers,
            "parties": [*_list_parties(parties, registers)],  # type: ignore[arg-type]  # a Party is one of its three types
            "existing": question.existing,
            "map": asked.link.page(MAP, place=counted.id, sel=_find_most_fed(answer, members)),
        },
        data={
            **_as_json(counted),
            **answer.as_json(),
            "contacts": [_tell_contact(one, asked) for one in contacts],
            "voices": [_tell_voice(one, asked) for one in voices],
        },
        tables=[_make_contact_table(contacts, asked), _make_voice_table(voices, asked)],
    )


def _find_most_fed(answer: Answer, members: Sequence[str]) -> str:
    """Return which of the parties most flows reach."""
    fed = Counter(row["party"] for row in answer.rows if row["how"] == "fed")
    return max(members, key=lambda id_: fed[id_])


def _list_sentences(answer: Answer) -> Iterator[tuple[ProvenSentence, bool]]:
    """Yield the sentences, each with whether it is marked as uncertain: those of a kind say it themselves."""
    own = {f"receives-{kind}" for kind in FlowKind}
    for finding in answer.findings:
        yield finding, finding.certainty == Certainty.UNCERTAIN and finding.rule not in own


def _list_parties(parties: Sequence[Party], registers: Contents) -> Iterator[tuple[Party, Localizable]]:
    """Yield the municipality's own parties with their kinds, actors first."""
    for party in sorted(parties, key=lambda one: (not isinstance(one, Actor), swedish_sort_key(one.name))):
        kind = getattr(party, "kind", None)
        label = "ActorKind" if isinstance(party, Actor) else "ForumKind"
        yield party, describe_reference(label, kind, registers) if kind else party.reads


def _tell_contact(contact: Contact, asked: Asked) -> dict[str, Any]:
    marks = {"proposed": contact.proposed, "uncertain": contact.uncertain or None, "example": contact.example}
    return {
        "party": contact.party.id,
        "name": name_of(contact.party).in_(asked.language),
        "why": contact.why.in_(asked.language),
    } | marks


def _tell_voice(one: SpokenSeat, asked: Asked) -> dict[str, Any]:
    behalf = one.behalf.in_(asked.language) if one.behalf else None
    said = {"speaker": one.speaker.id, "behalf": behalf, "forum": one.forum.id, "position": str(one.position)}
    return said | {"proposed": one.proposed, "uncertain": one.uncertain or None, "example": one.example}


def _make_contact_table(contacts: Sequence[Contact], asked: Asked) -> DataTable:
    columns = [
        DataColumn("party", Text("Party"), 40),
        DataColumn("why", Text("Why"), 80),
        DataColumn("proposed", Text("Proposed"), 12),
        DataColumn("uncertain", Text("Uncertain"), 40),
    ]
    rows = [(name_of(one.party), one.why, Text("yes") if one.proposed else None, one.uncertain or None) for one in contacts]
    return DataTable(Text("Whom to ask"), columns, rows, [Text("As of {day}", day=asked.on)])


def _make_voice_table(voices: Sequence[SpokenSeat], asked: Asked) -> DataTable:
    columns = [
        DataColumn("speaker", Text("Party"), 40),
        DataColumn("behalf", Text("For"), 40),
        DataColumn("forum", Text("Forum"), 50),
        DataColumn("position", Text("Position"), 20),
        DataColumn("proposed", Text("Proposed"), 12),
        DataColumn("uncertain", Text("Uncertain"), 40),
    ]
    rows = [
        (name_of(one.speaker), one.behalf, name_of(one.forum), one.position.term, Text("yes") if one.proposed else None,
         one.uncertain or None)
        for one in voices
    ]  # fmt: skip
    return DataTable(Text("Who speaks for it, and where"), columns, rows, [Text("As of {day}", day=asked.on)])
