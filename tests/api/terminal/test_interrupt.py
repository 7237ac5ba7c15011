"""Ctrl-C in a command that cannot end at once."""

import signal
import time
from contextlib import suppress

import pytest

import api.command_line
from api.terminal.interrupt import INTERRUPT_NOTICE, SECONDS_BEFORE_NOTICE, report_ctrl_c


def press_ctrl_c(seconds: float) -> int:
    """Press Ctrl-C in work that ends after so many seconds."""
    with suppress(KeyboardInterrupt):
        signal.raise_signal(signal.SIGINT)
    time.sleep(seconds)
    return 130


def test_that_it_was_heard_is_told(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("sys.argv", ["landskap", "status", "--lang", "en"])
    monkeypatch.setattr(api.command_line, "run", lambda _arguments: press_ctrl_c(SECONDS_BEFORE_NOTICE + 0.5))
    with pytest.raises(SystemExit):
        api.command_line.main()
    assert capsys.readouterr().err == f"{INTERRUPT_NOTICE}\n"
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_what_ends_at_once_needs_no_word(capsys: pytest.CaptureFixture[str]) -> None:
    with report_ctrl_c("en"):
        press_ctrl_c(0)
    time.sleep(SECONDS_BEFORE_NOTICE + 0.2)
    assert capsys.readouterr().err == ""
