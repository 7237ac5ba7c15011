"""Records that say much alike, as short as JSON takes them: each value once, and rows of their numbers.

`viz/static/state.js` unpacks them.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any


def pack_records(records: Mapping[str, Mapping[str, Any]], fields: Sequence[str]) -> dict[str, Any]:
    """Return the fields, their different values, and by the records' ids the number of each field's value."""
    places: dict[str, int] = {}
    values: list[Any] = []
    rows: dict[str, list[int]] = {}
    for id_, record in records.items():
        row = rows[id_] = []
        for field in fields:
            said = json.dumps(record[field], ensure_ascii=False)
            if said not in places:
                places[said] = len(values)
                values.append(record[field])
            row.append(places[said])
    return {"fields": fields, "values": values, "rows": rows}
