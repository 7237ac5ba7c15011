"""A database file with the indexes that the questions take, built once from the CSV files; asked in SQL."""

import csv
import sqlite3
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from benchmarks.alternatives import FeedAnswer, RepresentationAnswer, StallAnswer

COLUMNS = {
    "actor": ("id", "valid_from", "valid_to"),
    "forum": ("id", "area", "level", "valid_from", "valid_to"),
    "function": ("id", "valid_from", "valid_to"),
    "flow": ("id", "source", "target", "valid_from", "valid_to"),
    "involvement": ("id", "source", "target", "valid_from", "valid_to"),
    "representation": ("id", "source", "target", "valid_from", "valid_to"),
    "seat": ("id", "forum", "holder", "position", "on_behalf_of", "certainty", "valid_from", "valid_to"),
    "decision": ("id", "taken_on"),
    "assignment": ("id", "decision", "due", "example", "valid_from", "valid_to"),
    "step": ("id", "assignment", "kind", "on", "until"),
    "step_norm": ("id", "step", "days", "example", "valid_from", "valid_to"),
}

TRAIL = """
CREATE TABLE kind (name TEXT PRIMARY KEY, rank INTEGER, trail INTEGER, pauses INTEGER, ends INTEGER) WITHOUT ROWID;
INSERT INTO kind VALUES
    ('taken', 0, 1, 0, 0), ('communicated', 1, 1, 0, 0), ('line_decision', 2, 1, 0, 0), ('executed', 3, 1, 0, 0),
    ('reported_back', 4, 1, 0, 1), ('held', 5, 0, 1, 0), ('deferred', 6, 0, 1, 0), ('extended', 7, 0, 0, 0),
    ('resumed', 8, 0, 0, 0), ('rejected', 9, 0, 0, 1), ('superseded', 10, 0, 0, 1);

-- Each step with its number among those of its assignment, from the first and from the last.
CREATE TEMP TABLE ordered AS
SELECT s.*, k.rank, k.trail, k.pauses, k.ends,
       row_number() OVER (PARTITION BY s.assignment ORDER BY s."on", k.rank, s.id) AS number,
       row_number() OVER (PARTITION BY s.assignment ORDER BY s."on" DESC, k.rank DESC, s.id DESC) AS from_last
FROM step s JOIN kind k ON k.name = s.kind;

-- SQLite takes the bare columns beside max() and min() from the row that has it: here the number orders, `*` tells the rest.
CREATE TEMP TABLE extended AS
SELECT assignment, until, max(number) AS number FROM ordered WHERE kind = 'extended' GROUP BY assignment;
CREATE UNIQUE INDEX temp.extended_of ON extended (assignment);

-- Endings and resumptions, each with what was so before it: a resumption after an ending reopens.
CREATE TEMP TABLE turned AS
SELECT assignment, kind, "on", number, ends, lag(ends) OVER (PARTITION BY assignment ORDER BY number) AS ended_before,
       lead(number) OVER (PARTITION BY assignment ORDER BY number) IS NULL AS last
FROM ordered WHERE ends OR kind = 'resumed';
CREATE TEMP TABLE reopened AS
SELECT assignment, kind, "on", max(number) AS number FROM turned WHERE kind = 'resumed' AND ended_before GROUP BY assignment;
CREATE UNIQUE INDEX temp.reopened_of ON reopened (assignment);

CREATE TEMP TABLE farthest AS
SELECT o.assignment, o.kind, o."on", max(o.rank * 1000000 - o.number) AS farthest
FROM ordered o LEFT JOIN reopened r ON r.assignment = o.assignment
WHERE o.trail AND o.number > coalesce(r.number, 0) GROUP BY o.assignment;
CREATE UNIQUE INDEX temp.farthest_of ON farthest (assignment);

CREATE TEMP TABLE stood AS
SELECT o.assignment, max(CASE WHEN t.last THEN t.ends END) AS ended,
       max(CASE WHEN from_last = 1 AND pauses THEN until END) AS paused_until
FROM ordered o LEFT JOIN turned t ON t.assignment = o.assignment AND t.number = o.number GROUP BY o.assignment;
CREATE UNIQUE INDEX temp.stood_of ON stood (assignment);

-- What is open and not executed, with the date that counts and the step where it stands.
CREATE TABLE undone AS
SELECT a.id, coalesce(p.paused_until, e.until, a.due) AS next_due, coalesce(f.kind, r.kind) AS step,
       coalesce(f."on", r."on") AS since,
       coalesce(a.example, '') = 'ja' AS example, d.taken_on, a.valid_from, a.valid_to
FROM assignment a
JOIN decision d ON d.id = a.decision
LEFT JOIN stood p ON p.assignment = a.id
LEFT JOIN extended e ON e.assignment = a.id
LEFT JOIN farthest f ON f.assignment = a.id
LEFT JOIN reopened r ON r.assignment = a.id
WHERE coalesce(p.ended, 0) = 0 AND coalesce(f.kind, r.kind, '') <> 'executed';
"""

