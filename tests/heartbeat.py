"""Tell which tests are running when a run has said nothing for a while, so that a long test is not taken for a hanging one."""

import threading
import time

import pytest

QUIET = 60.0
"""Seconds without a finished test before the running ones are named."""


class Heartbeat:
    """A plugin of the process that reports: names the tests that run, each QUIET seconds in which none has finished."""

    def __init__(self, reporter: pytest.TerminalReporter) -> None:
        self._reporter = reporter
        self._running: dict[str, float] = {}
        self._last = time.monotonic()
        self._ended = threading.Event()
        threading.Thread(target=self._beat, daemon=True).start()

    def pytest_runtest_logstart(self, nodeid: str) -> None:
        """Note that a test begins."""
        self._running[nodeid] = time.monotonic()

    def pytest_runtest_logfinish(self, nodeid: str) -> None:
        """Note that a test has ended."""
        self._running.pop(nodeid, None)
        self._last = time.monotonic()

    def pytest_sessionfinish(self) -> None:
        """Stop telling."""
        self._ended.set()

    def _beat(self) -> None:
        while not self._ended.wait(1.0):
            now = time.monotonic()
            if now - self._last >= QUIET:
                self._last = now
                running = ", ".join(f"{name} ({now - began:.0f} s)" for name, began in sorted(self._running.items()))
                self._reporter.write_line(f"\n... still running: {running or 'nothing yet'}")


def pytest_configure(config: pytest.Config) -> None:
    """Add the heartbeat to the process that reports, not to the workers."""
    reporter = config.pluginmanager.getplugin("terminalreporter")
    if reporter and not hasattr(config, "workerinput"):
        config.pluginmanager.register(Heartbeat(reporter), "heartbeat")
