"""A column read at once is what each of its values is by itself."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

import pytest
from lakehouse.converted import Unfit
from lakehouse.readings import Zones, read_readings
from lakehouse.relations import Column
from lakehouse.text_values import decimal_in, double_in, integer_in
from lakehouse.time_patterns import TimePattern, compile_pattern

from tests.glue.support.columns import a_column, a_time, read, utc


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("choice", ["quarantine", "earlier", "later"])
def test_a_column_of_local_times_is_what_zoneinfo_says_of_each(seed: int, choice: str) -> None:
    r = random.Random(seed)
    zones = r.sample(sorted(available_timezones() - {"localtime"}), 12)
    keys = [r.choice(zones) for _ in range(600)]
    texts = []
    for _ in keys:
        year = r.choice([1890, 1916, 1945, 1975, 1999, 2011, 2026, 2045, 3000])
        local = datetime(year, 1, 1) + timedelta(minutes=r.randrange(366 * 24 * 60))
        if r.random() < 0.5:  # where clocks change, mostly
            local -= timedelta(
                days=local.day - r.randrange(1, 31), hours=local.hour - r.randrange(4)
            )
        texts.append(f"{local:%Y-%m-%d %H:%M}".rjust(16, "0"))
    named: Zones = {"z": {zone: zone for zone in zones}}
    entry = {"kind": "time", "pattern": "yyyy-MM-dd HH:mm", "ambiguous": choice}
    by_row = entry | {"zone": {"reference": "z", "by": "k"}}
    readings = read_readings([by_row], "timestamp", named)
    column = Column("c", ("c",), "timestamp", True, readings=readings)

    assert read(column, *texts, keys=keys) == [
        asked(text, zone, choice) for text, zone in zip(texts, keys, strict=True)
    ]


def asked(text: str, zone: str, choice: str) -> Any:
    """The instant as zoneinfo has it, one value at a time."""
    first = datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))
    second = first.replace(fold=1)
    ahead, then = first.utcoffset(), second.utcoffset()
    assert ahead is not None
    assert then is not None
    if ahead < then or (ahead > then and choice == "quarantine"):
        return "parse"
    return (second if choice == "later" else first).astimezone(UTC)


COLUMNS = [
    a_column("integer", {"kind": "integer"}),
    a_column("decimal", {"kind": "decimal"}, precision=6, scale=2),
    a_column("double", {"kind": "number"}),
    a_column("boolean", {"kind": "boolean", "true": ["1"], "false": ["0"]}),
    a_column("date", {"kind": "date", "pattern": "d.M.yyyy"}),
    a_column("timestamp", {"kind": "time", "pattern": "yyyy-MM-dd", "zone": "Europe/London"}),
    a_column("timestamp", {"kind": "date-time"}, {"kind": "epoch", "unit": "seconds"}),
    a_column("timestamp", {"kind": "epoch", "unit": "microseconds"}),
    a_column("integer", {"kind": "integer"}, missing=frozenset({"", "NA"})),
    a_column("date", missing=frozenset({"", "NA"})),
    a_column("string", missing=frozenset({"", "NA"})),
]
PIECES = ["1", "0", "12", "-", ".", "2000", "-01", "-02", "T00:00:00Z", "", "NA", " ", "e5", "3"]


@pytest.mark.parametrize("seed", range(10))
@pytest.mark.parametrize("column", COLUMNS, ids=range(len(COLUMNS)))
def test_a_column_is_read_as_each_of_its_values(column: Column, seed: int) -> None:
    r = random.Random(seed)
    numbers = [None, 0, -5, 7.5, 1e300, 10**25, True, Decimal("0.5")]
    values: list[Any] = ["".join(r.choices(PIECES, k=r.randrange(4))) for _ in range(200)]
    if seed % 2:
        values = [r.choice(numbers) if r.random() < 0.2 else value for value in values]

    assert read(column, *values) == [read(column, value)[0] for value in values]


def digits(r: random.Random, most: int) -> str:
    return "".join(r.choices("0123456789", k=r.randrange(1, most)))


def a_number(r: random.Random) -> str:
    point = "." + digits(r, 5) if r.random() < 0.5 else ""
    return r.choice(["", "-"]) + digits(r, r.choice([5, 9, 20])) + point


def a_clock(pattern: str, r: random.Random) -> str:
    day = datetime(1, 1, 1) + timedelta(seconds=r.randrange(9998 * 365 * 86_400))
    year = f"{day.year:04d}"
    parts = {"yyyy": year, "MMM": f"{day:%b}", "MM": f"{day:%m}", "dd": f"{day:%d}"}
    parts |= {"HH": f"{day:%H}", "mm": f"{day:%M}", "ss": f"{day:%S}", "SSS": "120", "'": ""}
    for letters, text in parts.items():
        pattern = pattern.replace(letters, text)
    return pattern


def clock_by(pattern: TimePattern, text: str) -> datetime:
    instant = pattern.read(text)
    if instant is None:
        raise Unfit("parse", "a time")
    return utc(1970, 1, 1) + timedelta(microseconds=instant)


PATTERNS = ["yyyy-MM-dd'T'HH:mm:ss.SSS", "dd/MMM/yyyy:HH:mm:ss", "MM/dd/yyyy", "yyyyMMdd HH"]
WHOLE: list[tuple[Column, Callable[[str], Any], Callable[[random.Random], str]]] = [
    (a_column("integer", {"kind": "integer"}), integer_in, lambda r: digits(r, 22)),
    (
        a_column("decimal", {"kind": "decimal"}, precision=9, scale=3),
        lambda text: decimal_in(text, Column("c", (), "decimal", True, precision=9, scale=3)),
        a_number,
    ),
    (a_column("double", {"kind": "number"}), double_in, a_number),
    *(
        (
            a_time(pattern, zone=None),
            partial(clock_by, compile_pattern(pattern)),
            partial(a_clock, pattern),
        )
        for pattern in PATTERNS
    ),
]


def by_itself(of: Callable[[str], Any], text: str) -> Any:
    """The value of one text, by the function for one text."""
    try:
        return of(text)
    except Unfit as fault:
        return fault.code


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("place", range(len(WHOLE)))
def test_texts_read_at_once_are_what_each_is_by_itself(place: int, seed: int) -> None:
    column, of, make = WHOLE[place]
    r = random.Random(seed)
    texts = [make(r) for _ in range(300)]
    if seed % 4 == 0:
        texts = [text for text in texts if by_itself(of, text) not in ("parse", "number_range")]
    elif seed % 4 > 1:
        for row in r.sample(range(300), 3):
            at = r.randrange(len(texts[row]))
            texts[row] = texts[row][:at] + r.choice("0:-/ x9") + texts[row][at + seed % 3 :]
    values: list[str | None] = [*texts, None]

    assert read(column, *values) == [by_itself(of, text) for text in texts] + [None]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2000-02-30T00:00:00.000", "parse"),
        ("1900-02-29T00:00:00.000", "parse"),
        ("0000-01-01T00:00:00.000", "parse"),
        ("2000-13-01T00:00:00.000", "parse"),
        ("2000-00-01T00:00:00.000", "parse"),
        ("2000-01-00T00:00:00.000", "parse"),
        ("2000-01-01T24:00:00.000", "parse"),
        ("2000-01-01T00:60:00.000", "parse"),
        ("2000-01-01T00:00:60.000", "parse"),
        ("2000-01-01T00:00:00,000", "parse"),
        ("2000-01-01T00:00:0\u0661.000", "parse"),
        ("2000-02-29T23:59:59.999", utc(2000, 2, 29, 23, 59, 59, 999_000)),
    ],
)
def test_one_bad_time_does_not_hurt_its_neighbours(text: str, code: Any) -> None:
    good = "2000-01-01T00:00:00.500"

    values = read(a_time(PATTERNS[0], zone=None), good, text, good)

    assert values == [utc(2000, 1, 1, 0, 0, 0, 500_000), code, utc(2000, 1, 1, 0, 0, 0, 500_000)]
