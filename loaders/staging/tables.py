"""The SQLite tables in which a load is staged, and the statements that `store` runs on them.

known      the graph's records: type, id, the record as canonical JSON
staged     the records to be there instead, or as well (record NULL: to be removed), with the file and row of each
earlier    the records of an export that were touched afterwards, as they were then (record NULL: not there)
retracted  records that their source no longer has: the record if it stays, and whether it is to be removed
uncertain  uncertain records that relations rest on, and whether the load makes them so

The view `joined` is the landscape as it will be. A type is stored as its number in LABELS.
"""

import sqlite3
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

from model.vocabulary.types import TYPES

LABELS = tuple(TYPES)
TYPE_NUMBERS: Mapping[str, int] = MappingProxyType({label: number for number, label in enumerate(LABELS)})

SCHEMA = """
PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -32000;
CREATE TABLE known (type INTEGER, id TEXT, record TEXT, PRIMARY KEY (type, id)) WITHOUT ROWID;
CREATE TABLE staged (
    type INTEGER, id TEXT, record TEXT, file TEXT, row INTEGER, sheet TEXT, part INTEGER, PRIMARY KEY (type, id)
) WITHOUT ROWID;
CREATE VIEW joined AS
    SELECT type, id, record FROM staged WHERE record IS NOT NULL
    UNION ALL
    SELECT type, id, record FROM known k WHERE NOT EXISTS (SELECT 1 FROM staged s WHERE s.type = k.type AND s.id = k.id);
CREATE TABLE trail (assignment TEXT, step TEXT, record TEXT, PRIMARY KEY (assignment, step)) WITHOUT ROWID;
CREATE TABLE overwriting (type INTEGER, id TEXT, record TEXT);
CREATE TABLE earlier (stamp INTEGER, type INTEGER, id TEXT, record TEXT, PRIMARY KEY (stamp, type, id)) WITHOUT ROWID;
CREATE TABLE uncertain (type INTEGER, id TEXT, altered INTEGER, PRIMARY KEY (type, id)) WITHOUT ROWID;
CREATE TABLE retracted (type INTEGER, id TEXT, record TEXT, removed INTEGER, PRIMARY KEY (type, id)) WITHOUT ROWID;
"""

# The landscape as it will be

SELECT_RECORD = "SELECT record FROM joined WHERE type = ? AND id = ?"
SELECT_RECORDS = "SELECT record FROM joined WHERE type = ? ORDER BY id"
SELECT_IDS = "SELECT id FROM joined WHERE type = ? ORDER BY id"
COUNT_RECORDS = "SELECT count(*) FROM joined WHERE type = ?"
SELECT_BY_FIELD = """
SELECT json_extract(record, :field) AS named, record FROM joined WHERE type = :type ORDER BY named, id
"""
SELECT_NAMING = """
SELECT record FROM joined WHERE type = :type AND EXISTS (
    SELECT 1 FROM json_each(record, :field) WHERE value IN (SELECT value FROM json_each(:ids))) ORDER BY id
"""
SELECT_SHARING = """
SELECT named, record FROM (
    SELECT id, record, json_extract(record, :one, :other) AS named,
           count(*) OVER (PARTITION BY json_extract(record, :one, :other)) AS times FROM joined WHERE type = :type)
WHERE times > 1 ORDER BY named, id
"""
SELECT_NAMESAKES = """
SELECT id, name, name_en FROM (
    SELECT id, name, name_en, count(*) OVER (PARTITION BY name) AS times, count(*) OVER (PARTITION BY name_en) AS times_en
    FROM (SELECT id, json_extract(record, '$.name') AS name,
                 coalesce(json_extract(record, '$.name_en'), json_extract(record, '$.name')) AS name_en
          FROM joined WHERE type IN (?, ?, ?)))
WHERE times > 1 OR times_en > 1
"""
INSERT_TRAIL = """
INSERT OR REPLACE INTO trail SELECT json_extract(record, '$.assignment'), id, record FROM joined WHERE type = ?
"""
SELECT_TRAILS = """
SELECT j.record, t.record FROM joined j LEFT JOIN trail t ON t.assignment = j.id WHERE j.type = ? ORDER BY j.id
"""

