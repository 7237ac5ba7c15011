"""The invented nation, and the alternatives over it: each answers as Landskap does."""

import csv
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest

from benchmarks.alternatives import Way
from benchmarks.alternatives.networkx_way import NetworkxWay
from benchmarks.alternatives.sqlite_way import SqliteWay, build
from benchmarks.nation import AREAS, HEADINGS, TODAY, Sizes, write_nation
from loaders.plan.loading import load_plan
from loaders.plan.planning import stage_load
from loaders.staging.store import StagedRecords
from loaders.text_files.csv_folder import read_folder
from model.vocabulary.assignment_state import assess_progress
from model.vocabulary.contents import Contents
from model.vocabulary.decisions import ENDINGS, PAUSES, Assignment, Step, StepKind
from model.vocabulary.types import TYPES
from queries.flows.feeds import find_feeds
from queries.journal.prepare import prepare_graph
from queries.questions.decisions import find_stalled
from queries.questions.parameters import FeedsQuestion, StallsQuestion, UnrepresentedQuestion
from queries.representation.unrepresented import find_unrepresented
from queries.server.address import LocalAddress
from queries.server.graph import Graph
from queries.server.local_server import stop_server

SIZES = Sizes().scale(0.002)
DAYS = (TODAY.isoformat(), "2027-12-01")
ALL = 10**9
WAYS = ("networkx", "sqlite", "pandas")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("nation") / "nation"
    write_nation(folder, SIZES)
    return folder


@pytest.fixture(scope="module")
def nation(folder: Path) -> Contents:
    return Contents(read_folder(folder).records)


@contextmanager
def open_way(name: str, folder: Path) -> Iterator[Way]:
    """The landscape of a folder by one of the ways."""
    if name == "networkx":
        yield NetworkxWay.load(folder)
    elif name == "sqlite":
        build(folder, folder.parent / "nation.db")
        with closing(SqliteWay.open(folder.parent / "nation.db")) as way:
            yield way
    else:
        pytest.importorskip("pandas")
        from benchmarks.alternatives.pandas_way import PandasWay

        yield PandasWay.load(folder)


@pytest.fixture(params=WAYS)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def way(name: str, folder: Path) -> Iterator[Way]:
    with open_way(name, folder) as way:
        yield way


@pytest.fixture(scope="module")
def graph(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Graph]:
    """A graph of its own with the nation; read only."""
    address = LocalAddress(tmp_path_factory.mktemp("nation-graph") / "graph")
    with Graph.open(address) as graph:
        prepare_graph(graph)
        load_plan(graph, read_folder(folder), "tests", "nation")
        yield graph
    stop_server(address.folder)


def some_parties(nation: Contents) -> list[str]:
    """The largest hubs, and others as it falls out."""
    return ["region-1", "myndighet-1", "samordnare-2", *Random(7).sample([party.id for party in nation.parties()], 15)]


def test_what_is_written_can_be_loaded(folder: Path) -> None:
    with StagedRecords.on_disk() as staged:
        assert stage_load(staged, read_folder(folder)).problems == ()


def test_the_same_seed_writes_the_same_files(folder: Path, tmp_path: Path) -> None:
    for seed in (1, 2):
        write_nation(tmp_path / str(seed), SIZES, seed)
    texts = {path.name: path.read_bytes() for path in folder.glob("*.csv")}
    assert texts == {path.name: path.read_bytes() for path in (tmp_path / "1").glob("*.csv")}
    assert texts != {path.name: path.read_bytes() for path in (tmp_path / "2").glob("*.csv")}


def test_there_is_as_much_as_was_asked_for(tmp_path: Path) -> None:
    counts = write_nation(tmp_path, SIZES)
    exact = {"actor": SIZES.actors, "forum": SIZES.forums, "flow": SIZES.flows}
    exact |= {"decision": SIZES.decisions, "assignment": SIZES.assignments}
    assert {stem: counts[stem] for stem in exact} == exact
    assert counts["seat"] == pytest.approx(SIZES.seats, rel=0.1)
    assert counts["step"] == pytest.approx(SIZES.steps, rel=0.1)


def test_it_has_the_models_columns() -> None:
    by_stem = {type_.stem(): type_ for type_ in TYPES.values()}
    assert {(stem, name) for stem, names in HEADINGS.items() for name in names if name not in by_stem[stem].columns()} == set()


def test_the_ways_agree(way: Way, folder: Path, nation: Contents) -> None:
    other, on = NetworkxWay.load(folder), DAYS[0]
    for party in some_parties(nation):
        assert way.feeds(party, on, 3) == other.feeds(party, on, 3)
    assert way.stalls(on, ALL) == other.stalls(on, ALL) != []
    for area in AREAS:
        assert way.unrepresented(area, "regional", on, ALL) == other.unrepresented(area, "regional", on, ALL) != []


