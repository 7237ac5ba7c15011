"""The table that opens the answer on rules on seats."""

from typing import Any

from api.terminal.answering.rule_summary import count_rule_states


def row(force: str, state: str, reason: str | None = None, **more: Any) -> dict[str, Any]:
    return {"force": force, "state": state, "reason": reason, "standing": "existing", "example": False} | more


def test_a_line_for_each_force_state_and_reason_the_binding_first() -> None:
    rows = [row("possible", "unmet"), row("law", "unknown", "missing"), row("law", "broken", example=True)]
    rows += [row("law", "unknown", "no-members", standing="proposed")] * 2
    lines = [[cell if isinstance(cell, str) else cell.in_("sv") for cell in line] for line in count_rule_states(rows)]
    assert lines == [
        ["lagkrav", "bruten", "–", "1", "–", "1"],
        ["lagkrav", "okänd", "inga säkra ledamöter är antecknade", "2", "2", "–"],
        ["lagkrav", "okänd", "uppgifter om ledamöterna saknas", "1", "–", "–"],
        ["möjlig", "inte uppfylld", "–", "1", "–", "–"],
    ]
