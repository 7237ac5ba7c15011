"""The tables in which a landscape is staged, and what is asked of them.

known   what the graph holds: type, id, the record as canonical JSON
said    what there is to be instead, or as well (no record: it is to go), and where which of the files says it
earlier what a record was when a file was exported (no record: there was none), where it has been touched since
doubted what is uncertain of what relations rest on, and whether the load makes it so
leaving what a source says no longer: as it is if it stays, and whether it is to go
"""

import sqlite3
from pathlib import Path

from model.changes.chain import encode_canonical
from model.vocabulary.record import Record
from model.vocabulary.types import TYPES

LABELS = tuple(TYPES)
"""The types in their order: what stands for each in the tables is its place here."""

SCHEMA = """
PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -32000;
CREATE TABLE known (type INTEGER, id TEXT, record TEXT, PRIMARY KEY (type, id)) WITHOUT ROWID;
CREATE TABLE said (
    type INTEGER, id TEXT, record TEXT, file TEXT, row INTEGER, sheet TEXT, part INTEGER, PRIMARY KEY (type, id)
) WITHOUT ROWID;
CREATE VIEW joined AS
    SELECT type, id, record FROM said WHERE record IS NOT NULL
    UNION ALL
    SELECT type, id, record FROM known k WHERE NOT EXISTS (SELECT 1 FROM said s WHERE s.type = k.type AND s.id = k.id);
CREATE TABLE trail (assignment TEXT, step TEXT, record TEXT, PRIMARY KEY (assignment, step)) WITHOUT ROWID;
CREATE TABLE kept (type INTEGER, id TEXT, record TEXT);
CREATE TABLE earlier (stamp INTEGER, type INTEGER, id TEXT, record TEXT, PRIMARY KEY (stamp, type, id)) WITHOUT ROWID;
CREATE TABLE doubted (type INTEGER, id TEXT, altered INTEGER, PRIMARY KEY (type, id)) WITHOUT ROWID;
CREATE TABLE leaving (type INTEGER, id TEXT, record TEXT, goes INTEGER, PRIMARY KEY (type, id)) WITHOUT ROWID;
"""
INSERT_AS_KNOWN = """
INSERT INTO said SELECT type, id, record, ?, ?, ?, ? FROM known WHERE type = ? AND id = ?
"""
FROM_ALTERED = """
FROM said s LEFT JOIN known k ON k.type = s.type AND k.id = s.id WHERE s.record IS NOT k.record
"""
SELECT_NEW = """
SELECT record FROM said s WHERE type = ? AND record IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM known k WHERE k.type = s.type AND k.id = s.id) ORDER BY id
"""
SELECT_TOGETHER = """
SELECT named, record FROM (
    SELECT id, record, json_extract(record, :one, :other) AS named,
           count(*) OVER (PARTITION BY json_extract(record, :one, :other)) AS times FROM joined WHERE type = :type)
WHERE times > 1 ORDER BY named, id
"""
SELECT_TURNED = """
SELECT json_extract(record, '$.assignment') AS named, record FROM joined WHERE type = :step AND named IN (
    SELECT json_extract(record, '$.assignment') AS of_one FROM joined WHERE type = :step GROUP BY of_one
    HAVING max(iif(json_extract(record, '$.kind') IN (SELECT value FROM json_each(:endings)), NULL, json_extract(record, '$.on')))
        >= min(iif(json_extract(record, '$.kind') IN (SELECT value FROM json_each(:endings)), json_extract(record, '$.on'), NULL))
        OR max(json_extract(record, '$.kind') = :resumed))
ORDER BY named, id
"""
SELECT_DUE_EARLY = """
SELECT record, decision FROM (
    SELECT id, record, coalesce(
        (SELECT record FROM said WHERE type = :decision AND id = json_extract(a.record, '$.decision')),
        (SELECT record FROM known WHERE type = :decision AND id = json_extract(a.record, '$.decision'))) AS decision
    FROM joined a WHERE type = :assignment AND json_extract(record, '$.due') IS NOT NULL)
WHERE json_extract(record, '$.due') < json_extract(decision, '$.taken_on') ORDER BY id
"""
SELECT_LATER_THAN = """
SELECT s.record FROM said s LEFT JOIN known k ON k.type = s.type AND k.id = s.id
WHERE s.type = :type AND json_extract(s.record, :field) > :day
  AND json_extract(s.record, :field) IS NOT json_extract(k.record, :field) ORDER BY s.id
"""
SELECT_ENDED = """
SELECT k.id FROM known k WHERE k.type IN (?, ?, ?) AND json_extract(k.record, '$.valid_to') IS NOT NULL
"""
SELECT_NAMING_ANEW = """
SELECT s.record FROM said s LEFT JOIN known k ON k.type = s.type AND k.id = s.id
WHERE s.type = :type AND s.record IS NOT NULL AND s.record IS NOT k.record AND EXISTS (
    SELECT 1 FROM json_each(s.record, :field) WHERE value IN (SELECT value FROM json_each(:ids))) ORDER BY s.id
"""
SELECT_MISSING = """
SELECT record FROM known k WHERE type = ?
    AND NOT EXISTS (SELECT 1 FROM said s WHERE s.type = k.type AND s.id = k.id) ORDER BY id
"""
SELECT_RENAMED = """
SELECT s.record FROM said s LEFT JOIN known k ON k.type = s.type AND k.id = s.id
WHERE s.type = ? AND s.record IS NOT NULL AND s.record IS NOT k.record
  AND json_extract(s.record, '$.name', '$.short_name', '$.aliases', '$.organisation_number')
      IS NOT json_extract(k.record, '$.name', '$.short_name', '$.aliases', '$.organisation_number')
"""
INSERT_DOUBTED = """
INSERT OR IGNORE INTO doubted
SELECT j.type, j.id,
    k.record IS NOT j.record AND NOT EXISTS (SELECT 1 FROM leaving l WHERE l.type = j.type AND l.id = j.id)
FROM joined j LEFT JOIN known k ON k.type = j.type AND k.id = j.id
WHERE j.type IN (SELECT value FROM json_each(?)) AND json_extract(j.record, '$.certainty') = 'uncertain'
"""
SELECT_MORE_CERTAIN = """
SELECT r.id, min(d.id) FROM joined r LEFT JOIN known k ON k.type = r.type AND k.id = r.id
    JOIN json_each(:fields) f
    JOIN doubted d ON d.id = json_extract(r.record, '$.' || f.value)
        AND d.type IN (SELECT value FROM json_each(json_extract(:types, '$.' || f.value)))
WHERE r.type = :type AND json_extract(r.record, '$.certainty') = 'certain' AND NOT json_extract(r.record, '$.example')
    AND (d.altered OR k.record IS NOT r.record)
    AND NOT EXISTS (SELECT 1 FROM leaving l WHERE l.type = r.type AND l.id = r.id)
GROUP BY r.id ORDER BY r.id
"""
SELECT_MERGED = """
SELECT k.type, former.value, k.id FROM known k, json_each(k.record, '$.former_ids') former WHERE k.type IN (?, ?, ?)
"""

