"""Lines for a terminal: text from data that cannot steer it, folded where it would run past the edge."""

import re
import shutil
import textwrap

DEFAULT_WIDTH = 100
"""Columns, where the terminal does not tell."""
COMMAND = re.compile(r"(?<=: )landskap [^:–]+(?=$| –)|(?<=: )landskap .*://[^–]*(?=$| –)")
"""A command that ends a sentence, to be copied: it is kept on one line, which the terminal itself may break."""
UNBREAKABLE_SPACE = "\0"


def replace_control_characters(words: str) -> str:
    """Text from data without control characters: nothing in it may steer the terminal. White space of every kind is a space."""
    return "".join(letter if letter.isprintable() else " " if letter.isspace() else "�" for letter in words)


def terminal_width() -> int:
    """Columns of the terminal."""
    return shutil.get_terminal_size((DEFAULT_WIDTH, 24)).columns


def fold_line(words: str, indent: str = "") -> str:
    """A line of `words` after `indent`; what does not fit goes on beneath it, four columns further in."""
    folder = textwrap.TextWrapper(
        terminal_width(), initial_indent=indent, subsequent_indent=f"{indent}    ", break_long_words=False, break_on_hyphens=False
    )
    held = COMMAND.sub(lambda found: found[0].replace(" ", UNBREAKABLE_SPACE), replace_control_characters(words))
    return folder.fill(held).replace(UNBREAKABLE_SPACE, " ")
