"""Files that have nothing new to tell, known without reading their rows: what was loaded last, and exports as they were written.

A load's journal entry has a receipt: a hash of all that its plan was made of (the files' own hashes, their sources, the terms,
the version of the software), and how many records it said. While that change is the journal's last, the landscape is what the
load made of it, and the same plan would find every record as it is said. An export that nobody has touched says what there was
at its change, which is what there is while that change is the last.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from loaders.rows.dataset import Reading
from loaders.staging.conflicts import Preference
from loaders.staging.store import StagedRecords
from model.changes.chain import Head, hash_value
from model.software import software_version
from queries.landscape.registers import count_records
from queries.server.graph import Graph


@dataclass(frozen=True, slots=True)
class LoadTerms:
    """How a file is to be loaded: whether what it lacks is kept, and which wins where it and the landscape differ."""

    keep_missing: bool = False
    prefer: Preference | None = None


def build_receipt(staged: StagedRecords, reading: Reading, terms: LoadTerms) -> str | None:
    """What the load's change is to be known by; None where the same plan may find more to tell, or to do, the next time.

    So it is with a decision log (whose parties are found by their names), an export of another journal, where something is
    preferred, where the landscape is newer than the file or has what the file has no column for, and where files name what has
    been merged.
    """
    strange = any(part.stamp and staged.since(part.stamp) is None for part in reading.parts)
    newer = any(part.stamp and staged.count_newer(part.stamp.number) for part in reading.parts)
    if strange or newer or staged.weighed or staged.left_out or staged.said_formerly or not _is_plain(reading, terms):
        return None
    return json.dumps({"of": _hash_load(reading, terms), "said": staged.count_in_files()})


def find_unchanged_counts(graph: Graph, now: Head, reading: Reading, terms: LoadTerms) -> Mapping[str, int] | None:
    """Type → how many records the files say, all of them as the landscape has them; None where that must be found out."""
    if now.number > 0 and all(part.unaltered and part.stamp == now for part in reading.parts):
        return count_records(graph)
    return _match_receipt(graph, now, reading, terms) if _is_plain(reading, terms) else None


def _match_receipt(graph: Graph, now: Head, reading: Reading, terms: LoadTerms) -> Mapping[str, int] | None:
    for row in graph.read("changes/receipt", id=f"change-{now.number}").rows:
        receipt = json.loads(row["receipt"] or "{}")
        if row["hash"] == now.hash and receipt.get("of") == _hash_load(reading, terms):
            said: dict[str, int] = receipt["said"]
            return said
    return None


def _is_plain(reading: Reading, terms: LoadTerms) -> bool:
    return terms.prefer is None and not any(part.meet for part in reading.parts)


def _hash_load(reading: Reading, terms: LoadTerms) -> str:
    files = [(part.source, part.sha256, part.stamp and part.stamp.hash, sorted(part.covers)) for part in reading.parts]
    return hash_value({"files": files, "keep_missing": terms.keep_missing, "software": software_version()})
