"""Likely duplicates, for a terminal and as JSON."""

from typing import Any

from api.terminal.session import Session
from model.language import LANGUAGES, Text
from model.text.likeness import LikelyPairs


def serialize_likenesses(found: LikelyPairs, most: int) -> dict[str, Any]:
    """Return the document of `landskap duplicates --json`."""
    rows = [
        {
            "type": pair.one.label,
            "keep": pair.one.id,
            "other": pair.two.id,
            "score": pair.score,
            "why": {language: pair.why.in_(language) for language in LANGUAGES},
        }
        for pair in found.pairs
    ]
    return {"question": "duplicates", "parameters": {"most": most}, "cut": found.cut, "rows": rows}


def print_likenesses(session: Session, found: LikelyPairs) -> None:
    """Print the pairs, the likeliest first."""
    for pair in found.pairs:
        text = Text("{score} {one} – {two}: {why}", score=pair.score, one=pair.one.id, two=pair.two.id, why=pair.why)
        session.say(text)
    if not found.pairs:
        session.say(Text("There are no likely duplicates."))
        return
    words = {"keep": Text("KEEP"), "other": Text("OTHER")}
    session.say(Text("Join two that are the same with: landskap merge {keep} {other}", **words))
    if found.cut:
        session.say(Text("There are more; see them with --most."))
