"""`landskap load`: what files say, as a plan that is shown before anything is written."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from api.terminal.options import Details, Json, OnlyPlan, Why, Yes, _
from api.terminal.session import Session
from model.errors import NotUnderstood
from model.language import Counted, Joined, Said, Text

if TYPE_CHECKING:
    from api.terminal.plans import Proposal
    from loaders.plan.planning import Plan
    from loaders.rows.dataset import Reading
    from model.changes.operations import ChangeSet
    from queries.server.graph import Graph

app = typer.Typer()
AGAIN = Text("what this load changed is a conflict when the same file changes it once more.")
Mapping = Annotated[
    Path | None,
    typer.Option("--mapping", metavar="MAP.yaml", help=_("They are decision logs; this says which column is what.")),
]
ErrorsTo = Annotated[
    Path | None, typer.Option("--errors-to", metavar=_("COPY.xlsx"), help=_("Where something is wrong: the workbook marked."))
]
SourceId = Annotated[
    str | None, typer.Option("--source", metavar="ID", help=_("Whose facts these are; the file's name unless given."))
]
Paths = Annotated[list[Path], typer.Argument(metavar=_("PATH…"), help=_("FILE.xlsx, FOLDER, FILE.csv, FILE.json; several too"))]
KeepMissing = Annotated[bool, typer.Option("--keep-missing", help=_("Leave what the source said before and says no longer."))]
Preferred = Annotated[
    Literal["file", "graph"] | None,
    typer.Option("--prefer", metavar="file|graph", help=_("Which wins where a file and the landscape have both changed.")),
]


@app.command(help=_("Load a workbook, a folder of CSV files or JSON: checks all of it, says what it will write, and asks."))
def load(
    context: typer.Context,
    paths: Paths,
    mapping: Mapping = None,
    yes: Yes = False,
    only_plan: OnlyPlan = False,
    details: Details = False,
    as_json: Json = False,
    errors_to: ErrorsTo = None,
    source: SourceId = None,
    keep_missing: KeepMissing = False,
    prefer: Preferred = None,
    why: Why = "",
) -> None:
    """Load a landscape."""
    from api.terminal.confirmation import Wishes, settled, written
    from api.terminal.progress import telling
    from loaders.opening import readings_of
    from loaders.plan.loading import write

    session, wishes = context.obj, Wishes(yes, only_plan, details, as_json)
    reading = readings_of(paths, mapping, _owner(source))
    for note in () if as_json else reading.notes:
        session.say(note)
    how = {"keep_missing": keep_missing, "prefer": prefer}
    marking = _marked(paths, errors_to, session, reading.source)
    with session.graph() as graph, marking, _planned(session, graph, reading, how) as plan:
        reason = why or session.words(Text("load of {folder}", folder=", ".join(path.name for path in paths)))

        def do() -> "ChangeSet":
            who = session.author()
            with telling(session.language) as tell:
                return write(graph, plan, who, reason, tell)

        if (done := settled(session, _proposal(plan), do, wishes, _asked(plan, paths))) and not as_json:
            session.say(written(done))
            if exports := _exports(plan):
                session.say(Text("Export anew before you change more in {exports}: {why}", exports=exports, why=AGAIN))


def _marked(paths: list[Path], copy: Path | None, session: Session, source: str) -> AbstractContextManager[None]:
    """Problems are marked in `copy`, if there is to be one: what writes workbooks takes time to be imported."""
    if copy is None:
        return nullcontext()
    from api.terminal.marked_copy import marked

    return marked(paths, copy, session.language, source)


@contextmanager
def _planned(session: Session, graph: "Graph", reading: "Reading", how: dict[str, Any]) -> "Iterator[Plan]":
    """The plan. Progress is told while it is made, and no longer: a bar that moves and a question do not go together."""
    from api.terminal.progress import telling
    from loaders.plan.planning import planned

    with ExitStack() as stack:
        with telling(session.language) as tell:
            plan = stack.enter_context(planned(graph, reading, tell, **how))
        yield plan


def _owner(source: str | None) -> str | None:
    from model.vocabulary.record import SLUG

    if source is None or SLUG.fullmatch(source):
        return source
    raise NotUnderstood(Text("'{source}' is no id", source=source), (), Text("Write small letters a–z, digits and hyphens."))


def _asked(plan: "Plan", paths: list[Path]) -> dict[str, Any]:
    """What was asked, and how it was read."""
    notes = [{"sv": note.in_("sv"), "en": note.in_("en")} for note in plan.reading.notes]
    asked = {"question": "load", "parameters": {"paths": [str(path) for path in paths]}}
    return {**asked, "source": plan.reading.source, "sha256": plan.reading.sha256, "notes": notes}


def _proposal(plan: "Plan") -> "Proposal":
    from api.terminal.plans import Proposal

    return Proposal(plan.operations, plan.staged, plan.staged, plan.unchanged, plan.notices, **_nothing(plan))


def _nothing(plan: "Plan") -> dict[str, Said]:
    """Why there may be nothing to do, where it is not that the landscape says all of it already."""
    from loaders.rows.rules import STANDING

    if any(notice.rule in STANDING for notice in plan.notices):
        return {"nothing": Text("Nothing to do: what is otherwise in the landscape stands, as told here.")}
    if plan.unchanged or plan.staged.rows:
        return {}
    aside = Counted("{n} row that begins with # was left out.", "{n} rows that begin with # were left out.", n=plan.staged.aside)
    return {"nothing": Joined([Text("No rows were read; nothing to do."), *([aside] if plan.staged.aside else ())], " ")}


def _exports(plan: "Plan") -> str:
    """The names of this landscape's exports among the files, each of which holds it as it was before it was loaded."""
    return ", ".join(Path(part.path).name for part in plan.reading.parts if plan.staged.since(part.stamp) is not None)
