"""What the questions, loads and exports cost at a nation's size, on both servers: `make benchmarks-nation FACTOR=1`.

Everything is held against something else in the same run: the bare driver with the same texts, and what a user would write
instead (networkx, SQLite, pandas). The tables are printed and written to `nation.json`.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
from collections.abc import Callable, Collection
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

from api.command_line import collect_garbage_less_often
from benchmarks.alternatives import Way
from benchmarks.alternatives.networkx_way import NetworkxWay
from benchmarks.alternatives.pandas_way import PandasWay
from benchmarks.alternatives.sqlite_way import SqliteWay, build
from benchmarks.bare_driver import Bare, Recorder
from benchmarks.nation import TODAY
from benchmarks.nation_graphs import SERVERS, make_csv_folder, open_nation, run_server
from benchmarks.processes import run
from benchmarks.timing import describe_machine, time_alternating, time_median, time_once
from model.edits.by_hand import set_field
from model.errors import QueryTooSlow
from model.findings import Answer
from model.vocabulary.finding_rules import FindingRule
from queries.findings.rule_settings import RuleInForce, read_rules_in_force
from queries.flows.brokers import find_brokers
from queries.flows.chains import find_chains
from queries.flows.feeds import find_feeds
from queries.flows.meets import find_meets
from queries.flows.ways import find_ways
from queries.flows.without import find_without
from queries.following.stall_groups import find_stall_groups
from queries.landscape.graph_records import GraphRecords
from queries.landscape.parties import find_party
from queries.questions.decisions import find_stalled
from queries.questions.durations import find_durations
from queries.questions.parameters import (
    BrokersQuestion,
    ChainsQuestion,
    DurationsQuestion,
    FeedsQuestion,
    MatrixQuestion,
    MeetsQuestion,
    OverlapsQuestion,
    SeatRulesQuestion,
    SharesQuestion,
    StallsQuestion,
    UnrepresentedQuestion,
    WithoutQuestion,
)
from queries.representation.matrix import answer_matrix
from queries.representation.seat_rules import answer_seat_rules
from queries.representation.shares import answer_shares
from queries.representation.spread import answer_overlaps
from queries.representation.unrepresented import find_unrepresented
from queries.review.running import RuleReport, order_rules, run_rule
from queries.server.address import Address, ServerAddress
from queries.server.graph import Graph, Reader

HERE = Path(__file__).parent
FACTORS = (0.01, 0.1, 1.0)
ON = TODAY.isoformat()
PAGE_ROWS = 50
AREA, LEVEL = "utbildning", "regional"
PARTY, HUB, OTHER_HUB = "samordnare-2", "region-1", "region-2"
WARM_UP_CALLS = 200
"""How often a question is asked before it is measured: what a server's Java learns of it takes some hundreds of times."""
SLOW_MILLISECONDS = 5_000
"""What takes longer is asked twice only."""
LARGEST_GRAPHML = 0.1
"""GraphML is made in memory: at a whole nation it is nothing that anybody would open."""
Figure = dict[str, Any]
Question = Callable[[Any], Any]


def find_ordinary_party(graph: Graph) -> str:
    """The addressee of the assignment that has stood still longest: a party as they come."""
    return str(find_stalled(graph, StallsQuestion(on=ON, most=1)).rows[0]["party"])


def build_questions(party: str) -> dict[str, Question]:
    """What a user asks while waiting: one party, or a page of 50 rows."""
    return {
        "find a party by id": lambda graph: find_party(graph, party),
        "find a party by name": lambda graph: find_party(graph, "Region 1"),
        "feeds, 1 hop": lambda graph: find_feeds(graph, FeedsQuestion(party=party, on=ON, hops=1)),
        "feeds, 2 hops": lambda graph: find_feeds(graph, FeedsQuestion(party=party, on=ON, hops=2)),
        "feeds of a hub, 1 hop": lambda graph: find_feeds(graph, FeedsQuestion(party=HUB, on=ON, hops=1)),
        "without, on whom most hangs": lambda graph: find_without(graph, WithoutQuestion(on=ON)),
        "without a hub": lambda graph: find_without(graph, WithoutQuestion(party=HUB, on=ON)),
        "ways between two hubs": lambda graph: find_ways(graph, FeedsQuestion(party=HUB, to=OTHER_HUB, on=ON)),
        "stalls, a page": lambda graph: find_stalled(graph, StallsQuestion(on=ON, most=PAGE_ROWS)),
        "stalls of an addressee": lambda graph: find_stalled(graph, StallsQuestion(on=ON, most=PAGE_ROWS, addressee=party)),
        "stalls of an area, a page": lambda graph: find_stalled(graph, StallsQuestion(on=ON, most=PAGE_ROWS, area=AREA)),
        "unrepresented, one actor": lambda graph: find_unrepresented(graph, UnrepresentedQuestion(on=ON, actor=HUB)),
        "unrepresented, a page": lambda graph: find_unrepresented(
            graph, UnrepresentedQuestion(on=ON, most=PAGE_ROWS, area=AREA, level=LEVEL)
        ),
        "matrix": lambda graph: answer_matrix(graph, MatrixQuestion(on=ON)),
        "matrix of the forums of an area and level": lambda graph: answer_matrix(
            graph, MatrixQuestion(on=ON, forums=True, area=AREA, level=LEVEL)
        ),
        "shares by type": lambda graph: answer_shares(graph, SharesQuestion(on=ON, by="type")),
        "overlaps": lambda graph: answer_overlaps(graph, OverlapsQuestion(on=ON)),
        "seat rules, a page": lambda graph: answer_seat_rules(graph, SeatRulesQuestion(on=ON, most=PAGE_ROWS)),
        "set, planned and checked": lambda graph: set_field(GraphRecords(graph), party, "description", "measured"),
    }


