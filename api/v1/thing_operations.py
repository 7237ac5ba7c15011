"""The operations of one party, one decision, one finding, the revisions, and the search: the data of their pages."""

from collections.abc import Callable, Iterator, Mapping
from typing import Annotated, Any, ClassVar, Literal
from urllib.parse import unquote, urlsplit

from pydantic import Field

from api.pages.decisions.decision import build_decision_page
from api.pages.page import Asked, Elsewhere, WebPage
from api.pages.revisions import build_revision_page, build_revisions_page
from api.pages.search import GROUPS, LONGEST_SEARCH, build_search_page
from api.parties.party_page import build_party_page
from api.v1.map_operations import ask_page
from api.v1.operations import EXAMPLE_DAY, EXAMPLE_FINDING, ApiOperation, JsonObject, NoParameters, OperationGroup
from api.v1.schemas import BOOLEAN, EXPLAINED, IDS, INTEGER, OBJECT, ROWS, STRING, allow_null, describe_object, refer, say
from model.language import Text, _
from model.vocabulary.revision_events import RevisionState
from queries.questions.parameters import ExplainQuestion, Placeholder, Question, QuestionDay, today
from queries.review.explaining import answer_explain


class DayQuestion(Question):
    """Ask for one thing as of a day."""

    name: ClassVar = "day"

    on: QuestionDay = Field(default_factory=today)


class SearchQuestion(DayQuestion):
    """Ask what is called so."""

    name: ClassVar = "search"

    q: Annotated[
        str,
        Placeholder(_("WORDS")),
        Field(max_length=LONGEST_SEARCH, description=_("A name or a part of one; misspellings are found, too.")),
    ]
    sort: Annotated[
        Literal["actor", "forum", "function", "decision", "page"] | None, Field(description=_("Only things of this sort."))
    ] = None


FINDINGS: dict[str, Any] = {"type": "array", "items": refer("Finding")}
NULL_STRING = {"type": ["string", "null"]}
PARTY_SCHEMA = describe_object(
    {
        "on": {"type": "string", "format": "date"},
        "party": say(OBJECT, "Its own record, with its type and the address of its page."),
        "rules": say(ROWS, "The seat rules of a forum, with their states."),
        "representation": say(ROWS, "Where it has a voice, per area and level."),
        "meetings": ROWS,
        "decisions": say(ROWS, "What it has decided."),
        "assignments": say(ROWS, "What it has decided or is addressed to it, with its state."),
        "addressed": ROWS,
        "flows": {"type": "array", "items": refer("Flow")},
        "seats": {"type": "array", "items": refer("Seat")},
        "representations": {"type": "array", "items": refer("Representation")},
        "headcounts": {"type": "array", "items": refer("Headcount")},
        "findings": FINDINGS,
        "missing": say({"type": "array", "items": refer("BothLanguages")}, "What is missing on record, in sentences."),
        "history": say(ROWS, "Its latest changes, the newest first."),
        "cut": say(IDS, "The lists that a limit has cut."),
        "links": refer("Links"),
    }
)
DECISION_SCHEMA = describe_object(
    {
        "decision": refer("Decision"),
        "meeting": allow_null(refer("Meeting")),
        "assignments": say(ROWS, "To whom it is addressed, with state and steps."),
        "left_out": say(INTEGER, "Assignments that are not listed."),
        "ties": say(ROWS, "Related decisions."),
        "findings": FINDINGS,
        "links": refer("Links"),
    }
)
REVISION = describe_object(
    {
        "number": INTEGER,
        "at": STRING,
        "who": STRING,
        "note": STRING,
        "fingerprint": say(STRING, "The SHA-256 of its canonical N-Quads."),
        "previous": say(NULL_STRING, "The hash of the revision before."),
        "quads": say(allow_null(INTEGER), "How many quads it has; null if published before there were manifests."),
        "counts": say(allow_null({"type": "object", "additionalProperties": INTEGER}), "The number of its records by type."),
        "schema": say(allow_null(INTEGER), "The version of the form of its data."),
        "software": say(NULL_STRING, "The version of Landskap that published it."),
        "hash": say(STRING, "The SHA-256 of its manifest."),
        "state": say({"enum": [str(state) for state in RevisionState]}, "Where it stands."),
        "document": say(allow_null(INTEGER), "Its document number, given when it was approved."),
        "review_by": say(NULL_STRING, "The day by which the one in force is to be reviewed."),
        "decisions": {"type": "array", "items": refer("RevisionEvent")},
    }
)
HIT = describe_object(
    {"sort": STRING, "id": STRING, "name": STRING, "where": STRING, "address": say(STRING, "Its page."), "proposed": BOOLEAN,
     "uncertain": BOOLEAN, "example": BOOLEAN, "ended": NULL_STRING}
)  # fmt: skip


