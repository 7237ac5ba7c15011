"""The way of a change: shown as a plan, confirmed, written. Loads, mergers, undoings and single edits all go it."""

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from api.terminal.plans import Proposal, format_plan, serialize_plan
from api.terminal.session import CommandExit, Session, print_json
from model.changes.operations import ChangeSet, Operation, Operations, Reason
from model.errors import NotUnderstood, Problem
from model.language import Text
from model.vocabulary.contents import Records

if TYPE_CHECKING:
    from queries.server.graph import Graph

PlannerWithNotices = Callable[[Records], tuple[Sequence[Operation], Sequence[Problem]]]
"""Returns the operations of a plan, and what the user should know before agreeing."""
SOMETHING_TO_DO = 2
"""The exit code of a plan that would change something."""


@dataclass(frozen=True, slots=True)
class ChangeOptions:
    """The options of a command that changes the landscape: how it shows the plan, and whether it writes."""

    yes: bool = False
    only_plan: bool = False
    details: bool = False
    as_json: bool = False

    def __post_init__(self) -> None:
        if self.yes and self.only_plan:
            raise NotUnderstood(Text("--plan writes nothing, and --yes writes without asking"), (), Text("Use one of them."))

    def agreed_operations(self, proposal: Proposal) -> Operations | None:
        """Return the operations that the user is asked to confirm; None with `--yes`, which agrees to any operations."""
        return None if self.yes else proposal.operations


def confirm_and_write(
    session: Session,
    proposal: Proposal,
    write: Callable[[], ChangeSet | None],
    options: ChangeOptions,
    request: Mapping[str, Any],
) -> ChangeSet | None:
    """Show a proposal, as text or as a document that begins with `request`, and write it if the options and the user say so.

    Returns the change, or None. Raises CommandExit with SOMETHING_TO_DO if there was something to write and only a plan was
    wanted.
    """
    if options.as_json:
        changes = _write_and_remember(session, write) if options.yes and len(proposal.operations) else None
        print_json({**request, **serialize_plan(proposal), "written": changes.number if changes else None})
    elif options.only_plan:
        changes = None
        print_plan(session, proposal, options.details)
    else:
        changes = ask_and_write(session, proposal, write, yes=options.yes, details=options.details)
    if len(proposal.operations) and not changes and (options.only_plan or options.as_json):
        raise CommandExit(SOMETHING_TO_DO)
    return changes


def propose_and_write(
    session: Session, graph: "Graph", plan: PlannerWithNotices, why: str, options: ChangeOptions, request: Mapping[str, Any]
) -> ChangeSet | None:
    """Show what `plan` does to the landscape, ask, and write it, as `confirm_and_write` does. Prints how to undo it."""
    from queries.archive.standing import refuse_early_decisions
    from queries.journal.journal import apply_change, guard_plan
    from queries.landscape.graph_records import GraphRecords

    records = GraphRecords(graph)
    operations, notices = plan(records)
    refuse_early_decisions(graph, operations)
    proposal = Proposal.of(operations, records, notices)

    def write() -> ChangeSet | None:
        guarded = guard_plan(lambda now: plan(now)[0], options.agreed_operations(proposal))
        return apply_change(graph, Reason(session.author(), why), guarded)

    changes = confirm_and_write(session, proposal, write, options, request)
    if changes and not options.as_json:
        print_written(session, changes)
    return changes


def print_plan(session: Session, proposal: Proposal, details: bool = False) -> None:
    """Print the operations of a proposal, every field of them with `details`; or that there is nothing to do."""
    for line in format_plan(proposal, session.language, details):
        session.say(line)
    if not len(proposal.operations):
        session.say(proposal.nothing)


def ask_and_write(
    session: Session, proposal: Proposal, write: Callable[[], ChangeSet | None], *, yes: bool, details: bool = False
) -> ChangeSet | None:
    """Print the plan, ask unless `yes`, and write it. Returns None, and says so, if nothing was written."""
    print_plan(session, proposal, details)
    if not len(proposal.operations):
        return None
    if not yes and not _ask_to_write(session, proposal):
        session.say(Text("Nothing was written."))
        return None
    return _write_and_remember(session, write)


def _ask_to_write(session: Session, proposal: Proposal) -> bool:
    """Return whether the user says yes. Prints the plan beside the question if standard output is not the terminal."""
    question = Text("Write this in the name of {who}? (yes/no)", who=session.author())
    if session.can_ask and not sys.stdout.isatty():
        print("\n".join(format_plan(proposal, session.language)), file=sys.stderr)
    return session.confirm(question)


def _write_and_remember(session: Session, write: Callable[[], ChangeSet | None]) -> ChangeSet | None:
    """Write the change, and save the author for the next one."""
    if changes := write():
        session.remember_author()
    return changes


def print_written(session: Session, changes: ChangeSet) -> None:
    """Print the number of the change, its author, and how to undo it."""
    session.say(describe_written(changes))
    session.say(describe_undo(changes))


def describe_written(changes: ChangeSet) -> Text:
    """Return a sentence with the number of the change and its author."""
    return Text("Written as change {number} in the name of {who}.", number=changes.number, who=changes.reason.who)


def describe_undo(changes: ChangeSet) -> Text:
    """Return a sentence with the command that undoes the change."""
    return Text("Undo it with: landskap undo {by}", by=changes.number)