SELECT_NAMING = """
SELECT record FROM joined WHERE type = :type AND EXISTS (
    SELECT 1 FROM json_each(record, :field) WHERE value IN (SELECT value FROM json_each(:ids))) ORDER BY id
"""
SELECT_NAMESAKES = """
SELECT id, name, name_en FROM (
    SELECT id, name, name_en, count(*) OVER (PARTITION BY name) AS times, count(*) OVER (PARTITION BY name_en) AS times_en
    FROM (SELECT id, json_extract(record, '$.name') AS name,
                 coalesce(json_extract(record, '$.name_en'), json_extract(record, '$.name')) AS name_en
          FROM joined WHERE type IN (?, ?, ?)))
WHERE times > 1 OR times_en > 1
"""

COUNT_ADDED_SINCE = """
SELECT count(*) FROM earlier e WHERE stamp = ? AND record IS NULL
    AND EXISTS (SELECT 1 FROM known k WHERE k.type = e.type AND k.id = e.id)
    AND NOT EXISTS (SELECT 1 FROM said s WHERE s.type = e.type AND s.id = e.id)
"""
COUNT_SAYERS = """
SELECT who.value, count(*) FROM said s JOIN known k ON k.type = s.type AND k.id = s.id,
    json_each(k.record, '$.asserted_by') who
WHERE s.part = ? AND s.file IS NOT NULL GROUP BY who.value
"""
SELECT_SAYER = """
SELECT 1 FROM known k, json_each(k.record, '$.asserted_by') who WHERE who.value = ? LIMIT 1
"""
SELECT_DIFFERING = """
SELECT s.type, s.id, s.record, k.record FROM said s JOIN known k ON k.type = s.type AND k.id = s.id
WHERE s.part = ? AND s.record IS NOT k.record
"""
SELECT_DIFFERENCE = f"{SELECT_DIFFERING} AND s.type = ? AND s.id = ?"  # our own text


def open_staging_database(path: Path) -> sqlite3.Connection:
    """A new database with the tables, all of it in one transaction that is never ended; one thread after another may use it."""
    database = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    database.executescript(SCHEMA)
    database.execute("BEGIN")
    return database


def encode_record(record: Record) -> str:
    """A record as it is kept."""
    return encode_canonical(record.values()).decode()
