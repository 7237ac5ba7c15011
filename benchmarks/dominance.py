"""What hangs on whom at a nation's size, without a graph: `python -m benchmarks.dominance --factor 1`.

Seconds of this process alone (its own processor time), since it is one thread and the machine may be shared.
"""

import argparse
import csv
import random
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.nation_graphs import make_csv_folder
from model.graphs.cuts import find_smallest_cut
from model.graphs.dominance import Arc, find_dominance, find_joints

HERE = Path(__file__).parent


def read_arcs(folder: Path) -> dict[str, list[Arc]]:
    """Return who feeds whom, by kind of flow."""
    arcs: dict[str, list[Arc]] = defaultdict(list)
    with (folder / "flow.csv").open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file, delimiter=";"):
            arcs[row["kind"]].append((row["source"], row["target"]))
    return arcs


def read_seats(folder: Path) -> list[Arc]:
    """Return who sits where."""
    with (folder / "seat.csv").open(encoding="utf-8-sig", newline="") as file:
        return [(row["forum"], row["holder"]) for row in csv.DictReader(file, delimiter=";") if row["holder"]]


def time_own(what: str, work: Callable[[], Any]) -> Any:
    """Return the result of `work` and print its seconds."""
    begun = time.process_time()
    found = work()
    print(f"{time.process_time() - begun:8.2f} s  {what}")
    return found


def main() -> None:
    """Run the command."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.dominance", description="What hangs on whom, at a nation's size.")
    parser.add_argument("--factor", type=float, default=1.0)
    parser.add_argument("--work", type=Path, default=HERE.parent / ".cache" / "nation", help="where the nation's files are kept")
    said = parser.parse_args()
    folder = make_csv_folder(said.work, said.factor)
    by_kind = read_arcs(folder)
    find_dominance([("a", "b")])  # what is imported once
    every = [arc for arcs in by_kind.values() for arc in arcs]
    parties = sorted({party for arc in every for party in arc})
    print(f"{len(every)} flows of {len(by_kind)} kinds among {len(parties)} parties, {len(read_seats(folder))} seats")
    found = time_own("dominators, all flows as one kind", lambda: find_dominance(every))
    time_own("how many hang on each", lambda: found.below_counts)
    time_own("dominators, each kind by itself", lambda: [find_dominance(arcs) for arcs in by_kind.values()])
    chance = random.Random(1)
    shuffled = [(chance.choice(parties), chance.choice(parties)) for _ in every]
    time_own("dominators, as many flows between any two", lambda: find_dominance(shuffled))
    kind, arcs = max(by_kind.items(), key=lambda item: len(item[1]))
    sources, some = find_dominance(arcs).sources, chance.sample(parties, 50)
    cut = time_own(f"smallest set for 50 parties, {kind}", lambda: find_smallest_cut(arcs, some, sources))
    print(f"            ({cut.ways} parties, {len(cut.reached)} of the 50 reached)")
    neighbours: dict[str, set[str]] = defaultdict(set)
    for forum, holder in read_seats(folder):
        neighbours[forum].add(holder)
        neighbours[holder].add(forum)
    joints = time_own("who joins those who sit together", lambda: find_joints(neighbours, ()))
    print(f"            ({len(joints)} parties and forums)")


if __name__ == "__main__":
    main()
