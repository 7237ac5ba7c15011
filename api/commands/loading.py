"""`landskap load`: files become a plan that is shown before anything is written."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from api.terminal.options import DetailsOption, JsonOption, PlanOption, WhyOption, YesOption
from api.terminal.session import Session
from model.errors import NotUnderstood
from model.language import JoinedText, Localizable, PluralText, Text, _

if TYPE_CHECKING:
    from api.terminal.plans import Proposal
    from loaders.plan.planning import Plan
    from loaders.rows.dataset import Reading
    from model.changes.operations import ChangeSet
    from queries.server.graph import Graph

app = typer.Typer()
REEXPORT_REASON = Text("what this load changed becomes a conflict if the same file changes it again.")
MappingOption = Annotated[
    Path | None,
    typer.Option("--mapping", metavar="MAP.yaml", help=_("The files are decision logs; MAP.yaml says what their columns are.")),
]
ErrorsToOption = Annotated[
    Path | None,
    typer.Option("--errors-to", metavar=_("COPY.xlsx"), help=_("If there are problems: a copy of the workbook that marks them.")),
]
SourceOption = Annotated[
    str | None, typer.Option("--source", metavar="ID", help=_("The source of these facts; the file's name unless given."))
]
PathsArgument = Annotated[
    list[Path], typer.Argument(metavar=_("PATH…"), help=_("FILE.xlsx, FOLDER, FILE.csv or FILE.json; one or several"))
]
KeepMissingOption = Annotated[bool, typer.Option("--keep-missing", help=_("Keep what the source no longer says."))]
PreferOption = Annotated[
    Literal["file", "graph"] | None,
    typer.Option("--prefer", metavar="file|graph", help=_("Which one wins if both the file and the landscape have changed.")),
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
            if exports := ", ".join(Path(part.reading.path).name for part in plan.report.parts if part.exported_at is not None):
                session.say(Text("Export anew before you change more in {exports}: {why}", exports=exports, why=REEXPORT_REASON))


def _mark_problems(paths: list[Path], copy: Path | None, session: Session, source: str) -> AbstractContextManager[None]:
    """Return a context in which problems are marked in `copy`, if it is given.

    The module that writes workbooks is slow to import, so that it is imported only then.
    """
    if copy is None:
        return nullcontext()
    from api.terminal.marked_copy import mark_problems

    return mark_problems(paths, copy, session.language, source)


@contextmanager
def _make_plan(session: Session, graph: "Graph", reading: "Reading", how: dict[str, Any]) -> "Iterator[Plan]":
    """Give the plan of a load.

    Progress is shown only while the plan is made, because a moving bar and a question disturb each other.
    """
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
    """Return what was asked, and how the files were read, for the JSON document."""
    notes = [{"sv": note.in_("sv"), "en": note.in_("en")} for note in plan.reading.notes]
    request = {"question": "load", "parameters": {"paths": [str(path) for path in paths]}}
    return {**request, "source": plan.reading.source, "sha256": plan.reading.sha256, "notes": notes}


def _build_proposal(plan: "Plan") -> "Proposal":
    from api.terminal.plans import Proposal

    return Proposal(plan.operations, plan.staged, plan.staged, plan.unchanged, plan.notices, **_explain_no_changes(plan))


def _explain_no_changes(plan: "Plan") -> dict[str, Localizable]:
    """Return why a plan has no operations, where the reason is not that the landscape says it all already."""
    from loaders.rows.rules import UNCHANGED_RULES

    if any(notice.rule in UNCHANGED_RULES for notice in plan.notices):
        return {"nothing": Text("Nothing to do: the landscape keeps what differs from the file, as the notices say.")}
    if plan.unchanged or plan.report.rows.records:
        return {}
    comments = plan.report.rows.comments
    aside = PluralText("{n} row that begins with # was left out.", "{n} rows that begin with # were left out.", n=comments)
    return {"nothing": JoinedText([Text("No rows were read; nothing to do."), *([aside] if comments else ())], " ")}
