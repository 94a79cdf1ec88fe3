"""Texts by a pattern, told by the clock of one place or of each row's own → instants."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

import numpy as np
import pyarrow as pa

from lakehouse.converted import INSTANT, Converted, Unfit, microseconds
from lakehouse.instants import EARLIEST, LATEST
from lakehouse.readings import LocalTime, ZoneByRow
from lakehouse.text_values import clock_times
from lakehouse.zones import Mask, Micros, to_instants


def local_times(
    values: Sequence[str | None], reading: LocalTime, keys: Sequence[Any] = ()
) -> Converted:
    """Read the texts; `keys` is the column that says each row's place, if the zone is by row."""
    local = clock_times(values, reading.pattern)
    if reading.zone is None:
        return local
    if isinstance(reading.zone, str):
        rows = np.flatnonzero(_valid(local.array))
        return _placed(local, {reading.zone: rows}, reading)
    return _by_row(local, reading, reading.zone, keys)


def _by_row(
    local: Converted, reading: LocalTime, zone: ZoneByRow, keys: Sequence[Any]
) -> Converted:
    places: dict[str, list[int]] = defaultdict(list)
    unfit = dict(local.unfit)
    for row in np.flatnonzero(_valid(local.array)).tolist():
        key = keys[row]
        name = zone.zones.get(key) if isinstance(key, str) else None
        if name is None:
            unfit[row] = Unfit("parse", f"a time of a place whose zone is known by {zone.by}")
        else:
            places[name].append(row)
    rows = {name: np.array(listed, np.int64) for name, listed in places.items()}
    return _placed(Converted(local.array, unfit), rows, reading)


def _placed(local: Converted, places: dict[str, Micros], reading: LocalTime) -> Converted:
    """The instants of the rows of each zone; the rows of none are null."""
    size = len(local.array)
    clock = microseconds(local.array)
    instants = np.zeros(size, np.int64)
    fitting = np.zeros(size, np.bool_)
    unfit = dict(local.unfit)
    for name, rows in places.items():
        placed = to_instants(clock[rows], name, later=reading.ambiguous == "later")
        instants[rows] = placed.instants
        fitting[rows] = True
        refused = [(placed.never, f"a time that the clocks of {name} showed")]
        if reading.ambiguous == "quarantine":
            refused.append((placed.twice, f"a time that the clocks of {name} showed once"))
        beyond = (placed.instants < EARLIEST) | (placed.instants > LATEST)
        refused.append((beyond, "a time of the years 1 to 9999"))
        for mask, expected in refused:
            for row in rows[mask].tolist():
                unfit.setdefault(row, Unfit("parse", expected))
    fitting[list(unfit)] = False
    array = pa.array(instants, pa.int64(), mask=~fitting).cast(INSTANT)
    return Converted(array, dict(sorted(unfit.items())))


def _valid(array: pa.Array[Any]) -> Mask:
    return np.asarray(array.is_valid())
