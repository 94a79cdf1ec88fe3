"""Columns that read their values, and what they read, for tests."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from lakehouse.conversions import convert
from lakehouse.readings import Zones, read_readings
from lakehouse.relations import Column

from tests.glue.builders import Json

ZONES: Zones = {"airport_zones": {"LHR": "Europe/London", "JFK": "America/New_York"}}


def a_column(kind: str, *parse: Json, **facts: Any) -> Column:
    """A column that reads its values so."""
    readings = read_readings(list(parse), kind, ZONES)
    return Column("c", ("c",), kind, True, readings=readings, **facts)  # type: ignore[arg-type]


def read(column: Column, *values: Any, keys: Sequence[Any] = ()) -> list[Any]:
    """Each value as it is read, or the code of why it is not."""
    array, unfit = convert(values, column, lambda name: keys)
    assert [row for row in unfit if array[row].is_valid] == []
    return [unfit[row].code if row in unfit else v for row, v in enumerate(array.to_pylist())]


def a_time(pattern: str, **facts: Any) -> Column:
    return a_column("timestamp", {"kind": "time", "pattern": pattern} | facts)


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[misc, arg-type]
