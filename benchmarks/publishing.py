"""What a revision costs: its fingerprint beside pyoxigraph's own work, and the memory of publishing a part of a nation.

`python -m benchmarks.publishing FOLDER --factors 0.02 0.1` prints the figures and writes `publishing.json`. FOLDER
keeps the graphs.
"""

import argparse
import hashlib
import json
import os
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Any

from pyoxigraph import CanonicalizationAlgorithm, Dataset, RdfFormat, parse, serialize

from benchmarks.nation_graphs import make_csv_folder, open_nation
from benchmarks.processes import run
from benchmarks.timing import describe_machine, time_alternating
from loaders.text_files.csv_folder import read_folder
from model.history.linked_data import base_of, serialize_lines, serialize_quads
from model.history.manifest import QuadsTally
from model.vocabulary.contents import Contents
from queries.archive.publishing import find_revision
from queries.archive.sorted_lines import sort_lines

HERE = Path(__file__).parent
PART = 0.0051
"""The part of the invented nation that has 100,000 triples."""
ROUNDS = 9
MOST_MEGABYTES, MOST_TIMES = 500, 1.5
"""The goals."""


@dataclass(frozen=True, slots=True)
class PublishFigures:
    """What `landskap publish` of a part of the nation took as a process of its own."""

    factor: float
    records: int
    quads: int
    seconds: float
    megabytes: float


def measure_fingerprint(work: Path) -> dict[str, float]:
    """Our fingerprint of 100,000 triples, from records; and pyoxigraph's parsing, sorting and canonicalising of the same."""
    contents = Contents(read_folder(make_csv_folder(work, PART)).records)
    quads = serialize_quads(contents)
    ours, other = time_alternating(partial(_fingerprint, contents), partial(_canonicalize, quads), ROUNDS)
    assert _fingerprint(contents) == _canonicalize(quads)
    return {"triples": quads.count(b"\n"), "ours": ours, "other": other, "ratio": ours / other}


def _fingerprint(contents: Contents) -> str:
    tally, labels = QuadsTally(), {party.id: party.label for party in contents.parties()}
    for _piece in tally.watch(sort_lines(serialize_lines(contents, labels, base_of(contents)))):
        pass
    return tally.fingerprint


def _canonicalize(quads: bytes) -> str:
    dataset = Dataset(sorted(parse(quads, format=RdfFormat.N_QUADS), key=str))
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    lines = serialize(dataset, format=RdfFormat.N_QUADS) or b""
    return hashlib.sha256(b"".join(sorted(lines.splitlines(keepends=True)))).hexdigest()


def measure_publishing(work: Path, factor: float) -> PublishFigures:
    """The landscape published as a revision by the command, on the local server."""
    with open_nation(work, factor, "local") as (graph, address, _seconds):
        environment = os.environ | {"LANDSKAP_GRAPH": str(address), "LANDSKAP_CONFIG": str(work / "landskap.json")}
        code, seconds, megabytes = run(environment, "--as", "Samordnare", "publish", "--note", "Mätning", "--yes")
        if code:
            raise SystemExit(f"landskap publish ended with {code}")
        revision = find_revision(graph)
    return PublishFigures(factor, sum((revision.counts or {}).values()), revision.quads or 0, seconds, megabytes)


def main() -> None:
    """Measure, print, write."""
    parser = argparse.ArgumentParser()
    parser.add_argument("work", type=Path)
    parser.add_argument("--factors", type=float, nargs="*", default=[0.02, 0.1])
    asked = parser.parse_args()
    asked.work.mkdir(parents=True, exist_ok=True)
    found = measure_fingerprint(asked.work)
    print(f"fingerprint of {found['triples']:,} triples: {found['ours']:.0f} ms, pyoxigraph's own work {found['other']:.0f} ms: "
          f"{found['ratio']:.2f} (≤ {MOST_TIMES})")  # fmt: skip
    figures = [measure_publishing(asked.work, factor) for factor in asked.factors]
    for each in figures:
        print(f"publish {each.factor}: {each.records:,} records, {each.quads:,} quads, {each.seconds:.0f} s, "
              f"{each.megabytes:.0f} MB (< {MOST_MEGABYTES})")  # fmt: skip
    results: dict[str, Any] = {"machine": describe_machine(), "fingerprint": found, "publish": [*map(asdict, figures)]}
    (HERE / "publishing.json").write_text(json.dumps(results, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
