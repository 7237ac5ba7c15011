"""The local server's life, on real processes and real folders."""

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import neo4j
import pytest

from model.changes.operations import Reason, build_creation, diff_records
from model.errors import GraphBusy, GraphError, GraphForeign, GraphFull, GraphNewer, GraphReadOnly, GraphUnavailable
from queries.journal.journal import apply_change
from queries.journal.prepare import prepare_graph
from queries.landscape.registers import read_contents
from queries.server.address import LocalAddress
from queries.server.catalogue import find_query
from queries.server.graph import Graph
from queries.server.local_folder import LocalFolder, RunningServer, machine_id
from queries.server.local_server import FOLDER_HELD, find_or_start_server, is_folder_held, stop_server
from queries.server.settings import Settings
from tests.file_systems import on_linux, run_in_file_system
from tests.graphs import empty_graph, put
from tests.landscapes import BASE, actor, landscape


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """Yield a folder whose server, if any, ends with the test."""
    path = tmp_path / "graph"
    yield path
    stop_server(path)


def write_base(folder: Path) -> None:
    with Graph.open(LocalAddress(folder)) as graph:
        prepare_graph(graph)
        apply_change(
            graph,
            Reason("tests", "base"),
            lambda now: [build_creation(record) for record in BASE if not now.find(record.label, record.id)],
        )


def count(folder: Path) -> int:
    with Graph.open(LocalAddress(folder)) as graph:
        return len(read_contents(graph))


def test_it_is_started_found_again_and_stopped(folder: Path) -> None:
    first = find_or_start_server(folder)
    assert find_or_start_server(folder) == first
    assert is_folder_held(LocalFolder(folder))
    assert stop_server(folder) is True
    assert LocalFolder(folder).find_server() is None
    assert stop_server(folder) is False


def test_it_leaves_nothing_in_the_folder_that_all_share(folder: Path) -> None:
    before = {*Path("/tmp").glob(".java_pid*")}
    server = find_or_start_server(folder)
    count(folder)
    stop_server(folder)
    assert Path(f"/tmp/.java_pid{server.pid}") not in {*Path("/tmp").glob(".java_pid*")} - before


def test_nobody_but_its_owner_reads_the_folder(folder: Path) -> None:
    folder.mkdir(mode=0o755)
    (folder / "landskap.json").write_text('{"format": 1, "software": "0"}', encoding="utf-8")
    (folder / "password").write_text("of an older version", encoding="utf-8")
    write_base(folder)
    assert folder.stat().st_mode & 0o777 == 0o700
    assert not (folder / "password").exists()
    made = [path for path in folder.rglob("*") if path.name not in ("landskap.json", "server.lock", "start.lock", "in-use")]
    assert len(made) > 10
    assert [path for path in made if path.stat().st_mode & 0o077] == []


