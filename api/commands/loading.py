"""`landskap load`: what files say, as a plan that is shown before anything is written."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from api.terminal.options import DetailsOption, JsonOption, PlanOption, WhyOption, YesOption, _
from api.terminal.session import Session
from model.errors import NotUnderstood
from model.language import JoinedText, Localizable, PluralText, Text

if TYPE_CHECKING:
    from api.terminal.plans import Proposal
    from loaders.plan.planning import Plan
    from loaders.rows.dataset import Reading
    from model.changes.operations import ChangeSet
    from queries.server.graph import Graph

app = typer.Typer()
REEXPORT_REASON = Text("what this load changed is a conflict when the same file changes it once more.")
MappingOption = Annotated[
    Path | None,
    typer.Option("--mapping", metavar="MAP.yaml", help=_("They are decision logs; this says which column is what.")),
]
ErrorsToOption = Annotated[
    Path | None, typer.Option("--errors-to", metavar=_("COPY.xlsx"), help=_("Where something is wrong: the workbook marked."))
]
SourceOption = Annotated[
    str | None, typer.Option("--source", metavar="ID", help=_("Whose facts these are; the file's name unless given."))
]
PathsArgument = Annotated[
    list[Path], typer.Argument(metavar=_("PATH…"), help=_("FILE.xlsx, FOLDER, FILE.csv, FILE.json; several too"))
]
KeepMissingOption = Annotated[
    bool, typer.Option("--keep-missing", help=_("Leave what the source said before and says no longer."))
]
PreferOption = Annotated[
    Literal["file", "graph"] | None,
    typer.Option("--prefer", metavar="file|graph", help=_("Which wins where a file and the landscape have both changed.")),
]


@app.command(help=_("Load a workbook, a folder of CSV files or JSON: checks all of it, says what it will write, and asks."))
def load(
    context: typer.Context,
    paths: PathsArgument,
    mapping: MappingOption = None,
    yes: YesOption = False,
    only_plan: PlanOption = False,
    details: DetailsOption = False,
    as_json: JsonOption = False,
    errors_to: ErrorsToOption = None,
    source: SourceOption = None,
    keep_missing: KeepMissingOption = False,
    prefer: PreferOption = None,
    why: WhyOption = "",
) -> None:
    """Load a landscape."""
    from api.terminal.confirmation import ChangeOptions, confirm_and_write, describe_written
    from api.terminal.progress import show_progress
    from loaders.opening import read_paths
    from loaders.plan.loading import write_plan

    session, options = context.obj, ChangeOptions(yes, only_plan, details, as_json)
    reading = read_paths(paths, mapping, _check_source(source))
    for note in () if as_json else reading.notes:
        session.say(note)
    how = {"keep_missing": keep_missing, "prefer": prefer}
    marking = _mark_problems(paths, errors_to, session, reading.source)
    with session.graph() as graph, marking, _make_plan(session, graph, reading, how) as plan:
        reason = why or session.translate(Text("load of {folder}", folder=", ".join(path.name for path in paths)))

        def do() -> "ChangeSet":
            who = session.author()
            with show_progress(session.language) as tell:
                return write_plan(graph, plan, who, reason, tell)

        if (
            done := confirm_and_write(session, _build_proposal(plan), do, options, _describe_request(plan, paths))
        ) and not as_json:
            session.say(describe_written(done))
            if exports := _list_exports(plan):
                session.say(Text("Export anew before you change more in {exports}: {why}", exports=exports, why=REEXPORT_REASON))


def _mark_problems(paths: list[Path], copy: Path | None, session: Session, source: str) -> AbstractContextManager[None]:
    """Problems are marked in `copy`, if there is to be one: what writes workbooks takes time to be imported."""
    if copy is None:
        return nullcontext()
    from api.terminal.marked_copy import mark_problems

    return mark_problems(paths, copy, session.language, source)


@contextmanager
def _make_plan(session: Session, graph: "Graph", reading: "Reading", how: dict[str, Any]) -> "Iterator[Plan]":
    """The plan. Progress is told while it is made, and no longer: a bar that moves and a question do not go together."""
    from api.terminal.progress import show_progress
    from loaders.plan.planning import plan_load

    with ExitStack() as stack:
        with show_progress(session.language) as tell:
            plan = stack.enter_context(plan_load(graph, reading, tell, **how))
        yield plan


def _check_source(source: str | None) -> str | None:
    from model.vocabulary.record import SLUG

    if source is None or SLUG.fullmatch(source):
        return source
    raise NotUnderstood(Text("'{source}' is no id", source=source), (), Text("Write small letters a–z, digits and hyphens."))


def _describe_request(plan: "Plan", paths: list[Path]) -> dict[str, Any]:
    """What was asked, and how it was read."""
    notes = [{"sv": note.in_("sv"), "en": note.in_("en")} for note in plan.reading.notes]
    asked = {"question": "load", "parameters": {"paths": [str(path) for path in paths]}}
    return {**asked, "source": plan.reading.source, "sha256": plan.reading.sha256, "notes": notes}


def _build_proposal(plan: "Plan") -> "Proposal":
    from api.terminal.plans import Proposal

    return Proposal(plan.operations, plan.staged, plan.staged, plan.unchanged, plan.notices, **_explain_no_changes(plan))


def _explain_no_changes(plan: "Plan") -> dict[str, Localizable]:
    """Why there may be nothing to do, where it is not that the landscape says all of it already."""
    from loaders.rows.rules import UNCHANGED_RULES

    if any(notice.rule in UNCHANGED_RULES for notice in plan.notices):
        return {"nothing": Text("Nothing to do: what is otherwise in the landscape stands, as told here.")}
    if plan.unchanged or plan.report.rows.records:
        return {}
    comments = plan.report.rows.comments
    aside = PluralText("{n} row that begins with # was left out.", "{n} rows that begin with # were left out.", n=comments)
    return {"nothing": JoinedText([Text("No rows were read; nothing to do."), *([aside] if comments else ())], " ")}


def _list_exports(plan: "Plan") -> str:
    """The names of this landscape's exports among the files, each of which holds it as it was before it was loaded."""
    return ", ".join(Path(part.reading.path).name for part in plan.report.parts if part.exported_at is not None)
