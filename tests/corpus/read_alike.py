"""Whether DuckDB, pyarrow and Spark read Parquet files alike, value by value.

`read_alike.py CORRECTED|LEGACY <file>…`, which is how Spark takes days before 1582, prints
{"readers": …, "rows": n, "values": n, "differences": […]} as JSON. Times are
compared in microseconds, dates in days, doubles by their bits, all else as text.
"""

from __future__ import annotations

import json
import struct
import sys
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
from pyspark import __version__ as spark_version
from pyspark.sql import SparkSession

Rows = list[tuple[Any, ...]]
_SHOWN = 10


def plain(value: Any) -> Any:
    """A value in a form that has one spelling."""
    if isinstance(value, float):
        return struct.pack(">d", value).hex()
    if isinstance(value, date):
        return value.toordinal() - date(1970, 1, 1).toordinal()
    return Fraction(value) if isinstance(value, Decimal) else value


def by_arrow(path: str, kinds: dict[str, str]) -> Rows:
    """As pyarrow reads it."""
    table = pq.read_table(path, coerce_int96_timestamp_unit="us")
    columns = [
        column.cast(pa.timestamp("us")).cast(pa.int64()) if kinds[name] == "time" else column
        for name, column in zip(table.column_names, table.columns, strict=True)
    ]
    lists: list[list[Any]] = [column.to_pylist() for column in columns]
    return list(zip(*lists, strict=True))


def by_duckdb(path: str, kinds: dict[str, str]) -> Rows:
    """As DuckDB reads it."""
    chosen = [
        {"time": f'epoch_us("{name}")', "day": f"\"{name}\" - DATE '1970-01-01'"}.get(
            kind, f'"{name}"'
        )
        for name, kind in kinds.items()
    ]
    rows = duckdb.execute(f"SELECT {', '.join(chosen)} FROM read_parquet('{path}')").fetchall()
    return [tuple(row) for row in rows]


def by_spark(spark: SparkSession, path: str, kinds: dict[str, str]) -> Rows:
    """As Spark reads it."""
    chosen = [
        {"time": f"unix_micros(`{name}`)", "day": f"unix_date(`{name}`)"}.get(kind, f"`{name}`")
        for name, kind in kinds.items()
    ]
    return [tuple(row) for row in spark.read.parquet(path).selectExpr(*chosen).collect()]


def kinds_of(path: str) -> dict[str, str]:
    """How each column is compared."""
    schema = pq.read_schema(path)
    return {
        field.name: "time"
        if pa.types.is_timestamp(field.type)
        else "day"
        if pa.types.is_date(field.type)
        else "plain"
        for field in schema
    }


def differences(
    path: str, readings: Sequence[tuple[str, Rows]], names: Sequence[str]
) -> Iterable[str]:
    """One line per value that is not read alike."""
    (first, expected), *others = readings
    for reader, rows in others:
        if len(rows) != len(expected):
            yield f"{path}: {first} reads {len(expected)} rows, {reader} {len(rows)}"
            continue
        for number, (one, other) in enumerate(zip(expected, rows, strict=True)):
            for name, a, b in zip(names, one, other, strict=True):
                if plain(a) != plain(b):
                    yield f"{path} row {number} {name}: {first} {a!r}, {reader} {b!r}"


def main(rebase: str, paths: Sequence[str]) -> None:
    """Reads each file three times."""
    spark = (
        SparkSession.builder.master("local[1]")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.session.timeZone", "UTC")
        .config("spark.sql.parquet.int96RebaseModeInRead", rebase)
        .config("spark.sql.parquet.datetimeRebaseModeInRead", rebase)
        .getOrCreate()
    )
    found: list[str] = []
    rows = values = 0
    for path in paths:
        kinds = kinds_of(path)
        arrow = by_arrow(path, kinds)
        readings = [
            ("pyarrow", arrow),
            ("DuckDB", by_duckdb(path, kinds)),
            ("Spark", by_spark(spark, path, kinds)),
        ]
        found.extend(differences(path, readings, list(kinds)))
        rows += len(arrow)
        values += len(arrow) * len(kinds)
    spark.stop()
    readers = f"pyarrow {pa.__version__}, DuckDB {duckdb.__version__}, Spark {spark_version}"
    told = {"readers": readers, "rows": rows, "values": values, "differences": found[:_SHOWN]}
    json.dump(told, sys.stdout)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
