"""How the values of a column are read where they are not of its type on the wire: declarations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from lakehouse.time_patterns import TimePattern, compile_pattern
from lakehouse.zones import is_zone

Ambiguous = Literal["quarantine", "earlier", "later"]
#: Per reference table and key, the IANA zone.
Zones = Mapping[str, Mapping[str, str]]

#: Microseconds per unit of an epoch.
EPOCH_UNITS = {"seconds": 1_000_000, "milliseconds": 1_000, "microseconds": 1}

#: Kinds of readings that a column of a type may have.
_KINDS: dict[str, frozenset[str]] = {
    "timestamp": frozenset({"epoch", "time", "date-time"}),
    "date": frozenset({"date"}),
    "integer": frozenset({"integer"}),
    "double": frozenset({"number", "decimal"}),
    "decimal": frozenset({"number", "decimal"}),
    "boolean": frozenset({"boolean"}),
}


class ReadingInvalid(ValueError):
    """A reading that this job does not know, or that does not make its column's type."""


@dataclass(frozen=True, slots=True)
class Epoch:
    """Numbers, or text in digits, that count `unit` microseconds each since 1970."""

    unit: int


@dataclass(frozen=True, slots=True)
class Rfc3339:
    """Text that is an RFC 3339 date-time."""


@dataclass(frozen=True, eq=False, slots=True)
class ZoneByRow:
    """The zone that a reference table has for the text in another column."""

    by: str
    zones: Mapping[str, str]


@dataclass(frozen=True, eq=False, slots=True)
class LocalTime:
    """Text by a pattern; without a zone (and no offset in the pattern) it is kept as written."""

    pattern: TimePattern
    zone: str | ZoneByRow | None
    ambiguous: Ambiguous


@dataclass(frozen=True, eq=False, slots=True)
class Day:
    """Text that is a date by a pattern."""

    pattern: TimePattern


@dataclass(frozen=True, slots=True)
class Digits:
    """Text that is a number of the column's own type."""


@dataclass(frozen=True, slots=True)
class Spellings:
    """Text that is one of the spellings of true or of false."""

    true: frozenset[str]
    false: frozenset[str]


Reading = Epoch | Rfc3339 | LocalTime | Day | Digits | Spellings


def read_readings(parse: Any, column_type: str, zones: Zones) -> tuple[Reading, ...]:
    """The readings of one column's `parse`. Raises ReadingInvalid with what does not fit."""
    entries: Sequence[Mapping[str, Any]] = parse or ()
    for entry in entries:
        if entry["kind"] not in _KINDS.get(column_type, ()):
            raise ReadingInvalid(f"reading {entry['kind']} makes no {column_type}")
    return tuple(_reading(entry, zones) for entry in entries)


def _reading(entry: Mapping[str, Any], zones: Zones) -> Reading:
    match entry["kind"]:
        case "epoch":
            if entry["unit"] not in EPOCH_UNITS:
                raise ReadingInvalid(f"unknown epoch unit {entry['unit']}")
            return Epoch(EPOCH_UNITS[entry["unit"]])
        case "date-time":
            return Rfc3339()
        case "time":
            return _local_time(entry, zones)
        case "date":
            return Day(_pattern(entry))
        case "boolean":
            return Spellings(frozenset(entry["true"]), frozenset(entry["false"]))
        case _:
            return Digits()


def _local_time(entry: Mapping[str, Any], zones: Zones) -> LocalTime:
    zone = entry.get("zone")
    ambiguous = entry.get("ambiguous", "quarantine")
    if ambiguous not in ("quarantine", "earlier", "later"):
        raise ReadingInvalid(f"unknown choice for ambiguous times: {ambiguous}")
    if isinstance(zone, Mapping):
        if zone["reference"] not in zones:
            raise ReadingInvalid(f"unknown reference table {zone['reference']}")
        zone = ZoneByRow(zone["by"], zones[zone["reference"]])
    used = {zone} if isinstance(zone, str) else set(zone.zones.values()) if zone else set()
    if unknown := sorted(name for name in used if not is_zone(name)):
        raise ReadingInvalid(f"unknown time zones: {', '.join(unknown)}")
    pattern = _pattern(entry)
    if pattern.has_offset and zone is not None:
        raise ReadingInvalid(f"{entry['pattern']} has an offset, so it takes no zone")
    return LocalTime(pattern, zone, ambiguous)


def _pattern(entry: Mapping[str, Any]) -> TimePattern:
    try:
        return compile_pattern(entry["pattern"])
    except ValueError as error:
        raise ReadingInvalid(str(error)) from error
