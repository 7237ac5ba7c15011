"""A graph in use while its disk is full or its folder is read-only, and afterwards.

Run as `python -m tests.queries.disk_in_use full|read-only MOUNT`, with a small file system of its own mounted at MOUNT.
"""

import os
import shutil
import signal
import sys
import time
from pathlib import Path

import pytest

from model.changes.operations import Reason, diff_records
from model.errors import GraphFull, GraphReadOnly, GraphUnavailable
from queries.journal.journal import apply_change
from queries.journal.prepare import prepare_graph
from queries.landscape.registers import read_contents
from queries.server.address import LocalAddress
from queries.server.graph import Graph
from queries.server.local_folder import LocalFolder
from queries.server.local_server import stop_server
from tests.landscapes import actor, landscape
from tests.replay import JournalReplay, assert_the_same

ROOM = 1_000_000
"""The bytes that are free when the changes begin, so that the disk fills during one."""
ENOUGH_TO_ASK = 4_000_000
"""The bytes that are too few for a change and enough for a server to start."""


def fill_disk(mount: Path) -> None:
    """Fill the disk twice: first the user makes room, then the server is killed while there is none."""
    address, ballast, told = LocalAddress(mount / "graph"), mount / "ballast", JournalReplay()
    with Graph.open(address) as graph:
        prepare_graph(graph)
        fill(ballast)
        with pytest.raises(GraphFull, match="nothing was written"):
            make_change(graph)
        with Graph.open(address) as asked:
            assert read_contents(asked) == read_contents(graph)
        made = change_until(graph, GraphFull)
    ballast.unlink()
    assert_goes_on(address, told, made)
    fill(ballast, ENOUGH_TO_ASK)
    with Graph.open(address) as graph:
        assert len(read_contents(graph)) > 0
        with pytest.raises(GraphFull, match="nothing was written"):
            make_change(graph)
    with Graph.open(address) as graph:
        fill(ballast)
        made = change_until(graph, GraphFull)
        server = LocalFolder(address.folder).find_server()
        if server:  # without a server it could not write its files, and has ended by itself
            os.kill(server.pid, signal.SIGKILL)
    ballast.unlink()
    assert_goes_on(address, told, made)


def make_read_only(mount: Path) -> None:
    """Remove the folder's write permission and restore it. The change under way is kept wholly or not at all."""
    address = LocalAddress(mount / "graph")
    with Graph.open(address) as graph:
        prepare_graph(graph)
        first = dict([make_change(graph)])
        allow_writing(address.folder, False)
        made = first | change_until(graph, GraphReadOnly)
        with pytest.raises(GraphReadOnly, match="permissions"):
            Graph.open(address)
        allow_writing(address.folder, True)
    assert_goes_on(address, JournalReplay(), made)


def fill(ballast: Path, room: int = ROOM) -> None:
    with ballast.open("wb") as file:
        file.write(bytes(shutil.disk_usage(ballast.parent).free - room))


def change_until(graph: Graph, refused: type[Exception]) -> dict[int, str]:
    """Return the changes that were made before one was refused."""
    made: dict[int, str] = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            "queries.server.graph.is_disk_full", lambda _folder: False
        )  # as if another program filled the disk meanwhile
        for _ in range(100):
            try:
                number, hash_ = make_change(graph)
            except refused:
                return made
            made[number] = hash_
    raise AssertionError("nothing was refused")


def make_change(graph: Graph) -> tuple[int, str]:
    """Make a change of some megabytes. Return its number and hash."""
    text = os.urandom(1500).hex()
    wanted = landscape(*(actor(f"a{n}", description=text) for n in range(300)))
    made = apply_change(graph, Reason("tests", "more"), lambda now: diff_records(now, wanted))
    assert made
    return made.number, made.hash


def assert_goes_on(address: LocalAddress, told: JournalReplay, made: dict[int, str]) -> None:
    """Check that the graph, opened anew, holds the changes and takes more."""
    wait_until_it_answers(address)
    with Graph.open(address) as graph:
        told.go_on(graph, made)
        assert_the_same(graph, told)
        told.go_on(graph, dict([make_change(graph)]))
        assert_the_same(graph, told)
    stop_server(address.folder)


def wait_until_it_answers(address: LocalAddress) -> None:
    """Wait for a server that could not write its files to end, and for the next one to recover them."""
    until = time.monotonic() + 20
    while True:
        try:
            with Graph.open(address) as graph:
                graph.read("changes/head")
            return
        except GraphUnavailable:
            assert time.monotonic() < until
            time.sleep(0.2)


def allow_writing(folder: Path, allowed: bool) -> None:
    for path in [folder, *folder.rglob("*")]:
        path.chmod(path.stat().st_mode | 0o200 if allowed else path.stat().st_mode & ~0o222)


if __name__ == "__main__":
    {"full": fill_disk, "read-only": make_read_only}[sys.argv[1]](Path(sys.argv[2]))