# Without ANALYZE: with its figures SQLite reads all flows and parties into a Bloom filter before the first hop.
# CROSS JOIN is a join whose order SQLite keeps: from the actor's few seats to their forums.
INDEXES = """
CREATE TABLE party AS
SELECT * FROM actor UNION ALL SELECT id, valid_from, valid_to FROM forum UNION ALL SELECT * FROM function;
CREATE UNIQUE INDEX party_id ON party (id, valid_from, valid_to);
CREATE INDEX flow_in ON flow (target, source, valid_from, valid_to);
CREATE INDEX flow_out ON flow (source, target, valid_from, valid_to);
CREATE INDEX undone_due ON undone (next_due, id) WHERE next_due IS NOT NULL;
CREATE INDEX undone_at_step ON undone (step, example, since, id) WHERE next_due IS NULL AND step IS NOT NULL;
CREATE INDEX forum_here ON forum (area, level, id, valid_from, valid_to);
CREATE UNIQUE INDEX forum_id ON forum (id, area, level, valid_from, valid_to);
CREATE INDEX seat_in ON seat (forum, certainty, valid_from, valid_to);
CREATE INDEX seat_held ON seat (holder, forum, position, valid_from, valid_to);
CREATE INDEX seat_behalf ON seat (on_behalf_of, holder, forum, position, valid_from, valid_to);
CREATE INDEX concerned ON involvement (target, source, valid_from, valid_to);
CREATE INDEX represented ON representation (target, source, valid_from, valid_to);
"""

FEEDS = """
WITH RECURSIVE
up (party, hops) AS (
    SELECT id, 0 FROM party WHERE id = :party AND coalesce(valid_from, :on) <= :on AND coalesce(valid_to, :on) >= :on
    UNION
    SELECT f.source, u.hops + 1
    FROM up u JOIN flow f ON f.target = u.party JOIN party p ON p.id = f.source
    WHERE u.hops < :hops AND coalesce(f.valid_from, :on) <= :on AND coalesce(f.valid_to, :on) >= :on
      AND coalesce(p.valid_from, :on) <= :on AND coalesce(p.valid_to, :on) >= :on
),
down (party, hops) AS (
    SELECT id, 0 FROM party WHERE id = :party AND coalesce(valid_from, :on) <= :on AND coalesce(valid_to, :on) >= :on
    UNION
    SELECT f.target, d.hops + 1
    FROM down d JOIN flow f ON f.source = d.party JOIN party p ON p.id = f.target
    WHERE d.hops < :hops AND coalesce(f.valid_from, :on) <= :on AND coalesce(f.valid_to, :on) >= :on
      AND coalesce(p.valid_from, :on) <= :on AND coalesce(p.valid_to, :on) >= :on
)
SELECT 'down' AS direction, party, min(hops) AS hops FROM down WHERE party <> :party GROUP BY party
UNION ALL
SELECT 'up', party, min(hops) FROM up WHERE party <> :party GROUP BY party
ORDER BY direction, party
"""

PAST_ITS_DATE = """
SELECT next_due AS due, id FROM undone
WHERE next_due < :on AND coalesce(taken_on, :on) <= :on
  AND coalesce(valid_from, :on) <= :on AND coalesce(valid_to, :on) >= :on
ORDER BY next_due, id LIMIT :most
"""

NORMS = """
SELECT n.step, e.example, min(n.days) AS days
FROM step_norm n JOIN (SELECT 0 AS example UNION ALL SELECT 1) e ON (coalesce(n.example, '') = 'ja') <= e.example
WHERE coalesce(n.valid_from, :on) <= :on AND coalesce(n.valid_to, :on) >= :on
GROUP BY n.step, e.example
"""