# The records of the graph

INSERT_KNOWN = "INSERT INTO known VALUES (?, ?, ?)"
SELECT_KNOWN = "SELECT record FROM known WHERE type = ? AND id = ?"
SELECT_KNOWN_NAMING = """
SELECT record FROM known WHERE type = :type AND EXISTS (
    SELECT 1 FROM json_each(record, :field) WHERE value IN (SELECT value FROM json_each(:ids))) ORDER BY id
"""
SELECT_ALL_KNOWN = "SELECT record FROM known WHERE type = :type ORDER BY id"
COUNT_KNOWN = "SELECT type, count(*) FROM known GROUP BY type"
SELECT_FORMER_IDS = """
SELECT k.type, former.value, k.id FROM known k, json_each(k.record, '$.former_ids') former WHERE k.type IN (?, ?, ?)
"""
SELECT_ENDED = """
SELECT k.id FROM known k WHERE k.type IN (?, ?, ?) AND json_extract(k.record, '$.valid_to') IS NOT NULL
"""
SELECT_SOURCE = """
SELECT 1 FROM known k, json_each(k.record, '$.asserted_by') source WHERE source.value = ? LIMIT 1
"""

# The records of files

INSERT_STAGED = "INSERT INTO staged VALUES (?, ?, ?, ?, ?, ?, ?)"
INSERT_AS_KNOWN = """
INSERT INTO staged SELECT type, id, record, ?, ?, ?, ? FROM known WHERE type = ? AND id = ?
"""
SELECT_PLACE = "SELECT file, row, sheet FROM staged WHERE type = ? AND id = ?"
COUNT_OF_PART = "SELECT count(*) FROM staged WHERE part = ? AND file IS NOT NULL"
COUNT_BY_TYPE = "SELECT type, count(*) FROM staged WHERE file IS NOT NULL GROUP BY type"
COUNT_SOURCES = """
SELECT source.value, count(*) FROM staged s JOIN known k ON k.type = s.type AND k.id = s.id,
    json_each(k.record, '$.asserted_by') source
WHERE s.part = ? AND s.file IS NOT NULL GROUP BY source.value
"""
INSERT_OVERWRITING = "INSERT INTO overwriting VALUES (?, ?, ?)"
OVERWRITE_STAGED = """
INSERT INTO staged (type, id, record) SELECT type, id, record FROM overwriting WHERE true
    ON CONFLICT DO UPDATE SET record = excluded.record
"""
DELETE_OVERWRITING = "DELETE FROM overwriting"

# The records of the graph when a file was exported

INSERT_EARLIER = "INSERT OR REPLACE INTO earlier VALUES (?, ?, ?, ?)"
SELECT_EARLIER = "SELECT record FROM earlier WHERE stamp = ? AND type = ? AND id = ?"
COUNT_ADDED_SINCE = """
SELECT count(*) FROM earlier e WHERE stamp = ? AND record IS NULL
    AND EXISTS (SELECT 1 FROM known k WHERE k.type = e.type AND k.id = e.id)
    AND NOT EXISTS (SELECT 1 FROM staged s WHERE s.type = e.type AND s.id = e.id)
"""

# How files and graph differ