def test_trails_of_all_sorts(name: str, tmp_path: Path) -> None:
    """Random trails, with invented and real norms, as `model.vocabulary.assignment_state` reads them."""
    random, folder = Random(3), tmp_path / "trails"
    assignments = [
        Assignment.model_construct(id=f"u-{n}", due=some_day(random), example=random.random() < 0.5) for n in range(800)
    ]
    steps = {assignment.id: some_steps(assignment.id, random) for assignment in assignments}
    norms = [
        ("taken", 14, False),
        ("taken", 7, True),
        ("communicated", 60, True),
        ("executed", 30, False),
        ("line_decision", 30, False),
    ]
    write(folder, "decision", [("id", "taken_on"), ("b", "")])
    write(
        folder, "assignment", [("id", "decision", "due", "example"), *((a.id, "b", a.due, yes(a.example)) for a in assignments)]
    )
    rows = [(s.id, s.assignment, s.kind, s.on, s.until) for of_one in steps.values() for s in of_one]
    write(folder, "step", [("id", "assignment", "kind", "on", "until"), *rows])
    write(folder, "step_norm", [("step", "days", "example"), *((step, days, yes(example)) for step, days, example in norms)])
    for stem, columns in {"actor": "id", "flow": "source target", "seat": "forum holder on_behalf_of"}.items():
        write(folder, stem, [columns.split()])
    late = [(a.id, due) for a in assignments if (due := due_of(a, steps[a.id], norms)) and due < DAYS[0]]
    overdue = sorted(((id_, due, days_between(due, DAYS[0])) for id_, due in late), key=lambda row: (-row[2], row[0]))
    assert len(overdue) > 100
    with open_way(name, folder) as way:
        assert way.stalls(DAYS[0], ALL) == overdue


def write(folder: Path, stem: str, rows: Sequence[Sequence[object]]) -> None:
    folder.mkdir(exist_ok=True)
    with (folder / f"{stem}.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=";").writerows(rows)


def yes(example: bool) -> str:
    return "ja" if example else ""


def some_day(random: Random) -> str | None:
    """One of few days, so that several things happen on one."""
    return (TODAY - timedelta(days=random.randint(0, 90))).isoformat() if random.random() < 0.5 else None


def some_steps(assignment: str, random: Random) -> list[Step]:
    """Up to five of any kind but, mostly, the endings."""
    kinds = [kind for kind in StepKind if kind not in ENDINGS or random.random() < 0.1]
    chosen = [random.choice(kinds) for _ in range(random.randint(0, 5))]
    return [some_step(f"{assignment}-{number}", assignment, kind, random) for number, kind in enumerate(chosen)]


def some_step(id_: str, assignment: str, kind: StepKind, random: Random) -> Step:
    on = TODAY - timedelta(days=random.randint(0, 90))
    until = (on + timedelta(days=random.randint(0, 60))).isoformat() if kind in PAUSES else None
    return Step.model_construct(id=id_, assignment=assignment, kind=kind, on=on.isoformat(), until=until)


def due_of(assignment: Assignment, steps: list[Step], norms: list[tuple[str, int, bool]]) -> str | None:
    """The date that what is open and not executed is held against: its own, or that of the usual time of its step."""
    then = assess_progress(assignment.due, steps)
    if then.step == "executed":
        return None
    usual = [days for step, days, example in norms if step == then.step and (assignment.example or not example)]
    if then.open and then.next_due is None and then.since and usual:
        return (date.fromisoformat(then.since) + timedelta(days=min(usual))).isoformat()
    return then.next_due if then.open else None


def days_between(first: str, last: str) -> int:
    return (date.fromisoformat(last) - date.fromisoformat(first)).days


@pytest.mark.slow
def test_who_feeds_whom(way: Way, graph: Graph, nation: Contents) -> None:
    for party in some_parties(nation):
        for hops, on in ((1, DAYS[0]), (2, DAYS[0]), (4, DAYS[1])):
            ours = sorted(
                {
                    (row["direction"], row["party"], row["hops"])
                    for row in find_feeds(graph, FeedsQuestion(party=party, on=on, hops=hops)).rows
                }
            )
            assert way.feeds(party, on, hops) == ours


@pytest.mark.slow
@pytest.mark.parametrize("on", DAYS)
def test_where_decisions_stall(way: Way, graph: Graph, on: str) -> None:
    ours = [
        (row["assignment"], row["due"], row["overdue"])
        for row in find_stalled(graph, StallsQuestion(on=on)).rows
        if row["how"] == "stalled"
    ]
    assert len(ours) > 150
    assert way.stalls(on, ALL) == ours
    assert way.stalls(on, 17) == ours[:17]


@pytest.mark.slow
@pytest.mark.parametrize("on", DAYS)
def test_who_lacks_representation(way: Way, graph: Graph, on: str) -> None:
    found = find_unrepresented(graph, UnrepresentedQuestion(on=on)).rows
    assert {row["how"] for row in found} == {"direct", "network", "deputy", "none", "unknown"}
    for area in (*AREAS, "no-area"):
        for level in ("nationell", "regional", "lokal"):
            ours = [(row["actor"], row["how"]) for row in found if (row["area"], row["level"]) == (area, level)]
            assert way.unrepresented(area, level, on, ALL) == ours
            assert way.unrepresented(area, level, on, 9) == ours[:9]
