"""The answers that the description shows as examples: real ones, of the landscape of Sörmland with its invented examples.

`make examples` asks for them and writes `examples.json`; a test asks again.
"""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

EXAMPLES_FILE = Path(__file__).with_suffix(".json")


@cache
def read_examples() -> Mapping[str, Any]:
    """Return the answers of the examples by the names of their operations."""
    found: Mapping[str, Any] = json.loads(EXAMPLES_FILE.read_text(encoding="utf-8"))
    return found


def read_example(name: str) -> Any | None:
    """Return the answer of an operation's example, or None if it has none."""
    return read_examples().get(name)