@pytest.mark.slow
def test_a_password_is_for_one_start_and_the_server_knows_no_other(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANDSKAP_NEO4J_PASSWORD", "of-another-server")
    first = find_or_start_server(folder)
    if sys.platform == "linux":
        assert b"of-another-server" not in Path(f"/proc/{first.pid}/environ").read_bytes()
    stop_server(folder)
    second = find_or_start_server(folder)
    assert (first.user, first.password) != (second.user, second.password)
    assert "password" not in repr(second)
    with pytest.raises(neo4j.exceptions.AuthError):
        log_in(second.bolt_port, first.user, first.password)


def log_in(port: int, user: str, password: str) -> None:
    with neo4j.GraphDatabase.driver(f"bolt://127.0.0.1:{port}", auth=(user, password)) as driver:
        driver.verify_connectivity()


def test_it_listens_for_bolt_alone(folder: Path) -> None:
    server = find_or_start_server(folder)
    log = "".join(path.read_text(encoding="utf-8") for path in folder.glob("arcadedb/log/arcadedb.log*"))
    closed = re.search(r"HTTP Server started.*port=(\d+)", log)
    assert closed
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", int(closed[1])))
    socket.create_connection(("127.0.0.1", server.bolt_port)).close()


def test_who_guesses_passwords_keeps_nobody_out(local_folder: Path) -> None:
    server = LocalFolder(local_folder).find_server()
    assert server
    for _ in range(8):
        with pytest.raises(neo4j.exceptions.AuthError):
            log_in(server.bolt_port, "root", "guess")
    begun = time.monotonic()
    assert count(local_folder) >= 0
    assert time.monotonic() - begun < 3


@pytest.mark.slow
def test_who_only_connects_keeps_nobody_out(local_folder: Path) -> None:
    server = LocalFolder(local_folder).find_server()
    assert server
    with ExitStack() as idle:
        for _ in range(600):
            idle.enter_context(socket.create_connection(("127.0.0.1", server.bolt_port), 10))
        begun = time.monotonic()
        assert count(local_folder) >= 0
        assert time.monotonic() - begun < 3


@pytest.mark.slow
def test_who_listens_where_a_server_was_is_told_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("queries.server.driver.LOCAL_RETRY_SECONDS", 0.5)
    write_base(folder)
    with Graph.open(LocalAddress(folder)) as graph:
        read_contents(graph)
        server = LocalFolder(folder).find_server()
        assert server
        kill_server(folder)
        with listen_as_server(server.bolt_port) as heard:
            assert len(read_contents(graph)) == len(BASE)
    assert heard == []


@pytest.mark.slow
def test_nobody_waits_for_a_mute_one_that_listens_where_a_server_was(folder: Path) -> None:
    write_base(folder)
    with Graph.open(LocalAddress(folder), Settings().for_pages()) as graph:
        graph.read_once("changes/head")
        server = LocalFolder(folder).find_server()
        assert server
        kill_server(folder)
        with listen_as_server(server.bolt_port, mute=True) as heard:
            begun = time.monotonic()
            assert graph.read_once("changes/head").rows
            assert time.monotonic() - begun < 20
    assert heard == []


@contextmanager
def listen_as_server(port: int, mute: bool = False) -> Iterator[list[bytes]]:
    """Listen on a port as a server of Bolt 5.4, or silently if `mute`, and collect the bytes received.

    A connection alone counts as an empty message.
    """
    heard: list[bytes] = []
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        until = time.monotonic() + 10
        while True:
            try:
                listener.bind(("127.0.0.1", port))
                break
            except OSError:
                assert time.monotonic() < until
                time.sleep(0.05)
        listener.listen()

        def hear() -> None:
            with suppress(OSError):
                while True:
                    client, _ = listener.accept()
                    heard.append(b"")
                    with client, suppress(OSError):
                        client.settimeout(60 if mute else 5)
                        heard.append(client.recv(20))
                        if not mute:
                            client.sendall(bytes((0, 0, 4, 5)))
                        while said := client.recv(65536):
                            heard.append(said)

        threading.Thread(target=hear, daemon=True).start()
        yield heard
        listener.shutdown(socket.SHUT_RDWR)


@pytest.mark.slow
def test_two_that_start_at_once_find_one_server(folder: Path) -> None:
    found: list[RunningServer] = []
    threads = [threading.Thread(target=lambda: found.append(find_or_start_server(folder))) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({server.pid for server in found}) == 1
    assert len(found) == 3


@pytest.mark.slow
def test_two_that_prepare_a_new_graph_at_once_both_find_it_prepared(folder: Path) -> None:
    with ExitStack() as opened, ThreadPoolExecutor() as threads:
        graphs = [opened.enter_context(Graph.open(LocalAddress(folder))) for _ in range(3)]
        assert [*threads.map(prepare_graph, graphs)] == [None, None, None]
        assert len(graphs[0].read("changes/head").rows) == 1


@pytest.mark.slow
def test_a_stale_port_file_is_no_server(folder: Path) -> None:
    LocalFolder(folder).prepare()
    stale = RunningServer(1, os.getpid(), machine_id(), "0", "user", "password")
    LocalFolder(folder).announce(stale)
    assert find_or_start_server(folder).bolt_port != 1


@pytest.mark.slow
def test_a_server_that_was_killed_is_started_again_and_nothing_is_lost(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("queries.server.driver.LOCAL_RETRY_SECONDS", 0.5)
    write_base(folder)
    with Graph.open(LocalAddress(folder)) as graph:
        first = kill_server(folder)
        with ThreadPoolExecutor() as threads:
            assert {len(found) for found in threads.map(read_contents, [graph] * 4)} == {len(BASE)}
        second = kill_server(folder)
        assert apply_change(graph, Reason("tests", "nytt"), lambda now: diff_records(now, landscape(actor("a"))))
    assert count(folder) == len(landscape(actor("a")))
    assert len({first, second, getattr(LocalFolder(folder).find_server(), "pid", None)}) == 3


def kill_server(folder: Path) -> int:
    """Kill the running server and wait for its end."""
    server = LocalFolder(folder).find_server()
    assert server is not None
    os.kill(server.pid, signal.SIGKILL)
    return server.pid


@pytest.mark.slow
def test_a_folder_that_is_gone_is_not_made_anew(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("queries.server.driver.LOCAL_RETRY_SECONDS", 0.5)
    write_base(folder)
    with Graph.open(LocalAddress(folder)) as graph:
        kill_server(folder)
        shutil.rmtree(folder)
        for work in (
            read_contents,
            lambda it: apply_change(it, Reason("tests", "nytt"), lambda now: diff_records(now, landscape())),
        ):
            with pytest.raises(GraphUnavailable, match="is no longer there"):
                work(graph)
    assert not folder.exists()


@pytest.mark.slow
def test_a_computer_that_has_slept_for_a_night_keeps_its_server(folder: Path) -> None:
    server = find_or_start_server(folder)
    os.utime(folder / "in-use", (time.time() - 36_000,) * 2)
    time.sleep(1)
    assert LocalFolder(folder).find_server() == server


@pytest.mark.slow
def test_a_relative_folder_is_found_and_nothing_else_is_written_where_one_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    address = LocalAddress(Path("graph"))
    try:
        write_base(address.folder)
        with Graph.open(address) as graph:
            assert len(read_contents(graph)) == len(BASE)
    finally:
        stop_server(address.folder)
    assert [path.name for path in tmp_path.iterdir()] == ["graph"]
    assert [path.parent.relative_to(tmp_path) for path in tmp_path.rglob("arcadedb.log.0")] == [Path("graph/arcadedb/log")]


@pytest.mark.slow
def test_it_ends_in_order_with_the_computer(folder: Path) -> None:
    server = find_or_start_server(folder)
    os.kill(server.pid, signal.SIGTERM)
    until = time.monotonic() + 30
    while is_folder_held(LocalFolder(folder)) and time.monotonic() < until:
        time.sleep(0.1)
    assert LocalFolder(folder).find_server() is None
    assert not list(folder.glob("**/hs_err*"))


@pytest.mark.slow
def test_a_port_that_somebody_takes_meanwhile(folder: Path) -> None:
    """The first ports that the server chooses are taken before it listens, so it takes others."""
    LocalFolder(folder).prepare()
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        code = (
            "import sys; from pathlib import Path; import queries.server.local_server_process as process; free = process._find_free_ports; "
            f"ports = iter([({port}, {port})]); process._find_free_ports = lambda: next(ports, None) or free(); process.run_server(Path(sys.argv[1]))"
        )
        server = subprocess.Popen([sys.executable, "-c", code, str(folder)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        until = time.monotonic() + 60
        while LocalFolder(folder).find_server() is None and server.poll() is None and time.monotonic() < until:
            time.sleep(0.1)
        found = LocalFolder(folder).find_server()
        assert found is not None
        assert port != found.bolt_port
        assert count(folder) == 0
        stop_server(folder)
        server.kill()
        server.wait()


@pytest.mark.slow
def test_an_open_graph_keeps_its_server_and_when_idle_it_ends_by_itself(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANDSKAP_IDLE_MINUTES", "0.02")
    monkeypatch.setattr("queries.server.graph.HEARTBEAT_SECONDS", 0.2)
    with Graph.open(LocalAddress(folder)) as graph:
        prepare_graph(graph)
        time.sleep(2)
        assert len(read_contents(graph)) == 0
    until = time.monotonic() + 30
    while is_folder_held(LocalFolder(folder)) and time.monotonic() < until:
        time.sleep(0.1)
    assert not is_folder_held(LocalFolder(folder))


@pytest.mark.slow
def test_a_second_server_in_the_folder_is_refused(local_folder: Path) -> None:
    command = [sys.executable, "-m", "queries.server.local_server_process", str(local_folder)]
    assert subprocess.run(command, check=False, capture_output=True).returncode == FOLDER_HELD


def test_a_foreign_folder_is_left_alone(folder: Path) -> None:
    folder.mkdir()
    (folder / "brev.txt").write_text("hej", encoding="utf-8")
    with pytest.raises(GraphForeign, match="not a landscape"):
        find_or_start_server(folder)
    assert [path.name for path in folder.iterdir()] == ["brev.txt"]


def test_a_folder_of_a_newer_version_is_left_alone(folder: Path) -> None:
    folder.mkdir()
    (folder / "landskap.json").write_text('{"format": 99, "software": "9.0"}', encoding="utf-8")
    with pytest.raises(GraphNewer, match=r"newer Landskap \(9\.0\)"):
        find_or_start_server(folder)


def test_a_folder_in_use_by_another_machine(folder: Path) -> None:
    LocalFolder(folder).prepare()
    LocalFolder(folder).announce(RunningServer(1, 3, "another", "0", "user", "password"))
    with pytest.raises(GraphBusy, match="another machine"):
        find_or_start_server(folder)


@on_linux
def test_a_folder_that_cannot_be_written() -> None:
    """/proc refuses even root."""
    with pytest.raises((GraphReadOnly, GraphError)):
        find_or_start_server(Path("/proc/landskap"))


@on_linux
def test_a_read_only_file_system(tmp_path: Path) -> None:
    assert "model.errors.GraphReadOnly" in _refusal_of("ro,size=4m", tmp_path)


@on_linux
def test_a_full_disk(tmp_path: Path) -> None:
    assert "model.errors.GraphFull" in _refusal_of("size=1m", tmp_path)
    assert issubclass(GraphFull, GraphError)


def _refusal_of(options: str, mount: Path) -> str:
    """Return the error of a start in such a file system."""
    start = "from pathlib import Path; import sys; from queries.server.local_server import find_or_start_server; find_or_start_server(Path(sys.argv[1]))"
    return run_in_file_system(options, mount, "-c", start, str(mount / "graph")).stderr


@pytest.mark.slow
@on_linux
@pytest.mark.parametrize("what", ["full", "read-only"])
def test_a_disk_that_fills_and_a_folder_that_may_not_be_written_any_more(what: str, tmp_path: Path) -> None:
    done = run_in_file_system("size=200m", tmp_path, "-m", "tests.queries.disk_in_use", what, str(tmp_path))
    assert done.returncode == 0, done.stderr


def test_a_page_is_read_off_its_index(local_graph: Graph) -> None:
    """The local server reads an index in its order only if the property has a type."""
    put(empty_graph(local_graph), landscape(actor(f"a{n:03}") for n in range(500)))
    with local_graph._session() as session:
        plan = session.run(f"PROFILE {find_query('records/actor/page').text}", after="", most=5).consume().profile
    assert "index order" in str(plan)
