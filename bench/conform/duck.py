"""The yardstick: the same batch through DuckDB alone.

    python -m bench.conform.duck DATA OUT

Lines, batch form, JSON types, enums, patterns, lengths, bounds, bytes and time window of the
contract, unknown members, the first event of each id, SHA-256 of the payload, refused events with
their text, zstd Parquet with the same columns per type and date.

Still less than Conform does: no key twice, no digits beyond a double's, no unique items, property
names, a hash per spelling and not per value, no reasons, no places, no refused second payload.
"""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path
from typing import Any

import duckdb

from bench.conform.duck_checks import sql_checks, unknown_members

Json = dict[str, Any]

LINES = """
    CREATE TEMP TABLE lines AS
    SELECT filename, line, json_valid(line) AS sound
    FROM read_csv('{raw}/**/*.gz', columns = {{'line': 'VARCHAR'}}, delim = '\x01', quote = '',
                  escape = '', header = false, auto_detect = false, filename = true,
                  max_line_size = 4000000)
"""
EVENTS = """
    CREATE TEMP TABLE events AS
    WITH details AS (
        SELECT filename, json_extract(line, '$.detail') AS detail, line->>'$.time' AS received
        FROM lines WHERE sound
    ), listed AS (
        SELECT *, json_extract(detail, '$.events') AS events FROM details
    ), single AS (
        SELECT filename, received, detail AS event FROM listed WHERE events IS NULL
        UNION ALL
        SELECT filename, received, unnest(CAST(events AS JSON[])) FROM listed
        WHERE events IS NOT NULL
    )
    SELECT filename, received, event, heads[1] AS type, heads[2] AS id
    FROM (SELECT *, json_extract_string(event, ['$.type', '$.id']) AS heads FROM single)
"""
JUDGED = """
    CREATE OR REPLACE TEMP TABLE judged AS
    SELECT filename, received, event, id, parsed, sha256(CAST(event->'$.data' AS VARCHAR)) AS hash,
           CASE WHEN {unknown} THEN event->'$.data' END AS rest,
           coalesce(parsed IS NOT NULL AND {good}, false) AS good
    FROM (SELECT *, json_type(event, [{paths}]) AS kinds, TRY_CAST(event AS {struct}) AS parsed
          FROM events WHERE type = '{type}')
"""
ROWS = """
    COPY (SELECT id AS event_id, parsed."time" AS event_time, CAST(received AS TIMESTAMPTZ) AS r,
                 'b0000000001' AS batch, filename, '1.0' AS version, hash, rest, {columns},
                 CAST(parsed."time" AS DATE) AS event_date
          FROM judged WHERE good
          QUALIFY row_number() OVER (PARTITION BY id ORDER BY filename) = 1)
    TO '{out}' (FORMAT parquet, COMPRESSION zstd, PARTITION_BY (event_date))
"""
REFUSED = """
    COPY (SELECT filename, CAST(event AS VARCHAR) AS raw FROM judged WHERE NOT good)
    TO '{out}' (FORMAT parquet, COMPRESSION zstd)
"""
KINDS = {"timestamp": "TIMESTAMPTZ", "integer": "BIGINT", "double": "DOUBLE", "boolean": "BOOLEAN"}


def main(data: Path, out: Path) -> None:
    """Conform all raw objects below `data`; prints the counts."""
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    with duckdb.connect(str(out / "work.duckdb")) as db:
        db.execute(
            "SET threads = 2; SET memory_limit = '6GB'; SET preserve_insertion_order = false"
        )
        db.execute(LINES.format(raw=data / "raw"))
        db.execute(EVENTS)
        unsound = "SELECT filename, line AS raw FROM lines WHERE NOT sound"
        target = f"'{out}/malformed.parquet' (FORMAT parquet, COMPRESSION zstd)"
        refused = _copied(db, f"COPY ({unsound}) TO {target}")
        received = refused
        conformed = 0
        for entry in json.loads((data / "contract-set.json").read_text())["types"]:
            count, good, bad = _one_type(db, entry, out)
            received, conformed, refused = received + count, conformed + good, refused + bad
    (out / "work.duckdb").unlink()
    print(
        json.dumps(
            {
                "received": received,
                "conformed": conformed,
                "duplicate": received - conformed - refused,
                "quarantined": refused,
            }
        )
    )


def _one_type(db: duckdb.DuckDBPyConnection, entry: Json, out: Path) -> tuple[int, int, int]:
    paths, conditions = sql_checks(entry)
    db.execute(
        JUDGED.format(
            paths=", ".join(f"'{path}'" for path in paths),
            good=" AND ".join(conditions),
            unknown=unknown_members(entry),
            struct=_struct(entry),
            type=entry["type"],
        )
    )
    [count] = db.execute("SELECT count(*) FROM judged").fetchone() or (0,)
    if not count:
        return 0, 0, 0
    columns = ", ".join(
        f"parsed.data.{'.'.join(_quoted(step) for step in column['path'])} AS {column['name']}"
        for column in entry["columns"]
    )
    good = _copied(db, ROWS.format(columns=columns, out=out / entry["name"]))
    bad = _copied(db, REFUSED.format(out=out / f"refused_{entry['name']}.parquet"))
    return count, good, bad


def _copied(db: duckdb.DuckDBPyConnection, statement: str) -> int:
    [rows] = db.execute(statement).fetchone() or (0,)
    return int(rows)


def _struct(entry: Json) -> str:
    """The event as a DuckDB type: members nested as in the columns' paths."""
    tree: Json = {}
    for column in entry["columns"]:
        place = tree
        *parents, last = column["path"]
        for step in parents:
            place = place.setdefault(step, {})
        place[last] = _kind(column)
    members = {"id": "VARCHAR", "time": "TIMESTAMPTZ", "data": tree}
    return _struct_of(members)


def _kind(column: Json) -> str:
    if column["type"] == "decimal":
        return f"DECIMAL({column['precision']}, {column['scale']})"
    return "JSON" if column["type"] == "json" else KINDS.get(column["type"], "VARCHAR")


def _struct_of(tree: Json) -> str:
    members = (
        f"{_quoted(name)} {_struct_of(kind) if isinstance(kind, dict) else kind}"
        for name, kind in tree.items()
    )
    return f"STRUCT({', '.join(members)})"


def _quoted(name: str) -> str:
    return f'"{name}"'


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
