"""Recognize files that change nothing without reading their rows: the load before, and unedited exports.

A load's journal entry has a receipt: a hash of all that its plan was made of (the hashes of the files, their sources, the terms,
the software's version), and the number of records in the files. While that change is the journal's last, the landscape is as the
load left it, and the same plan would find every record unchanged. An unedited export has the records of its change, which are
the current ones while that change is the last.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from loaders.rows.dataset import Reading
from loaders.staging.conflicts import Preference
from loaders.staging.report import LoadReport
from loaders.staging.store import StagedRecords
from model.changes.chain import Head, hash_value
from model.software import software_version
from queries.landscape.registers import count_records
from queries.server.graph import Graph


@dataclass(frozen=True, slots=True)
class LoadTerms:
    """How to load: whether to keep records that the files lack, and which wins where a file and the landscape differ."""

    keep_missing: bool = False
    prefer: Preference | None = None


def build_receipt(staged: StagedRecords, report: LoadReport, reading: Reading, terms: LoadTerms) -> str | None:
    """Return the receipt of a load; None if the same plan may find more to report, or to do, the next time.

    That is so for a decision log (it finds parties by their names), an export of another journal, a load with a preference, a
    landscape that is newer than the files or has values without a column in them, and files that use former ids.
    """
    foreign = any(part.reading.stamp and part.exported_at is None for part in report.parts)
    newer = any(report.newer.values()) or report.history.newer_values
    if foreign or newer or report.rows.missing_columns or report.rows.former_ids or not _is_plain(reading, terms):
        return None
    return json.dumps({"of": _hash_load(reading, terms), "said": staged.count_by_type()})


def find_unchanged_counts(graph: Graph, now: Head, reading: Reading, terms: LoadTerms) -> Mapping[str, int] | None:
    """Return type → number of records in the files if none of them changes anything; None if their rows must be read."""
    if now.number > 0 and all(part.unaltered and part.stamp == now for part in reading.parts):
        return count_records(graph)
    return _match_receipt(graph, now, reading, terms) if _is_plain(reading, terms) else None


def _match_receipt(graph: Graph, now: Head, reading: Reading, terms: LoadTerms) -> Mapping[str, int] | None:
    for row in graph.read("changes/receipt", id=f"change-{now.number}").rows:
        receipt = json.loads(row["receipt"] or "{}")
        if row["hash"] == now.hash and receipt.get("of") == _hash_load(reading, terms):
            counts: dict[str, int] = receipt["said"]
            return counts
    return None


def _is_plain(reading: Reading, terms: LoadTerms) -> bool:
    return terms.prefer is None and not any(part.meet for part in reading.parts)


def _hash_load(reading: Reading, terms: LoadTerms) -> str:
    files = [(part.source, part.sha256, part.stamp and part.stamp.hash, sorted(part.covers)) for part in reading.parts]
    return hash_value({"files": files, "keep_missing": terms.keep_missing, "software": software_version()})
