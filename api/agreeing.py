"""A change on its way: told as a plan, agreed to, written. The same for a load, an undoing and a single edit."""

from collections.abc import Callable

from api.plans import Proposal, plan_lines
from api.session import Session
from model.changes import ChangeSet
from model.language import Text


def tell(session: Session, proposal: Proposal, details: bool = False) -> None:
    """Tell what is to be written, with `details` every change whole; or that there is nothing to do."""
    for line in plan_lines(proposal, session.language, details):
        session.say(line)
    if not len(proposal.operations):
        session.say(Text("The landscape says all of it already; nothing to do."))


def carry_out(
    session: Session, proposal: Proposal, write: Callable[[], ChangeSet | None], *, yes: bool, details: bool = False
) -> ChangeSet | None:
    """Tell what is to be written, ask unless `yes`, and `write` it; None, and told why, when nothing was written."""
    tell(session, proposal, details)
    if not len(proposal.operations):
        return None
    if not yes and not session.agreed(Text("Write this? (yes/no)")):
        session.say(Text("Nothing was written."))
        return None
    return write()