SELECT_NEW = """
SELECT record FROM staged s WHERE type = :type AND record IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM known k WHERE k.type = s.type AND k.id = s.id) ORDER BY id
"""
SELECT_MISSING = """
SELECT record FROM known k WHERE type = :type
    AND NOT EXISTS (SELECT 1 FROM staged s WHERE s.type = k.type AND s.id = k.id) ORDER BY id
"""
COUNT_UNCHANGED = """
SELECT s.type, count(*) FROM staged s JOIN known k ON k.type = s.type AND k.id = s.id
WHERE s.record = k.record AND s.file IS NOT NULL GROUP BY s.type
"""
SELECT_DIFFERING = """
SELECT s.type, s.id, s.record, k.record FROM staged s JOIN known k ON k.type = s.type AND k.id = s.id
WHERE s.part = ? AND s.record IS NOT k.record
"""
SELECT_DIFFERENCE = """
SELECT s.record, k.record FROM staged s JOIN known k ON k.type = s.type AND k.id = s.id
WHERE s.part = ? AND s.type = ? AND s.id = ? AND s.record IS NOT k.record
"""
SELECT_WRITTEN = """
SELECT s.type, s.id, k.record, s.record FROM staged s LEFT JOIN known k ON k.type = s.type AND k.id = s.id
WHERE s.record IS NOT k.record AND s.record IS NOT NULL AND (k.record IS NOT NULL OR :creations) ORDER BY s.type, s.id
"""
SELECT_REMOVED = """
SELECT s.type, s.id, k.record, s.record FROM staged s LEFT JOIN known k ON k.type = s.type AND k.id = s.id
WHERE s.record IS NOT k.record AND s.record IS NULL ORDER BY s.type DESC, s.id DESC
"""
COUNT_OPERATIONS = """
SELECT count(*) FROM staged s LEFT JOIN known k ON k.type = s.type AND k.id = s.id
WHERE s.record IS NOT k.record AND (k.record IS NOT NULL OR :creations)
"""

# The changes that notices are about

SELECT_TURNED_TRAILS = """
SELECT json_extract(record, '$.assignment') AS named, record FROM joined WHERE type = :type AND named IN (
    SELECT json_extract(record, '$.assignment') AS of_one FROM joined WHERE type = :type GROUP BY of_one
    HAVING max(iif(json_extract(record, '$.kind') IN (SELECT value FROM json_each(:endings)), NULL, json_extract(record, '$.on')))
        >= min(iif(json_extract(record, '$.kind') IN (SELECT value FROM json_each(:endings)), json_extract(record, '$.on'), NULL))
        OR max(json_extract(record, '$.kind') = :resumed))
ORDER BY named, id
"""
SELECT_DUE_EARLY = """
SELECT record, decision FROM (
    SELECT id, record, coalesce(
        (SELECT record FROM staged WHERE type = :decision AND id = json_extract(a.record, '$.decision')),
        (SELECT record FROM known WHERE type = :decision AND id = json_extract(a.record, '$.decision'))) AS decision
    FROM joined a WHERE type = :assignment AND json_extract(record, '$.due') IS NOT NULL)
WHERE json_extract(record, '$.due') < json_extract(decision, '$.taken_on') ORDER BY id
"""
SELECT_LATER_THAN = """
SELECT s.record FROM staged s LEFT JOIN known k ON k.type = s.type AND k.id = s.id
WHERE s.type = :type AND json_extract(s.record, :field) > :day
  AND json_extract(s.record, :field) IS NOT json_extract(k.record, :field) ORDER BY s.id
"""
SELECT_CHANGED_NAMING = """
SELECT s.record FROM staged s LEFT JOIN known k ON k.type = s.type AND k.id = s.id
WHERE s.type = :type AND s.record IS NOT NULL AND s.record IS NOT k.record AND EXISTS (
    SELECT 1 FROM json_each(s.record, :field) WHERE value IN (SELECT value FROM json_each(:ids))) ORDER BY s.id
"""
SELECT_RENAMED = """
SELECT s.record FROM staged s LEFT JOIN known k ON k.type = s.type AND k.id = s.id
WHERE s.type = :type AND s.record IS NOT NULL AND s.record IS NOT k.record
  AND json_extract(s.record, '$.name', '$.short_name', '$.aliases', '$.organisation_number')
      IS NOT json_extract(k.record, '$.name', '$.short_name', '$.aliases', '$.organisation_number')
"""
DELETE_UNCERTAIN = "DELETE FROM uncertain"
INSERT_UNCERTAIN = """
INSERT OR IGNORE INTO uncertain
SELECT j.type, j.id,
    k.record IS NOT j.record AND NOT EXISTS (SELECT 1 FROM retracted r WHERE r.type = j.type AND r.id = j.id)
FROM joined j LEFT JOIN known k ON k.type = j.type AND k.id = j.id
WHERE j.type IN (SELECT value FROM json_each(?)) AND json_extract(j.record, '$.certainty') = 'uncertain'
"""
SELECT_ANY_UNCERTAIN = "SELECT 1 FROM uncertain LIMIT 1"
SELECT_MORE_CERTAIN = """
SELECT j.id, min(u.id) FROM joined j LEFT JOIN known k ON k.type = j.type AND k.id = j.id
    JOIN json_each(:fields) f
    JOIN uncertain u ON u.id = json_extract(j.record, '$.' || f.value)
        AND u.type IN (SELECT value FROM json_each(json_extract(:types, '$.' || f.value)))
WHERE j.type = :type AND json_extract(j.record, '$.certainty') = 'certain' AND NOT json_extract(j.record, '$.example')
    AND (u.altered OR k.record IS NOT j.record)
    AND NOT EXISTS (SELECT 1 FROM retracted r WHERE r.type = j.type AND r.id = j.id)
GROUP BY j.id ORDER BY j.id
"""

