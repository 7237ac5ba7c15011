"""Killed at any moment, nothing is lost: the process that changes the landscape, the server that holds it, or both at once.

LANDSKAP_KILLS         rounds on the local server (`make nothing-lost ROUNDS=…`), by default 25
LANDSKAP_KILLS_NEO4J   rounds on each Neo4j (`NEO4J_ROUNDS=…`), by default 5
LANDSKAP_SEED          the seed of changes and times, by default 0
"""

import os
import random
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Protocol

import pytest

from queries.journal.journal import read_head
from queries.journal.prepare import prepare_graph
from queries.server.address import Address, LocalAddress
from queries.server.graph import Graph
from queries.server.local_folder import LocalFolder
from queries.server.local_server import stop_server
from queries.server.settings import Settings
from tests.neo4j_server import PASSWORD, RELEASES, run_server
from tests.replay import Acknowledged, JournalReplay, assert_the_same
from tests.servers import LOCAL, SERVERS

ROOT = Path(__file__).parents[2]
ROUNDS = int(os.environ.get("LANDSKAP_KILLS", "25"))
NEO4J_ROUNDS = int(os.environ.get("LANDSKAP_KILLS_NEO4J", "5"))
SEED = int(os.environ.get("LANDSKAP_SEED", "0"))
LIFE = 10
"""The number of rounds before the local server begins anew in an empty folder."""
LATEST_KILL = 0.6
"""The longest time in seconds from the first acknowledged change to the kill.

A graph's first round counts from the client's start.
"""
VICTIMS = ("client", "server", "client", "server and client", "client")
ACKNOWLEDGED = re.compile(r"^(\d+) ([0-9a-f]{64})$", re.MULTILINE)
PATIENT = Settings(connect_seconds=60, read_seconds=600)
"""Settings for a killed server that answers late on a busy machine."""
PATIENCE = {"LANDSKAP_NEO4J_CONNECT_SECONDS": "60", "LANDSKAP_NEO4J_READ_SECONDS": "600"}


class Server(Protocol):
    """The server that is killed beside the client."""

    @property
    def address(self) -> Address:
        """Return the address of its graph."""

    def kill(self) -> None:
        """Kill it as a power cut would."""

    def start(self) -> None:
        """Make it answer again."""


class LocalServer:
    """The server of a folder, which starts when the graph is opened."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.address = folder, LocalAddress(folder)

    def kill(self) -> None:
        """Kill it as a power cut would, if it has started at all."""
        if server := LocalFolder(self.folder).find_server():
            os.kill(server.pid, signal.SIGKILL)

    def start(self) -> None:
        """Do nothing: the next command starts it."""


@pytest.mark.slow(minutes=2)
@pytest.mark.skipif(LOCAL not in SERVERS, reason="the local server is not among those chosen")
def test_on_the_local_server(tmp_path: Path) -> None:
    chance = random.Random(SEED)
    for first in range(0, ROUNDS, LIFE):
        server = LocalServer(tmp_path / f"graph-{first}")
        try:
            assert_nothing_lost(server, range(first, min(first + LIFE, ROUNDS)), chance)
        finally:
            stop_server(server.folder)


@pytest.mark.slow(minutes=2)
@pytest.mark.parametrize("name", [name for name in SERVERS if name in RELEASES])
def test_on_neo4j(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANDSKAP_NEO4J_PASSWORD", PASSWORD)
    with run_server(tmp_path, RELEASES[name]) as server:
        assert_nothing_lost(server, range(NEO4J_ROUNDS), random.Random(SEED))


def assert_nothing_lost(server: Server, rounds: range, chance: random.Random) -> None:
    """Change, kill and check the graph in each round."""
    told = JournalReplay()
    for number in rounds:
        victims = VICTIMS[number % len(VICTIMS)]
        acknowledged = change_until_killed(server, victims, chance, at_once=number == rounds.start)
        with Graph.open(server.address, PATIENT) as graph:
            prepare_graph(graph)
            told = check_journal(graph, told, acknowledged)
        print(f"round {number}: {victims} killed; {len(acknowledged)} changes acknowledged, {len(told.hashes)} in the journal")


def check_journal(graph: Graph, told: JournalReplay, acknowledged: Acknowledged) -> JournalReplay:
    """Return the journal, once the graph agrees with it.

    A client may die before the server has finished its last request. Then the check is repeated.
    """
    while True:
        before, now = read_head(graph), told.copy()
        try:
            now.go_on(graph, acknowledged)
            assert_the_same(graph, now)
        except AssertionError:
            if read_head(graph) == before:
                raise
        else:
            if read_head(graph) == before:
                return now


def change_until_killed(server: Server, victims: str, chance: random.Random, at_once: bool) -> Acknowledged:
    """Return the changes that a client acknowledged before it, its server or both were killed. Starts the server again."""
    command = [sys.executable, "-m", "tests.queries.endless_changes", str(server.address), str(chance.random())]
    given = os.environ | PATIENCE
    with subprocess.Popen(command, cwd=ROOT, env=given, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as client:
        assert client.stdout is not None
        said = "" if at_once else client.stdout.readline()
        time.sleep(chance.uniform(0, LATEST_KILL * (3 if at_once else 1)))
        if "server" in victims:
            server.kill()
        if victims == "server":
            server.start()  # the client goes on by itself, or gives up
            time.sleep(chance.uniform(0, LATEST_KILL))
        client.kill()
        if victims == "server and client":
            server.start()
        said += client.stdout.read()
    assert "Traceback" not in said
    assert at_once or ACKNOWLEDGED.match(said), said
    return {int(number): hash_ for number, hash_ in ACKNOWLEDGED.findall(said)}
