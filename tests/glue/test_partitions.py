"""Rows go to the partition of their event time, UTC, in order and none lost."""

from __future__ import annotations

from typing import Literal

import pyarrow as pa
import pytest
from lakehouse.curated import partitions

from tests.glue.builders import a_line, a_type, an_event, conform, contract_set_text


@pytest.mark.parametrize(
    ("by", "names"),
    [
        ("hour", ["2026-10-31T23", "2026-11-01T00"]),
        ("day", ["2026-10-31", "2026-11-01"]),
        ("month", ["2026-10", "2026-11"]),
        ("year", ["2026"]),
    ],
)
def test_a_partition_is_named_by_the_start_of_its_time(
    by: Literal["hour", "day", "month", "year"], names: list[str]
) -> None:
    times = pa.array(["2026-10-31T23:59:59.999999Z", "2026-11-01T00:00:00Z"])
    rows = pa.table({"event_time": times.cast(pa.timestamp("us", "UTC")), "n": [1, 2]})

    parts = partitions(rows, by)

    assert [name for name, _ in parts] == names
    assert [n for _, part in parts for n in part["n"].to_pylist()] == [1, 2]


def test_times_before_1970_belong_to_their_own_day() -> None:
    times = pa.array(["1969-12-31T23:59:59Z", "1970-01-01T00:00:00Z"])
    rows = pa.table({"event_time": times.cast(pa.timestamp("us", "UTC"))})

    assert [name for name, _ in partitions(rows, "day")] == ["1969-12-31", "1970-01-01"]


def test_an_offset_does_not_move_an_event_to_its_local_day() -> None:
    conformed = conform([a_line(an_event(time="2026-11-25T00:30:00+05:00"))])

    [key] = conformed.store.keys("curated", "")
    assert "/event_date=2026-11-24/" in key


def test_many_rows_in_many_partitions_are_all_there() -> None:
    hourly = contract_set_text(a_type(partition="hour"))
    lines = [
        a_line(an_event(id=str(n), time=f"2026-11-25T0{n % 10}:{n % 60:02d}:00Z"))
        for n in range(4_500)
    ]

    conformed = conform(lines, contract_set=hourly)

    assert sorted(int(row["event_id"]) for row in conformed.rows) == list(range(4_500))
    assert len(list(conformed.store.keys("curated", ""))) == 10
    for row in conformed.rows[:50]:
        assert row["event_time"].hour == int(row["event_id"]) % 10
