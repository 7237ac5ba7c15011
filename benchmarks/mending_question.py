"""How long `mend` takes, from the graph to the answer: `python -m benchmarks.mending_question FOLDER [ACTORS FORUMS]`.

The landscape is that of `benchmarks.mending` as records; it is made in a graph of the folder, which should be empty, and asked
twice: everything is read anew after each change. The times are those of a clock, and of this process alone, without the server's.
"""

import random
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.mending import AREAS, KINDS, LEVELS, build_mending
from benchmarks.timing import describe_machine
from model.vocabulary.forums import Force, ForumKind, RuleKind, SeatRule
from model.vocabulary.record import Record
from model.vocabulary.registers import ActorKind, Area, Colour, Level
from queries.journal.prepare import prepare_graph
from queries.questions.parameters import MendQuestion
from queries.representation.mending import answer_mend
from queries.server.address import LocalAddress
from queries.server.graph import Graph
from queries.server.local_server import stop_server
from tests.graphs import put
from tests.landscapes import EVIDENCE, actor, concerns, forum, landscape, represents, seat

FORUM_KINDS = 4
"""A quarter of the forums each: a share, a share of others, at most so many members, no rule."""


def list_records(actors: int, forums: int) -> Iterator[Record]:
    """Yield the records of the invented landscape."""
    chance, problem = random.Random(0), build_mending(0, actors, forums)
    kinds = [f"kind-{number:02}" for number in range(KINDS)]
    yield from (ActorKind(id=kind, name=kind, plural_name=kind, evidence=EVIDENCE) for kind in kinds)
    for number in range(AREAS):
        yield Area(
            id=f"area-{number}", name=f"Area {number}", order=number + 3, colour=Colour.BLUE, roles=("roll",), evidence=EVIDENCE
        )
    for number in range(LEVELS):
        yield Level(id=f"level-{number}", name=f"Level {number}", order=number + 3, forums=True, evidence=EVIDENCE)
    for number in range(FORUM_KINDS):
        yield ForumKind(id=f"forum-kind-{number}", name=f"kind {number}", plural_name=f"Kind {number}", evidence=EVIDENCE)
    for number, rule in enumerate((RuleKind.NOT_MINORITY, RuleKind.MAJORITY)):
        yield _make_rule(number, rule, actor_kinds=tuple(kinds[number::5]))
    yield _make_rule(2, RuleKind.SEAT, most=12)
    for number in range(actors):
        id_ = f"actor-{number:03}"
        yield actor(id_, kind=chance.choice(kinds))
        yield from (concerns(id_, f"area-{area}") for area in range(AREAS) if chance.random() < 0.5)
    networks = sorted({network for network, _one in problem.links})
    yield from (forum(network, None) for network in networks)
    yield from (represents(network, one) for network, one in sorted(problem.links))
    for number, (id_, (area, level)) in enumerate(problem.cells.items()):
        yield forum(id_, area, level, kind=f"forum-kind-{number % FORUM_KINDS}")
        sitting = sorted(chance.sample([f"actor-{one:03}" for one in range(actors)], 10))
        yield from (seat(id_, one) for one in (*sitting, chance.choice(networks)))


def _make_rule(number: int, rule: RuleKind, **more: object) -> SeatRule:
    fields = {"id": f"rule-{number}", "name": f"Rule {number}", "forum_kind": f"forum-kind-{number}", "evidence": EVIDENCE}
    return SeatRule.model_validate(fields | {"rule": rule, "force": Force.RULE} | more)


def main(folder: str, actors: int = 500, forums: int = 100) -> None:
    """Print how long the question takes for the smallest set and for the best three changes, and what they give."""
    try:
        with Graph.open(LocalAddress(Path(folder))) as graph:
            prepare_graph(graph)
            for most in (None, 3):
                put(graph, landscape(*list_records(actors, forums), actor(f"other-{most or 0}")))
                clock, processor = time.perf_counter(), time.process_time()
                summary = answer_mend(graph, MendQuestion(changes=most)).rows[0]
                clock, processor = time.perf_counter() - clock, time.process_time() - processor
                told = {name: summary[name] for name in ("lacking", "possible", "changes", "voices", "proven", "others")}
                print(f"{actors} x {forums}, {most or 'all'}: {clock:.2f} s ({processor:.2f} s), {told}")
    finally:
        stop_server(Path(folder))
    print(describe_machine())


if __name__ == "__main__":
    main(sys.argv[1], *map(int, sys.argv[2:]))
