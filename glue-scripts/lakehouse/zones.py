"""Times by the clock of a place → instants, for whole columns.

A zone's changes of offset are listed once per decade, from the IANA database as zoneinfo reads it;
a column is then searched in the list. What the clock showed twice or never is marked as such.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

import numpy as np
import numpy.typing as npt

Micros = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]

_SECOND = 1_000_000
_DAY = 86_400
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
#: Offsets are looked up this often; no zone has ever changed back in so short a time.
_STEP = _DAY
#: Instants that zoneinfo can be asked for: a day of room at both ends of the years 1 to 9999.
_FIRST = -62_135_596_800 + 2 * _DAY
_LAST = 253_402_300_799 - 2 * _DAY


class Placed(NamedTuple):
    """Instants in microseconds; of times that the clock showed twice or never, any."""

    instants: Micros
    twice: Mask
    never: Mask


class _Changes(NamedTuple):
    """Local times (microseconds) at which changes begin and end, and the offsets between them.

    `later[n]` is the end of the hour that change n skips or repeats, `sooner[n]` its begin.
    """

    sooner: Micros
    later: Micros
    offsets: Micros


def to_instants(local: Micros, zone: str, later: bool) -> Placed:
    """Local times in microseconds → instants; of a time that was twice, the earlier or `later`."""
    instants = np.empty(len(local), np.int64)
    twice = np.zeros(len(local), np.bool_)
    never = np.zeros(len(local), np.bool_)
    decades = local.astype("datetime64[us]").astype("datetime64[Y]").astype(np.int64) // 10
    for decade in np.unique(decades):
        rows = np.flatnonzero(decades == decade)
        changes = _changes(zone, int(decade))
        asked = local[rows]
        first = changes.offsets[np.searchsorted(changes.later, asked, "right")]
        second = changes.offsets[np.searchsorted(changes.sooner, asked, "right")]
        instants[rows] = asked - (second if later else first)
        twice[rows] = first > second
        never[rows] = first < second
    return Placed(instants, twice, never)


def is_zone(name: str) -> bool:
    """Whether the IANA database has a zone of this name."""
    try:
        ZoneInfo(name)
    except (KeyError, OSError, ValueError):
        return False
    return True


@cache
def _changes(zone: str, decade: int) -> _Changes:
    """The changes of a zone in a decade (counted from 1970) and two days around it."""
    year = 1970 + 10 * decade
    begin = _seconds(max(1, year)) - 2 * _DAY
    end = _seconds(min(9999, year + 10)) + (2 * _DAY if year + 10 <= 9999 else 366 * _DAY)
    begin, end = max(begin, _FIRST), min(end, _LAST)
    clock = ZoneInfo(zone)
    found = [(begin, _offset(clock, begin))]
    for instant in range(begin + _STEP, end + _STEP, _STEP):
        offset = _offset(clock, instant)
        if offset != found[-1][1]:
            found.append((_change_between(clock, instant - _STEP, instant), offset))
    offsets = np.array([offset for _, offset in found], np.int64)
    instants = np.array([instant for instant, _ in found[1:]], np.int64)
    return _Changes(
        (instants + np.minimum(offsets[:-1], offsets[1:])) * _SECOND,
        (instants + np.maximum(offsets[:-1], offsets[1:])) * _SECOND,
        offsets * _SECOND,
    )


def _change_between(clock: ZoneInfo, before: int, after: int) -> int:
    old = _offset(clock, before)
    while after - before > 1:
        middle = (before + after) // 2
        if _offset(clock, middle) == old:
            before = middle
        else:
            after = middle
    return after


def _offset(clock: ZoneInfo, instant: int) -> int:
    """Seconds that the clock is ahead of UTC."""
    offset = datetime.fromtimestamp(instant, clock).utcoffset()
    assert offset is not None
    return round(offset.total_seconds())


def _seconds(year: int) -> int:
    return (datetime(year, 1, 1, tzinfo=UTC) - _EPOCH) // timedelta(seconds=1)
