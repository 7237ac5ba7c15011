"""The operations of the registers: for each type of the vocabulary the list of its records by pages, and one record by its id."""

from collections.abc import Callable, Iterator, Mapping
from typing import Annotated, Any, ClassVar

from pydantic import Field

from api.pages.page import Asked
from api.v1.operations import ApiOperation, JsonObject, NoParameters, OperationGroup
from api.v1.schemas import INTEGER, STRING, describe_object, refer, say
from model.errors import NotFound
from model.language import JoinedText, Text, _
from model.text.nearest import find_nearest
from model.vocabulary.record import Record
from model.vocabulary.types import TYPES
from queries.landscape.graph_records import GraphRecords
from queries.landscape.register_pages import read_register_page
from queries.landscape.registers import count_records
from queries.questions.parameters import PagePlace, Placeholder, Question
from queries.server.paging import parse_page

USUAL_RECORDS, MOST_RECORDS = 100, 1_000
EXAMPLE_IDS: Mapping[str, str] = {
    "source": "exempel-2026",
    "actor_type": "myndighet",
    "level": "internationell",
    "actor_kind": "af-utbildare",
    "place": "enkoping",
    "role": "anstaller",
    "area": "forberedande-insatser",
    "group": "grupp-arbetsgivare-aktuella",
    "process": "process-analys-insiktsformedling",
    "actor": "agro-sormland",
    "landscape": "sormland",
    "forum_kind": "arbetsutskott",
    "seat_rule": "arbetsutskott-moten",
    "theme": "arshjul-q1-branschutveckling",
    "task": "arbetsutskott-syfte-utbildningar",
    "forum": "arbetsutskott-besoksnaring",
    "function": "analytiker",
    "process_flow": "analys-insiktsformedling-foder-driva-samverkanssystemet",
    "group_membership": "arbetsformedlingen-i-grupp-arbetsmarknadsinsatser",
    "involvement": "agro-sormland-i-utbildning-matchning",
    "representation": "integrationssamordnarnatverket-for-integrationsstrateger",
    "flow": "flode-alla-bolag-information-analytiker",
    "chain_rule": "analyser-till-branschforum",
    "seat": "arbetsutskott-besoksnaring-region-sormland-samman",
    "meeting": "exempel-mote-bla-2025-11",
    "decision": "exempel-apl-handledare",
    "assignment": "exempel-apl-handledare-till-programrad-yrkesprogram",
    "step": "exempel-apl-handledare-till-programrad-yrkesprogram-1",
    "step_norm": "exempel-stegtid-communicated",
}
"""Of most types a record of Sörmland, by their stems; of the others it has none."""


class RegisterQuestion(Question):
    """Ask for the records of a type."""

    name: ClassVar = "registers"

    most: Annotated[
        int, Placeholder("N"), Field(ge=1, le=MOST_RECORDS, description=_("A page of N records, in order of id."))
    ] = USUAL_RECORDS
    after: PagePlace = None


def list_register_operations() -> Iterator[ApiOperation]:
    """Yield the operation that counts the registers, and two for each type."""
    row = describe_object({"type": STRING, "label": STRING, "records": say(INTEGER, "How many there are."), "address": STRING})
    yield ApiOperation(
        name="registers",
        path="/registers",
        group=OperationGroup.REGISTERS,
        about=Text("The types of record, how many records there are of each, and where they are."),
        model=NoParameters,
        answer=_answer_registers,
        schema=describe_object({"rows": {"type": "array", "items": row}, "links": refer("Links")}),
    )
    for type_ in TYPES.values():
        yield _list_records(type_)
        yield _show_record(type_)


def _answer_registers(asked: Asked, _question: NoParameters) -> JsonObject:
    counts = count_records(asked.graph)
    rows = [
        {"type": type_.stem(), "label": label, "records": counts.get(label, 0), "address": f"{asked.path}/{type_.stem()}"}
        for label, type_ in TYPES.items()
    ]
    return {"rows": rows}


def _list_records(type_: type[Record]) -> ApiOperation:
    properties = {
        "type": {"const": type_.stem()},
        "next": say(STRING, "The place of the next page, for the parameter `after`; missing on the last."),
        "links": refer("Links"),
        "rows": {"type": "array", "items": refer(type_.label)},
    }
    return ApiOperation(
        name=f"list_{type_.stem()}",
        path=f"/registers/{type_.stem()}",
        group=OperationGroup.REGISTERS,
        about=Text("All {records}, in order of id.", records=type_.plural),
        model=RegisterQuestion,
        answer=_make_page_answer(type_),
        schema=describe_object(properties, ("next",)),
        example={"most": "1"},
    )


def _make_page_answer(type_: type[Record]) -> Callable[[Asked, RegisterQuestion], JsonObject]:
    def answer(asked: Asked, question: RegisterQuestion) -> JsonObject:
        records, following = read_register_page(asked.graph, type_, parse_page(question.most, question.after))
        rows = [record.values() for record in records]
        return {"type": type_.stem(), **({"next": following} if following else {}), "rows": rows}

    return answer


def _show_record(type_: type[Record]) -> ApiOperation:
    return ApiOperation(
        name=f"show_{type_.stem()}",
        path=f"/registers/{type_.stem()}/{{id}}",
        group=OperationGroup.REGISTERS,
        about=Text("One of the {records} by its id.", records=type_.plural),
        model=NoParameters,
        answer=_make_record_answer(type_),
        schema=describe_object({"type": {"const": type_.stem()}, "record": refer(type_.label), "links": refer("Links")}),
        id_about=Text("The id of the record."),
        example_id=EXAMPLE_IDS.get(type_.stem(), ""),
    )


def _make_record_answer(type_: type[Record]) -> Callable[[Asked, Any], JsonObject]:
    def answer(asked: Asked, _question: NoParameters) -> JsonObject:
        records = GraphRecords(asked.graph)
        if record := records.find(type_.label, asked.id_):
            return {"type": type_.stem(), "record": record.values()}
        near = find_nearest(asked.id_, records.ids(type_))
        text = Text("there is no record of the type {type} with the id '{id}'", type=type_.reads, id=asked.id_)
        raise NotFound(text, near, Text("Did you mean {ids}?", ids=JoinedText(near)) if near else None)

    return answer
