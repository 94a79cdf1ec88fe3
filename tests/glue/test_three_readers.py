"""A curated file reads alike in PyArrow, DuckDB and Spark: every logical type at its limits."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from pyspark.sql import SparkSession

from tests.glue.builders import a_line, a_type, an_event, an_order, conform, contract_set_text

LOWEST: dict[str, Any] = {
    "placed_at": "0001-01-01T00:00:00Z",
    "paid_ms": -62_135_596_800_000,
    "due": "0001-01-01",
    "total": -9_999_999_999.99,
    "weight": -1.7976931348623157e308,
    "pieces": -(2**53) + 1,
    "ticket": -(2**63),
    "gift": False,
    "note": "",
    "place": [-90.0, -180.0],
    "lines": [],
}
HIGHEST: dict[str, Any] = {
    "placed_at": "9999-12-31T23:59:59.999999Z",
    "paid_ms": 253_402_300_799_999,
    "due": "9999-12-31",
    "total": 9_999_999_999.99,
    "weight": 1.7976931348623157e308,
    "pieces": 2**53 - 1,
    "ticket": 2**63 - 1,
    "gift": True,
    "note": "\U0001f600 \u00e9 \ufeff \uffff \t\n\"'\\" + "x" * 65_000,
    "place": [90.0, 180.0],
    "lines": [{"b": 1, "a": [None, "\u00e9"]}],
}
SMALL: dict[str, Any] = {
    "placed_at": "1969-12-31T23:59:59.999999Z",
    "due": "1582-10-14",
    "total": 0.01,
    "weight": 5e-324,
    "pieces": 0,
    "ticket": 0,
}
GREGORIAN: dict[str, Any] = {
    "placed_at": "1582-10-15T00:00:00.000001Z",
    "due": "1582-10-15",
    "total": 0,
    "weight": 0.1,
}


@pytest.fixture(scope="module")
def spark() -> Iterator[SparkSession]:
    os.environ["PYSPARK_PYTHON"] = sys.executable
    os.environ["SPARK_LOCAL_IP"] = "127.0.0.1"
    session = (
        SparkSession.builder.master("local[1]")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.session.timeZone", "UTC")
        .config("spark.sql.parquet.int96RebaseModeInRead", "CORRECTED")
        .config("spark.sql.parquet.datetimeRebaseModeInRead", "CORRECTED")
        .getOrCreate()
    )
    yield session
    session.stop()


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A file with a row per extreme, and one that is null wherever it can be."""
    orders = [LOWEST, HIGHEST, SMALL, GREGORIAN, {}]
    lines = [a_line(an_event(an_order(**o), id=f"e-{n}")) for n, o in enumerate(orders)]
    conformed = conform(lines, contract_set=contract_set_text(a_type(assertions=[])))
    assert (conformed.codes, len(conformed.rows)) == ([], 5)
    [key] = conformed.store.keys("curated", "")
    path = tmp_path_factory.mktemp("curated") / "file.parquet"
    path.write_bytes(conformed.store.get("curated", key).body)
    return str(path)


def as_asked(schema: pa.Schema, text: str) -> str:
    """A query for every column, times and dates as text: no reader's own type gets in between."""
    asked = [
        f'CAST("{field.name}" AS {text}) AS "{field.name}"'
        if pa.types.is_timestamp(field.type) or pa.types.is_date(field.type)
        else f'"{field.name}"'
        for field in schema
    ]
    return f"SELECT {', '.join(asked)} FROM file ORDER BY _line"


def test_three_readers_see_the_same_rows(spark: SparkSession, file: str) -> None:
    schema = pq.read_schema(file)
    with duckdb.connect() as connection:
        connection.execute(f"CREATE VIEW file AS SELECT * FROM '{Path(file)}'")
        by_duckdb = connection.execute(as_asked(schema, "VARCHAR")).fetchall()
    spark.read.parquet(file).createOrReplaceTempView("file")
    by_spark = spark.sql(as_asked(schema, "STRING").replace('"', "`")).collect()
    table = pq.read_table(file, coerce_int96_timestamp_unit="us")
    by_pyarrow = [tuple(row.values()) for row in table.sort_by("_line").to_pylist()]

    assert [tuple(row) for row in by_spark] == by_duckdb
    for read, asked in zip(by_pyarrow, by_duckdb, strict=True):
        for field, value, text in zip(schema, read, asked, strict=True):
            if pa.types.is_timestamp(field.type) and value is not None:
                shown = value.replace(tzinfo=None).isoformat(" ")
                assert shown == text or shown.rstrip("0") == text, field.name
            else:
                assert (str(value) if pa.types.is_date(field.type) and value else value) == text


def test_the_limits_come_through_each_reader(spark: SparkSession, file: str) -> None:
    spark.read.parquet(file).createOrReplaceTempView("file")

    lowest, highest, small, *_ = spark.sql(
        "SELECT CAST(placed_at AS STRING), CAST(due AS STRING), CAST(total AS STRING), weight, "
        "ticket, gift, note, lines FROM file ORDER BY _line"
    ).collect()

    assert tuple(lowest)[:3] == ("0001-01-01 00:00:00", "0001-01-01", "-9999999999.99")
    assert tuple(highest)[:3] == ("9999-12-31 23:59:59.999999", "9999-12-31", "9999999999.99")
    assert (lowest["ticket"], highest["ticket"]) == (-(2**63), 2**63 - 1)
    assert (highest["weight"], small["weight"]) == (HIGHEST["weight"], 5e-324)
    assert (highest["note"], highest["lines"]) == (HIGHEST["note"], '[{"a":[null,"\u00e9"],"b":1}]')
    assert (small["placed_at"], small["due"]) == ("1969-12-31 23:59:59.999999", "1582-10-14")