def measure_questions(graph: Graph, address: Address, where: Figure) -> list[Figure]:
    """Each question by us and, with the same texts, by the bare driver; with the first call of each by itself."""
    figures = []
    with closing(Bare(address)) as bare:
        for name, question in build_questions(find_ordinary_party(graph)).items():
            recorder = Recorder(graph)
            first = time_once(partial(question, recorder))
            for _ in range(WARM_UP_CALLS):
                question(graph)
            ours, other = time_alternating(partial(question, graph), partial(bare.read, recorder.calls), 10)
            answer = question(graph)
            rows = len(answer.rows) if isinstance(answer, Answer) else 1
            figures.append({**where, "what": name, "rows": rows, "first": first, "ours": ours, "bare": other})
            print_figure(figures[-1])
    return figures


def measure_flow_questions(graph: Graph, where: Figure) -> list[Figure]:
    """The questions that read all flows of the day: the first call, and the next ones of the same version."""
    questions: dict[str, Question] = {
        "chains": lambda graph: find_chains(graph, ChainsQuestion(on=ON)),
        "brokers between areas": lambda graph: find_brokers(graph, BrokersQuestion(on=ON)),
        "brokers, a hub between levels": lambda graph: find_brokers(graph, BrokersQuestion(on=ON, party=HUB, between="level")),
        "meets, a hub": lambda graph: find_meets(graph, MeetsQuestion(on=ON, party=HUB)),
    }
    figures = []
    for name, question in questions.items():
        first = time_once(partial(question, graph))
        figures.append({**where, "what": name, "rows": len(question(graph).rows), "first": first,
                        "next": time_median(partial(question, graph), 3)})  # fmt: skip
        print_figure(figures[-1])
    return figures


def build_rule_questions(graph: Graph) -> dict[str, Question]:
    """A page of what each rule finds, and what goes through all assignments."""
    in_force = graph.read_in_transaction(lambda reader: read_rules_in_force(reader, ON))

    def make(rule: FindingRule) -> Question:
        return lambda source: source.read_in_transaction(partial(_run_page, in_force[rule])).findings

    return {
        **{str(rule): make(rule) for rule in order_rules(tuple(FindingRule))},
        "durations": lambda graph: find_durations(graph, DurationsQuestion(on=ON)).rows,
        "stalls by hand-off": lambda graph: find_stall_groups(graph, StallsQuestion(on=ON, by="hand-off", most=PAGE_ROWS)).rows,
    }


def measure_rules(graph: Graph, address: Address, where: Figure, chosen: Collection[str] = ()) -> list[Figure]:
    """Each rule, or the `chosen` ones, four times: first, with nothing kept, by the bare driver, and in an unchanged graph.

    All but the first are medians of three; of what is slow, the second time. `bare` reads the same rows by the same texts without
    work of ours: what the server and the driver alone take. `load` is the machine's of the last minute.
    """
    figures = []
    with closing(Bare(address)) as bare:
        for name, question in build_rule_questions(graph).items():
            if chosen and name not in chosen:
                continue
            figure = {**where, "what": name} | _time_kept(graph, bare, question) | {"load": os.getloadavg()[0]}
            figures.append(figure)
            print_figure(figure)
    return figures


def _time_kept(graph: Graph, bare: Bare, question: Question) -> Figure:
    """The milliseconds of a question, or why it failed."""
    recorder = Recorder(graph)

    def ask_cold() -> None:
        graph.cache.clear()
        question(graph)

    try:
        first = time_once(partial(question, recorder))
        times = 3 if first < SLOW_MILLISECONDS else 1
        cold, alone = time_median(ask_cold, times), time_median(partial(bare.read, recorder.calls), times)
        kept = time_median(partial(question, graph), 3)
        return {"rows": len(question(graph)), "first": first, "cold": cold, "bare": alone, "kept": kept}
    except QueryTooSlow as error:
        return {"failed": str(error)}


