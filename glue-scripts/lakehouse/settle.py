"""A chunk of taken events of one type → rows for the files, and those that are refused after all.

In this order: event time, values into columns, assertions, identity. Identity comes last, so that a
bad copy never hides a good one, whichever task sees it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa

from lakehouse.assertions import failed_assertions
from lakehouse.conversions import arrow_type, convert, without_missing
from lakehouse.converted import INSTANT, Unfit, microseconds
from lakehouse.disclosure import measure, pointer, shown
from lakehouse.instants import instant_text
from lakehouse.judge import Taken
from lakehouse.reasons import Reason
from lakehouse.relations import Column, Contract, Window

LATE_AFTER = 3_600_000_000
TECHNICAL: tuple[tuple[str, pa.DataType], ...] = (
    ("event_id", pa.string()),
    ("event_time", INSTANT),
    ("_received_at", INSTANT),
    ("_batch_id", pa.string()),
    ("_object", pa.int32()),
    ("_line", pa.int64()),
    ("_index", pa.int32()),
    ("_contract_version", pa.string()),
    ("_payload_hash", pa.string()),
    ("_rest", pa.string()),
)

_TIME = Column("event_time", (), "timestamp", nullable=False)
_REST = Column("_rest", (), "json", nullable=True)

Pseudonymiser = Callable[[Any], str | None]


class Found(NamedTuple):
    """A taken event and where it was: the object's number and key, the line's number and bytes."""

    event: Taken
    object: int
    key: str
    line: int
    raw: bytes


class Settled(NamedTuple):
    """Rows to write, reasons per refused row, and how many were duplicates and late."""

    rows: pa.Table
    refused: dict[int, list[Reason]]
    duplicates: int
    late: int


def schema_of(contract: Contract) -> pa.Schema:
    """The columns of a type's files, in file order."""
    return pa.schema([*TECHNICAL, *((c.name, arrow_type(c)) for c in contract.columns)])


def settle(
    chunk: Sequence[Found],
    contract: Contract,
    batch_id: str,
    seen: dict[str, bytes],
    pseudonym: Pseudonymiser,
) -> Settled:
    """Settle one chunk; `seen` (id → payload digest of the rows so far) is kept up to date."""
    events, objects, _, lines, _ = zip(*chunk, strict=True)
    refused: dict[int, list[Reason]] = {}
    received = np.array([event.received for event in events], np.int64)
    times = _event_times(events, contract.window, received, refused)
    values = zip(*[event.values for event in events], strict=True)
    columns = _columns(values, contract, pseudonym, refused)
    rest = _rest([event.rest for event in events], refused)
    size = len(events)
    table = pa.Table.from_arrays(
        [
            pa.array([event.id for event in events], pa.string()),
            times,
            pa.array(received, INSTANT),
            pa.repeat(batch_id, size),
            pa.array(objects, pa.int32()),
            pa.array(lines, pa.int64()),
            pa.array([event.index for event in events], pa.int32()),
            pa.repeat(contract.version, size),
            _hexadecimal([event.digest for event in events]),
            rest,
            *columns,
        ],
        schema=schema_of(contract),
    )
    _assert(table, contract, refused)
    duplicates = _identify(events, seen, refused)
    late = _is_late(times, contract.window, received)
    gone = [*refused, *duplicates]
    if gone:
        kept = np.ones(size, np.bool_)
        kept[gone] = False
        table = table.filter(pa.array(kept))
        late = late[kept]
    return Settled(table, refused, len(duplicates), int(np.count_nonzero(late)))


def _is_late(times: pa.Array[Any], window: Window, received: Any) -> Any:
    """Rows that arrived an hour or more after their time; a historical feed has none."""
    if not window.relative:
        return np.zeros(len(times), np.bool_)
    return microseconds(times) < received - LATE_AFTER


