"""Ctrl-C: a notice, where the command cannot end at once."""

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Timer
from types import FrameType

from model.language import Language, Text

SECONDS_BEFORE_NOTICE = 0.5
"""Seconds that a command may take to end without a notice."""
INTERRUPT_NOTICE = Text("Stopping … A change that is being written is completed first.")


@contextmanager
def report_ctrl_c(language: Language) -> Iterator[None]:
    """Print a notice when Ctrl-C is pressed and the command has not ended soon after."""
    notice = Timer(SECONDS_BEFORE_NOTICE, lambda: print(INTERRUPT_NOTICE.in_(language), file=sys.stderr, flush=True))
    notice.daemon = True

    def handle(number: int, frame: FrameType | None) -> None:
        if notice.ident is None:
            notice.start()
        signal.default_int_handler(number, frame)

    before = signal.getsignal(signal.SIGINT)
    if before is signal.default_int_handler:  # a shell's background processes ignore the signal
        signal.signal(signal.SIGINT, handle)
    try:
        yield
    finally:
        notice.cancel()
        signal.signal(signal.SIGINT, before)