def _run_page(in_force: RuleInForce, reader: Reader) -> RuleReport:
    return run_rule(reader, ON, PAGE_ROWS, in_force, {})


def print_figure(figure: Figure) -> None:
    """One figure to the terminal, when it is known."""
    print(
        "  ".join(f"{name} {value:.4g}" if isinstance(value, float) else str(value) for name, value in figure.items()), flush=True
    )


# --- what a user would write instead ---------------------------------------------------------------------------------


def list_ways(folder: Path, database: Path) -> dict[str, Callable[[], Way]]:
    """How each alternative gets at the landscape; SQLite from a database file that is built beforehand, or now."""

    def built() -> Way:
        build(folder, database)
        return SqliteWay.open(database)

    return {
        "networkx": lambda: NetworkxWay.load(folder),
        "pandas": lambda: PandasWay.load(folder),
        "sqlite, built now": built,
        "sqlite": lambda: SqliteWay.open(database),
    }


def build_way_questions(way: Way, party: str) -> dict[str, Callable[[], list[Any]]]:
    """The questions that the alternatives answer."""
    return {
        "feeds, 2 hops": lambda: way.feeds(party, ON, 2),
        "stalls, a page": lambda: way.stalls(ON, PAGE_ROWS),
        "unrepresented, a page": lambda: way.unrepresented(AREA, LEVEL, ON, PAGE_ROWS),
    }


def convert_answers(graph: Graph, party: str) -> dict[str, list[Any]]:
    """Return our answers in the alternatives' form."""
    feeds = find_feeds(graph, FeedsQuestion(party=party, on=ON, hops=2))
    stalls = find_stalled(graph, StallsQuestion(on=ON, most=PAGE_ROWS))
    lacking = find_unrepresented(graph, UnrepresentedQuestion(on=ON, most=PAGE_ROWS, area=AREA, level=LEVEL))
    fed = sorted({(row["direction"], row["party"], row["hops"]) for row in feeds.rows})
    stalled = [(row["assignment"], row["due"], row["overdue"]) for row in stalls.rows]
    how = [(row["actor"], row["how"]) for row in lacking.rows]
    return {"feeds, 2 hops": fed, "stalls, a page": stalled, "unrepresented, a page": how}


COMMANDS = {
    "feeds, 2 hops": ("feeds", "{party}", "--hops", "2"),
    "stalls, a page": ("stalls", "--most", "50"),
    "unrepresented, a page": ("unrepresented", "--area", AREA, "--level", LEVEL, "--most", "50"),
}


def compare_alternatives(work: Path, factor: float, graph: Graph, address: Address, where: Figure) -> list[Figure]:
    """Ours and each alternative, from the start of a process and warm; raises AssertionError where the answers differ."""
    party, figures = find_ordinary_party(graph), []
    folder, database = make_csv_folder(work, factor), work / f"nation-{round(factor * 1000)}.db"
    answers = convert_answers(graph, party)
    for what, command in COMMANDS.items():
        words = [word.format(party=party) for word in command]
        cold = statistics.median(time_once(partial(run_landskap, address, *words, "--on", ON, "--json")) for _ in range(3))
        figures.append({**where, "what": what, "way": "landskap", "cold": cold})
    for name, opened in list_ways(folder, database).items():
        cold_ones = {what: time_cold_way(name, what, party, folder, database) for what in COMMANDS}
        for what, ask in build_way_questions(opened(), party).items():
            assert ask() == answers[what], f"{name} answers {what} in another way"
            warm = statistics.median(time_once(ask) for _ in range(10))
            figures.append({**where, "what": what, "way": name, "cold": cold_ones[what], "warm": warm})
    for figure in figures:
        print_figure(figure)
    return figures


def time_cold_way(name: str, what: str, party: str, folder: Path, database: Path) -> float:
    """Milliseconds of a process that opens an alternative and asks one question."""
    command = [sys.executable, "-m", "benchmarks.nation_figures", "--ask", name, what, party, str(folder), str(database)]
    return time_once(lambda: subprocess.run(command, check=True))


def ask_one(name: str, what: str, party: str, folder: str, database: str) -> None:
    """What a process of `time_cold_way` does."""
    build_way_questions(list_ways(Path(folder), Path(database))[name](), party)[what]()


# --- whole commands --------------------------------------------------------------------------------------------------


def environment_for(address: Address) -> dict[str, str]:
    """What a command needs to reach the graph."""
    more = {"LANDSKAP_GRAPH": str(address)}
    if isinstance(address, ServerAddress):
        more |= {"LANDSKAP_NEO4J_USER": address.user, "LANDSKAP_NEO4J_PASSWORD": address.password}
    return os.environ | more