def list_thing_operations() -> Iterator[ApiOperation]:
    """Yield these operations."""
    day = {"on": EXAMPLE_DAY}
    yield ApiOperation(
        name="finding",
        path="/findings/{id}",
        group=OperationGroup.FINDINGS,
        about=Text("How one finding is known, and whether it is still so."),
        model=DayQuestion,
        answer=lambda asked, question: answer_explain(asked.graph, ExplainQuestion(finding=asked.id_, on=question.on)).as_json(),
        schema=EXPLAINED,
        id_about=Text("The id of a finding: its rule and the records that it is about."),
        example_id=EXAMPLE_FINDING,
        example=day,
    )
    yield from _list_party_operations(day)
    yield from _list_revision_operations()
    yield ApiOperation(
        name="search",
        path="/search",
        group=OperationGroup.SEARCH,
        about=Text("Parties, decisions and pages by their names, the best first."),
        model=SearchQuestion,
        answer=_make_page_data(build_search_page, "search"),
        schema=describe_object({"q": STRING, "hits": {"type": "array", "items": HIT}, "links": refer("Links")}),
        example={"q": "transport", "sort": GROUPS[1][0], **day},
    )


def _list_party_operations(day: Mapping[str, str]) -> Iterator[ApiOperation]:
    yield ApiOperation(
        name="party",
        path="/parties/{id}",
        group=OperationGroup.PARTIES,
        about=Text(
            "A party with all that is one step away: flows, seats, decisions, findings, what is missing, and its history."
        ),
        model=DayQuestion,
        answer=_make_page_data(build_party_page, "parties"),
        schema=PARTY_SCHEMA,
        id_about=Text("The id of a party; a former id leads to the party that it was merged into."),
        example_id="almi-invest",
        example=day,
    )
    yield ApiOperation(
        name="decision",
        path="/decisions/{id}",
        group=OperationGroup.PARTIES,
        about=Text("A decision with the trail of each of its assignments."),
        model=DayQuestion,
        answer=_make_page_data(build_decision_page, "decisions"),
        schema=DECISION_SCHEMA,
        id_about=Text("The id of a decision."),
        example_id="exempel-sprakpraktik-2",
        example=day,
    )


def _list_revision_operations() -> Iterator[ApiOperation]:
    yield ApiOperation(
        name="revisions",
        path="/revisions",
        group=OperationGroup.REVISIONS,
        about=Text("The published revisions, the oldest first."),
        model=NoParameters,
        answer=_answer_revisions,
        schema=describe_object({"question": STRING, "rows": {"type": "array", "items": REVISION}, "links": refer("Links")}),
    )
    changes = {"changes": say(ROWS, "What changed since the revision before."), "links": refer("Links")}
    yield ApiOperation(
        name="revision",
        path="/revisions/{id}",
        group=OperationGroup.REVISIONS,
        about=Text("A published revision, with what changed since the one before."),
        model=NoParameters,
        answer=_make_page_data(build_revision_page, "revisions"),
        schema=describe_object({**REVISION["properties"], **changes}),
        id_about=Text("The number of a revision."),
    )


def _answer_revisions(asked: Asked, _question: NoParameters) -> JsonObject:
    return {"question": "revisions", "rows": build_revisions_page(asked).data["rows"][::-1]}


def _make_page_data(build: Callable[[Asked], WebPage], folder: str) -> Callable[[Asked, Any], JsonObject]:
    """Return the function that answers with the data of a page. It raises Elsewhere for what has another id."""

    def answer(asked: Asked, question: Question) -> JsonObject:
        try:
            page = build(ask_page(asked, question))
        except Elsewhere as elsewhere:
            id_ = unquote(urlsplit(elsewhere.address).path.rsplit("/", 1)[-1])
            raise Elsewhere(f"/api/v1/{folder}/{id_}", elsewhere.permanent) from None
        day = {"on": getattr(question, "on", None)} if "party" in page.data else {}
        return {**day, **page.data}

    return answer
