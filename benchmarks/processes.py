"""Whole commands as processes: how long they take, and how much memory they hold at most."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Mapping

ProcessFigures = tuple[int, float, float]


def run(environment: Mapping[str, str], *words: str) -> ProcessFigures:
    """Run `landskap` with `words`: its exit code, the seconds, and the most memory that it held in megabytes.

    A small process of its own starts it: to begin with a process holds what the one that starts it does, and that would count.
    """
    command = [sys.executable, "-m", "benchmarks.processes", *words]
    code, seconds, megabytes = json.loads(subprocess.run(command, env=environment, stdout=subprocess.PIPE, check=True).stdout)
    return code, seconds, megabytes


def _measure(words: list[str]) -> ProcessFigures:
    start = time.perf_counter()
    process = subprocess.Popen([sys.executable, "-m", "api", *words], stdout=subprocess.DEVNULL)
    _pid, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return process.returncode, time.perf_counter() - start, usage.ru_maxrss / 1024


if __name__ == "__main__":
    print(json.dumps(_measure(sys.argv[1:])))
