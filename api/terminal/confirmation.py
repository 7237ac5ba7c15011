"""A change on its way: told as a plan, agreed to, written. The same for a load, a merger, an undoing and a single edit."""

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from api.terminal.plans import Proposal, format_plan, serialize_plan
from api.terminal.session import CommandExit, Session, print_json
from model.changes.operations import ChangeSet, Operations
from model.errors import NotUnderstood
from model.language import Text

SOMETHING_TO_DO = 2
"""The exit code of a plan that would change something."""


@dataclass(frozen=True, slots=True)
class ChangeOptions:
    """How the user wants a change told, and whether it is to be written: by the options of that name."""

    yes: bool = False
    only_plan: bool = False
    details: bool = False
    as_json: bool = False

    def __post_init__(self) -> None:
        if self.yes and self.only_plan:
            raise NotUnderstood(Text("--plan writes nothing, and --yes writes without asking"), (), Text("Say one of them."))

    def agreed_operations(self, proposal: Proposal) -> Operations | None:
        """The operations that the user is asked to agree to; None of what is written unasked, whatever it comes to by then."""
        return None if self.yes else proposal.operations


def confirm_and_write(
    session: Session, proposal: Proposal, write: Callable[[], ChangeSet | None], options: ChangeOptions, asked: Mapping[str, Any]
) -> ChangeSet | None:
    """What came of a proposal that was told, in words or as a document that begins with `asked`, and written if the user will.

    Raises Ending with SOMETHING_TO_DO when there is something to write and only a plan was wanted.
    """
    if options.as_json:
        changes = _write_and_remember(session, write) if options.yes and len(proposal.operations) else None
        print_json({**asked, **serialize_plan(proposal), "written": changes.number if changes else None})
    elif options.only_plan:
        changes = None
        print_plan(session, proposal, options.details)
    else:
        changes = ask_and_write(session, proposal, write, yes=options.yes, details=options.details)
    if len(proposal.operations) and not changes and (options.only_plan or options.as_json):
        raise CommandExit(SOMETHING_TO_DO)
    return changes


def print_plan(session: Session, proposal: Proposal, details: bool = False) -> None:
    """Tell what is to be written, with `details` every change whole; or that there is nothing to do."""
    for line in format_plan(proposal, session.language, details):
        session.say(line)
    if not len(proposal.operations):
        session.say(proposal.nothing)


def ask_and_write(
    session: Session, proposal: Proposal, write: Callable[[], ChangeSet | None], *, yes: bool, details: bool = False
) -> ChangeSet | None:
    """Tell what is to be written, ask unless `yes`, and `write` it; None, and told why, when nothing was written."""
    print_plan(session, proposal, details)
    if not len(proposal.operations):
        return None
    if not yes and not _ask_to_write(session, proposal):
        session.say(Text("Nothing was written."))
        return None
    return _write_and_remember(session, write)


def _ask_to_write(session: Session, proposal: Proposal) -> bool:
    """Whether the user says yes to the plan, which is shown beside the question where it was told to a file."""
    question = Text("Write this in the name of {who}? (yes/no)", who=session.author())
    if session.can_ask and not sys.stdout.isatty():
        print("\n".join(format_plan(proposal, session.language)), file=sys.stderr)
    return session.confirm(question)


def _write_and_remember(session: Session, write: Callable[[], ChangeSet | None]) -> ChangeSet | None:
    """What was written; in whose name is remembered."""
    if changes := write():
        session.remember_author()
    return changes


def print_written(session: Session, changes: ChangeSet) -> None:
    """Tell what was written, in whose name, and the way back."""
    session.say(describe_written(changes))
    session.say(describe_undo(changes))


def describe_written(changes: ChangeSet) -> Text:
    """What was written, and in whose name."""
    return Text("Written as change {number} in the name of {who}.", number=changes.number, who=changes.reason.who)


def describe_undo(changes: ChangeSet) -> Text:
    """How what was written is undone."""
    return Text("Restore it with: landskap undo {by}", by=changes.number)
