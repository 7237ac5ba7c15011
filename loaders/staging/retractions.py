"""What a source says no longer, while a load is staged: what becomes of it, and what stays because something names it."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from loaders.staging.tables import LABELS, encode_record
from model.vocabulary.decisions import Assignment, Decision
from model.vocabulary.record import Record
from model.vocabulary.registers import Source
from model.vocabulary.types import TYPES, targets_of

SELECT_RETRACTED = """
SELECT * FROM (
    SELECT k.record AS record, (SELECT max(value) FROM json_each(:stamps) WHERE NOT EXISTS
            (SELECT 1 FROM earlier e WHERE e.stamp = value AND e.type = k.type AND e.id = k.id AND e.record IS NULL)) AS stamp
    FROM known k
    WHERE k.type = :type AND NOT EXISTS (SELECT 1 FROM said s WHERE s.type = k.type AND s.id = k.id) ORDER BY k.id
) WHERE stamp IS NOT NULL
     OR EXISTS (SELECT 1 FROM json_each(record, '$.asserted_by') who JOIN json_each(:sources) source USING (value))
"""
RESTORE_NAMED = """
UPDATE said SET record = (SELECT record FROM leaving l WHERE l.type = said.type AND l.id = said.id)
WHERE record IS NULL AND type IN (SELECT value FROM json_each(:aims)) AND id IN
    (SELECT substr(value, 1, instr(value || ' ', ' ') - 1) FROM joined j, json_each(j.record, :field) WHERE j.type = :type)
"""

RESTORE_ADDRESSED = """
UPDATE said SET record = (SELECT record FROM leaving l WHERE l.type = said.type AND l.id = said.id)
WHERE record IS NULL AND type = :assignment AND id IN (
    SELECT l.id FROM leaving l JOIN joined d ON d.type = :decision AND d.id = json_extract(l.record, '$.decision')
    WHERE l.type = :assignment AND d.id NOT IN (SELECT json_extract(record, '$.decision') FROM joined WHERE type = :assignment))
"""


class Retractions:
    """The records of the landscape that files say no longer. It is asked when all is said."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database

    def find_retracted(
        self, label: str, sources: Iterable[str], stamps: Iterable[int] = ()
    ) -> Iterator[tuple[Record, int | None]]:
        """What one of `sources` says of that type and files do not, and whatever else was there at one of `stamps`.

        With each the last of the stamps at which it was there.
        """
        values = {"type": LABELS.index(label), "sources": json.dumps([*sources]), "stamps": json.dumps([*stamps])}
        for record, stamp in self._database.execute(SELECT_RETRACTED, values):
            yield TYPES[label].model_validate_json(record), stamp

    def retract(self, leaving: Iterable[tuple[Record, bool]]) -> None:
        """Keep what becomes of records that are missing, and whether they are to go; what is named by what stays stays too."""
        rows = ((LABELS.index(record.label), record.id, encode_record(record), goes) for record, goes in leaving)
        self._database.executemany("INSERT INTO leaving VALUES (?, ?, ?, ?)", rows)
        self._database.execute("INSERT INTO said (type, id, record) SELECT type, id, iif(goes, NULL, record) FROM leaving")
        while self._restore_addressed() or any(
            self._restore_named(*aim) for aim in _reference_fields()
        ):  # what stays now may name more
            pass

    def _restore_addressed(self) -> bool:
        """Whether an assignment that was to go stays, because the decision would be addressed to nobody."""
        labels = {"assignment": LABELS.index(Assignment.label), "decision": LABELS.index(Decision.label)}
        return self._has_any("SELECT 1 FROM leaving WHERE type = ?", labels["assignment"]) and self._update_rows(
            RESTORE_ADDRESSED, labels
        )

    def _restore_named(self, type_: int, field: str, aims: Sequence[int]) -> bool:
        """Whether something that was to go stays, because that field of that type names it."""
        to_go = "SELECT 1 FROM said WHERE record IS NULL AND type IN (SELECT value FROM json_each(?)) LIMIT 1"
        if not self._has_any(to_go, json.dumps(aims)):
            return False
        values = {"type": type_, "field": f"$.{field}", "aims": json.dumps(aims)}
        return self._update_rows(RESTORE_NAMED, values)

    def _update_rows(self, text: str, values: Mapping[str, Any]) -> bool:
        return self._database.execute(text, values).rowcount > 0

    def _has_any(self, text: str, *values: Any) -> bool:
        return self._database.execute(text, values).fetchone() is not None


def _reference_fields() -> Iterator[tuple[int, str, list[int]]]:
    """Each field that names other records: its type, its name, and the types that it may name."""
    for place, type_ in enumerate(TYPES.values()):
        yield place, "evidence", [LABELS.index(Source.label)]
        for field, ref in type_.references().items():
            yield place, field, [LABELS.index(target.label) for target in targets_of(ref)]