PAST_ITS_NORM = """
SELECT date(since, '+' || :days || ' days') AS due, id FROM undone
WHERE next_due IS NULL AND step = :step AND example = :example AND since < date(:on, '-' || :days || ' days')
  AND coalesce(taken_on, :on) <= :on AND coalesce(valid_from, :on) <= :on AND coalesce(valid_to, :on) >= :on
ORDER BY since, id LIMIT :most
"""

UNREPRESENTED = """
WITH
here AS MATERIALIZED (
    SELECT id FROM forum
    WHERE area = :area AND level = :level AND coalesce(valid_from, :on) <= :on AND coalesce(valid_to, :on) >= :on
),
unrecorded (some) AS MATERIALIZED (
    SELECT EXISTS (
        SELECT 1 FROM here h WHERE NOT EXISTS (
            SELECT 1 FROM seat s WHERE s.forum = h.id AND s.certainty = 'certain'
              AND coalesce(s.valid_from, :on) <= :on AND coalesce(s.valid_to, :on) >= :on
        )
    )
),
concerned AS MATERIALIZED (
    SELECT i.source AS actor FROM involvement i JOIN party a ON a.id = i.source
    WHERE i.target = :area AND coalesce(i.valid_from, :on) <= :on AND coalesce(i.valid_to, :on) >= :on
      AND coalesce(a.valid_from, :on) <= :on AND coalesce(a.valid_to, :on) >= :on
      AND EXISTS (SELECT 1 FROM here)
    ORDER BY i.source LIMIT :most
)
SELECT actor, CASE
    WHEN EXISTS (
        SELECT 1 FROM seat s CROSS JOIN forum f ON f.id = s.forum
        WHERE s.holder = actor AND s.position <> 'deputy' AND f.area = :area AND f.level = :level
          AND coalesce(s.valid_from, :on) <= :on AND coalesce(s.valid_to, :on) >= :on
          AND coalesce(f.valid_from, :on) <= :on AND coalesce(f.valid_to, :on) >= :on
    ) THEN 'direct'
    WHEN EXISTS (
        SELECT 1 FROM seat s CROSS JOIN party p ON p.id = s.holder CROSS JOIN forum f ON f.id = s.forum
        WHERE s.on_behalf_of = actor AND s.position <> 'deputy' AND f.area = :area AND f.level = :level
          AND coalesce(p.valid_from, :on) <= :on AND coalesce(p.valid_to, :on) >= :on
          AND coalesce(s.valid_from, :on) <= :on AND coalesce(s.valid_to, :on) >= :on
          AND coalesce(f.valid_from, :on) <= :on AND coalesce(f.valid_to, :on) >= :on
    ) OR EXISTS (
        SELECT 1 FROM representation r CROSS JOIN party p ON p.id = r.source
        CROSS JOIN seat s ON s.holder = r.source CROSS JOIN forum f ON f.id = s.forum
        WHERE r.target = actor AND s.position <> 'deputy' AND f.area = :area AND f.level = :level
          AND coalesce(p.valid_from, :on) <= :on AND coalesce(p.valid_to, :on) >= :on
          AND coalesce(r.valid_from, :on) <= :on AND coalesce(r.valid_to, :on) >= :on
          AND coalesce(s.valid_from, :on) <= :on AND coalesce(s.valid_to, :on) >= :on
          AND coalesce(f.valid_from, :on) <= :on AND coalesce(f.valid_to, :on) >= :on
    ) THEN 'network'
    WHEN EXISTS (
        SELECT 1 FROM seat s CROSS JOIN forum f ON f.id = s.forum
        WHERE s.holder = actor AND f.area = :area AND f.level = :level
          AND coalesce(s.valid_from, :on) <= :on AND coalesce(s.valid_to, :on) >= :on
          AND coalesce(f.valid_from, :on) <= :on AND coalesce(f.valid_to, :on) >= :on
    ) OR EXISTS (
        SELECT 1 FROM seat s CROSS JOIN party p ON p.id = s.holder CROSS JOIN forum f ON f.id = s.forum
        WHERE s.on_behalf_of = actor AND f.area = :area AND f.level = :level
          AND coalesce(p.valid_from, :on) <= :on AND coalesce(p.valid_to, :on) >= :on
          AND coalesce(s.valid_from, :on) <= :on AND coalesce(s.valid_to, :on) >= :on
          AND coalesce(f.valid_from, :on) <= :on AND coalesce(f.valid_to, :on) >= :on
    ) OR EXISTS (
        SELECT 1 FROM representation r CROSS JOIN party p ON p.id = r.source
        CROSS JOIN seat s ON s.holder = r.source CROSS JOIN forum f ON f.id = s.forum
        WHERE r.target = actor AND f.area = :area AND f.level = :level
          AND coalesce(p.valid_from, :on) <= :on AND coalesce(p.valid_to, :on) >= :on
          AND coalesce(r.valid_from, :on) <= :on AND coalesce(r.valid_to, :on) >= :on
          AND coalesce(s.valid_from, :on) <= :on AND coalesce(s.valid_to, :on) >= :on
          AND coalesce(f.valid_from, :on) <= :on AND coalesce(f.valid_to, :on) >= :on
    ) THEN 'deputy'
    WHEN (SELECT some FROM unrecorded) THEN 'unknown'
    ELSE 'none'
END AS how
FROM concerned
ORDER BY actor
"""


