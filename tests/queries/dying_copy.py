"""A process that copies a landscape and kills itself on the way: `python -m tests.queries.dying_copy FROM TO STAGE`."""

import os
import signal
import sys

from queries.archive.archive import GraphArchive
from queries.archive.install import install
from queries.server.address import address_of
from queries.server.graph import Graph
from tests.archives import when


def main(source: str, target: str, stage: str) -> None:
    """Copy from `source` to `target`, and die when progress of `stage` is told."""
    with Graph.open(address_of(source)) as from_, Graph.open(address_of(target)) as to:
        install(to, GraphArchive(from_), when(stage, lambda: os.kill(os.getpid(), signal.SIGKILL)))


if __name__ == "__main__":
    main(*sys.argv[1:])
