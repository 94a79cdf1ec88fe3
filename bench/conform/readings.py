"""Microseconds per value of each reading, by the column as the job converts it.

python -m bench.conform.readings
"""

from __future__ import annotations

import random
import time
from collections.abc import Sequence
from typing import Any

from lakehouse.conversions import convert
from lakehouse.readings import Zones, read_readings
from lakehouse.relations import Column
from lakehouse.task import CHUNK_EVENTS

from bench.conform.contracts import Json

ROUNDS = 30
PLACES = ["America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles"]
PLACES += ["America/Phoenix", "Pacific/Honolulu", "America/Anchorage", "Europe/London"]
ZONES: Zones = {"places": {str(number): zone for number, zone in enumerate(PLACES)}}
BY_ROW = {"reference": "places", "by": "place"}


def texts_of_times(r: random.Random) -> list[str]:
    """Times of half a year, to the minute."""
    return [
        f"2001/0{r.randrange(1, 7)}/{r.randrange(1, 29):02d} {r.randrange(24):02d}:"
        f"{r.randrange(60):02d}"
        for _ in range(CHUNK_EVENTS)
    ]


def cases(r: random.Random) -> list[tuple[str, str, Json, list[Any]]]:
    """What is measured: a name, the column's type, its reading and a chunk of values."""

    def chunk(form: str, below: int) -> list[Any]:
        return [form.format(r.randrange(below)) for _ in range(CHUNK_EVENTS)]

    clock = {"kind": "time", "pattern": "yyyy/MM/dd HH:mm", "ambiguous": "earlier"}
    loose = clock | {"pattern": "yyyy/M/d HH:mm", "zone": None}
    times = texts_of_times(r)
    return [
        ("time as written", "timestamp", clock | {"zone": None}, times),
        ("time of one zone", "timestamp", clock | {"zone": "Europe/London"}, times),
        ("time of a zone by row", "timestamp", clock | {"zone": BY_ROW}, times),
        ("time of loose width", "timestamp", loose, times),
        ("date", "date", {"kind": "date", "pattern": "yyyy/MM/dd"}, [t[:10] for t in times]),
        ("integer, distinct", "integer", {"kind": "integer"}, chunk("{}", 10**9)),
        ("integer, repeating", "integer", {"kind": "integer"}, chunk("{}", 60)),
        ("decimal", "decimal", {"kind": "decimal"}, chunk("{}.25", 10**6)),
        ("double", "double", {"kind": "number"}, chunk("{}.125", 10**6)),
        ("boolean", "boolean", {"kind": "boolean", "true": ["1"], "false": ["0"]}, chunk("{}", 2)),
        ("seconds", "timestamp", {"kind": "epoch", "unit": "seconds"}, list(range(CHUNK_EVENTS))),
    ]


def microseconds_per_value(column: Column, values: Sequence[Any], places: Sequence[str]) -> float:
    """The best of some rounds."""
    best = float("inf")
    for _ in range(ROUNDS):
        started = time.perf_counter()
        converted = convert(values, column, lambda name: places)
        best = min(best, time.perf_counter() - started)
        assert not converted.unfit
    return best / len(values) * 1e6


def main() -> None:
    """Print one line per reading."""
    r = random.Random(1)
    places = [str(r.randrange(len(PLACES))) for _ in range(CHUNK_EVENTS)]
    for name, kind, parse, values in cases(r):
        readings = read_readings([parse], kind, ZONES)
        # cases() names the types as plain text.
        column = Column("c", ("c",), kind, True, 100, 12, 2, readings=readings)  # type: ignore[arg-type]
        print(f"{name:24} {microseconds_per_value(column, values, places):6.2f}")


if __name__ == "__main__":
    main()