class SqliteWay:
    """A landscape in a database file, opened to be read."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    @classmethod
    def open(cls, file: Path) -> "SqliteWay":
        """The landscape in a file that `build` made."""
        return cls(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True))

    def close(self) -> None:
        """Let the file go."""
        self._connection.close()

    def feeds(self, party: str, on: str, hops: int) -> list[FeedAnswer]:
        """As `Way.feeds`."""
        return self._connection.execute(FEEDS, {"party": party, "on": on, "hops": hops}).fetchall()

    def stalls(self, on: str, most: int) -> list[StallAnswer]:
        """As `Way.stalls`: the first of those past their own date, and of those past the usual time of each step."""
        found = self._connection.execute(PAST_ITS_DATE, {"on": on, "most": most}).fetchall()
        for step, example, days in self._connection.execute(NORMS, {"on": on}).fetchall():
            asked = {"on": on, "most": most, "step": step, "example": example, "days": days}
            found += self._connection.execute(PAST_ITS_NORM, asked).fetchall()
        return [(assignment, due, _count_days(due, on)) for due, assignment in sorted(found)[:most]]

    def unrepresented(self, area: str, level: str, on: str, most: int) -> list[RepresentationAnswer]:
        """As `Way.unrepresented`."""
        asked = {"area": area, "level": level, "on": on, "most": most}
        return self._connection.execute(UNREPRESENTED, asked).fetchall()


def build(folder: Path, file: Path) -> None:
    """Make the database `file` of the CSV files in `folder`; a file that is there already is replaced."""
    file.unlink(missing_ok=True)
    connection = sqlite3.connect(file)
    connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -64000;")
    for table, columns in COLUMNS.items():
        _read(connection, folder, table, columns)
    connection.executescript(TRAIL)
    connection.executescript(INDEXES)
    connection.commit()
    connection.close()


def _read(connection: sqlite3.Connection, folder: Path, table: str, columns: tuple[str, ...]) -> None:
    names = ", ".join(f'"{name}" {"INTEGER" if name == "days" else "TEXT"}' for name in columns)
    connection.execute(f"CREATE TABLE {table} ({names})")
    marks = ", ".join("?" * len(columns))
    connection.executemany(f"INSERT INTO {table} VALUES ({marks})", _read_rows(folder / f"{table}.csv", columns))


def _read_rows(path: Path, columns: tuple[str, ...]) -> Iterator[list[str | None]]:
    """The columns of a file's rows; what is empty, or in no column of the file, is None (but of certainty: certain)."""
    if path.is_file():
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = csv.reader(file, delimiter=";")
            headings = next(rows, [])
            places = [headings.index(name) if name in headings else None for name in columns]
            implied = [{"certainty": "certain"}.get(name) for name in columns]
            for row in rows:
                yield [row[place] or other if place is not None else other for place, other in zip(places, implied, strict=True)]


def _count_days(first: str, last: str) -> int:
    return (date.fromisoformat(last) - date.fromisoformat(first)).days
