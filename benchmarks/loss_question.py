"""What `landskap without` costs at a nation's size, with its graph: `python -m benchmarks.loss_question --factor 1`.

Only the parties and flows are loaded, on the local server. The seconds are those of this process alone (its own processor time)
and of a clock: of the flows of the day, of the first answer of a version of the graph, and of the next one.
"""

import argparse
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks.bare_loading import load_bare
from benchmarks.nation import TODAY
from benchmarks.nation_graphs import make_csv_folder, run_server
from benchmarks.timing import describe_machine
from model.graphs.dominance import find_dominance
from model.vocabulary.decisions import Assignment, Decision, Step
from model.vocabulary.forums import Meeting, Seat
from model.vocabulary.record import Record
from queries.flows.day_flows import read_day_flows
from queries.flows.without import find_without
from queries.journal.prepare import prepare_graph
from queries.questions.parameters import WithoutQuestion
from queries.server.graph import Graph
from queries.server.settings import Settings

HERE = Path(__file__).parent
ON = TODAY.isoformat()
HUB = "region-1"
PATIENT = Settings(read_seconds=600)
LEFT_OUT: tuple[type[Record], ...] = (Assignment, Decision, Step, Meeting, Seat)
"""What no question about flows reads, and what would take hours to load."""


def time_both(what: str, work: Callable[[], Any]) -> Any:
    """Return the result of `work` and print its seconds: of this process, and of a clock."""
    clock, own = time.perf_counter(), time.process_time()
    found = work()
    own, clock = time.process_time() - own, time.perf_counter() - clock
    print(f"{own:8.2f} s of our own, {clock:8.2f} s by the clock  {what}", flush=True)
    return found


def measure(graph: Graph) -> None:
    """Print what the flows of the day and the answers cost, the first time and the next."""
    questions = {"without": WithoutQuestion(on=ON), f"without {HUB}": WithoutQuestion(on=ON, party=HUB)}
    find_dominance([("a", "b")])  # what is imported once
    flows = time_both("the flows of the day", lambda: graph.read_in_transaction(lambda reader: read_day_flows(reader, ON)))
    print(f"{len(flows.flows)} flows")
    for name, question in questions.items():
        answer = time_both(f"{name}: the first answer", partial(find_without, graph, question))
        print(f"         {len(answer.findings)} sentences, {len(answer.rows)} rows")
        time_both(f"{name}: the next answer", partial(find_without, graph, question))


def main() -> None:
    """Run the command."""
    description = "What landskap without costs at a nation's size."
    parser = argparse.ArgumentParser(prog="python -m benchmarks.loss_question", description=description)
    parser.add_argument("--factor", type=float, default=0.1)
    parser.add_argument("--work", type=Path, default=HERE.parent / ".cache" / "nation", help="where files and graphs are kept")
    said = parser.parse_args()
    home = said.work / f"flows-{round(said.factor * 1000)}"
    with run_server(home, "local") as address, Graph.open(address, PATIENT) as graph:
        prepare_graph(graph)
        if not (home / "whole").is_file():
            load_bare(make_csv_folder(said.work, said.factor), address, LEFT_OUT)
            (home / "whole").touch()
        measure(graph)
    print(describe_machine())


if __name__ == "__main__":
    main()
