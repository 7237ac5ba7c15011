"""A plan as a person reads it before agreeing: what is to be written, counted by type, and in words when it is little."""

from collections import Counter

from api.session import Session
from model.changes import Action, Operations
from model.contents import Records
from model.language import Counted, Text
from model.telling import told_changes
from model.vocabulary import TYPES

MOST_TOLD = 20
"""Changes told in words before they are only counted."""
ACTIONS: tuple[Action, ...] = ("create", "set", "end", "remove")


def tell_plan(session: Session, operations: Operations, before: Records, after: Records) -> None:
    """Tell `operations`, which make the landscape `before` into the one `after`."""
    counts = Counter((item.type, item.action) for item in operations)
    for label, type_ in TYPES.items():
        numbers = {action: counts[label, action] for action in ACTIONS}
        if any(numbers.values()):
            session.say(
                Text("  {what}: {create} new, {set} changed, {end} ended, {remove} taken away", what=type_.plural, **numbers)
            )
    if len(operations) <= MOST_TOLD:
        for sentence in told_changes(operations, before, after):
            session.say(f"  – {session.words(sentence)}")
    invented = sum(bool((item.after or {}).get("example")) for item in operations)
    if invented:
        session.say(Counted("  {n} of them is an invented example.", "  {n} of them are invented examples.", n=invented))
