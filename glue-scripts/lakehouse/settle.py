"""A chunk of taken events of one type → rows for the files, and those that are refused after all.

In this order: event time, values into columns, items of child tables, assertions, identity.
Identity comes last, so that a bad copy never hides a good one, whichever task sees it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa

from lakehouse.assertions import failed_assertions
from lakehouse.child_rows import ChildRows, child_rows
from lakehouse.converted import INSTANT, Unfit
from lakehouse.curated_schema import schema_of
from lakehouse.disclosure import pointer, shown
from lakehouse.event_times import Refusals, is_late, times_in_columns, times_in_envelopes
from lakehouse.payload_columns import Pseudonymiser, payload_columns, rest_column
from lakehouse.reasons import Reason
from lakehouse.relations import ChildTable, Column, Contract
from lakehouse.schema_reasons import MAX_REASONS
from lakehouse.verdicts import Taken


class Found(NamedTuple):
    """A taken event and where it was: the object's number and key, the line's number and bytes."""

    event: Taken
    object: int
    key: str
    line: int
    raw: bytes


class Settled(NamedTuple):
    """Rows to write, reasons per refused row, and how many were duplicates, late, drifting."""

    rows: pa.Table
    children: list[tuple[ChildTable, pa.Table]]
    refused: Refusals
    duplicates: int
    late: int
    drift: int


def settle(
    chunk: Sequence[Found],
    contract: Contract,
    batch_id: str,
    seen: dict[str, bytes],
    pseudonym: Pseudonymiser,
) -> Settled:
    """Settle one chunk; `seen` (id → payload digest of the rows so far) is kept up to date."""
    events, objects, _, lines, _ = zip(*chunk, strict=True)
    refused: Refusals = {}
    received = np.array([event.received for event in events], np.int64)

    def complain(row: int, column: Column, value: Any, fault: Unfit) -> None:
        told = refused.setdefault(row, [])
        if len(told) < MAX_REASONS:
            path = pointer(contract, ("data", *column.path))
            got = shown(contract, column.path, value)
            told.append(Reason(fault.code, path, fault.expected, got))

    if not contract.envelope.time_columns:
        sent = [event.time for event in events]
        times = times_in_envelopes(sent, contract.window, received, refused)
    values = zip(*[event.values for event in events], strict=True)
    columns = payload_columns(contract, values, pseudonym, complain)
    if contract.envelope.time_columns:
        times = times_in_columns(contract, columns, received, refused)
    rest = rest_column([event.rest for event in events], complain)
    children = child_rows(contract, events, pseudonym, refused) if contract.tables else []
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
    late = is_late(times, contract.window, received)
    drifting = _drifting(rest, children)
    kept = np.ones(size, np.bool_)
    gone = [*refused, *duplicates]
    if gone:
        kept[gone] = False
    return Settled(
        table.filter(pa.array(kept)) if gone else table,
        [(child.table, child.of_kept(table, kept)) for child in children],
        refused,
        len(duplicates),
        int(np.count_nonzero(late & kept)),
        int(np.count_nonzero(drifting & kept)),
    )


def _drifting(rest: pa.Array[Any], children: Sequence[ChildRows]) -> Any:
    """Events with a member that no column was declared for, in themselves or in an item."""
    drifting = np.array(rest.is_valid())
    for child in children:
        drifting[child.parents[np.asarray(child.rest.is_valid())]] = True
    return drifting


def _assert(table: pa.Table, contract: Contract, refused: Refusals) -> None:
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


def _identify(events: Sequence[Taken], seen: dict[str, bytes], refused: Refusals) -> list[int]:
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
