"""A proposal of seats and memberships as a JSON document, which `landskap load` reads: all of it proposed and uncertain."""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from model.findings import Answer, Row
from model.vocabulary.forums import Representation, Seat
from model.vocabulary.record import Certainty, Record, Standing
from model.vocabulary.registers import Source

_REASON = "förslag av landskap mend den {day}; varken forumet, nätverket eller parten har tillfrågats"
_VACANCY = "; avser den tomma platsen {seat}"
_NAME = "Förslag av landskap mend den {day}, för röst åt fler"


def write_proposal(path: Path, answer: Answer) -> None:
    """Write the changes of an answer of `mend`, with the proposal itself as their source."""
    source = name_proposal(answer)
    document: dict[str, list[dict[str, Any]]] = {}
    for record in (_build_source(answer, source), *_list_records(answer, source)):
        values = {name: value for name, value in record.values().items() if value not in (None, [], ())}
        document.setdefault(record.stem(), []).append(values)
    path.write_text(json.dumps(document, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def name_proposal(answer: Answer) -> str:
    """Return the id of a proposal: its day, and a digest of what it changes, so that another proposal has another."""
    changes = [(row["kind"], row["party"], row["into"]) for row in _list_changes(answer)]
    return f"forslag-{answer.on}-{hashlib.sha256(json.dumps(changes).encode()).hexdigest()[:8]}"


def _list_changes(answer: Answer) -> Iterator[Row]:
    return (row for row in answer.rows if row["what"] == "change")


def _build_source(answer: Answer, source: str) -> Record:
    name = _NAME.format(day=answer.on)
    year = int(answer.on[:4])
    return Source(id=source, name=name, authors="Landskap", year=year, evidence=(source,), example=_rests_on_example(answer))


def _rests_on_example(answer: Answer) -> bool:
    """Return whether a change rests on examples: then the whole set does, which was chosen together."""
    return any(row["example"] for row in _list_changes(answer))


def _list_records(answer: Answer, source: str) -> Iterator[Record]:
    for row in _list_changes(answer):
        facts: dict[str, Any] = {
            "id": f"{source}-{row['number']}",
            "standing": Standing.PROPOSED,
            "certainty": Certainty.UNCERTAIN,
            "certainty_reason": _REASON.format(day=answer.on),
            "evidence": (f"{source} ändring {row['number']}",),
            "valid_from": answer.on,
            "example": _rests_on_example(answer),
        }
        if row["kind"] == "join":
            yield Representation(source=row["into"], target=row["party"], **facts)
        else:
            if row["vacancy"]:
                facts["certainty_reason"] += _VACANCY.format(seat=row["vacancy"])
            seat = {"forum": row["into"], "holder": row["party"], "position": row["position"], "mandate": row["mandate"]}
            yield Seat(**seat, **facts)
