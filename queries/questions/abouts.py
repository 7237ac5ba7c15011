"""What each question asks, in a sentence for users. The list of commands shows them without importing the parameters."""

from collections.abc import Mapping

from model.language import _

ABOUTS: Mapping[str, str] = {
    "feeds": _("Who feeds a party, and whom it feeds: at which distance, by which chain; or the ways to another party."),
    "receives": _(
        "What reaches a municipality or a party, kind by kind: from whom, whether it exists, on whom it hangs, what is not on "
        "record, and what never comes back."
    ),
    "without": _("What breaks without a party: who is then cut off; or on whom a municipality hangs; or on whom most hangs."),
    "chains": _("Which chain rules hold: does demand, delivery, support and information go where the landscape says it should?"),
    "brokers": _(
        "Who stands between areas, levels or municipalities: as coordinator, gatekeeper, representative, consultant or liaison."
    ),
    "meets": _("Who sits with a party, and through which forums; of a forum, with which other forums it shares members."),
    "dead-ends": _(
        "Where demand, requests for support and orders end without an answer; and which forums, and actors of an area, no flow "
        "reaches."
    ),
    "durations": _("How long assignments take from step to step, while many still wait; and how many are executed, by year."),
    "usual-times": _("Proposes usual times of the steps from how long they have taken; writes nothing into the landscape."),
    "stalls": _("Which assignments stand still: at which step, since when, and what they are overdue against."),
    "balance": _("Write the balance list to a file: what stands still, why each row is there, what is unknown, and groups."),
    "remind": _("What addressees or functions owe, as texts ready to send or as calendar files: late, due soon, or unknown."),
    "breaks": _(
        "Where hand-offs break: how much waits from a forum to an addressee, how much of it stands still, and what that blocks."
    ),
    "meetings": _("Meetings of the forums: planned, held or cancelled, with how many decisions each took and how many are late."),
    "unrepresented": _(
        "Which actors lack representation, per area and level: directly, through a network, as deputy, not at all, or unknown."
    ),
    "matrix": _(
        "How many actors of each type, kind, municipality or group are represented, and how; groups that are easily overlooked; "
        "and which forums to ask first for their members."
    ),
    "shares": _(
        "Shares of the seats in each forum and area, by role, type, level or place; or women and men, counted, in each forum."
    ),
    "overlaps": _("Parties with seats in many forums, forums that share most members, and forums that have not met for long."),
    "seat-rules": _(
        "Which rules on the seats and meetings of forums are met, broken (since when) or unknown, with the seats that count."
    ),
    "mend": _(
        "Proposes the fewest seats and network memberships that give actors a voice, or the best of so many; writes nothing into"
        " the landscape."
    ),
    "findings": _("What the rules find, the worst first: stalled and silent assignments, areas without a forum, and more."),
    "explain": _(
        "How a finding is known: its rule, the records with their evidence, the query to paste; and whether it is still so."
    ),
    "today": _("What to look at this morning, in at most ten sentences, the worst first."),
    "stale": _("Records that nobody has changed or confirmed for some time, with the day of their last change."),
    "parties": _("All actors, forums and functions, with the names they are found by."),
}
"""By the name of the command, which is the path below `/api` too."""
