"""The operations of the maps as data: the map of flows, each lens, and the focus on a party, as their pages show them."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, replace
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field

from api.lenses.focus_page import build_focus_page
from api.lenses.landscape_day import read_day
from api.lenses.lens_page import LENSES, build_lens_page
from api.pages.page import Asked
from api.v1.operations import EXAMPLE_DAY, ApiOperation, JsonObject, OperationGroup
from api.v1.schemas import BOOLEAN, DAY, IDS, INTEGER, STRING, allow_null, describe_object, refer, say
from model.language import Text, _
from model.vocabulary.flows import FlowKind
from queries.questions.parameters import (
    AreaName,
    FlowKinds,
    LevelName,
    OnlyExisting,
    PartyName,
    Placeholder,
    Question,
    QuestionDay,
    today,
)
from viz.view.neighbourhood import MOST_STEPS
from viz.view.view import build_view


class MapQuestion(Question):
    """Ask for the map of a day."""

    name: ClassVar = "map"

    existing: OnlyExisting = False
    on: QuestionDay = Field(default_factory=today)


class CellQuestion(MapQuestion):
    """Ask for the map of who is represented in the forums of an area at a level."""

    area: Annotated[AreaName, Field(description=_("Only this area."))] = None
    level: Annotated[LevelName, Field(description=_("Only this level."))] = None


class ChangedQuestion(MapQuestion):
    """Ask for the map of what has changed."""

    since: Annotated[
        str | None,
        Placeholder(_("REVISION|DATE")),
        Field(max_length=10, description=_("Compare with this revision or day; the last revision before, unless given.")),
    ] = None


class LostQuestion(MapQuestion):
    """Ask for the map of what is lost without a party."""

    without: Annotated[PartyName, Field(description=_("Leave this party out; unless given, on whom most others hang."))] = None


class FocusQuestion(MapQuestion):
    """Ask for the neighbourhood of a party."""

    steps: Annotated[int, Placeholder("N"), Field(ge=1, le=MOST_STEPS, description=_("So many steps from the party."))] = 1
    direction: Annotated[
        Literal["up", "down", "both"], Field(description=_("Who feeds it (up), whom it feeds (down), or both."))
    ] = "both"
    kind: FlowKinds = ()


NAMES_IN_PAGES: Mapping[str, str] = {"since": "mot", "without": "utan", "steps": "steg", "direction": "dir"}
"""The parameters of the pages that are called otherwise than ours."""
LENS_MODELS: Mapping[str, tuple[str, type[MapQuestion], Text]] = {
    "beslut": (
        "decisions",
        MapQuestion,
        Text("Where decisions stall on the map: forums and addressees, and what stands between."),
    ),
    "representation": (
        "representation",
        CellQuestion,
        Text("Who is represented in the forums of an area at a level, on the map."),
    ),
    "sakerhet": ("certainty", MapQuestion, Text("What is uncertain, proposed, or unconfirmed for long, on the map.")),
    "forandring": ("change", ChangedQuestion, Text("What was added, has ended, was moved or renamed since then, on the map.")),
    "sarbarhet": ("loss", LostQuestion, Text("What is cut off without a party, on the map.")),
}
"""The name, the parameters and the meaning of the operation of each lens."""
HEADINGS = {"type": "array", "items": describe_object({"id": STRING, "name": STRING})}
LINE = describe_object(
    {"source": STRING, "target": STRING, "look": STRING, "count": INTEGER, "days": {"type": ["integer", "null"]}, "words": STRING,
     "example": BOOLEAN}
)  # fmt: skip
LENS_SCHEMA = describe_object(
    {
        "on": DAY,
        "lead": say(STRING, "What the lens shows, in a sentence."),
        "figures": {"type": "array", "items": describe_object({"value": STRING, "words": STRING})},
        "parties": {"type": "array", "items": describe_object({"party": STRING, "state": STRING, "words": STRING})},
        "lines": {"type": "array", "items": LINE},
        "links": refer("Links"),
    }
)
BOX = describe_object(
    {
        "id": STRING, "name": STRING, "label": STRING, "shape": STRING, "stacked_shape": STRING,
        "column": {"type": ["string", "null"]}, "area": {"type": ["string", "null"]}, "row": STRING, "members": IDS,
        "proposed": INTEGER, "examples": INTEGER, "within": say(INTEGER, "Flows between its members."),
        "stack": {"type": ["string", "null"]},
    }
)  # fmt: skip
KIND = allow_null({"enum": [str(kind) for kind in FlowKind]})
MAP_SCHEMA = describe_object(
    {
        "on": DAY,
        "title": STRING,
        "subtitle": STRING,
        "columns": say(HEADINGS, "The types of actor."),
        "rows": say(HEADINGS, "The levels, widest first."),
        "forum_rows": say(HEADINGS, "The rows of the band of forums."),
        "areas": HEADINGS,
        "boxes": say({"type": "array", "items": BOX}, "The parties, or stacks of several, with their place on the map."),
        "lines": {
            "type": "array",
            "items": describe_object(
                {"id": STRING, "source": STRING, "target": STRING, "kind": KIND, "flows": IDS, "proposed": INTEGER}
            ),
        },
        "notes": IDS,
        "links": refer("Links"),
    }
)
FOCUS_SCHEMA = describe_object(
    {
        "on": DAY,
        "party": STRING,
        "steps": INTEGER,
        "folded": say(INTEGER, "How many parties are not shown."),
        "cards": {"type": "array", "items": {"type": "object"}},
        "links": refer("Links"),
    }
)


def list_map_operations() -> Iterator[ApiOperation]:
    """Yield the operations of the map, of each lens, and of the focus."""
    day = {"on": EXAMPLE_DAY}
    about = Text("The map: parties in their columns and levels, and the flows between them.")
    yield ApiOperation("map_flows", "/maps/flows", OperationGroup.MAPS, about, MapQuestion, _answer_map, MAP_SCHEMA, example=day)
    for lens in LENSES:
        name, model, about = LENS_MODELS[lens]
        answer = _make_lens_answer(lens)
        yield ApiOperation(f"map_{name}", f"/maps/{name}", OperationGroup.MAPS, about, model, answer, LENS_SCHEMA, example=day)
    yield ApiOperation(
        "map_focus",
        "/maps/focus/{id}",
        OperationGroup.MAPS,
        Text("A party with those that feed it and those that it feeds, in steps."),
        FocusQuestion,
        _answer_focus,
        FOCUS_SCHEMA,
        id_about=Text("The id of a party."),
        example_id="branschforum-transport",
        example=day,
    )


def ask_page(asked: Asked, question: Question) -> Asked:
    """Return what a page is asked, with the parameters as the pages call them."""
    given = {
        NAMES_IN_PAGES.get(name, name): str(value)
        for name, value in question.model_dump(exclude={"existing", "kind"}).items()
        if value is not None
    }
    existing = {"standing": "existing"} if getattr(question, "existing", False) else {}
    kinds = {"kinds": ",".join(kinds)} if (kinds := getattr(question, "kind", ())) else {}
    return replace(asked, query=given | existing | kinds | {"lang": asked.language})


def _answer_map(asked: Asked, question: MapQuestion) -> JsonObject:
    contents = read_day(ask_page(asked, question))
    view = asdict(build_view(contents, question.on, asked.language, beside="nothing"))
    headings = {
        name: [{"id": one["id"], "name": one["name"]} for one in view[name]]
        for name in ("columns", "rows", "forum_rows", "areas")
    }
    told = {name: view[name] for name in ("title", "subtitle", "boxes", "lines", "notes")}
    return {"on": question.on, **told, **headings}


def _make_lens_answer(lens: str) -> Callable[[Asked, Any], JsonObject]:
    build = build_lens_page(lens)

    def answer(asked: Asked, question: MapQuestion) -> JsonObject:
        return {"on": question.on, **build(ask_page(asked, question)).data}

    return answer


def _answer_focus(asked: Asked, question: FocusQuestion) -> JsonObject:
    page = build_focus_page(ask_page(asked, question))
    view = asdict(page.content["view"])
    return {
        "on": question.on,
        "party": page.data["party"],
        "steps": page.data["steps"],
        **view,
        "parties": sorted(view["parties"]),
    }
