"""How a graph is connected to, and how long it may take: from the environment, each with its unit and its default.

The documentation of every setting is `docs/operations.md`.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Self

from model.errors import InputError, Problem
from model.language import Text
from model.rules import Rule

PREFIX = "LANDSKAP_NEO4J_"
PAGE_CONNECT_SECONDS, PAGE_RETRY_SECONDS = 5.0, 2.0
"""The most of either where somebody waits before a page: a reload ends long before a command does."""


class SettingRule(Rule):
    """Settings of the connection: in the environment."""

    SETTING = "setting", "A setting of the connection is a number above 0."


@dataclass(frozen=True, slots=True)
class Settings:
    """Times in seconds; `pool` is the most connections at once."""

    connect_seconds: float = 10.0
    """The longest that a connection may take to be made."""
    retry_seconds: float = 20.0
    """How long a transaction that failed for a passing cause is tried again."""
    pool: float = 20
    """Connections at once, at most."""
    pool_seconds: float = 30.0
    """The longest wait for a free connection."""
    lifetime_seconds: float = 3000.0
    """The age at which a connection is made anew; below what a load balancer between keeps one."""
    read_seconds: float = 30.0
    """The deadline of a question."""
    write_seconds: float = 600.0
    """The deadline of a change."""

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Self:
        """The settings that are said, `LANDSKAP_NEO4J_READ_SECONDS=60` and so on. Raises InputError with all that is wrong."""
        said = {field.name: environment.get(variable_of(field.name)) for field in fields(cls)}
        given = {name: _parse_positive(value) for name, value in said.items() if value is not None}
        wrong = [
            Problem(SettingRule.SETTING, Text("'{value}' is not a number above 0", value=said[name]), field=variable_of(name))
            for name, number in given.items()
            if number is None
        ]
        if wrong:
            raise InputError(Text("the settings cannot be used; nothing was done"), wrong)
        return cls(**{name: number for name, number in given.items() if number is not None})

    def for_pages(self) -> Self:
        """The same for pages: that the server is gone is told in seconds."""
        connect, retry = min(self.connect_seconds, PAGE_CONNECT_SECONDS), min(self.retry_seconds, PAGE_RETRY_SECONDS)
        return replace(self, connect_seconds=connect, retry_seconds=retry)


def variable_of(name: str) -> str:
    """The environment variable of a setting."""
    return f"{PREFIX}{name.upper()}"


def _parse_positive(said: str) -> float | None:
    try:
        number = float(said)
    except ValueError:
        return None
    return number if 0 < number < 1e9 else None