def _event_times(
    events: Sequence[Taken], window: Window, received: Any, refused: dict[int, list[Reason]]
) -> pa.Array[Any]:
    times, unfit = convert([event.time for event in events], _TIME)
    for row, fault in unfit.items():
        got = measure(events[row].time)
        refused[row] = [Reason("envelope", "/time", fault.expected, got)]
    instants = microseconds(times)
    earliest = received + window.earliest if window.relative else window.earliest
    latest = received + window.latest if window.relative else window.latest
    for row in np.flatnonzero((instants < earliest) | (instants > latest)):
        if int(row) not in unfit:
            refused[int(row)] = [_out_of_range(window, int(instants[row]), int(received[row]))]
    return times


def _out_of_range(window: Window, instant: int, received: int) -> Reason:
    base = received if window.relative else 0
    earliest, latest = instant_text(base + window.earliest), instant_text(base + window.latest)
    return Reason(
        "time_out_of_range", "/time", f"from {earliest} to {latest}", instant_text(instant)
    )


def _columns(
    values: Iterable[Sequence[Any]],
    contract: Contract,
    pseudonym: Pseudonymiser,
    refused: dict[int, list[Reason]],
) -> list[pa.Array[Any]]:
    arrays: list[pa.Array[Any]] = []
    names = [column.name for column in contract.columns]
    by_name = dict(zip(names, values, strict=True))
    for column in contract.columns:
        sent = by_name[column.name]
        if column.pseudonym_of is not None:
            named = without_missing(sent, column.missing) if column.missing else sent
            arrays.append(pa.array(list(map(pseudonym, named)), pa.string()))
            continue
        array, unfit = convert(sent, column, by_name.__getitem__)
        if not column.nullable and array.null_count > len(unfit):
            absent = set(np.flatnonzero(np.asarray(array.is_null())).tolist()) - unfit.keys()
            unfit = unfit | {row: Unfit("parse", "a value") for row in sorted(absent)}
        for row, fault in unfit.items():
            refused.setdefault(row, []).append(_misfit(contract, column, sent[row], fault))
        arrays.append(array)
    return arrays


def _misfit(contract: Contract, column: Column, value: Any, fault: Unfit) -> Reason:
    path = pointer(contract, ("data", *column.path))
    return Reason(fault.code, path, fault.expected, shown(contract, column.path, value))


def _rest(texts: list[bytes | None], refused: dict[int, list[Reason]]) -> pa.Array[Any]:
    array, unfit = convert(texts, _REST)
    for row, fault in unfit.items():
        expected = f"members without a column: {fault.expected}"
        got = f"{len(texts[row] or b'')} bytes"
        refused.setdefault(row, []).append(Reason(fault.code, "/data", expected, got))
    return array


def _assert(table: pa.Table, contract: Contract, refused: dict[int, list[Reason]]) -> None:
    if not contract.assertions:
        return
    rows = np.arange(table.num_rows)
    if refused:
        rows = np.delete(rows, list(refused))
        table = table.take(pa.array(rows))
    if not len(rows):
        return
    for name, mask in failed_assertions(table, contract):
        for row in rows[mask]:
            refused.setdefault(int(row), []).append(Reason("assertion", "/data", name, "not so"))


def _identify(
    events: Sequence[Taken], seen: dict[str, bytes], refused: dict[int, list[Reason]]
) -> list[int]:
    """Rows whose id a row before has, with the same payload; another payload is refused."""
    duplicates = []
    for row, event in enumerate(events):
        if row in refused:
            continue
        first = seen.setdefault(event.id, event.digest)
        if first is event.digest:
            continue
        if first == event.digest:
            duplicates.append(row)
        else:
            expected = "the payload that the first event of this id has"
            refused[row] = [Reason("id_collision", "/id", expected, "another payload")]
    return duplicates


def _hexadecimal(digests: list[bytes]) -> pa.Array[Any]:
    """Digests as texts, without a Python string for each."""
    size = len(digests)
    offsets = np.arange(0, 64 * (size + 1), 64, dtype=np.int32)
    text = b"".join(digests).hex().encode()
    return pa.StringArray.from_buffers(size, pa.py_buffer(offsets.tobytes()), pa.py_buffer(text))
