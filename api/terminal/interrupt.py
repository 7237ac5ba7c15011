"""Ctrl-C: that it was heard is told where the command cannot end at once."""

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Timer
from types import FrameType

from model.language import Language, Text

PATIENCE = 0.5
"""Seconds that a command may take to end before it says that it is ending."""
HEARD = Text("Breaking off … A change that is being kept at this moment is kept, and waited for.")


@contextmanager
def ctrl_c_told(language: Language) -> Iterator[None]:
    """Whoever presses Ctrl-C meanwhile is told that it was heard, unless the command has ended by then."""
    told = Timer(PATIENCE, lambda: print(HEARD.in_(language), file=sys.stderr, flush=True))
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