# Records that their source no longer has

SELECT_RETRACTABLE = """
SELECT * FROM (
    SELECT k.record AS record, (SELECT max(value) FROM json_each(:stamps) WHERE NOT EXISTS
            (SELECT 1 FROM earlier e WHERE e.stamp = value AND e.type = k.type AND e.id = k.id AND e.record IS NULL)) AS stamp
    FROM known k
    WHERE k.type = :type AND NOT EXISTS (SELECT 1 FROM staged s WHERE s.type = k.type AND s.id = k.id) ORDER BY k.id
) WHERE stamp IS NOT NULL
     OR EXISTS (SELECT 1 FROM json_each(record, '$.asserted_by') named JOIN json_each(:sources) source USING (value))
"""
INSERT_RETRACTED = "INSERT INTO retracted VALUES (?, ?, ?, ?)"
STAGE_RETRACTED = "INSERT INTO staged (type, id, record) SELECT type, id, iif(removed, NULL, record) FROM retracted"
SELECT_RETRACTED = "SELECT 1 FROM retracted WHERE type = ? AND id = ?"
SELECT_ANY_RETRACTED = "SELECT 1 FROM retracted WHERE type = ?"
SELECT_ANY_REMOVED = "SELECT 1 FROM staged WHERE record IS NULL AND type IN (SELECT value FROM json_each(?)) LIMIT 1"
RESTORE_NAMED = """
UPDATE staged SET record = (SELECT record FROM retracted r WHERE r.type = staged.type AND r.id = staged.id)
WHERE record IS NULL AND type IN (SELECT value FROM json_each(:targets)) AND id IN
    (SELECT substr(value, 1, instr(value || ' ', ' ') - 1) FROM joined j, json_each(j.record, :field) WHERE j.type = :type)
"""
RESTORE_ADDRESSED = """
UPDATE staged SET record = (SELECT record FROM retracted r WHERE r.type = staged.type AND r.id = staged.id)
WHERE record IS NULL AND type = :assignment AND id IN (
    SELECT r.id FROM retracted r JOIN joined d ON d.type = :decision AND d.id = json_extract(r.record, '$.decision')
    WHERE r.type = :assignment AND d.id NOT IN (SELECT json_extract(record, '$.decision') FROM joined WHERE type = :assignment))
"""


def open_staging_database(path: Path) -> sqlite3.Connection:
    """Create a database with the tables at `path`. Everything happens in one transaction, which is never committed.

    Several threads may use it, one after another.
    """
    database = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    database.executescript(SCHEMA)
    database.execute("BEGIN")
    return database
