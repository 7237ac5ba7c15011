"""What is muted on a day, with the reason and until when."""

from dataclasses import dataclass

from model.findings import make_finding_id
from model.vocabulary.finding_rules import FindingRule
from queries.server.graph import Graph, Reader


@dataclass(frozen=True, slots=True)
class MuteInForce:
    """A finding that is muted on the day: its id, the id of the record that mutes it, the reason and the last day."""

    finding: str
    mute: str
    reason: str
    until: str


def read_mutes(reader: Reader | Graph, on: str) -> dict[str, MuteInForce]:
    """Return what is muted on a day, by the id of the finding. Of several mutes of one finding, the longest counts."""
    found: dict[str, MuteInForce] = {}
    for row in reader.read("findings/mutes", on=on).rows:
        finding = make_finding_id(FindingRule.of(row["rule"]), row["entities"])
        found.setdefault(finding, MuteInForce(finding, row["id"], row["reason"], row["until"]))
    return found


def describe_hand_off_mute(mutes: dict[str, MuteInForce], forum: str | None, party: str | None) -> dict[str, str | None]:
    """Return the fields that say of a row that the finding that its hand-off is broken is muted; None if it is not."""
    return describe_mute(mutes, FindingRule.HAND_OFF_BROKEN, forum, party)


def describe_mute(mutes: dict[str, MuteInForce], rule: FindingRule | None, *about: str | None) -> dict[str, str | None]:
    """Return the fields that say whether the finding of a rule about these records is muted; None if it is not."""
    mute = mutes.get(make_finding_id(rule, [id_ for id_ in about if id_])) if rule and mutes else None
    return {"muted_until": mute.until if mute else None, "mute_reason": mute.reason if mute else None}
