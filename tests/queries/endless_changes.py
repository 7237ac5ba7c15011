"""A process that changes a landscape at random until it is killed, and prints which changes were acknowledged.

Run as `python -m tests.queries.endless_changes GRAPH SEED`. It prints a line per change after `apply_change` has returned, with
the change's number and hash. An error of the graph ends it with exit code 1 and a message on standard error.
"""

import os
import random
import sys
from collections.abc import Iterator

from model.changes.operations import Reason, diff_records
from model.errors import LandskapError
from model.vocabulary.contents import Contents
from model.vocabulary.record import Record
from queries.journal.journal import apply_change
from queries.journal.prepare import prepare_graph
from queries.server.address import parse_address
from queries.server.graph import Graph
from tests.landscapes import actor, assignment, decision, flow, forum, landscape, seat

PARTIES = 12
LARGE = 0.05
"""The share of changes that have ten times as many parties, so that some are killed during a long transaction."""


def main(said: str, seed: float) -> int:
    """Change the graph at an address until the graph or this process ends."""
    chance = random.Random(seed)
    try:
        with Graph.open(parse_address(said)) as graph:
            prepare_graph(graph)
            while True:
                _acknowledge(graph, landscape(_make_records(chance)))
    except LandskapError as error:
        print(error, file=sys.stderr)
        return 1


def _acknowledge(graph: Graph, wanted: Contents) -> None:
    if made := apply_change(graph, Reason("tests", "endless"), lambda now: diff_records(now, wanted)):
        os.write(sys.stdout.fileno(), f"{made.number} {made.hash}\n".encode())


def _make_records(chance: random.Random) -> Iterator[Record]:
    """Return the next records of the landscape: creations, new values, moved edges and removals follow from the last ones."""
    many = PARTIES * (10 if chance.random() < LARGE else 1)
    actors = [f"a{n}" for n in range(many) if chance.random() < 0.7]
    forums = [f"f{n}" for n in range(many // 3) if chance.random() < 0.7]
    yield from (actor(id_, level=chance.choice(["lokal", "regional"]), description=str(chance.random())) for id_ in actors)
    yield from (forum(id_, chance.choice(["gron", "gul"])) for id_ in forums)
    yield from (flow(*pair) for pair in _pick_pairs(chance, actors, actors) if pair[0] != pair[1])
    for n, (place, who) in enumerate(_pick_pairs(chance, forums, actors)):
        yield seat(place, who)
        yield from decision(f"b{n}", assignment(f"u{n}", f"b{n}", who), taken_in=place)


def _pick_pairs(chance: random.Random, some: list[str], others: list[str]) -> list[tuple[str, str]]:
    return sorted({(one, chance.choice(others)) for one in some if others})


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], float(sys.argv[2])))
