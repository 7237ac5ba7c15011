"""Whole commands as processes: how long they take, and how much memory they hold at most."""

import os
import subprocess
import sys
import time
from collections.abc import Mapping


def run(environment: Mapping[str, str], *words: str) -> tuple[int, float, float]:
    """Run `landskap` with `words`: its exit code, the seconds, and the most memory that it held in megabytes."""
    start = time.perf_counter()
    process = subprocess.Popen([sys.executable, "-m", "api", *words], env=environment, stdout=subprocess.DEVNULL)
    _pid, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return process.returncode, time.perf_counter() - start, usage.ru_maxrss / 1024
