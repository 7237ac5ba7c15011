"""The operations of the questions: the same models, sentences and functions as the commands'."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from api.pages.page import Asked
from api.terminal.answers import serialize_parties
from api.v1.operations import EXAMPLE_DAY, EXAMPLE_FINDING, ApiOperation, JsonObject, OperationGroup
from api.v1.schemas import ANSWERED, EXPLAINED, LISTED, RULED, TOLD
from model.language import Text
from queries.findings.breaks import answer_breaks
from queries.findings.dead_end_rules import answer_dead_ends
from queries.flows.brokers import answer_brokers
from queries.flows.chains import answer_chains
from queries.flows.meets import answer_meets
from queries.flows.receives import answer_receives
from queries.flows.ways import answer_feeds
from queries.flows.without import answer_without
from queries.following.stall_groups import answer_stalls
from queries.landscape.parties import read_party_page
from queries.questions.abouts import ABOUTS
from queries.questions.durations import answer_durations
from queries.questions.meetings import answer_meetings
from queries.questions.parameters import (
    BreaksQuestion,
    BrokersQuestion,
    ChainsQuestion,
    DeadEndsQuestion,
    DurationsQuestion,
    ExplainQuestion,
    FeedsQuestion,
    FindingsQuestion,
    MatrixQuestion,
    MeetingsQuestion,
    MeetsQuestion,
    MendQuestion,
    OverlapsQuestion,
    PartiesQuestion,
    Question,
    ReceivesQuestion,
    SeatRulesQuestion,
    SharesQuestion,
    StallsQuestion,
    TodayQuestion,
    UnrepresentedQuestion,
    UsualTimesQuestion,
    WithoutQuestion,
    page_of,
)
from queries.questions.usual_time_proposal import answer_usual_times
from queries.representation.matrix import answer_matrix
from queries.representation.mending import answer_mend
from queries.representation.seat_rules import answer_seat_rules
from queries.representation.shares import answer_shares
from queries.representation.spread import answer_overlaps
from queries.representation.unrepresented import answer_unrepresented
from queries.review.answering import answer_findings
from queries.review.briefing import answer_today
from queries.review.explaining import answer_explain
from queries.server.graph import Graph

AnswerFunction = Callable[[Graph, Any], JsonObject]


def _answer_parties(graph: Graph, question: PartiesQuestion) -> JsonObject:
    page = page_of(question)
    return serialize_parties(*read_party_page(graph, page), page)


ANSWERS: Mapping[type[Question], AnswerFunction] = {
    DurationsQuestion: lambda graph, question: answer_durations(graph, question).as_json(),
    UsualTimesQuestion: lambda graph, question: answer_usual_times(graph, question).as_json(),
    DeadEndsQuestion: lambda graph, question: answer_dead_ends(graph, question).as_json(),
    FeedsQuestion: lambda graph, question: answer_feeds(graph, question).as_json(),
    ReceivesQuestion: lambda graph, question: answer_receives(graph, question).as_json(),
    WithoutQuestion: lambda graph, question: answer_without(graph, question).as_json(),
    ChainsQuestion: lambda graph, question: answer_chains(graph, question).as_json(),
    BrokersQuestion: lambda graph, question: answer_brokers(graph, question).as_json(),
    MeetsQuestion: lambda graph, question: answer_meets(graph, question).as_json(),
    StallsQuestion: lambda graph, question: answer_stalls(graph, question).as_json(),
    BreaksQuestion: lambda graph, question: answer_breaks(graph, question).as_json(),
    MeetingsQuestion: lambda graph, question: answer_meetings(graph, question).as_json(),
    UnrepresentedQuestion: lambda graph, question: answer_unrepresented(graph, question).as_json(),
    MendQuestion: lambda graph, question: answer_mend(graph, question).as_json(),
    MatrixQuestion: lambda graph, question: answer_matrix(graph, question).as_json(),
    SharesQuestion: lambda graph, question: answer_shares(graph, question).as_json(),
    OverlapsQuestion: lambda graph, question: answer_overlaps(graph, question).as_json(),
    SeatRulesQuestion: lambda graph, question: answer_seat_rules(graph, question).as_json(),
    FindingsQuestion: lambda graph, question: answer_findings(graph, question).as_json(),
    ExplainQuestion: lambda graph, question: answer_explain(graph, question).as_json(),
    TodayQuestion: lambda graph, question: answer_today(graph, question).as_json(),
    PartiesQuestion: _answer_parties,
}
SCHEMAS = {FindingsQuestion: RULED, ExplainQuestion: EXPLAINED, TodayQuestion: TOLD, PartiesQuestion: LISTED}
IN_FINDINGS = (FindingsQuestion, ExplainQuestion, TodayQuestion)
EXAMPLES: Mapping[type[Question], Mapping[str, str]] = {
    FeedsQuestion: {"party": "regeringen", "direction": "down", "hops": "1", "most": "1"},
    ReceivesQuestion: {"place": "vingaker", "kind": "delivery", "most": "1"},
    WithoutQuestion: {"party": "almi-sormland", "kind": "order"},
    ChainsQuestion: {"rule": "regionens-rapport-till-myh", "most": "1"},
    BrokersQuestion: {"party": "almi-sormland"},
    MeetsQuestion: {"party": "almi-sormland", "most": "1"},
    DeadEndsQuestion: {"party": "branschforum-transport", "most": "1"},
    DurationsQuestion: {"leg": "taken-communicated", "kind": "proposal"},
    UsualTimesQuestion: {"share": "90"},
    StallsQuestion: {"most": "1"},
    BreaksQuestion: {"most": "1"},
    MeetingsQuestion: {"most": "1"},
    UnrepresentedQuestion: {"actor": "flen-kommun", "level": "regional", "most": "1"},
    MendQuestion: {"area": "utbildning-matchning", "changes": "1"},
    MatrixQuestion: {"level": "nationell"},
    SharesQuestion: {"forum": "branschforum-transport"},
    OverlapsQuestion: {"more_than": "20"},
    SeatRulesQuestion: {"most": "1"},
    FindingsQuestion: {"rule": "out-of-reach", "most": "1"},
    ExplainQuestion: {"finding": EXAMPLE_FINDING},
    TodayQuestion: {"since": "2026-11-20"},
    PartiesQuestion: {"most": "2"},
}
"""The request of each question that its description shows."""


def list_question_operations() -> Iterator[ApiOperation]:
    """Yield the operation of each question that the pages answer."""
    for model, answer in ANSWERS.items():
        day = {"on": EXAMPLE_DAY} if "on" in model.model_fields else {}
        yield ApiOperation(
            name=model.name,
            path=f"/{model.name}",
            group=OperationGroup.FINDINGS if model in IN_FINDINGS else OperationGroup.QUESTIONS,
            about=Text(ABOUTS[model.name]),
            model=model,
            answer=_make_answer(answer),
            schema=SCHEMAS.get(model, ANSWERED),
            example={**EXAMPLES[model], **day},
        )


def _make_answer(answer: AnswerFunction) -> Callable[[Asked, Any], JsonObject]:
    return lambda asked, question: answer(asked.graph, question)
