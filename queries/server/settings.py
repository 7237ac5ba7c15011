"""The settings of a connection and its time limits, read from environment variables. Documented in `docs/operations.md`."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Self

from model.errors import InputError, Problem
from model.language import Text
from model.rules import Rule

PREFIX = "LANDSKAP_NEO4J_"
PAGE_CONNECT_SECONDS, PAGE_RETRY_SECONDS = 5.0, 2.0
"""The upper limits of both for web pages: a browser gives up sooner than a command does."""


class SettingRule(Rule):
    """Settings of the connection: in the environment."""

    SETTING = "setting", "A setting of the connection is a number above 0."


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of a connection. Times are in seconds."""

    connect_seconds: float = 10.0
    """The longest time to connect."""
    retry_seconds: float = 20.0
    """How long a transaction with a temporary failure is retried."""
    pool: float = 20
    """The largest number of connections at once."""
    pool_seconds: float = 30.0
    """The longest wait for a free connection."""
    lifetime_seconds: float = 3000.0
    """The age at which a connection is replaced. Keep it below the time limit of any load balancer in between."""
    read_seconds: float = 30.0
    """The time limit of a question."""
    write_seconds: float = 600.0
    """The time limit of a change."""

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Self:
        """Read the settings from variables such as `LANDSKAP_NEO4J_READ_SECONDS=60`. Raises InputError with every wrong one."""
        texts = {field.name: environment.get(variable_of(field.name)) for field in fields(cls)}
        given = {name: _parse_positive(value) for name, value in texts.items() if value is not None}
        wrong = [
            Problem(SettingRule.SETTING, Text("'{value}' is not a number above 0", value=texts[name]), field=variable_of(name))
            for name, number in given.items()
            if number is None
        ]
        if wrong:
            raise InputError(Text("the settings cannot be used; nothing was done"), wrong)
        return cls(**{name: number for name, number in given.items() if number is not None})

    def for_pages(self) -> Self:
        """Return these settings for web pages, with short limits so that a lost server is reported within seconds."""
        connect, retry = min(self.connect_seconds, PAGE_CONNECT_SECONDS), min(self.retry_seconds, PAGE_RETRY_SECONDS)
        return replace(self, connect_seconds=connect, retry_seconds=retry)


def variable_of(name: str) -> str:
    """Return the name of a setting's environment variable."""
    return f"{PREFIX}{name.upper()}"


def _parse_positive(text: str) -> float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    return number if 0 < number < 1e9 else None
