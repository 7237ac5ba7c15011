"""What a user would write instead of Landskap, each written well: the same three questions over the same CSV files.

`networkx_way` keeps everything in memory, `sqlite_way` builds a database file once, `pandas_way` has a table per file. None
uses anything of ours but the files. Each keeps only the columns that the questions take, which makes it faster than a whole
landscape would be. Each answers for `on` = today, or any day after the last step: none works out how things stood before.
"""

from typing import Protocol

FeedAnswer = tuple[str, str, int]
"""Direction ("up" or "down"), party, hops."""
StallAnswer = tuple[str, str, int]
"""Assignment, the date that it is held against, days overdue."""
RepresentationAnswer = tuple[str, str]
"""Actor and how: "direct", "network", "deputy", "none" or "unknown"."""


class Way(Protocol):
    """The questions that every way answers, as the modules of `queries.questions` define them."""

    def feeds(self, party: str, on: str, hops: int) -> list[FeedAnswer]:
        """Who feeds a party and whom it feeds within `hops` flows that hold on the day, sorted."""
        ...

    def stalls(self, on: str, most: int) -> list[StallAnswer]:
        """The first `most` assignments that are not executed and past a date, the longest overdue first, then by id."""
        ...

    def unrepresented(self, area: str, level: str, on: str, most: int) -> list[RepresentationAnswer]:
        """How the first `most` actors that the area concerns, by id, are represented in its forums of the level."""
        ...
