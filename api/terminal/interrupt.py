"""Ctrl-C: that it was heard is told where the command cannot end at once."""

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Timer
from types import FrameType

from model.language import Language, Text

SECONDS_BEFORE_NOTICE = 0.5
"""Seconds that a command may take to end before it says that it is ending."""
INTERRUPT_NOTICE = Text("Breaking off … A change that is being kept at this moment is kept, and waited for.")


@contextmanager
def report_ctrl_c(language: Language) -> Iterator[None]:
    """Whoever presses Ctrl-C meanwhile is told that it was heard, unless the command has ended by then."""
    told = Timer(SECONDS_BEFORE_NOTICE, lambda: print(INTERRUPT_NOTICE.in_(language), file=sys.stderr, flush=True))
    told.daemon = True

    def heard(number: int, frame: FrameType | None) -> None:
        if told.ident is None:
            told.start()
        signal.default_int_handler(number, frame)

    before = signal.getsignal(signal.SIGINT)
    if before is signal.default_int_handler:  # else nobody is to be interrupted, as in a shell's background
        signal.signal(signal.SIGINT, heard)
    try:
        yield
    finally:
        told.cancel()
        signal.signal(signal.SIGINT, before)
