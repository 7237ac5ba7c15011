"""Lines for a terminal: without control characters, folded at its edge."""

import re
import shutil
import textwrap

DEFAULT_WIDTH = 100
"""Columns, if the terminal does not say."""
COMMAND = re.compile(r"(?<=: )landskap [^:–]+(?=$| –)|(?<=: )landskap .*://[^–]*(?=$| –)")
"""A command at the end of a sentence. It stays on one line, so that it can be copied."""
UNBREAKABLE_SPACE = "\0"


def replace_control_characters(words: str) -> str:
    """Return `words` without control characters, which could steer the terminal. White space of every kind becomes a space."""
    return "".join(letter if letter.isprintable() else " " if letter.isspace() else "�" for letter in words)


def terminal_width() -> int:
    """Return the columns of the terminal."""
    return shutil.get_terminal_size((DEFAULT_WIDTH, 24)).columns


def fold_line(words: str, indent: str = "") -> str:
    """Return `words` after `indent`, folded at the terminal's edge; later lines are four columns further in."""
    folder = textwrap.TextWrapper(
        terminal_width(), initial_indent=indent, subsequent_indent=f"{indent}    ", break_long_words=False, break_on_hyphens=False
    )
    held = COMMAND.sub(lambda found: found[0].replace(" ", UNBREAKABLE_SPACE), replace_control_characters(words))
    return folder.fill(held).replace(UNBREAKABLE_SPACE, " ")
