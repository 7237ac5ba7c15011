"""The muting of a finding until a day, with a reason, and its end."""

from collections.abc import Collection, Iterator

from model.changes.operations import Operation
from model.edits.by_hand import plan_edit
from model.edits.trail_ids import find_free_id
from model.errors import NotFound, NotUnderstood
from model.language import JoinedText, Text
from model.vocabulary.contents import Records
from model.vocabulary.days import shift_day
from model.vocabulary.finding_rules import FindingRule, Mute

LONGEST_MUTE_STEM = 150
"""The longest part of a mute's id that is made of the finding's."""


def plan_mute(
    records: Records, rule: FindingRule, about: Collection[str], until: str, reason: str, today: str
) -> list[Operation]:
    """Return the operations that mute a finding from today on; one that is muted gets another last day and reason.

    Raises NotUnderstood if the last day has passed, or if no reason is given.
    """
    if until < today:
        text = Text("the finding would be muted until {until}, which has passed", until=until)
        raise NotUnderstood(text, (), Text("Give a day from today on: --until DATE"))
    if not reason.strip():
        raise NotUnderstood(Text("the command does not say why"), (), Text("Say why it is muted: --why TEXT"))
    muted = next(_find_mutes(records, rule, about, today), None)
    if muted:
        return plan_edit(records, [muted.model_copy(update={"until": until, "reason": reason.strip()})])
    stem = "-".join((rule, *sorted(set(about))))[:LONGEST_MUTE_STEM].strip("-")
    id_ = find_free_id(f"tystad-{stem}", lambda id_: records.find(Mute.label, id_) is not None)
    entities = tuple(sorted(set(about)))
    return plan_edit(records, [Mute(id=id_, rule=rule, entities=entities, until=until, reason=reason.strip(), valid_from=today)])


def plan_unmute(records: Records, rule: FindingRule, about: Collection[str], today: str) -> list[Operation]:
    """Return the operations by which a finding is no longer muted. Raises NotFound if it is not.

    The mute ends the day before; one that began today is removed.
    """
    found = list(_find_mutes(records, rule, about, today))
    if not found:
        muted = [f"{mute.rule}/{'+'.join(mute.entities)}" for mute in records.of(Mute).values() if _holds(mute, today)]
        way_out = Text("Muted are: {ids}", ids=JoinedText(muted)) if muted else Text("Nothing is muted.")
        raise NotFound(Text("the finding is not muted"), muted, way_out)
    yesterday = shift_day(today, -1)
    begun = [mute for mute in found if (mute.valid_from or "") < today]
    ended = [mute.model_copy(update={"valid_to": yesterday}) for mute in begun]
    return plan_edit(records, ended, [mute for mute in found if mute not in begun])


def _find_mutes(records: Records, rule: FindingRule, about: Collection[str], today: str) -> Iterator[Mute]:
    """Yield the mutes of a finding that hold today, the longest first."""
    mutes = sorted(records.of(Mute).values(), key=lambda mute: (mute.until, mute.id), reverse=True)
    return (mute for mute in mutes if mute.rule == rule and set(mute.entities) == set(about) and _holds(mute, today))


def _holds(mute: Mute, today: str) -> bool:
    return mute.until >= today and mute.holds_on(today)
