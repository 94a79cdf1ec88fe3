"""When events happened, by their envelope or their columns, and whether that time is taken."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from lakehouse.conversions import convert
from lakehouse.converted import INSTANT, microseconds
from lakehouse.disclosure import measure, pointer
from lakehouse.instants import instant_text
from lakehouse.reasons import Reason
from lakehouse.relations import Column, Contract, Window

Refusals = dict[int, list[Reason]]
Micros = npt.NDArray[np.int64]

LATE_AFTER = 3_600_000_000
_TIME = Column("event_time", (), "timestamp", nullable=False)


def times_in_envelopes(
    times: Sequence[str | None], window: Window, received: Micros, refused: Refusals
) -> pa.Array[Any]:
    """The CloudEvents' own times."""
    instants, unfit = convert(times, _TIME)
    for row, fault in unfit.items():
        refused[row] = [Reason("envelope", "/time", fault.expected, measure(times[row]))]
    _hold_window(instants, "/time", window, received, refused)
    return instants


def times_in_columns(
    contract: Contract, columns: Sequence[pa.Array[Any]], received: Micros, refused: Refusals
) -> pa.Array[Any]:
    """The first of the contract's columns that has a value in a row; a date is its midnight, UTC.

    Rows whose columns cannot be read are refused before.
    """
    places = contract.envelope.time_columns
    times = pc.coalesce(*(columns[place].cast(INSTANT) for place in places))
    first = contract.columns[places[0]]
    names = " or ".join(contract.columns[place].name for place in places)
    for row in np.flatnonzero(np.asarray(times.is_null())).tolist():
        if row not in refused:
            refused[row] = [Reason("envelope", "/data", f"a time in {names}", "null")]
    path = pointer(contract, ("data", *first.path)) if len(places) == 1 else "/data"
    _hold_window(times, path, contract.window, received, refused)
    return times


def is_late(times: pa.Array[Any], window: Window, received: Micros) -> npt.NDArray[np.bool_]:
    """Rows that arrived an hour or more after their time; a historical feed has none."""
    if not window.relative:
        return np.zeros(len(times), np.bool_)
    late: npt.NDArray[np.bool_] = microseconds(times) < received - LATE_AFTER
    return late


def _hold_window(
    times: pa.Array[Any], path: str, window: Window, received: Micros, refused: Refusals
) -> None:
    instants = microseconds(times)
    earliest = received + window.earliest if window.relative else window.earliest
    latest = received + window.latest if window.relative else window.latest
    for row in np.flatnonzero((instants < earliest) | (instants > latest)).tolist():
        if row not in refused:
            instant, arrived = int(instants[row]), int(received[row])
            refused[row] = [_out_of_range(window, path, instant, arrived)]


def _out_of_range(window: Window, path: str, instant: int, received: int) -> Reason:
    base = received if window.relative else 0
    earliest, latest = instant_text(base + window.earliest), instant_text(base + window.latest)
    return Reason("time_out_of_range", path, f"from {earliest} to {latest}", instant_text(instant))
