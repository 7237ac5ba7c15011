"""A process that copies a landscape and kills itself on the way: `python -m tests.queries.dying_copy FROM TO STAGE`."""

import os
import signal
import sys

from queries.archive.archive import GraphArchive
from queries.archive.install import install_archive
from queries.server.address import parse_address
from queries.server.graph import Graph
from tests.archives import act_on_progress


def main(source: str, target: str, stage: str) -> None:
    """Copy from `source` to `target`, and die when progress of `stage` is reported."""
    with Graph.open(parse_address(source)) as from_, Graph.open(parse_address(target)) as to:
        install_archive(to, GraphArchive(from_), act_on_progress(stage, lambda: os.kill(os.getpid(), signal.SIGKILL)))


if __name__ == "__main__":
    main(*sys.argv[1:])