def run_landskap(address: Address, *words: str) -> tuple[int, float, float]:
    """Run a command on the graph as a process: its exit code, the seconds, and the most memory that it held, in megabytes."""
    return run(environment_for(address), *words)


def measure_loading(work: Path, factor: float, name: str, bare_seconds: float, where: Figure) -> Figure:
    """`landskap load` of the folder into an empty graph, with all checks and the journal."""
    home = work / f"load-{name}-{round(factor * 1000)}-{os.getpid()}"
    with run_server(home, name) as address:
        code, seconds, megabytes = run_landskap(address, "load", str(make_csv_folder(work, factor)), "--yes")
    figure = {**where, "what": "load", "exit": code, "seconds": seconds, "bare seconds": bare_seconds, "megabytes": megabytes}
    print_figure(figure)
    return figure


def measure_editing(address: Address, party: str, where: Figure) -> list[Figure]:
    """`landskap set` of one field of one party, and the same undone by hand."""
    figures = []
    for value in ("measured", ""):
        code, seconds, megabytes = run_landskap(address, "--as", "benchmarks", "set", party, "description", value)
        figures.append({**where, "what": "set", "exit": code, "seconds": seconds, "megabytes": megabytes})
        print_figure(figures[-1])
    return figures


def measure_exporting(work: Path, address: Address, where: Figure) -> list[Figure]:
    """`landskap export` to a folder of CSV files, and to GraphML where anybody would open it."""
    figures = []
    for name in ("export", "export.graphml") if where["factor"] <= LARGEST_GRAPHML else ("export",):
        out = work / name
        code, seconds, megabytes = run_landskap(address, "export", str(out), "--overwrite")
        size = sum(file.stat().st_size for file in (out.iterdir() if out.is_dir() else (out,))) / 1e6
        figures.append({**where, "what": name, "exit": code, "seconds": seconds, "megabytes": megabytes, "file": size})
        print_figure(figures[-1])
    return figures


# --- all of it -------------------------------------------------------------------------------------------------------


def measure_size(work: Path, factor: float, name: str, load: bool, compare: bool) -> dict[str, list[Figure]]:
    """The figures of one size on one server; against the alternatives where it is to `compare`, loads where it is to `load`."""
    where: Figure = {"server": name, "factor": factor}
    kinds = ("questions", "flows", "rules", "alternatives", "edits", "loads", "exports")
    figures: dict[str, list[Figure]] = {kind: [] for kind in kinds}
    with open_nation(work, factor, name) as (graph, address, bare_seconds):
        figures["questions"] = measure_questions(graph, address, where)
        figures["flows"] = measure_flow_questions(graph, where)
        figures["rules"] = measure_rules(graph, address, where)
        if compare:
            figures["alternatives"] = compare_alternatives(work, factor, graph, address, where)
        figures["edits"] = measure_editing(address, find_ordinary_party(graph), where)
        figures["exports"] = measure_exporting(work, address, where)
    if load:
        figures["loads"] = [measure_loading(work, factor, name, bare_seconds, where)]
    return figures


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.nation_figures", description="Figures at a nation's size.")
    parser.add_argument("--factor", type=float, default=0.01, help="the largest size, of a whole nation (1)")
    parser.add_argument("--work", type=Path, default=HERE.parent / ".cache" / "nation", help="where files and graphs are kept")
    parser.add_argument("--servers", default=",".join(SERVERS))
    parser.add_argument("--load-up-to", type=float, default=1, metavar="FACTOR", help="the largest size that landskap loads")
    parser.add_argument("--rules", nargs="*", metavar="RULE", help="only the rules, or these, at the largest size")
    parser.add_argument("--ask", nargs=5, metavar="WORD", help="one question of one alternative, then the end")
    said = parser.parse_args()
    collect_garbage_less_often()
    if said.ask:
        ask_one(*said.ask)
        return
    if said.rules is not None:
        for name in said.servers.split(","):
            with open_nation(said.work, said.factor, name) as (graph, address, _seconds):
                measure_rules(graph, address, {"server": name, "factor": said.factor}, said.rules)
        return
    figures: dict[str, list[Figure]] = {}
    for factor in (factor for factor in FACTORS if factor <= said.factor):
        for name in said.servers.split(","):
            compare = factor == said.factor and name == "local"
            found = measure_size(said.work, factor, name, factor <= said.load_up_to, compare)
            figures = {kind: [*figures.get(kind, ()), *rows] for kind, rows in found.items()}
            results = {"machine": describe_machine(), "on": ON, **figures}
            (HERE / "nation.json").write_text(json.dumps(results, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
