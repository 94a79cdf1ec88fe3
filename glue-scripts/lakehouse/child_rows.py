"""Items of an array in the events of a chunk → rows of a child table, kept or refused with them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from lakehouse.canonical import exact_text
from lakehouse.converted import Unfit
from lakehouse.curated_schema import OF_EVENT, schema_of
from lakehouse.disclosure import pointer, shown
from lakehouse.event_times import Refusals
from lakehouse.members import take_apart
from lakehouse.payload_columns import Pseudonymiser, payload_columns, rest_column
from lakehouse.reasons import Reason
from lakehouse.relations import ChildTable, Column, Contract
from lakehouse.schema_reasons import MAX_REASONS
from lakehouse.verdicts import Taken


@dataclass(slots=True)
class ChildRows:
    """The rows of a child table, before it is known which events are kept."""

    table: ChildTable
    #: Per row the event's row in the chunk, and the item's place in the array.
    parents: npt.NDArray[np.int64]
    positions: npt.NDArray[np.int64]
    rest: pa.Array[Any]
    columns: list[pa.Array[Any]]

    def of_kept(self, events: pa.Table, kept: npt.NDArray[np.bool_]) -> pa.Table:
        """The rows whose events are kept, with what they have from them."""
        rows = kept[self.parents]
        of_event = events.select(list(OF_EVENT)).take(pa.array(self.parents[rows]))
        mask = pa.array(rows)
        own = [array.filter(mask) for array in (self.rest, *self.columns)]
        positions = pa.array(self.positions[rows], pa.int32())
        return pa.Table.from_arrays(
            [*of_event.columns, positions, *own], schema=schema_of(self.table)
        )


def child_rows(
    contract: Contract, events: Sequence[Taken], pseudonym: Pseudonymiser, refused: Refusals
) -> list[ChildRows]:
    """The rows of each child table that has any; an event with an item that misfits is refused."""
    found = []
    for place, table in enumerate(contract.tables):
        arrays = [event.arrays[place] or () for event in events]
        if any(arrays):
            found.append(_rows(contract, table, arrays, pseudonym, refused))
    return found


def _rows(
    contract: Contract,
    table: ChildTable,
    arrays: Sequence[Sequence[Any]],
    pseudonym: Pseudonymiser,
    refused: Refusals,
) -> ChildRows:
    items = [item for array in arrays for item in array]
    sizes = [len(array) for array in arrays]
    parents = np.repeat(np.arange(len(arrays)), sizes)
    positions = np.concatenate([np.arange(size) for size in sizes])

    def complain(row: int, column: Column, value: Any, fault: Unfit) -> None:
        told = refused.setdefault(int(parents[row]), [])
        if len(told) < MAX_REASONS:
            steps = (*table.path, int(positions[row]), *column.path)
            got = shown(contract, steps, value)
            path = pointer(contract, ("data", *steps))
            told.append(Reason(fault.code, path, fault.expected, got))

    values, rests = _values(table, items)
    columns = payload_columns(table, values, pseudonym, complain)
    rest = rest_column(rests, complain, table.above)
    return ChildRows(table, parents, positions, rest, columns)


def _values(
    table: ChildTable, items: list[Any]
) -> tuple[Sequence[Sequence[Any]], list[bytes | None]]:
    """The values of each column and the texts of the rest, per item."""
    nothing: list[bytes | None] = [None] * len(items)
    if table.bare:
        return [_bare(column, items) for column in table.columns], nothing
    absent = (None,) * len(table.columns), None, ()
    parts = [take_apart(table, item) if isinstance(item, dict) else absent for item in items]
    return list(zip(*[part[0] for part in parts], strict=True)), [part[1] for part in parts]


def _bare(column: Column, items: list[Any]) -> list[Any]:
    if column.type != "json":
        return items
    return [None if item is None else exact_text(item) for item in items]
