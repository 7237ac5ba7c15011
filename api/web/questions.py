"""The questions as JSON below `/api`, answered by the same functions as the command's.

Start at `add_questions`: the parameters of each route are those of the question's model.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Annotated, Any, get_origin

from fastapi import FastAPI, Query, Request
from fastapi.exceptions import RequestValidationError

from api.terminal.answers import serialize_parties
from api.terminal.question_faults import build_parameter_error, explain_faults, explain_repeated
from model.errors import NotUnderstood
from model.language import LANGUAGES
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
from queries.landscape.registers import require_whole_landscape
from queries.questions.abouts import ABOUTS
from queries.questions.durations import answer_durations
from queries.questions.meetings import answer_meetings
from queries.questions.parameters import (
    QUESTIONS,
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

JsonObject = dict[str, object]
_AnswerFunction = Callable[[Graph, Any], JsonObject]
BOTH_LANGUAGES = {"type": "object", "properties": {language: {"type": "string"} for language in LANGUAGES}}
PROBLEM_SCHEMA = {
    "type": "object",
    "properties": {
        "type": {"type": "string"},
        "title": BOTH_LANGUAGES,
        "detail": BOTH_LANGUAGES,
        "status": {"type": "integer"},
        "suggestions": {"type": "array", "items": {"type": "string"}},
        "problems": {"type": "array", "items": {"type": "object"}},
    },
}
PROBLEM_RESPONSES: dict[int | str, dict[str, Any]] = {
    status: {"description": text, "content": {"application/problem+json": {"schema": PROBLEM_SCHEMA}}}
    for status, text in (("4XX", "The question cannot be answered as it was asked."), ("5XX", "It cannot be answered now."))
}
"""The errors, for `/api/openapi.json`."""


def _answer_parties(graph: Graph, question: PartiesQuestion) -> JsonObject:
    page = page_of(question)
    return serialize_parties(*read_party_page(graph, page), page)


ANSWERS: Mapping[type[Question], _AnswerFunction] = {
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


def add_questions(app: FastAPI, graph: Graph) -> None:
    """Add a route for each question that the pages answer."""
    for model, answer in ANSWERS.items():
        app.get(f"/api/{model.name}", description=ABOUTS[model.name], responses=PROBLEM_RESPONSES)(
            _make_endpoint(graph, model, answer)
        )


def _make_endpoint(graph: Graph, model: type[Question], answer: _AnswerFunction) -> Callable[..., JsonObject]:
    def ask(request: Request, question: Question) -> JsonObject:
        if problems := list(explain_repeated(_find_repeated(request, model))):
            raise build_parameter_error(problems)
        with require_whole_landscape(graph):
            return answer(graph, question)

    ask.__name__ = f"ask_{model.name}"
    ask.__annotations__["question"] = Annotated[model, Query()]
    return ask


def explain_request(request: Request, error: RequestValidationError) -> NotUnderstood:
    """Return what is wrong with the parameters of a question, all of it."""
    model = next(model for model in QUESTIONS if request.url.path == f"/api/{model.name}")
    return build_parameter_error([*explain_faults(model, error.errors()), *explain_repeated(_find_repeated(request, model))])


def _find_repeated(request: Request, model: type[Question]) -> Sequence[str]:
    """Return the parameters that take one value and are given several."""
    singles = (name for name, field in model.model_fields.items() if get_origin(field.annotation) is not tuple)
    return [name for name in singles if len(request.query_params.getlist(name)) > 1]
